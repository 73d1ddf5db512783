import { msg } from '../../../model/message';
import type { FileRecord, Format, Grouper, ParseResult } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText } from '../../build/content';
import { inputOf } from '../../build/contentBlocks';
import { draft, nothing, parsed, placeOf, segment } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { SegmentStream } from '../../build/segmentStream';
import { at, count, has, isObject, jsonText, list, num, str, text, time } from '../../../text/json';
import type { PromptMessage, Timing, Usage } from '../../../model/trace';

/**
 * A log of the Agent Client Protocol (Zed, Gemini CLI, Claude and Codex adapters): JSON-RPC messages, or the session
 * updates alone. What comes between two prompts is one turn; the protocol does not tell the generations in it.
 */
export const acp: Format = {
  id: 'acp',
  title: msg('Agent Client Protocol log'),
  unit: () => new TurnGroups(),
  detect: ({ records }) =>
    records.some(({ value }) => {
      const update = updateOf(value);
      return update !== null && /^(?:agent|user)_(?:thought|message)_chunk$/.test(kindOf(update));
    }),
  parse: readTurn,
};

/** Places at which loggers keep the message itself. */
const WRAPPERS = ['message', 'msg', 'data', 'payload', 'event', 'notification', 'frame', 'body'];

/** The JSON-RPC message of a line. */
function messageOf(value: unknown): unknown {
  const isMessage = (m: unknown) =>
    has(m, 'jsonrpc') || has(m, 'sessionUpdate') || isObject(at(m, 'update')) || has(m, 'params');
  if (isMessage(value)) return value;
  const inner = WRAPPERS.map((key) => at(value, key)).find((m) => isObject(m) && isMessage(m));
  return inner ?? value;
}

function updateOf(value: unknown): unknown {
  const message = messageOf(value);
  for (const update of [at(message, 'params', 'update'), at(message, 'update'), message]) {
    if (isObject(update) && typeof update['sessionUpdate'] === 'string') return update;
  }
  return null;
}

function kindOf(update: unknown): string {
  return str(update, 'sessionUpdate') ?? '';
}

/** What the session cost so far, in USD: updates tell a running sum, so that no turn has a cost of its own. */
export function acpCost(line: unknown): number | null {
  const update = updateOf(line);
  const currency = text(update, 'cost', 'currency') ?? 'USD';
  return kindOf(update) === 'usage_update' && currency === 'USD'
    ? num(update, 'cost', 'amount')
    : null;
}

function isPrompt(value: unknown): boolean {
  return str(messageOf(value), 'method') === 'session/prompt';
}

function isUserChunk(value: unknown): boolean {
  return kindOf(updateOf(value)) === 'user_message_chunk';
}

function isAgentUpdate(value: unknown): boolean {
  return /^(?:agent_|tool_call)/.test(kindOf(updateOf(value)));
}

/** A turn begins with a prompt, or with the user's chunks of a session that was loaded again. */
class TurnGroups implements Grouper {
  #open: FileRecord[] = [];
  #answered = false;

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    const { value } = record;
    const starts = isPrompt(value) || (isUserChunk(value) && this.#answered);
    const done = starts && this.#open.length > 0 ? [this.#open] : [];
    if (done.length > 0) {
      this.#open = [];
      this.#answered = false;
    }
    this.#open.push(record);
    this.#answered ||= isAgentUpdate(value);
    return done;
  }

  end(): readonly (readonly FileRecord[])[] {
    return this.#open.length === 0 ? [] : [this.#open.slice()];
  }
}

function timeOf(value: unknown): number | null {
  const sent = time(value, 'params', '_meta', 'agentTimestampMs');
  if (sent !== null) return sent;
  for (const key of ['timestamp', 'ts', 'time', 'at']) {
    const when = time(value, key);
    if (when !== null) return when;
  }
  return null;
}

function readTurn(records: readonly FileRecord[]): ParseResult {
  const stream = new SegmentStream();
  const prompt: PromptMessage[] = [];
  const calls = new Set<string>();
  let asked = '';
  let model: string | null = null;
  let result: unknown = null;
  for (const record of records) {
    const message = messageOf(record.value);
    const update = updateOf(record.value);
    if (isPrompt(record.value))
      prompt.push({ role: 'user', text: contentText(at(message, 'params', 'prompt')) });
    if (text(message, 'result', 'stopReason') !== null) result = at(message, 'result');
    model =
      text(message, 'params', 'modelId') ??
      text(message, 'result', 'models', 'currentModelId') ??
      model;
    if (update === null) continue;
    const piece = { record, at: timeOf(record.value) };
    const words = contentText(at(update, 'content'));
    switch (kindOf(update)) {
      case 'user_message_chunk':
        asked += words;
        break;
      case 'agent_thought_chunk':
        stream.add('reasoning', words, piece);
        break;
      case 'agent_message_chunk':
        stream.add('answer', words, piece);
        break;
      case 'tool_call':
      case 'tool_call_update':
        addTool(stream, update, record, calls);
        break;
    }
  }
  if (prompt.length === 0 && asked !== '') prompt.push({ role: 'user', text: asked });
  const segments = stream.finish((words) => textFidelity(words, null, model));
  if (segments.length === 0) return nothing();
  const finishReason = text(result, 'stopReason');
  const usage = turnUsage(at(result, 'usage'));
  const timing = turnTiming(records);
  return parsed(draft({ model, prompt, segments, usage, finishReason, timing }));
}

/** What a turn used, in the protocol's own words and in those that others share. */
function turnUsage(counted: unknown): Usage {
  return commonUsage(
    isObject(counted)
      ? {
          ...counted,
          reasoning_tokens: count(counted, 'thoughtTokens'),
          cached_tokens: count(counted, 'cachedReadTokens'),
        }
      : null,
  );
}

/** From the first message that has a time to the last. */
function turnTiming(records: readonly FileRecord[]): Pick<Timing, 'startedAt' | 'durationMs'> {
  const times = records.flatMap(({ value }) => timeOf(value) ?? []);
  const [start = null] = times;
  const end = times.at(-1) ?? null;
  const durationMs = start !== null && end !== null && end > start ? end - start : null;
  return { startedAt: start, durationMs };
}

/** A call with its title and input; its result when the update says that it ended. */
function addTool(
  stream: SegmentStream,
  update: unknown,
  record: FileRecord,
  calls: Set<string>,
): void {
  const id = text(update, 'toolCallId');
  const place = placeOf(record, timeOf(record.value));
  const key = id ?? '';
  if (!calls.has(key)) {
    calls.add(key);
    const input = at(update, 'rawInput') ?? inputOf(update);
    stream.put(segment.toolCall(text(update, 'title') ?? text(update, 'kind'), input, id, place));
  }
  const status = str(update, 'status');
  if (status !== 'completed' && status !== 'failed') return;
  const shown = list(update, 'content')
    .map((c) => contentText(at(c, 'content')))
    .filter((t) => t !== '')
    .join('\n');
  const raw = at(update, 'rawOutput');
  const words = shown !== '' ? shown : raw === undefined ? '' : contentText(raw) || jsonText(raw);
  stream.put(segment.toolResult(words, id, status === 'failed', place));
}
