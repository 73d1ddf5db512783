import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import type { Usage } from '../../../model/trace';
import {
  CodexGrouper,
  isModelEvent,
  isModelItem,
  isToolOutput,
  isUserMessage,
  itemOf,
  lastUsage,
} from './codexGrouper';
import { contentText } from '../../build/content';
import { callIdOf, resultText } from '../../build/contentBlocks';
import { nothing, parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { at, bool, count, has, list, num, str, text, time } from '../../../text/json';
import { responsesItem } from '../apis/responsesItems';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';

const ENVELOPES = new Set([
  'session_meta',
  'response_item',
  'event_msg',
  'turn_context',
  'compacted',
]);

/**
 * Codex CLI rollout (`~/.codex/sessions/Y/M/D/rollout-*.jsonl`): `{timestamp, type, payload}` lines, or the bare
 * Responses items of versions before September 2025. A trace is a run of model items between two inputs.
 */
export const codexRollout: Format = {
  id: 'codex-rollout',
  title: msg('Codex CLI session'),
  unit: () => new CodexGrouper(),
  detect: ({ records }) => records.some(({ value }) => isRolloutLine(value)) || isLegacy(records),
  parse: parseGeneration,
};

function isRolloutLine(value: unknown): boolean {
  return has(value, 'payload') && ENVELOPES.has(str(value, 'type') ?? '');
}

/** Keys of a header alone: a line that has one of these carries something. */
const CARRIED = ['type', 'payload', 'message', 'role', 'content'];
const BARE_CALLS = /^(?:(?:function|custom_tool|local_shell|web_search)_call)$/;

/** A header that carries nothing, then items without an envelope. */
function isLegacy(records: readonly FileRecord[]): boolean {
  const header = records[0]?.value;
  if (!has(header, 'id') || !has(header, 'timestamp')) return false;
  if (CARRIED.some((key) => has(header, key))) return false;
  return records.slice(1).some(({ value }) => has(value, 'record_type') || isBareItem(value));
}

/** An item of the Responses API as it stands: other logs name their pieces alike, but give them other bodies. */
function isBareItem(value: unknown): boolean {
  const type = str(value, 'type') ?? '';
  if (type === 'message') {
    const parts = list(value, 'content').map((part) => str(part, 'type') ?? '');
    return isModelItem(value) && parts.some((part) => /^(?:in|out)put_text$/.test(part));
  }
  if (type === 'reasoning') return Array.isArray(at(value, 'summary'));
  return BARE_CALLS.test(type);
}

function parseGeneration(records: readonly FileRecord[]): ParseResult {
  const from = records.findIndex(({ value }) => isModelItem(value) || isModelEvent(value));
  if (from < 0) return nothing();
  const trace = new TraceBuilder();
  const context = records.slice(0, from);
  readContext(trace, context);
  const own = records.slice(from);
  const items = own.filter(({ value }) => isModelItem(value));
  const has = (type: string) => items.some(({ value }) => str(itemOf(value), 'type') === type);
  const skip = { reasoning: has('reasoning'), message: has('message') };
  for (const record of own) addRecord(trace, record, skip);
  const first = items.find(({ value }) => text(itemOf(value), 'id') !== null);
  trace.id = text(itemOf(first?.value), 'id');
  readTiming(trace, context, own);
  return trace.isBlank ? nothing() : parsed(trace.build());
}

function readContext(trace: TraceBuilder, context: readonly FileRecord[]): void {
  for (const { value } of context) {
    const payload = at(value, 'payload');
    const type = str(value, 'type');
    if (type === 'session_meta' || (type === null && has(value, 'instructions'))) {
      trace.provider = text(payload, 'model_provider');
      const system =
        text(payload, 'base_instructions', 'text') ??
        text(payload, 'instructions') ??
        text(value, 'instructions');
      if (system !== null) trace.prompt.push({ role: 'system', text: system });
    } else if (type === 'turn_context') {
      const settings = at(payload, 'collaboration_mode', 'settings');
      trace.model = text(payload, 'model') ?? text(settings, 'model');
      trace.effort = text(payload, 'effort') ?? text(settings, 'reasoning_effort');
    } else if (isUserMessage(value)) {
      const words = contentText(at(itemOf(value), 'content'));
      if (words !== '') trace.prompt.push({ role: 'user', text: words });
    } else if (lastUsage(value) !== null) {
      trace.usage = usageOf(lastUsage(value));
    }
  }
}

function addRecord(
  trace: TraceBuilder,
  { value, range }: FileRecord,
  skip: { readonly reasoning: boolean; readonly message: boolean },
): void {
  const where = placeAt(range, time(value, 'timestamp'));
  const item = itemOf(value);
  const type = str(item, 'type');
  if (isModelItem(value)) trace.add(responsesItem(item, where));
  else if (isToolOutput(value)) addOutput(trace, item, where);
  else if (lastUsage(value) !== null) trace.usage = usageOf(lastUsage(value));
  else if (type === 'agent_message' && !skip.message)
    trace.answer(str(item, 'message') ?? '', where);
  else if (type === 'agent_reasoning' && !skip.reasoning) {
    trace.reasoning(str(item, 'text') ?? '', 'summary', where);
  } else if (type === 'turn_aborted') trace.finishReason = text(item, 'reason') ?? 'aborted';
  else if (type === 'error') trace.finishReason = 'error';
}

/** An output is plain text, content parts, or JSON text with the exit code of a command. */
function addOutput(trace: TraceBuilder, item: unknown, where: RecordedPlace): void {
  const words = resultText(item);
  const failed = bool(item, 'output', 'success') === false || (exitCodeOf(words) ?? 0) !== 0;
  trace.toolResult(words, callIdOf(item), failed, where);
}

function exitCodeOf(output: string): number | null {
  const code = /"exit_code":\s*(-?\d{1,5})\b/.exec(output.slice(-400))?.[1];
  return output.startsWith('{') && code !== undefined ? Number(code) : null;
}

function usageOf(usage: unknown): Usage {
  return {
    ...NO_USAGE,
    inputTokens: count(usage, 'input_tokens'),
    cachedInputTokens: count(usage, 'cached_input_tokens'),
    outputTokens: count(usage, 'output_tokens'),
    reasoningTokens: count(usage, 'reasoning_output_tokens'),
  };
}

/** From the last input before the model's items to the last of them; the client's own context counts as input. */
function readTiming(
  trace: TraceBuilder,
  context: readonly FileRecord[],
  own: readonly FileRecord[],
): void {
  const inputs = context.filter(
    ({ value }) => str(value, 'type') !== 'session_meta' && lastUsage(value) === null,
  );
  const times = inputs.flatMap(({ value }) => time(value, 'timestamp') ?? []);
  const start = times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null;
  const last = own.findLast(({ value }) => isModelItem(value) || isModelEvent(value));
  const end = time(last?.value, 'timestamp');
  const ttft = own.flatMap(({ value }) => num(value, 'payload', 'time_to_first_token_ms') ?? []);
  trace.timing = {
    startedAt: start ?? time(own[0]?.value, 'timestamp'),
    durationMs: elapsed(start, end),
    // Recorded for a whole turn, which this generation is only when no tool output set it off.
    ttftMs: context.some(({ value }) => isToolOutput(value)) ? null : (ttft[0] ?? null),
  };
}
