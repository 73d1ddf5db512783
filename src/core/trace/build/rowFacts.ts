import type { PromptMessage, Timing, Usage } from '../../model/trace';
import { count, isObject, list, num, text, time } from '../../text/json';
import { firstString, rowPrompt, type Columns } from './columns';
import { commonUsage } from './commonUsage';
import { promptMessages, requestEffort } from './content';
import { elapsed } from './embedded';
import { rowOutcome } from './outcome';
import { wordsOf } from './reasoningKeys';
import { markedQuestion } from './rowSteps';
import { TraceBuilder } from './traceBuilder';
import { withReasoningInside } from './usage';

const MODEL = [
  'model',
  'model_name',
  'model_id',
  'llm',
  'generator',
  'generation_model',
  'generator_model',
  'teacher_model',
  'teacher',
  'response_model',
  'policy_model',
];
const ID = [
  'id',
  'item_id',
  'uuid',
  'response_id',
  'answer_id',
  'task_id',
  'problem_id',
  'custom_id',
  'index',
  'idx',
];

/** The model that a row names. */
export function rowModel(columns: Columns): string | null {
  return firstString(columns, MODEL)?.value ?? null;
}

/**
 * A trace with what a row says about it besides its text; of the `nth` of several texts, whose place in the lists beside
 * them is `place` (`null` where they hold nothing of it alone).
 */
export function rowTrace(
  columns: Columns,
  nth: number | null = null,
  place: number | null = nth,
): TraceBuilder {
  const lists = nth === null ? null : (place ?? NOWHERE);
  const trace = new TraceBuilder();
  const word = (...names: readonly string[]) => firstString(columns, names)?.value ?? null;
  const id = (nth === null ? null : text(columns.get('uuid'))) ?? rowId(columns);
  trace.id = id === null || nth === null ? id : `${id}#${nth}`;
  trace.model = rowModel(columns);
  trace.outcome = rowOutcome(columns, lists);
  trace.provider = word('provider', 'model_provider');
  trace.effort = word('reasoning_effort', 'effort') ?? requestEffort(columns.get('kwargs'));
  trace.finishReason =
    (lists === null ? null : text(columns.get('finish_reasons'), lists)) ??
    word('finish_reason', 'stop_reason');
  trace.prompt.push(...askedIn(columns));
  const own = lists === null ? columns : itemColumns(columns, lists);
  const timing = timingOf(columns);
  trace.timing = nth === null ? timing : { ...timingOf(own), startedAt: timing.startedAt ?? null };
  trace.costUsd =
    numberOf(own, ['cost_usd', 'cost', 'total_cost']) ?? num(own.get('cost'), 'total_cost');
  trace.usage = rowUsage(own);
  return trace;
}

/** What a row asked; of a text that goes on with labelled steps its begin. */
function askedIn(columns: Columns): readonly PromptMessage[] {
  const question = markedQuestion(columns);
  return question === null ? rowPrompt(columns) : promptMessages([question]);
}

/** A place that no list has. */
const NOWHERE = -1;

/** The columns that are lists, of one of several answers: a number beside them is that of all together. */
function itemColumns(columns: Columns, nth: number): Columns {
  return new Map(
    [...columns].flatMap(([name, value]) =>
      Array.isArray(value) ? [[name, list(value)[nth]] as const] : [],
    ),
  );
}

/** What a row says of its one answer, given to a trace that was read from its messages and does not say it. */
export function fillFacts(trace: TraceBuilder, row: TraceBuilder): void {
  trace.usage = filled(trace.usage, row.usage);
  trace.provider ??= row.provider;
  trace.effort ??= row.effort;
  trace.finishReason ??= row.finishReason;
  trace.costUsd ??= row.costUsd;
  const { startedAt, durationMs } = trace.timing;
  trace.timing = {
    ...trace.timing,
    startedAt: startedAt ?? row.timing.startedAt ?? null,
    durationMs: durationMs ?? row.timing.durationMs ?? null,
  };
}

/** What a message counts, with what the row counts of the same generation; of another scope it adds nothing. */
function filled(own: Usage, row: Usage): Usage {
  if (own.outputTokens === null) return row;
  if (row.outputTokens !== own.outputTokens) return own;
  return { ...own, reasoningTokens: own.reasoningTokens ?? row.reasoningTokens };
}

function numberOf(columns: Columns, names: readonly string[]): number | null {
  return names.map((name) => num(columns.get(name))).find((n) => n !== null) ?? null;
}

const STARTED = [
  'timestamp',
  'created_at',
  'sent_at',
  'tstamp',
  'start_timestamp',
  'generation_start_time',
  'request_datetime',
];
const ENDED = ['end_timestamp', 'generation_end_time'];
const SECONDS = [
  'generation_time_seconds',
  'latency_seconds',
  'duration_seconds',
  'elapsed_seconds',
];

function timingOf(columns: Columns): Partial<Timing> {
  const when = (names: readonly string[]) =>
    names.map((name) => time(columns.get(name))).find((found) => found !== null) ?? null;
  // The time beside a labeller is that of the labels.
  const startedAt = columns.has('labeler') ? null : when(STARTED);
  const seconds = numberOf(columns, SECONDS);
  const told =
    seconds === null
      ? numberOf(columns, ['duration_ms', 'latency_ms', 'generation_ms'])
      : Math.round(seconds * 1000);
  return { startedAt, durationMs: told ?? elapsed(startedAt, when(ENDED)) };
}

/** What a row is called. */
export function rowId(columns: Columns): string | null {
  for (const name of ID) {
    const value = columns.get(name);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return null;
}

/** Metrics of a row may be scores. */
function isCounts(value: unknown): value is object {
  return (
    isObject(value) &&
    Object.keys(value).some((key) => /token|^(?:input|output|prompt|completion)$/i.test(key))
  );
}

/** pandas writes the counts of a column with gaps as "64.0". */
function wholeCount(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}\.0$/.test(value) ? value.slice(0, -2) : value;
}

/** The counts of tokens in a row, in an object of their own or a column each. */
export function rowUsage(columns: Columns): Usage {
  const nested = columns.get('usage') ?? columns.get('usage_details') ?? columns.get('metrics');
  // `input` and `output` of a row are its texts, which may be numbers.
  const counts = [...columns]
    .filter(([name]) => name.includes('token'))
    .map(([name, value]) => [name, wholeCount(value)] as const);
  const usage = commonUsage(isCounts(nested) ? nested : Object.fromEntries(counts));
  const told = (meaning: CountMeaning) =>
    counts
      .filter(([name]) => countMeaning(name) === meaning)
      .map(([, value]) => count(value))
      .find((n) => n !== null) ?? null;
  const reasoningTokens = usage.reasoningTokens ?? told('reasoning');
  const answered = told('answer');
  const both = reasoningTokens === null || answered === null ? null : reasoningTokens + answered;
  return withReasoningInside({
    ...usage,
    inputTokens: usage.inputTokens ?? told('input'),
    outputTokens: usage.outputTokens ?? told('output') ?? both,
    reasoningTokens,
  });
}

/** `answer` counts what follows the reasoning. */
type CountMeaning = 'input' | 'output' | 'reasoning' | 'answer';

/** Words that a name may have and that say of which tokens it is the count. */
const COUNTED: Readonly<Record<string, CountMeaning | 'any'>> = {
  token: 'any',
  tokens: 'any',
  num: 'any',
  n: 'any',
  count: 'any',
  total: 'any',
  used: 'any',
  len: 'any',
  length: 'any',
  content: 'answer',
  answer: 'answer',
  input: 'input',
  in: 'input',
  prompt: 'input',
  output: 'output',
  out: 'output',
  completion: 'output',
  generated: 'output',
  generation: 'output',
  response: 'output',
  reasoning: 'reasoning',
  thinking: 'reasoning',
};

/** `num_generated_tokens`, `input_token_count`, `total_output_tokens`; with any other word a name is not known. */
function countMeaning(name: string): CountMeaning | null {
  const meanings = wordsOf(name).map((word) =>
    Object.hasOwn(COUNTED, word) ? COUNTED[word] : undefined,
  );
  if (meanings.includes(undefined)) return null;
  const told = meanings.filter((meaning) => meaning !== 'any');
  if (told.includes('reasoning')) return 'reasoning';
  return told.length === 1 ? (told[0] ?? null) : null;
}
