import { msg } from '../../../model/message';
import type { Usage } from '../../../model/trace';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt, type RecordedPlace } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { groupedBy, itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { anthropicUsage, geminiUsage } from '../../build/usage';
import { at, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { GeminiPartStream } from '../apis/geminiPartStream';
import { treeOf } from './attributeTree';

/** An event that a program of an agent sends to telemetry: `gemini_cli.api_response`, `claude_code.api_request`. */
interface AgentEvent {
  readonly program: string;
  readonly kind: string;
  readonly attributes: unknown;
  readonly record: FileRecord;
  /** Epoch milliseconds; an event is sent when it is over. */
  readonly when: number | null;
}

/** What stands around log records in OTLP. */
const HOLDERS = ['resourceLogs', 'scopeLogs', 'logRecords'];
const NAMED = /^(gemini_cli|qwen-code|claude_code)\.(\w{1,60})$/;

/**
 * Log records that agents in a terminal send to telemetry, in the file that Gemini CLI and its forks write
 * (`telemetry.outfile`), or as OTLP's JSON (Claude Code). A generation is an event that counts tokens.
 */
export const agentTelemetry: Format = {
  id: 'agent-telemetry',
  title: msg('Telemetry of an agent'),
  unit: 'file',
  detect: ({ records }) => records.some((record) => eventsOf(record).some(isCall)),
  parse(records) {
    const events = records.flatMap((record) => eventsOf(record));
    const carried = events.map((event) => ({ ...event.record, value: event }));
    const runs = groupedBy(carried, ({ value }) => text(value.attributes, 'session', 'id'));
    return parsed(...runs.flatMap((run) => readRun(run.map(({ value }) => value))));
  },
};

function eventsOf(record: FileRecord, deepest = HOLDERS.length): readonly AgentEvent[] {
  return itemsOf([record]).flatMap((item): readonly AgentEvent[] => {
    const { value } = item;
    const event = eventIn(item);
    if (event !== null) return [event];
    const inside = deepest === 0 ? [] : HOLDERS.flatMap((key) => list(value, key));
    return inside.flatMap((one) => eventsOf({ ...record, value: one }, deepest - 1));
  });
}

/** Claude Code's records have the whole name as their body, and in the attributes only its end. */
function eventIn(record: FileRecord): AgentEvent | null {
  const { value } = record;
  if (!isObject(value) || !has(value, 'attributes')) return null;
  const attributes = treeOf(value['attributes']);
  const names = [
    str(attributes, 'event', 'name'),
    str(value, 'body', 'stringValue'),
    str(value, 'body'),
  ];
  const [, program, kind] =
    names.map((name) => NAMED.exec(name ?? '')).find((found) => found !== null) ?? [];
  if (program === undefined || kind === undefined) return null;
  const nanos = num(value, 'timeUnixNano') ?? Number(str(value, 'timeUnixNano') ?? 'NaN');
  const sent = Number.isFinite(nanos) && nanos > 0 ? Math.round(nanos / 1e6) : null;
  return {
    program,
    kind,
    attributes,
    record,
    when: time(attributes, 'event', 'timestamp') ?? sent,
  };
}

/** Gemini CLI tells that a request was sent, too, and counts in the response. */
function isCall({ kind, attributes }: AgentEvent): boolean {
  const isOver = kind === 'api_response' || kind === 'api_request';
  return (
    isOver && (count(attributes, 'input_token_count') ?? count(attributes, 'input_tokens')) !== null
  );
}

function readRun(events: readonly AgentEvent[]): readonly TraceDraft[] {
  const conversation = new Conversation();
  // Generations whose response was sent, with the calls in it.
  const whole = new Set<TraceBuilder>();
  for (const event of events) {
    const { kind, attributes, record } = event;
    const where = placeAt(record.range, event.when);
    if (kind === 'user_prompt') conversation.prompt('user', text(attributes, 'prompt') ?? '');
    else if (isCall(event)) {
      const trace = conversation.begin();
      addCall(trace, event);
      if (trace.hasCalls) whole.add(trace);
    } else if (kind === 'tool_call' || kind === 'tool_result') {
      const caller = conversation.last;
      if (caller !== null) addTool(caller, event, where, whole.has(caller));
    }
  }
  return conversation.build();
}

function addCall(trace: TraceBuilder, { attributes, record, when }: AgentEvent): void {
  const took = amountOf(attributes, 'duration_ms');
  const startedAt = when === null || took === null ? when : when - took;
  trace.model = text(attributes, 'model');
  trace.effort = text(attributes, 'effort');
  trace.usage = usageOf(attributes);
  trace.costUsd = amountOf(attributes, 'cost_usd');
  trace.timing = { startedAt, durationMs: took };
  const said = text(attributes, 'response_text');
  if (said === null) return;
  const answer = unpacked(said);
  const parts = (Array.isArray(answer) ? list(answer) : [answer]).flatMap((chunk) =>
    list(chunk, 'candidates', 0, 'content', 'parts'),
  );
  if (parts.length === 0) {
    trace.answer(said, placeAt(record.range, when));
    return;
  }
  const stream = new GeminiPartStream(trace.model);
  for (const part of parts) stream.add(part, record, when);
  trace.add(stream.segments());
}

function amountOf(attributes: unknown, key: string): number | null {
  const told = num(attributes, key) ?? Number(text(attributes, key) ?? 'NaN');
  return Number.isFinite(told) ? told : null;
}

function usageOf(attributes: unknown): Usage {
  const told = (key: string) => count(attributes, key);
  if (told('input_token_count') !== null)
    return geminiUsage({
      promptTokenCount: told('input_token_count'),
      candidatesTokenCount: told('output_token_count'),
      thoughtsTokenCount: told('thoughts_token_count'),
      cachedContentTokenCount: told('cached_content_token_count'),
      toolUsePromptTokenCount: told('tool_token_count'),
    });
  return anthropicUsage({
    input_tokens: told('input_tokens'),
    output_tokens: told('output_tokens'),
    cache_read_input_tokens: told('cache_read_tokens'),
    cache_creation_input_tokens: told('cache_creation_tokens'),
  });
}

/** What a tool did; its output is not sent. */
function addTool(
  caller: TraceBuilder,
  { attributes }: AgentEvent,
  where: RecordedPlace,
  isCalled: boolean,
): void {
  const name = text(attributes, 'function_name') ?? text(attributes, 'tool_name');
  const input = INPUTS.map((key) => at(attributes, key)).find((value) => value !== undefined);
  if (!isCalled) caller.toolCall(name, unpacked(input) ?? '', null, where);
  const failed = String(at(attributes, 'success')) === 'false';
  const durationMs = amountOf(attributes, 'duration_ms');
  caller.toolResult(text(attributes, 'error') ?? '', null, failed, { ...where, durationMs });
}

const INPUTS = ['function_args', 'tool_input', 'tool_parameters'];
