import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Controls } from '../../core/estimate/controls';
import {
  TASK_TYPES,
  TASK_WORDS,
  type EstimateModel,
  type TaskType,
} from '../../core/estimate/model';
import type { FoundRuns, ReportState } from '../../protocol/estimateData';
import { t } from '../ui/l10n';
import { columnsFor, type ReportColumn } from './columns';
import { Compare } from './compare';
import { Details } from './details';
import { Failure } from '../ui/failure';
import { count } from '../ui/figures';
import { Header, type HeaderActions } from './header';
import { LikeRuns } from './likeRuns';
import { Measured } from './measured';
import { Rich } from '../ui/rich';
import type { EffortView, ChoiceRow, View } from './rows';
import { Bill, Changes, WhenItPays, type OnConcept } from './sections';
import { Warnings } from './warnings';
import { WhatIf } from './whatIf';
import { rich, words } from './words';

export interface ReportActions extends HeaderActions {
  readonly setPrice: (model: string) => void;
  readonly updatePrices: () => void;
  readonly calibrate: () => void;
  readonly changeModels: () => void;
  readonly reveal: (change: string | null) => void;
  readonly applyFix: (change: string | null) => void;
  readonly concept: OnConcept;
  readonly lookForRuns: () => Promise<FoundRuns>;
  readonly addSessions: () => void;
}

interface Props {
  readonly report: Extract<ReportState, { state: 'ready' }>;
  /** The figures of the report for these controls. */
  readonly view: View;
  readonly controls: Controls;
  readonly efforts: EffortView | null;
  readonly onControls: (change: Partial<Controls>) => void;
  readonly onEfforts: (view: EffortView | null) => void;
  /** Why what was asked of the host last failed. */
  readonly failure: string | null;
  readonly actions: ReportActions;
}

const taskName = (type: TaskType): string => words(TASK_WORDS[type]);

/** The report in its order: what was read, the decision, what if, the comparison, bill, warnings, changes, basis. */
export function Report(props: Props): JSX.Element {
  const { report, view, controls, actions } = props;
  const narrow = useNarrow();
  const [open, setOpen] = useState<'why' | null>(null);
  const { rows } = view;
  const columns = useMemo(() => columnsFor(rows), [rows]);
  const recognised = report.model.prompt.kind;

  return (
    <main>
      <Header
        subject={report.subject}
        tokens={report.model.prompt}
        actions={actions}
        task={
          <label>
            {t('task:')}{' '}
            <select
              value={controls.taskType === recognised ? '' : (controls.taskType ?? '')}
              onChange={(e) =>
                props.onControls({
                  taskType: TASK_TYPES.find((type) => type === e.currentTarget.value) ?? null,
                })
              }
            >
              <option value="">{taskName(recognised)}</option>
              {TASK_TYPES.filter((type) => type !== recognised && type !== 'unknown').map(
                (type) => (
                  <option key={type} value={type}>
                    {taskName(type)}
                  </option>
                ),
              )}
            </select>
          </label>
        }
      />
      <Failure failure={props.failure} />
      <Decision view={view} />
      <WhatIf {...props} model={report.model} />
      <Compare
        rows={rows}
        columns={columns}
        basis={basisLines(report.model, rows)}
        narrow={narrow}
        onWhy={(topic) => {
          setOpen('why');
          setTimeout(() => document.getElementById(`why-${topic}`)?.scrollIntoView(), 0);
        }}
        onSetPrice={actions.setPrice}
      />
      <Measured rows={rows} runs={report.measured} />
      <div class="two">
        {controls.callsPerMonth !== null && (
          <Bill rows={rows} calls={controls.callsPerMonth} onMeasure={actions.measure} />
        )}
        <WhenItPays
          view={view}
          controls={controls}
          onControls={props.onControls}
          onConcept={actions.concept}
        />
      </div>
      <Warnings
        rows={rows}
        onRaiseCap={(capTokens) => props.onControls({ capTokens })}
        onSetPrice={actions.setPrice}
        onChangeModels={actions.changeModels}
        onConcept={actions.concept}
      />
      <Changes changes={report.changes} onReveal={actions.reveal} onFix={actions.applyFix} />
      <LikeRuns
        prompt={report.key.prompt}
        look={actions.lookForRuns}
        addFolder={actions.addSessions}
      />
      <Details
        rows={rows}
        model={report.model}
        open={open}
        onToggle={(topic, isOpen) => topic === 'why' && setOpen(isOpen ? 'why' : null)}
        onConcept={actions.concept}
        onUpdatePrices={actions.updatePrices}
        onCalibrate={actions.calibrate}
      />
    </main>
  );
}

/** The answer, in a polite live region that speaks after half a second without input. */
function Decision({ view }: { view: View }): JSX.Element {
  const { decision } = view.report;
  const [sentence, detail] = [words(decision.sentence), rich(decision.detail)];
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(`${sentence} ${words(decision.detail)}`), 500);
    return () => clearTimeout(timer);
  }, [sentence, detail]);
  return (
    <section class="decision" aria-labelledby="decision">
      <h2 id="decision">{sentence}</h2>
      <p>
        <Rich text={detail} />
      </p>
      <div class="visually-hidden" aria-live="polite">
        {spoken}
      </div>
    </section>
  );
}

/** One line a dimension under the comparison. */
function basisLines(
  model: EstimateModel,
  rows: readonly ChoiceRow[],
): Readonly<Record<ReportColumn['id'] | 'effort', string>> {
  const candidate = rows.find((r) => !r.isBaseline) ?? rows[0]!;
  const { reasoningTokens } = candidate.figures.basis;
  const success = rows.map((r) => r.figures.basis.success).find((b) => b.n !== null);
  const year = (date: string | null): string => date?.slice(0, 4) ?? '';
  return {
    cost: t(
      '{0} runs, {1}; 80 % range. Prices of {2}.',
      count(reasoningTokens.n ?? 0),
      year(reasoningTokens.date),
      model.pricesAsOf,
    ),
    success:
      success === undefined
        ? t('No public runs on this kind of task.')
        : t(
            'On {0}: {1}, {2}; 80 % range. Less the calls lost at the cap.',
            success.on === undefined ? t('public prompts') : words(success.on),
            words(success.text),
            year(success.date),
          ),
    effort: t('Read from this file.'),
    latency: t('Tokens ÷ speed. Public runs; 80 % range.'),
  };
}

/** Whether the page is laid out for a narrow editor (below 820 px). */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia('(max-width: 819px)').matches);
  useEffect(() => {
    const query = matchMedia('(max-width: 819px)');
    const update = (): void => setNarrow(query.matches);
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, []);
  return narrow;
}
