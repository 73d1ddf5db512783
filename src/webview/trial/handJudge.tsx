import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { BlindPair, CallTile } from '../../protocol/trial';
import { Button } from '../ui/button';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import type { Choice, TrialActions } from './actions';
import { Block } from '../ui/report/block';

interface JudgeProps {
  /** Another pair may be there when calls have ended. */
  readonly calls: readonly CallTile[];
  readonly actions: TrialActions;
  /** Told whether a pair is still to be judged. */
  readonly onOpen: (isOpen: boolean) => void;
}

type Took = Choice['took'];

const KEYS: Readonly<Record<string, Took>> = { 1: 'first', 2: 'second', 3: 'both', 4: 'neither' };

/** Two answers side by side, shuffled and without names: keys 1 and 2 take one, 3 both, 4 neither. */
export function HandJudge({ calls, actions, onOpen }: JudgeProps): JSX.Element | null {
  const [pair, setPair] = useNextPair(calls, actions);
  const isOpen = pair !== null;
  useEffect(() => onOpen(isOpen), [isOpen]);
  if (pair === 'asked') return null;
  if (pair === null)
    return (
      <Block id="by-hand" title={t('By hand')}>
        <p>{t('Every pair of answers is judged.')}</p>
      </Block>
    );
  const take = (took: Took): void => {
    const { case: id, repeat, candidate } = pair;
    actions.choose({ case: id, repeat, candidate, took }).then(setPair, () => undefined);
  };
  const onKey = (event: KeyboardEvent): void => {
    const took = KEYS[event.key];
    if (took === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    take(took);
  };
  return (
    <Block
      id="by-hand"
      title={t('By hand')}
      more={t('pair {0} of {1}', count(pair.done + 1), count(pair.of))}
    >
      <div
        class="hand"
        tabIndex={0}
        role="group"
        aria-label={t('Which answer is right?')}
        onKeyDown={onKey}
      >
        <dl class="asked">
          {Object.entries(pair.values).map(([name, text]) => (
            <div key={name}>
              <dt class="quiet">{name}</dt>
              <dd>{text.slice(0, SHOWN)}</dd>
            </div>
          ))}
          {pair.expected !== null && (
            <div>
              <dt class="quiet">{t('expected')}</dt>
              <dd>{pair.expected}</dd>
            </div>
          )}
        </dl>
        <div class="sides">
          <Side title={t('Answer 1')} text={pair.first} />
          <Side title={t('Answer 2')} text={pair.second} />
        </div>
        <div class="btns">
          <Take name="1" label={t('Answer 1 is right')} onTake={() => take('first')} />
          <Take name="2" label={t('Answer 2 is right')} onTake={() => take('second')} />
          <Take name="3" label={t('Both')} onTake={() => take('both')} />
          <Take name="4" label={t('Neither')} onTake={() => take('neither')} />
        </div>
      </div>
    </Block>
  );
}

/** The next pair to judge, asked for again when calls have ended. */
function useNextPair(calls: JudgeProps['calls'], actions: JudgeProps['actions']) {
  const [pair, setPair] = useState<BlindPair | null | 'asked'>('asked');
  const ended = calls.filter((c) => c.status !== 'running').length;
  useEffect(() => {
    let gone = false;
    const show = (next: BlindPair | null): void => {
      if (!gone) setPair(next);
    };
    // Why it failed is told above the page; nothing is uncovered by it.
    actions.nextBlind().then(show, () => undefined);
    return () => {
      gone = true;
    };
  }, [ended]);
  return [pair, setPair] as const;
}

const SHOWN = 20_000;

const Side = ({ title, text }: { readonly title: string; readonly text: string }): JSX.Element => (
  <section aria-label={title}>
    <h3>{title}</h3>
    <pre tabIndex={0}>{text.slice(0, SHOWN)}</pre>
  </section>
);

const Take = (props: {
  readonly name: string;
  readonly label: string;
  readonly onTake: () => void;
}): JSX.Element => (
  <Button aria-keyshortcuts={props.name} onClick={props.onTake}>
    <kbd>{props.name}</kbd> {props.label}
  </Button>
);
