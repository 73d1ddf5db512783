import type { JSX } from 'preact';
import { topicOfEnd } from '../../core/capture/model';
import type { Billed } from '../../core/trial/journalModel';
import type { TrialState } from '../../protocol/trial';
import { count, money } from '../ui/figures';
import { Explain } from '../ui/explain';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';

/** What went wrong, whether it was billed, and what is done about it. */
export function Failures({
  trial,
  onConcept,
}: {
  readonly trial: TrialState;
  readonly onConcept: (topic: string) => void;
}): JSX.Element | null {
  const failed = failuresOf(trial);
  if (failed.length === 0) return null;
  return (
    <section class="block" aria-labelledby="failures">
      <h2 id="failures">{t('Calls that failed')}</h2>
      <ul class="failures">
        {failed.slice(0, SHOWN_FAILURES).map((failure) => (
          <li key={failure.what + failure.candidate}>
            <Icon name="warning" />
            <div>
              <p>
                {failure.candidate}, {casesWord(failure.rows)}: {failure.what}{' '}
                {t('Left out of the comparison, not counted as wrong.')}{' '}
                <Explain onClick={() => onConcept(failure.topic)} />
              </p>
              <p class="quiet">{billedWord(failure)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN_FAILURES = 20;

interface Failure {
  readonly candidate: string;
  readonly what: string;
  /** Which concept page explains it, as of a live run. */
  readonly topic: string;
  /** Rows of the file, from 0. */
  readonly rows: readonly number[];
  readonly billed: Billed;
  readonly heldUsd: number;
}

/** Calls that went wrong, those of one model and one reason together. */
function failuresOf({ calls, trial }: TrialState): readonly Failure[] {
  const rows = new Map(trial.cases.map((c, i) => [c.id, i]));
  const found = new Map<string, Failure>();
  for (const call of calls) {
    if (call.status !== 'failed' && call.status !== 'unfinished') continue;
    const what = call.message ?? t('The call has no end: it may have been paid for.');
    const key = `${call.candidate} ${call.billed} ${what}`;
    const before = found.get(key);
    const row = rows.get(call.case);
    found.set(key, {
      candidate: call.candidate,
      what,
      topic: failureTopic(call),
      rows: [...(before?.rows ?? []), ...(row === undefined ? [] : [row])],
      billed: call.billed,
      heldUsd: (before?.heldUsd ?? 0) + call.heldUsd,
    });
  }
  return [...found.values()];
}

const failureTopic = ({ status, httpStatus }: TrialState['calls'][number]): string =>
  topicOfEnd({ reason: status === 'unfinished' ? 'incomplete' : 'failed', status: httpStatus });

const casesWord = (rows: readonly number[]): string =>
  rows.length === 1
    ? t('case {0}', count(rows[0]! + 1))
    : t(
        'cases {0}',
        rows
          .slice(0, 8)
          .map((row) => count(row + 1))
          .join(', '),
      );

function billedWord({ billed, heldUsd }: Failure): string {
  switch (billed) {
    case 'no':
      return t('not billed');
    case 'yes':
      return t('billed');
    case 'maybe':
      return t('billing unknown, counted at its limit: {0}', money(heldUsd));
  }
}
