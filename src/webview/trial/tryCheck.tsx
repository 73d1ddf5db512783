import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CHECK_NAMES } from '../../core/trial/checks/names';
import type { CheckTry } from '../../protocol/trial';
import { t } from '../ui/l10n';
import type { FormProps } from './form';
import { plain } from './names';

/** The check on an answer that is typed, for the first case: nothing is sent. */
export function TryCheck({ trial, actions }: FormProps): JSX.Element | null {
  const { check, cases } = trial.trial;
  const [answer, setAnswer] = useState('');
  const [tried, setTried] = useState<CheckTry | null>(null);
  const [first] = cases;
  useEffect(() => {
    let gone = false;
    setTried(null);
    if (first !== undefined && answer !== '')
      actions.tryCheck(first.id, answer).then(
        (found) => {
          if (!gone) setTried(found);
        },
        () => undefined,
      );
    return () => {
      gone = true;
    };
  }, [answer, check, first?.id]);
  if (first === undefined || CHECK_NAMES[check.kind].isOutside) return null;
  return (
    <div class="text-field">
      <label for="try">
        {first.expected === null
          ? t('Try it on an answer to case 1')
          : t('Try it on an answer to case 1, expected {0}', first.expected.slice(0, 60))}
      </label>
      <input
        id="try"
        class="box"
        type="text"
        autoComplete="off"
        value={answer}
        onInput={(e) => setAnswer(e.currentTarget.value)}
      />
      <p class="quiet" aria-live="polite">
        {tried !== null && (
          <>
            <b>{triedWord(tried)}</b> {plain(tried.why)}
          </>
        )}
      </p>
    </div>
  );
}

function triedWord({ right }: CheckTry): string {
  if (right === null) return t('not judged');
  return right ? t('right') : t('wrong');
}
