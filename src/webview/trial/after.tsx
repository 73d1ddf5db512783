import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Comparison, TrialVerdict } from '../../core/trial/verdictModel';
import type { TrialState } from '../../protocol/trial';
import { Button } from '../ui/button';
import { count, decimal, money } from '../ui/figures';
import { pageVoice } from '../ui/format';
import { NumberField } from '../ui/fields';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { Rich } from '../ui/rich';
import type { TrialActions } from './actions';
import { CasePanel } from './casePanel';
import { Efforts } from './efforts';
import { Flips } from './flips';
import { Folds } from './folds';
import { HandJudge } from './handJudge';
import { Kinds } from './kinds';
import { Failures } from './failures';
import { candidatesOf } from './soFar';
import type { Looking } from './memory';
import { Rug } from './rug';
import { ResultTable } from './resultTable';
import { resultColumns, resultRows } from './resultRows';
import { Block } from '../ui/report/block';
import { rich } from './names';
import { Strip } from './strip';
import { Unjudged } from './unjudged';
import { tallyOf, tallyOfChoices } from './tally';

interface AfterProps {
  readonly trial: TrialState;
  readonly verdict: TrialVerdict;
  readonly actions: TrialActions;
  readonly looking: Looking;
  readonly onLook: (change: Partial<Looking>) => void;
}

/** The comparison that the page speaks of: the chosen one, else the one that gains most. */
function spokenOf({ verdict, looking }: AfterProps): Comparison | null {
  const { comparisons } = verdict;
  const gain = (c: Comparison): number => c.difference?.value ?? -Infinity;
  const best = [...comparisons].sort((a, b) => gain(b) - gain(a))[0] ?? null;
  return comparisons.find((c) => c.candidate === looking.candidate) ?? best;
}

/** The result: one sentence first, then what it rests on. */
export function After(props: AfterProps): JSX.Element {
  const { trial, actions } = props;
  const { check } = trial.trial;
  // By hand nothing is shown that tells whose an answer is, until all pairs are judged or the user wants to see.
  const [isBlind, setBlind] = useState(true);
  const [isUncovered, setUncovered] = useState(false);
  const isHidden = check.kind === 'hand' && isBlind && !isUncovered;
  const comparison = spokenOf(props);
  if (comparison === null)
    return (
      <section class="decision">
        <h2>{t('Nothing was measured yet.')}</h2>
        <div class="btns">
          <Unjudged trial={trial} actions={actions} />
        </div>
      </section>
    );
  return (
    <>
      <Verdict {...props} comparison={comparison} />
      {check.kind === 'hand' && (
        <HandJudge calls={trial.calls} actions={actions} onOpen={setBlind} />
      )}
      {isHidden ? (
        <p>
          <Link onClick={() => setUncovered(true)}>
            {t('Show the result so far: the pairs that are left are no longer blind')}
          </Link>
        </p>
      ) : (
        <Evidence {...props} comparison={comparison} />
      )}
    </>
  );
}

/** Everything that the sentence rests on. */
function Evidence(props: AfterProps & { readonly comparison: Comparison }): JSX.Element {
  const { trial, actions, looking, onLook, comparison } = props;
  const rows = useMemo(() => resultRows(trial), [trial]);
  const columns = useMemo(() => resultColumns(rows), [rows]);
  const { cases, check } = trial.trial;
  const tally = useMemo(
    () => (check.kind === 'hand' ? tallyOfChoices(comparison) : tallyOf(trial.calls)),
    [trial.calls, check.kind, comparison],
  );
  const candidates = candidatesOf(trial);
  const selected = cases.find((c) => c.id === looking.case) ?? firstCase(comparison, trial);
  const spoken = rows.find((r) => r.candidate === comparison.candidate);
  const today = rows.find((r) => r.isBaseline);
  return (
    <>
      <Controls {...props} comparison={comparison} />
      <ResultTable rows={rows} columns={columns} chosen={comparison.candidate} />
      <Block
        id="cases"
        title={t('Case by case')}
        more={t('{0} against {1}, where they differ first', spoken?.name ?? '', today?.name ?? '')}
      >
        <Strip
          cases={cases}
          candidates={candidates}
          comparison={comparison}
          tally={tally}
          selected={selected?.id ?? null}
          onSelect={(id) => onLook({ case: id })}
          onOpen={(id) => actions.openPair(id, comparison.candidate)}
        />
        {selected !== null && (
          <CasePanel
            number={cases.indexOf(selected) + 1}
            item={selected}
            candidates={candidates}
            calls={trial.calls}
            comparison={comparison}
            isJudged={check.kind === 'judge'}
            actions={actions}
          />
        )}
      </Block>
      <div class="two block">
        <Kinds cases={cases} comparison={comparison} rows={rows} />
        <Rug rows={rows} calls={trial.calls} />
      </div>
      <Efforts verdict={props.verdict} others={trial.others} onOthers={actions.countOthers} />
      <Flips
        comparison={comparison}
        trial={trial}
        names={[today?.name ?? '', spoken?.name ?? '']}
        onSelect={(id) => onLook({ case: id })}
        actions={actions}
      />
      <Failures trial={trial} onConcept={actions.concept} />
      <Folds trial={trial} verdict={props.verdict} comparison={comparison} rows={rows} />
    </>
  );
}

const firstCase = ({ flips }: Comparison, { trial: file }: TrialState) =>
  file.cases.find((c) => c.id === flips[0]?.case) ?? file.cases[0] ?? null;

/** The sentence, what it costs a month, how sure it is, and what may be done next. */
function Verdict(props: AfterProps & { readonly comparison: Comparison }): JSX.Element {
  const { comparison, trial, actions } = props;
  const { evidence, monthly, usdPerExtraRight } = comparison;
  const { plan } = trial;
  return (
    <section class="decision" aria-labelledby="verdict" aria-live="polite">
      <h2 id="verdict">
        <Rich text={rich(comparison.sentence)} />
      </h2>
      {monthly !== null && trial.trial.callsPerMonth !== null && (
        <p>
          <Rich text={monthText(comparison, trial.trial.callsPerMonth)} />
        </p>
      )}
      <p class="sure">
        <Icon name={evidence.kind === 'open' ? 'help' : 'done'} />
        <span>
          <Rich text={rich(comparison.certainty)} />{' '}
          {usdPerExtraRight !== null &&
            t('It pays if a right answer is worth more than {0}.', money(usdPerExtraRight.value))}
        </span>
      </p>
      {plan !== null && (plan.calls > 0 || plan.unjudged > 0) && (
        <div class="btns">
          {plan.calls > 0 && (
            <Button primary onClick={() => actions.start(false)}>
              {plan.costUsd === null || plan.costUsd.middle === 0
                ? t('Send the {0} calls that are left', count(plan.calls))
                : t(
                    'Send the {0} calls that are left, about {1}',
                    count(plan.calls),
                    money(plan.costUsd.middle),
                  )}
            </Button>
          )}
          <Unjudged trial={trial} actions={actions} />
        </div>
      )}
    </section>
  );
}

function monthText({ monthly }: Comparison, calls: number): string {
  const right = monthly!.right;
  const about = pageVoice().aboutCount;
  const cost = monthly!.costUsd;
  const answers =
    right.value >= 0
      ? t(
          '**{0} more right answers** ({1} to {2})',
          about(right.value),
          about(right.low),
          about(right.high),
        )
      : t(
          '**{0} fewer right answers** ({1} to {2})',
          about(-right.value),
          about(-right.high),
          about(-right.low),
        );
  if (cost === null) return t('At {0} calls a month that is about {1}.', count(calls), answers);
  return cost.value >= 0
    ? t(
        'At {0} calls a month that is **{1}** more for about {2}.',
        count(calls),
        money(cost.value),
        answers,
      )
    : t(
        'At {0} calls a month that is **{1}** less, with about {2}.',
        count(calls),
        money(-cost.value),
        answers,
      );
}

/** What the sentence depends on. */
function Controls(props: AfterProps & { readonly comparison: Comparison }): JSX.Element {
  const { verdict, trial, comparison, looking, onLook, actions } = props;
  const names = new Map(candidatesOf(trial).map((c) => [c.id, c.name]));
  return (
    <div class="controls">
      <NumberField
        id="calls"
        label={t('Calls a month')}
        value={trial.trial.callsPerMonth}
        show={count}
        placeholder="?"
        onChange={(n) =>
          actions.edit({
            op: 'settings',
            settings: { callsPerMonth: n === null ? null : Math.max(1, Math.round(n)) },
          })
        }
      />
      <NumberField
        id="worth"
        label={t('A right answer is worth')}
        prefix="$"
        value={looking.valueOfRightUsd}
        show={(usd) => decimal(usd, 4)}
        placeholder="?"
        onChange={(usd) => onLook({ valueOfRightUsd: usd })}
      />
      {verdict.comparisons.length > 1 && (
        <div class="field wide">
          <label for="against">
            {t('Compare with {0}', names.get(comparison.baseline) ?? comparison.baseline)}
          </label>
          <select
            id="against"
            class="box"
            value={comparison.candidate}
            onChange={(e) => onLook({ candidate: e.currentTarget.value })}
          >
            {verdict.comparisons.map((c) => (
              <option key={c.candidate} value={c.candidate}>
                {names.get(c.candidate) ?? c.candidate}
              </option>
            ))}
          </select>
        </div>
      )}
      <Gain comparison={comparison} value={looking.valueOfRightUsd} />
    </div>
  );
}

/** What the gain is worth a month, at the stated worth of a right answer. */
function Gain(props: { readonly comparison: Comparison; readonly value: number | null }) {
  const { comparison, value } = props;
  const { monthly } = comparison;
  const cost = monthly?.costUsd ?? null;
  if (monthly === null || cost === null || value === null) return null;
  const at = (right: number): string => {
    const usd = right * value - cost.value;
    return usd < 0 ? `−${money(-usd)}` : money(usd);
  };
  return (
    <p class="quiet">
      <Rich
        text={t(
          'At {0} each, the gain is about **{1}** a month ({2} to {3}).',
          money(value),
          at(monthly.right.value),
          at(monthly.right.low),
          at(monthly.right.high),
        )}
      />
    </p>
  );
}
