import { firstString, promptTexts, stringsOf, type Columns } from '../../build/columns';
import { commonUsage } from '../../build/commonUsage';
import { count, isObject, num, text, time } from '../../../text/json';
import { rowOutcome } from '../../build/outcome';
import { TraceBuilder } from '../../build/traceBuilder';
import { withReasoningInside } from '../../build/usage';

/** Names under which rows have their model. */
export const MODEL = [
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
];

/** A trace with what a row says about it besides its text. */
export function begin(columns: Columns, nth: number | null = null): TraceBuilder {
  const trace = new TraceBuilder();
  const word = (...names: readonly string[]) => firstString(columns, names)?.value ?? null;
  const number = (...names: readonly string[]) =>
    names.map((n) => num(columns.get(n))).find((n) => n !== null) ?? null;
  const id = (nth === null ? null : text(columns.get('uuid'))) ?? idOf(columns);
  trace.id = id === null || nth === null ? id : `${id}#${nth}`;
  trace.model = word(...MODEL);
  trace.outcome = rowOutcome(columns, nth);
  trace.provider = word('provider', 'model_provider');
  trace.effort = word('reasoning_effort', 'effort');
  trace.finishReason =
    (nth === null ? null : text(columns.get('finish_reasons'), nth)) ??
    word('finish_reason', 'stop_reason');
  trace.prompt.push(
    ...stringsOf(columns.get('system')).map((t) => ({ role: 'system' as const, text: t })),
  );
  trace.prompt.push(...promptTexts(columns).map((t) => ({ role: 'user' as const, text: t })));
  const seconds = number(
    'generation_time_seconds',
    'latency_seconds',
    'duration_seconds',
    'elapsed_seconds',
  );
  trace.timing = {
    startedAt: time(columns.get('timestamp')) ?? time(columns.get('created_at')),
    durationMs: seconds !== null ? Math.round(seconds * 1000) : number('duration_ms', 'latency_ms'),
  };
  trace.costUsd = number('cost_usd', 'cost', 'total_cost');
  trace.usage = usageOf(columns);
  return trace;
}

function idOf(columns: Columns): string | null {
  for (const name of [
    'id',
    'item_id',
    'uuid',
    'task_id',
    'problem_id',
    'custom_id',
    'index',
    'idx',
  ]) {
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

/** What a row counts, in an object of its own or in columns. */
export function usageOf(columns: Columns) {
  const nested = columns.get('usage') ?? columns.get('metrics');
  // `input` and `output` of a row are its texts, which may be numbers.
  const counts = [...columns]
    .filter(([name]) => name.includes('token'))
    .map(([name, value]) => [name, wholeCount(value)] as const);
  const usage = commonUsage(isCounts(nested) ? nested : Object.fromEntries(counts));
  const first = (...names: readonly string[]) =>
    names.map((n) => count(columns.get(n))).find((n) => n !== null) ?? null;
  return withReasoningInside({
    ...usage,
    outputTokens:
      usage.outputTokens ??
      first('total_generated_tokens', 'generated_tokens', 'tokens_completion', 'num_output_tokens'),
    reasoningTokens: usage.reasoningTokens ?? first('thinking_tokens', 'num_reasoning_tokens'),
  });
}
