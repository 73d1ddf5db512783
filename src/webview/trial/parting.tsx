import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Comparison } from '../../core/trial/verdictModel';
import type { CameTo } from '../../core/trial/parting';
import type { WhereTheyPart } from '../../protocol/trial';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import type { TrialActions } from './actions';
import type { Candidate } from './strip';

interface PartingProps {
  /** The case. */
  readonly id: string;
  readonly comparison: Comparison;
  readonly candidates: readonly Candidate[];
  /** Whether any call of the case left a trace. */
  readonly isThere: boolean;
  readonly actions: TrialActions;
}

/** Where the two models part on a case: it only quotes when each first comes to its answer. */
export function Parting(props: PartingProps): JSX.Element | null {
  const { id, comparison, candidates, isThere, actions } = props;
  const { baseline, candidate } = comparison;
  const [found, setFound] = useState<WhereTheyPart | null>(null);
  useEffect(() => {
    let gone = false;
    setFound(null);
    if (isThere)
      actions.whereTheyPart(id, candidate).then(
        (came) => {
          if (!gone) setFound(came);
        },
        // The case is shown without it, as where there is no trace.
        () => undefined,
      );
    return () => {
      gone = true;
    };
  }, [id, candidate, isThere]);
  const nameOf = (who: string): string => candidates.find((c) => c.id === who)?.name ?? who;
  const sides = [
    [nameOf(baseline), found?.baseline ?? null],
    [nameOf(candidate), found?.candidate ?? null],
  ] as const;
  if (sides.every(([, came]) => came === null)) return null;
  return (
    <p class="parting">
      <b>{t('Where they part:')}</b>{' '}
      {sides.map(
        ([name, came]) => came !== null && <span key={name}>{cameWords(name, came)} </span>,
      )}
    </p>
  );
}

function cameWords(name: string, { steps, step, quote }: CameTo): string {
  if (steps === 0) return t('{0} answers without reasoning that could be seen.', name);
  if (step === null) return t('{0} names its answer in none of its {1} steps.', name, count(steps));
  const [at, of] = [count(step), count(steps)];
  return quote === null
    ? t('{0} comes to its answer in step {1} of {2}.', name, at, of)
    : t('{0} comes to its answer in step {1} of {2}: “{3}”', name, at, of, quote);
}
