import type { Controls, Decision, ReportRow } from './report';

/** An answer later than this is worth naming. Seconds. */
const SLOW = 45;

/** `o4-mini high`. */
export const rowName = (r: Pick<ReportRow, 'model' | 'effort'>): string =>
  r.effort === null
    ? r.model
    : r.effort === 'off'
      ? `${r.model} without thinking`
      : `${r.model} ${r.effort}`;

/** Money for a sentence: two significant digits, at most four decimals. */
export function usd(x: number): string {
  const size = Math.abs(x);
  if (size > 0 && size < 0.00005) return '<$0.0001';
  if (size >= 1000) return `$${Math.round(x).toLocaleString('en')}`;
  if (size >= 10) return `$${x.toFixed(0)}`;
  if (size >= 0.1) return `$${x.toFixed(2)}`;
  return `$${x.toFixed(size >= 0.01 ? 3 : 4)}`;
}

const about = (s: number): string =>
  s < 10
    ? `${Math.max(1, Math.round(s))} seconds`
    : s < 90
      ? `${Math.round(s / 5) * 5} seconds`
      : `${Math.round(s / 60)} minutes`;
const of100 = (r: ReportRow): number => Math.round((r.success?.p50 ?? 0) * 100);
const seconds = (r: ReportRow): number | null => r.latencySeconds?.total.p50 ?? null;
const ratio = (x: number): string =>
  x >= 10 ? x.toFixed(0) : x >= 0.95 ? x.toFixed(1) : x.toPrecision(1);

function comparable(r: ReportRow): boolean {
  return r.meanCostUsd !== null && r.success !== null && r.fits;
}

/** Chooses by value of right answers less cost; without a stated value by what a right answer must be worth. */
export function decide(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  controls: Pick<Controls, 'valueOfRightUsd' | 'callsPerMonth'>,
): Decision {
  const able = rows.filter(comparable);
  if (able.length === 0 || !comparable(baseline)) return undecided(baseline, rows);
  return controls.valueOfRightUsd === null
    ? withoutValue(baseline, able)
    : withValue(baseline, able, controls.valueOfRightUsd, controls.callsPerMonth);
}

function undecided(baseline: ReportRow, rows: readonly ReportRow[]): Decision {
  const reasons = new Set(
    [baseline, ...rows].flatMap((r) => [
      ...(r.meanCostUsd === null ? ['a price'] : []),
      ...(r.success === null ? ['a success rate on this kind of task'] : []),
    ]),
  );
  const cheapest = rows
    .filter((r) => r.meanCostUsd !== null && r.fits)
    .sort((a, b) => (a.meanCostUsd ?? 0) - (b.meanCostUsd ?? 0))[0];
  const cost =
    cheapest === undefined
      ? ''
      : ` ${rowName(cheapest)} costs ${costRatio(baseline, cheapest)} as much as ${rowName(baseline)}.`;
  return {
    kind: 'unknown',
    model: cheapest?.model ?? null,
    effort: cheapest?.effort ?? null,
    sentence: 'Measure before you switch.',
    detail: `Not known for every model here: ${[...reasons].join(' and ')}.${cost}`,
  };
}

const netOf = (r: ReportRow) => r.netUsd ?? -Infinity;

function withValue(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  value: number,
  calls: number | null,
): Decision {
  const best = rows.reduce((a, b) => (netOf(b) > netOf(a) ? b : a));
  const gain = netOf(best) - netOf(baseline);
  const chosen = { model: best.model, effort: best.effort };
  if (gain <= 0) {
    const even = best.breakEven?.kind === 'from' ? best.breakEven.valueUsd : null;
    return {
      kind: 'stay',
      ...chosen,
      sentence: `Stay with ${rowName(baseline)}.`,
      detail: `At ${usd(value)} a right answer no candidate earns back its extra cost.${even === null ? '' : ` The nearest is ${rowName(best)}, which pays from ${usd(even)}.`}`,
    };
  }
  const earned = calls === null ? `${usd(gain)} a call` : `${usd(gain * calls)} a month`;
  return {
    kind: 'switch',
    ...chosen,
    sentence: `Switch to ${rowName(best)}${condition(baseline, best)}.`,
    detail: `It gets about ${of100(best)} of 100 right instead of ${of100(baseline)}, for ${costRatio(baseline, best)} the cost. At ${usd(value)} a right answer that earns about ${earned} more than it costs.${fallBack(baseline, rows, best, calls)}`,
  };
}

const costRatio = (l: ReportRow, r: ReportRow): string =>
  l.meanCostUsd === null || l.meanCostUsd === 0 || r.meanCostUsd === null
    ? 'an unknown number of times'
    : `${ratio(r.meanCostUsd / l.meanCostUsd)} times`;

function condition(baseline: ReportRow, best: ReportRow): string {
  if (best.batched) return ', in batch';
  const [a, b] = [seconds(baseline), seconds(best)];
  return b !== null && (a === null ? b > SLOW : b > 3 * a && b > 10)
    ? ` if ${about(b)} a call is acceptable`
    : '';
}

/** The fall-back, or the doubt, that the decision needs. */
function fallBack(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  best: ReportRow,
  calls: number | null,
): string {
  if (best.basis.success.kind === 'extrapolated')
    return ' Its right answers are extrapolated: measure before you switch.';
  const late = seconds(best);
  if (best.batched || late === null || late < SLOW) return '';
  const quick = rows
    .filter((r) => r !== best && (seconds(r) ?? Infinity) < SLOW && netOf(r) > netOf(baseline))
    .filter((r) => r.basis.success.kind === 'measured')
    .sort((x, y) => netOf(y) - netOf(x))[0];
  if (quick === undefined)
    return ` If the answer must come within half a minute, stay with ${rowName(baseline)}.`;
  const more = netOf(quick) - netOf(baseline);
  return ` Within half a minute, ${rowName(quick)} still earns ${usd(calls === null ? more : more * calls)} ${calls === null ? 'a call' : 'a month'}.`;
}

function withoutValue(baseline: ReportRow, rows: readonly ReportRow[]): Decision {
  const free = rows.find((r) => r.breakEven?.kind === 'cheaper-and-better');
  if (free !== undefined) {
    return {
      kind: 'switch',
      model: free.model,
      effort: free.effort,
      sentence: `Switch to ${rowName(free)}${condition(baseline, free)}.`,
      detail: `It gets about ${of100(free)} of 100 right instead of ${of100(baseline)}, for ${costRatio(baseline, free)} the cost.${free.basis.success.kind === 'extrapolated' ? ' Its right answers are extrapolated: measure before you switch.' : ''}`,
    };
  }
  const paying = rows
    .flatMap((r) => (r.breakEven?.kind === 'from' ? [{ r, value: r.breakEven.valueUsd }] : []))
    .sort((a, b) => a.value - b.value)[0];
  if (paying === undefined) {
    const near = rows[0];
    return {
      kind: 'stay',
      model: near?.model ?? null,
      effort: near?.effort ?? null,
      sentence: `Stay with ${rowName(baseline)}.`,
      detail: 'No candidate is expected to be right more often on this kind of task.',
    };
  }
  return {
    kind: 'depends',
    model: paying.r.model,
    effort: paying.r.effort,
    sentence: `Switch to ${rowName(paying.r)} if a right answer is worth more than ${usd(paying.value)}.`,
    detail: `It gets about ${of100(paying.r)} of 100 right instead of ${of100(baseline)}, for ${costRatio(baseline, paying.r)} the cost.${paying.r.basis.success.kind === 'extrapolated' ? ' Its right answers are extrapolated: measure before you switch.' : ''}`,
  };
}
