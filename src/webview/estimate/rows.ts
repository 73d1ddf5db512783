import type { BasisKind, CandidateModel, EstimateModel, Range } from '../../core/estimate/model';
import type { Controls } from '../../core/estimate/controls';
import type { MonthlyBill, Report, ReportRow } from '../../core/estimate/report';
import { recompute } from '../../core/estimate/whatIf';
import type { MeasuredRun } from '../../protocol/estimateData';
import { t } from '../ui/l10n';
import { count } from '../ui/figures';

/** One interval to draw: an 80 % range and how it came about. `range` null is unknown. */
export interface DrawnInterval {
  readonly range: Range | null;
  readonly kind: BasisKind;
}

/** One choice as the report draws it, under the present controls. */
export interface ChoiceRow {
  /** `MODEL[:EFFORT]`, unique in a report. */
  readonly id: string;
  readonly model: string;
  readonly effort: string | null;
  readonly isBaseline: boolean;
  /** The choice that the decision recommends; none while it says to measure. */
  readonly isBest: boolean;
  /** Same model as the row above: only the effort differs. */
  readonly isSub: boolean;
  /** USD of one call. `problem` stands in place of the figures. */
  readonly cost: DrawnInterval & { readonly problem: string | null };
  /** Right answers of 100. */
  readonly success: DrawnInterval;
  /** Seconds until the answer is complete. */
  readonly latency: DrawnInterval;
  readonly bill: MonthlyBill | null;
  readonly batched: boolean;
  /** The provider has no batch offer although batch was asked for. */
  readonly noBatch: boolean;
  /** A recorded run of this very prompt. */
  readonly measured: MeasuredRun | null;
  /** All other figures, as the core gives them. */
  readonly figures: ReportRow;
}

/** Which efforts of one model are compared: those picked, one level, or all of them. */
export interface EffortView {
  readonly model: string;
  readonly show: 'picked' | 'all' | { readonly level: string | null };
}

/** Effort as a word of the report: levels as the API spells them. */
export function effortName(effort: string | null): string {
  if (effort === null) return t('default');
  return effort === 'off' ? t('off') : effort;
}

/** Model and effort as one name for people. */
export function rowName(row: Pick<ChoiceRow, 'model' | 'effort'>): string {
  if (row.effort === null) return row.model;
  return row.effort === 'off' ? t('{0} without thinking', row.model) : `${row.model} ${row.effort}`;
}

export const choiceId = (choice: Pick<ChoiceRow, 'model' | 'effort'>): string =>
  choice.effort === null ? choice.model : `${choice.model}:${choice.effort}`;

/** Levels at which a candidate reasons, least to most as the catalogue lists them. */
export function levelsOf(candidate: CandidateModel): readonly (string | null)[] {
  const reasoning = candidate.efforts.filter((e) => e.reasoning !== null).map((e) => e.effort);
  const order = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
  const rank = (e: string | null): number => (e === null ? 2.5 : order.indexOf(e));
  return [...new Set(reasoning)].sort((a, b) => rank(a) - rank(b));
}

/** Candidates whose effort can be chosen, one of each model. */
export function adjustable(model: EstimateModel): readonly CandidateModel[] {
  const first = model.candidates.filter(
    (c, i) => model.candidates.findIndex((other) => other.model === c.model) === i,
  );
  return first.filter((c) => levelsOf(c).length > 1);
}

function shown(model: EstimateModel, view: EffortView | null): EstimateModel {
  if (view === null || view.show === 'picked') return model;
  const { show } = view;
  const candidates = model.candidates.flatMap((c, i) => {
    if (c.model !== view.model) return [c];
    if (model.candidates.findIndex((other) => other.model === c.model) !== i) return [];
    const levels = show === 'all' ? levelsOf(c) : [show.level];
    return levels.map((effort) => ({ ...c, effort }));
  });
  return { ...model, candidates };
}

export interface View {
  readonly report: Report;
  readonly rows: readonly ChoiceRow[];
}

/** Everything the page draws for these controls; recomputed at every change. */
export function compute(
  model: EstimateModel,
  controls: Controls,
  efforts: EffortView | null,
  measured: readonly MeasuredRun[],
): View {
  const visible = shown(model, efforts);
  const report = recompute(visible, controls);
  const { decision } = report;
  const all = [report.baseline, ...report.rows];
  const sources = [visible.baseline, ...visible.candidates];
  const bestAt =
    decision.kind === 'switch'
      ? report.rows.findIndex((r) => r.model === decision.model && r.effort === decision.effort)
      : -1;
  const rows = all.map((figures, i): ChoiceRow => {
    const candidate = sources[i]!;
    const isBaseline = i === 0;
    return {
      id: `${i}:${choiceId(figures)}`,
      model: figures.model,
      effort: figures.effort,
      isBaseline,
      isBest: i > 0 && i - 1 === bestAt,
      isSub: i > 1 && all[i - 1]!.model === figures.model,
      cost: {
        range: figures.costUsd,
        kind: figures.basis.costUsd.kind,
        problem: figures.fits ? null : doesNotFit(candidate),
      },
      success: { range: hundred(figures.success), kind: figures.basis.success.kind },
      latency: {
        range: figures.latencySeconds?.total ?? null,
        kind: figures.basis.latencySeconds.kind === 'unknown' ? 'unknown' : 'estimated',
      },
      bill: figures.monthlyUsd,
      batched: figures.batched,
      noBatch: controls.batch && !figures.batched,
      measured:
        measured.find((m) => m.model === figures.model && m.effort === figures.effort) ?? null,
      figures,
    };
  });
  return { report, rows };
}

function hundred(share: Range | null): Range | null {
  return share && { p10: share.p10 * 100, p50: share.p50 * 100, p90: share.p90 * 100 };
}

function doesNotFit(candidate: CandidateModel): string {
  return t(
    'does not fit: {0} of {1} tokens',
    count(candidate.inputTokens.p50),
    count(candidate.contextTokens ?? 0),
  );
}
