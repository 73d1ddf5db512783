import { rowName } from '../core/estimate/decisionWords';
import { effortLadder } from '../core/estimate/effortLadder';
import type { EstimateModel, Range } from '../core/estimate/model';
import { settings, type Controls } from '../core/estimate/controls';
import type { Report, ReportRow } from '../core/estimate/report';
import type { EstimateRequest } from '../core/estimate/estimate';
import { noteSentence } from '../core/prompt/notes';
import { lineAndColumn, placeOf, viaOf } from '../core/prompt/place';
import { english, inEnglish } from '../core/text/voice';
import { TASK_WORDS } from '../core/estimate/model';
import { columns, paint, printable } from './output';

const seconds = (s: number): string => {
  const { value, unit } = english.aboutTime(s);
  return `${value} ${unit}`;
};

const spread = (r: Range | null, format: (x: number) => string, unknown: string): string =>
  r === null ? unknown : `${format(r.p50)}  (${format(r.p10)} – ${format(r.p90)})`;

function cells(row: ReportRow, today: boolean): readonly string[] {
  const name = today ? `${rowName(row)} (today)` : rowName(row);
  return [
    printable(name),
    row.reasoningTokens.p90 === 0 ? 'none' : spread(row.reasoningTokens, english.count, 'unknown'),
    row.fits ? spread(row.costUsd, english.aboutUsd, 'no price') : 'does not fit',
    spread(row.latencySeconds?.total ?? null, seconds, 'unknown'),
    spread(row.success, english.share, 'unknown'),
    row.monthlyUsd === null ? '' : english.aboutUsd(row.monthlyUsd.mean),
  ];
}

/** The estimate for people: the decision, one line a model, warnings and changes. Ranges are p10 to p90 around p50. */
export function estimateText(
  model: EstimateModel,
  report: Report,
  controls: Controls,
  source: EstimateRequest['source'],
): string {
  const rows = [report.baseline, ...report.rows];
  const calls = controls.callsPerMonth;
  const head = ['model', 'reasoning tokens', 'cost of a call', 'time', 'right answers'];
  const width = calls === null ? head.length : head.length + 1;
  const table = [
    [...head, 'a month'].slice(0, width),
    ...rows.map((r, i) => cells(r, i === 0).slice(0, width)),
  ];
  const lines = columns(table, new Set([5]));
  const { prompt } = model;
  return [
    paint('bold', inEnglish(report.decision.sentence)),
    inEnglish(report.decision.detail),
    '',
    `Prompt: ${english.count(prompt.tokens)} tokens (${prompt.tokenizer}), task: ${inEnglish(TASK_WORDS[prompt.kind])}. Prices as of ${model.pricesAsOf}. 8 of 10 calls fall in the ranges.`,
    ...taken(source),
    '',
    ...lines,
    ...setTo(controls),
    ...countedOn(rows),
    ...effortLines(model, controls),
    ...section(
      'Warnings',
      rows.flatMap((r) => r.warnings.map((w) => [inEnglish(w.message), rowName(r)] as const)),
    ),
    ...section(
      'Changes',
      report.rows.flatMap((r) =>
        r.changes.map(
          (c) => [`${inEnglish(c.message)} [${inEnglish(c.evidence)}]`, rowName(r)] as const,
        ),
      ),
    ),
    '',
  ].join('\n');
}

/** Which prompt of a file was read, its holes, and what beside it was not counted. */
export function taken(source: EstimateRequest['source']): readonly string[] {
  if (source === undefined) return [];
  const { found, document } = source;
  const { placeholders, notes = [] } = found;
  const { line } = lineAndColumn(document, placeOf(found));
  const isWhole = found.kind === 'document' || found.kind === 'promptFile';
  return [
    ...(isWhole ? [] : [`Read: line ${line}, ${printable(viaOf(found))}.`]),
    ...(placeholders.length === 0
      ? []
      : [`Filled in at run time, counted as written: ${printable(placeholders.join(', '))}.`]),
    ...notes.map((note) => inEnglish(noteSentence(note))),
  ];
}

/** What was asked for beside the models: the figures hold for that. */
function setTo(controls: Controls): readonly string[] {
  const set = settings({ ...controls }).map(inEnglish);
  return set.length === 0 ? [] : ['', `With ${set.join(', ')}.`];
}

/** What right answers were counted on: a reader's prompt may be another matter. */
function countedOn(rows: readonly ReportRow[]): readonly string[] {
  const on = new Set(rows.flatMap((r) => r.basis.success.on ?? []).map((s) => inEnglish(s)));
  return on.size === 0 ? [] : ['', `Right answers: on ${[...on].join(', ')}; yours may differ.`];
}

/** What one more right answer costs from level to level, for models where that is known. */
function effortLines(model: EstimateModel, controls: Controls): readonly string[] {
  const seen = new Map(model.candidates.map((c) => [c.model, c]));
  const lines = [...seen.values()].flatMap((c) => {
    const steps = effortLadder(c, model, controls).flatMap((s) =>
      s.extraUsdPerRight === null
        ? []
        : [
            `${s.effort ?? 'default'} ${english.aboutUsd(s.extraUsdPerRight)}${s.extrapolated ? ' (extrapolated)' : ''}`,
          ],
    );
    return steps.length === 0 ? [] : [printable(`  ${c.model}: ${steps.join(', ')}`)];
  });
  return lines.length === 0
    ? []
    : ['', paint('bold', 'One more right answer by effort, against the level below'), ...lines];
}

/** Each message once, with the models it is about. */
function section(
  title: string,
  items: readonly (readonly [message: string, model: string])[],
): readonly string[] {
  const models = new Map<string, Set<string>>();
  for (const [message, model] of items) {
    models.set(message, (models.get(message) ?? new Set()).add(model));
  }
  const lines = [...models].map(([message, names]) =>
    printable(`  ${[...names].join(', ')}: ${message}`),
  );
  return lines.length === 0 ? [] : ['', paint('bold', title), ...lines];
}
