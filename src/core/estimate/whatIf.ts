import { withWorkspacePrices } from './workspacePrices';
import { decide } from './decision';
import { breakEven, cascade, routed } from './economics';
import type { Check } from './economics';
import type { EstimateModel } from './model';
import type { Controls } from './controls';
import type { Report, ReportRow } from './report';
import { rowOf } from './row';

type Row = Omit<ReportRow, 'breakEven'>;

/** Mean cost and success of a row, where both are known. */
function outcome(r: Row): { readonly costUsd: number; readonly success: number } | null {
  return r.meanCostUsd === null || r.success === null
    ? null
    : { costUsd: r.meanCostUsd, success: r.success.p50 };
}

function withBreakEven(row: Row, base: Row): ReportRow {
  const [l, r] = [outcome(base), outcome(row)];
  return {
    ...row,
    breakEven:
      l === null || r === null ? null : breakEven(l.costUsd, l.success, r.costUsd, r.success),
  };
}

function cascadeOf(base: Row, best: Row | undefined, check: Check): Report['cascade'] {
  const l = outcome(base);
  const r = best === undefined ? null : outcome(best);
  return best === undefined || l === null || r === null
    ? null
    : { ...cascade(l, r, check), model: best.model, effort: best.effort };
}

function routedOf(base: Row, best: Row | undefined, share: number): Report['routed'] {
  if (best === undefined || base.meanCostUsd === null || best.meanCostUsd === null) return null;
  const of = (costUsd: number, row: Row) => ({ costUsd, success: row.success?.p50 ?? null });
  const mix = routed(of(base.meanCostUsd, base), of(best.meanCostUsd, best), share);
  return { ...mix, model: best.model, effort: best.effort };
}

/**
 * Every figure of the report for these controls. Pure and quick: no tokenizer, no price library, meant for every
 * keystroke of a page.
 */
export function recompute(model: EstimateModel, controls: Controls): Report {
  const base = rowOf(model.baseline, model, controls);
  const baseline: ReportRow = { ...base, breakEven: null };
  const rows = model.candidates.map((c) => withBreakEven(rowOf(c, model, controls), base));
  const decision = withWorkspacePrices(decide(baseline, rows, controls), [baseline, ...rows]);
  const best = rows.find((r) => r.model === decision.model && r.effort === decision.effort);
  return {
    baseline,
    rows,
    decision,
    cascade: cascadeOf(base, best, {
      costUsd: controls.checkUsd,
      caught: controls.caughtShare,
      falseAlarms: controls.falseAlarmShare,
    }),
    routed: routedOf(base, best, controls.routedShare),
  };
}
