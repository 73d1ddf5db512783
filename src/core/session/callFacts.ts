import type { Call, ToolCall, ToolFamily, ToolResult } from '../model/session';
import type { Segment, Trace } from '../model/trace';
import { firstLine } from '../text/firstLine';
import { joinedLength } from '../trace/summary';
import { textHash } from '../text/hash';
import { familyOf } from './families';
import { editFacts, editsOf } from './edits';
import { hasFailed, isRefusal } from './failures';
import { moneyOf, tokensOf, type PriceOf } from './money';
import { readInput } from './toolInput';

/** A call as it is found, before the session knows its turn and its agent. All texts are previews. */
export interface CallFacts {
  /** Record in which it begins; `null` where a document is one record. */
  readonly record: number | null;
  readonly endedAt: number | null;
  readonly tools: readonly ToolFacts[];
  /** Results of calls that another trace made (a sub-agent worked in between), by the id of the call. */
  readonly late: readonly LateResult[];
  readonly call: Omit<Call, 'turn' | 'agent' | 'tools'>;
}

export interface ToolFacts {
  readonly endedAt: number | null;
  readonly tool: Omit<ToolCall, 'call' | 'agent'>;
}

export interface LateResult {
  readonly callId: string;
  readonly result: ToolResult;
  readonly endedAt: number | null;
}

const SAID = 240;
const PREVIEW = 240;

/** The spellings of "may not write more" of all vendors. */
const LIMIT =
  /^(?:length|max_?tokens|max_output_tokens|max_completion_tokens|model_length|error_limit)$/i;

/** What a session keeps of a trace. */
export function callFacts(trace: Trace, priceOf: PriceOf): CallFacts {
  const own = trace.segments.filter((s) => s.kind !== 'toolResult');
  const first = own.find((s) => s.source !== null);
  const said = trace.segments.find((s) => s.kind === 'answer' && s.text.trim() !== '');
  return {
    record: first?.source?.record ?? null,
    endedAt: endOf(trace, own),
    tools: toolFacts(trace),
    late: lateResults(trace),
    call: {
      trace: trace.index,
      traceId: trace.id,
      model: trace.model,
      effort: trace.effort,
      startedAt: trace.timing.startedAt ?? first?.at ?? null,
      modelMs: trace.timing.durationMs,
      ttftMs: trace.timing.ttftMs,
      tokens: tokensOf(trace),
      cachedForHour:
        (trace.usage.cacheWriteTokens ?? 0) > 0 ? (trace.usage.cacheWrite1hTokens ?? 0) > 0 : null,
      contextTokens: trace.usage.inputTokens,
      money: moneyOf(trace, priceOf(trace)),
      finishReason: trace.finishReason,
      hitLimit: LIMIT.test(trace.finishReason ?? ''),
      fidelity: trace.fidelity,
      reasoningChars: joinedLength(trace, 'reasoning'),
      answerChars: joinedLength(trace, 'answer'),
      said: said?.kind === 'answer' ? firstLine(said.text, SAID) : null,
    },
  };
}

function endOf({ timing }: Trace, own: readonly Segment[]): number | null {
  const ends = own.flatMap((s) => (s.at === null ? [] : [s.at]));
  if (timing.startedAt !== null) ends.push(timing.startedAt + (timing.durationMs ?? 0));
  return ends.length === 0 ? null : ends.reduce((a, b) => Math.max(a, b));
}

type Result = Extract<Segment, { kind: 'toolResult' }>;

function lateResults({ segments, index }: Trace): readonly LateResult[] {
  const own = new Set(segments.flatMap((s) => (s.kind === 'toolCall' ? [s.callId] : [])));
  return segments.flatMap((s, at): readonly LateResult[] => {
    if (s.kind !== 'toolResult' || s.callId === null || own.has(s.callId)) return [];
    return [{ callId: s.callId, result: resultFacts(s, index, at, 'other'), endedAt: s.at }];
  });
}

/** Each tool call with its result: by id, and where neither has one the earliest call that waits. */
export function toolFacts({ segments, index }: Trace): readonly ToolFacts[] {
  const calls = segments.flatMap((s, at) => (s.kind === 'toolCall' ? [{ call: s, at }] : []));
  const byId = new Map(calls.map(({ call, at }) => [call.callId ?? '', at]));
  const results = new Map<number, { readonly result: Result; readonly at: number }>();
  const waiting = calls.flatMap(({ call, at }) => (call.callId === null ? [at] : []));
  let next = 0;
  for (const [at, s] of segments.entries()) {
    if (s.kind !== 'toolResult') continue;
    const known = s.callId === null ? undefined : byId.get(s.callId);
    if (known === undefined) while (results.has(waiting[next] ?? -1)) next += 1;
    const call = known ?? waiting[next];
    // A second result of one call is what came after it was moved to the background: the first one answers.
    if (call === undefined || results.has(call)) continue;
    results.set(call, { result: s, at });
  }
  return calls.map(({ call, at }) => oneTool(call, index, at, results.get(at) ?? null));
}

function oneTool(
  call: Extract<Segment, { kind: 'toolCall' }>,
  trace: number,
  segment: number,
  found: { readonly result: Result; readonly at: number } | null,
): ToolFacts {
  const family = familyOf(call.name);
  const input = readInput(call.input, call.name);
  const result = found === null ? null : resultFacts(found.result, trace, found.at, family);
  return {
    endedAt: found?.result.at ?? null,
    tool: {
      name: call.name,
      family,
      segment,
      callId: call.callId,
      summary: input.summary,
      file: input.file,
      inputChars: call.input.length,
      inputHash: textHash(input.command ?? call.input),
      startedAt: call.at,
      edits: editsOf(call.name, input).map(editFacts),
      result,
      durationMs: found === null ? null : tookOf(call, found.result),
    },
  };
}

function resultFacts(
  { text, isError }: Result,
  trace: number,
  segment: number,
  family: ToolFamily,
): ToolResult {
  const failed = isError || hasFailed(text, family);
  return {
    preview: firstLine(text, PREVIEW),
    chars: text.length,
    failed,
    refused: failed && isRefusal(text),
    trace,
    segment,
    hash: textHash(text),
  };
}

/** A recorded time; else from the call to its result. In one record both may have the time of the record. */
function tookOf(call: Segment, result: Segment): number | null {
  if (result.durationMs !== null) return result.durationMs;
  if (call.at === null || result.at === null) return null;
  if (call.source?.record === result.source?.record && call.at === result.at) return null;
  return Math.max(0, result.at - call.at);
}
