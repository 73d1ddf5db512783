import type { Range } from '../core/estimate/model';
import type { Brief } from '../protocol/estimateCalls';

const range = (r: Range, show: (n: number) => string): string =>
  `${show(r.p50)} (80 % range ${show(r.p10)} to ${show(r.p90)})`;

const digits = (n: number): string => String(Number(n.toPrecision(2)));

/** The figures as text for an agent: one line a model, unknown said as such. */
export function estimateText(brief: Brief): string {
  const rows = brief.rows.map((row, i) => {
    const figures = [
      row.costUsd === null
        ? 'cost unknown'
        : `cost per call USD ${range(row.costUsd, (n) => digits(n))}`,
      row.seconds === null ? 'latency unknown' : `seconds ${range(row.seconds, digits)}`,
      row.success === null
        ? 'success unknown'
        : `right answers of 100: ${range(row.success, (n) => String(Math.round(n * 100)))}`,
      row.reasoningTokens.p90 === 0
        ? 'no reasoning tokens'
        : `reasoning tokens ${range(row.reasoningTokens, (n) => String(Math.round(n)))}`,
    ];
    const name = row.effort === null ? row.model : `${row.model}, effort ${row.effort}`;
    const warnings = row.warnings.map((w) => `  warning: ${w}`);
    return [`- ${name}${i === 0 ? ' (today)' : ''}: ${figures.join('; ')}`, ...warnings].join('\n');
  });
  return [
    `${brief.sentence} ${brief.detail}`,
    `Prompt: ${brief.promptTokens} tokens. Prices as of ${brief.pricesAsOf}. All figures are estimates.`,
    ...rows,
  ].join('\n');
}
