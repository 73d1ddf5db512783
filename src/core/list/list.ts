import { coarseKind, STEP_KINDS } from '../steps/kinds';
import type { Analysis, CoarseKind, Step } from '../steps/model';
import { firstLine } from '../text/firstLine';
import type { TraceFacts } from '../trace/facts';

/** What an analysis adds to a trace in a list. */
export interface RowAnalysis {
  readonly steps: number;
  /** Shares of the reasoning tokens, 0..1, in the order of `STEP_KINDS`. */
  readonly kindShares: readonly number[];
  /** Share of the reasoning tokens up to where the answer is first concluded, 0..1. */
  readonly answerAt: number | null;
  readonly hasAnswer: boolean;
  readonly loop: boolean;
  readonly thought: ThoughtWords | null;
}

/** Words of the reasoning that stand for it where the model said nothing. */
export interface ThoughtWords {
  readonly kind: CoarseKind;
  readonly words: string;
}

/** One line of a list of traces; `analysed` is `null` until the trace was analysed in the background. */
export interface TraceRow extends TraceFacts {
  readonly analysed: RowAnalysis | null;
}

export const sortColumns = [
  'index',
  'model',
  'prompt',
  'tokens',
  'cost',
  'seconds',
  'answerAt',
  'outcome',
] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Which traces of a file are listed, and in which order. */
export interface ListQuery {
  /** Words that prompt or model must hold. */
  readonly query: string;
  readonly models: string[];
  readonly withFlags: boolean;
  readonly hasAnswer: boolean;
  readonly sort: SortColumn;
  readonly descending: boolean;
}

/** A list without its lines: they are asked for as they come into view. */
export interface Listing {
  /** Numbers of the traces to show, in order. */
  readonly order: Uint32Array;
  /** Of all traces of the file, whatever is shown. */
  readonly columns: ListColumns;
  readonly totals: ListTotals;
}

/** The list that a query asks for. */
export function listing(rows: readonly TraceRow[], query: ListQuery): Listing {
  return {
    order: Uint32Array.from(listRows(rows, query)),
    columns: listColumns(rows),
    totals: listTotals(rows),
  };
}

/** What the list shows of an analysed trace; `text` is its reasoning. */
export function rowAnalysis({ steps, metrics, answer }: Analysis, text: string): RowAnalysis {
  let total = 0;
  let upToAnswer = 0;
  for (const [i, step] of steps.entries()) {
    total += step.tokens;
    if (answer.firstConcluded !== null && i <= answer.firstConcluded) upToAnswer += step.tokens;
  }
  return {
    steps: steps.length,
    kindShares: STEP_KINDS.map((kind) => metrics.kindShares[kind]),
    answerAt: answer.firstConcluded === null || total === 0 ? null : upToAnswer / total,
    hasAnswer: answer.answer !== null,
    loop: metrics.loopStart !== null,
    thought: lastTurn(steps, text),
  };
}

const THOUGHT_CHARS = 160;

/** The last step in which the reasoning concludes or turns round, else its last one. */
function lastTurn(steps: readonly Step[], text: string): ThoughtWords | null {
  const step = steps.findLast(({ kind }) => TURNS.has(coarseKind(kind))) ?? steps.at(-1);
  if (step === undefined) return null;
  const words = firstLine(text.slice(step.start, step.end), THOUGHT_CHARS);
  return { kind: coarseKind(step.kind), words };
}
const TURNS: ReadonlySet<CoarseKind> = new Set<CoarseKind>(['conclude', 'rethink']);

/** What makes a trace worth a flag in the list. */
export type Flag = 'error' | 'truncated' | 'loop' | 'hidden' | 'redacted' | 'summary';

/** Finish reasons that mean the model ended by itself or was stopped by its length; anything like an error is one. */
const ERROR_REASON = /error|fail|refus|filter|safety|abort|cancel/i;

/** The flags of a row, the gravest first. */
export function flagsOf(row: TraceRow): readonly Flag[] {
  const flags: Flag[] = [];
  if (row.finishReason !== null && ERROR_REASON.test(row.finishReason)) flags.push('error');
  if (row.truncated) flags.push('truncated');
  if (row.analysed?.loop === true) flags.push('loop');
  if (row.fidelity === 'hidden' || row.fidelity === 'redacted' || row.fidelity === 'summary') {
    flags.push(row.fidelity);
  }
  return flags;
}

/** The rows to show, in order, as numbers of `rows`. */
export function listRows(rows: readonly TraceRow[], ui: ListQuery): readonly number[] {
  const words = ui.query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: number[] = [];
  rows.forEach((row, i) => {
    if (ui.models.length > 0 && !ui.models.includes(row.model ?? '')) return;
    if (ui.withFlags && flagsOf(row).length === 0) return;
    if (ui.hasAnswer && row.analysed?.hasAnswer !== true) return;
    if (words.length > 0) {
      const text = `${row.promptStart ?? ''} ${row.model ?? ''}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) return;
    }
    found.push(i);
  });
  if (ui.sort === 'index') return ui.descending ? found.reverse() : found;
  const sign = ui.descending ? -1 : 1;
  const values = new Map(found.map((i) => [i, sortValue(rows[i]!, ui.sort)]));
  return found.sort(
    (a, b) => compareValues(values.get(a) ?? null, values.get(b) ?? null, sign) || a - b,
  );
}

type SortValue = string | number | null;

/** One for a whole list: `localeCompare` makes a new one for each pair. */
const collator = new Intl.Collator();

/** Unknown values go last in both directions. */
function compareValues(x: SortValue, y: SortValue, sign: number): number {
  if (x === null || y === null) return Number(x === null) - Number(y === null);
  if (typeof x === 'string' && typeof y === 'string') return sign * collator.compare(x, y);
  return sign * (Number(x) - Number(y));
}

function sortValue(row: TraceRow, column: SortColumn): SortValue {
  switch (column) {
    case 'index':
      return row.index;
    case 'model':
      return row.model;
    case 'prompt':
      return row.promptStart;
    case 'tokens':
      return row.reasoningTokens?.value ?? null;
    case 'cost':
      return row.cost.figure?.value ?? null;
    case 'seconds':
      return row.seconds?.value ?? null;
    case 'answerAt':
      return row.analysed?.answerAt ?? null;
    case 'outcome':
      return outcomeValue(row);
  }
}

/** Wrong before right, then by score. */
function outcomeValue({ outcome }: TraceRow): number | null {
  if (outcome === null) return null;
  return outcome.correct === null ? outcome.score : Number(outcome.correct);
}

/** Columns that say something: one of unknowns alone is left out. Those of the analysis stay until it is done. */
export interface ListColumns {
  readonly prompt: boolean;
  readonly cost: boolean;
  readonly seconds: boolean;
  readonly answerAt: boolean;
  readonly outcome: boolean;
  readonly flags: boolean;
}

export function listColumns(rows: readonly TraceRow[]): ListColumns {
  const pending = rows.some((row) => row.analysed === null && row.fidelity === 'raw');
  return {
    prompt: rows.some((row) => row.promptStart !== null),
    cost: rows.some((row) => row.cost.figure !== null),
    seconds: rows.some((row) => row.seconds !== null),
    answerAt: pending || rows.some((row) => (row.analysed?.answerAt ?? null) !== null),
    outcome: rows.some((row) => outcomeValue(row) !== null),
    flags: pending || rows.some((row) => flagsOf(row).length > 0),
  };
}

/** Sums over a list, with what they leave out told apart. */
export interface ListTotals {
  /** Traces in the list. */
  readonly count: number;
  readonly reasoningTokens: number;
  /** Traces whose reasoning tokens are known. */
  readonly counted: number;
  /** Of these, how many are not as recorded. */
  readonly estimated: number;
  readonly usd: number;
  readonly priced: number;
  /** Whether `usd` is a lower bound, because an output was counted before its end. */
  readonly atLeast: boolean;
  /** Traces of models that no price list knows. */
  readonly unpriced: number;
  /** Traces whose tokens are not all recorded, so that the price does not help. */
  readonly uncosted: number;
  /** Traces that the file calls right or wrong, and how many of them are right. */
  readonly judged: number;
  readonly right: number;
  readonly flags: readonly (readonly [flag: Flag, count: number])[];
  /** Models by number of traces, most first. */
  readonly models: readonly (readonly [model: string, count: number])[];
}

export function listTotals(rows: readonly TraceRow[]): ListTotals {
  const flags = new Map<Flag, number>();
  const models = new Map<string, number>();
  let reasoningTokens = 0;
  let counted = 0;
  let estimated = 0;
  let usd = 0;
  let atLeast = false;
  let priced = 0;
  let unpriced = 0;
  let judged = 0;
  let right = 0;
  for (const row of rows) {
    reasoningTokens += row.reasoningTokens?.value ?? 0;
    counted += Number(row.reasoningTokens !== null);
    estimated += Number(row.reasoningTokens?.provenance === 'estimated');
    usd += row.cost.figure?.value ?? 0;
    atLeast ||= row.cost.bound === 'at-least';
    priced += Number(row.cost.figure !== null);
    unpriced += Number(row.cost.figure === null && row.cost.missing === 'no-price');
    judged += Number((row.outcome?.correct ?? null) !== null);
    right += Number(row.outcome?.correct === true);
    for (const flag of flagsOf(row)) flags.set(flag, (flags.get(flag) ?? 0) + 1);
    const model = row.model ?? '';
    models.set(model, (models.get(model) ?? 0) + 1);
  }
  return {
    count: rows.length,
    reasoningTokens,
    counted,
    estimated,
    usd,
    atLeast,
    priced,
    unpriced,
    uncosted: rows.length - priced - unpriced,
    judged,
    right,
    flags: [...flags],
    models: [...models].sort((a, b) => b[1] - a[1]),
  };
}
