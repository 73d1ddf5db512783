import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { PromptMessage } from '../../../model/trace';
import type { FileRecord, Format, ParseResult } from '../../format';
import { promptMessages, roleOf } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { draft, nothing, parsed, placeOf, segment } from '../../build/draft';
import { textEither } from '../../build/eitherCase';
import { elapsed } from '../../build/embedded';
import { textFidelity } from '../../build/fidelity';
import { startGrouper } from '../../build/groupers/startGrouper';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import { openTags } from '../../build/textSegments';
import { addChatItem } from '../apis/chatItem';
import { chatMessages } from '../apis/chatItems';
import { at, isObject, jsonText, list, str, text, time } from '../../../text/json';

/** Events that carry no words of the model. */
const SILENT =
  /^(?:RUN|STEP|STATE|ACTIVITY|SUBAGENT)_|_(?:START|END)$|^(?:MESSAGES_SNAPSHOT|RAW|CUSTOM|META_EVENT)$/;
const EVENT =
  /^(?:RUN_(?:STARTED|FINISHED|ERROR)|MESSAGES_SNAPSHOT|(?:TEXT_MESSAGE|TOOL_CALL|REASONING|THINKING)_[A-Z_]+)$/;
const REASONING = /^(?:REASONING|THINKING)_(?:[A-Z_]+_)?(?:CONTENT|CHUNK)$/;
const OPENS = /^(?:REASONING|THINKING)_(?:[A-Z_]+_)?START$/;
/** Roles that are no part of a prompt: what the model thought, what the screen showed. */
const BESIDE = /^(?:reasoning|activity)$/;

const typeOf = (value: unknown): string => str(value, 'type') ?? '';

/**
 * Events of the Agent User Interaction protocol (docs.ag-ui.com, concepts/events): server-sent, a line each, or a list.
 * A run is one trace: its events do not tell one generation from the next. Older writers say THINKING for REASONING.
 */
export const agUi: Format = {
  id: 'ag-ui',
  title: msg('AG-UI events'),
  unit: () => startGrouper((value) => typeOf(eventsOf(value)[0]) === 'RUN_STARTED'),
  detect: ({ records }) =>
    records.slice(0, 50).some(({ value }) => eventsOf(value).some((e) => EVENT.test(typeOf(e)))),
  parse(records) {
    const events = records.flatMap((record) =>
      eventsOf(record.value).map((value): FileRecord => ({ ...record, value })),
    );
    const runs = runsOf(events).map(readRun);
    return {
      traces: runs.flatMap(({ traces }) => traces),
      problems: runs.flatMap(({ problems }) => problems),
    };
  },
};

/** The events of a record: itself, an array of them, a run's list, or the one that a recorder put in its line. */
function eventsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return list(value);
  const listed = list(value, 'events');
  if (listed.length > 0) return listed;
  const inside = ['event', 'data', 'payload'].map((key) => at(value, key));
  return [inside.find((event) => EVENT.test(typeOf(event))) ?? value];
}

function runsOf(events: readonly FileRecord[]): readonly (readonly FileRecord[])[] {
  const runs: FileRecord[][] = [];
  for (const event of events) {
    if (runs.length === 0 || typeOf(event.value) === 'RUN_STARTED') runs.push([]);
    runs.at(-1)?.push(event);
  }
  return runs;
}

function readRun(events: readonly FileRecord[]): ParseResult {
  const run = new Run();
  for (const event of events) run.add(event);
  return run.finish();
}

/** One run: the deltas of its messages, or the messages themselves where it sends no deltas. */
class Run {
  readonly #stream = new SegmentStream();
  readonly #asked: PromptMessage[] = [];
  /** Messages of somebody else than the assistant. */
  readonly #roles = new Map<string, string>();
  #snapshot: FileRecord | null = null;
  #prompt: readonly PromptMessage[] = [];
  /** Messages that the run was given: its snapshots repeat them. */
  #given: ReadonlySet<string> = new Set();
  #id: string | null = null;
  #startedAt: number | null = null;
  #endedAt: number | null = null;
  #ended = false;
  #error: string | null = null;
  /** Thinking had no id of its own: each start is a block. */
  #blocks = 0;
  #lastId: Record<string, string> = {};

  add(record: FileRecord): void {
    const { value } = record;
    const type = typeOf(value);
    if (type === 'RUN_STARTED') {
      this.#id = textEither(value, 'runId');
      this.#startedAt = time(value, 'timestamp');
      const given = list(value, 'input', 'messages');
      this.#prompt = said(given);
      this.#given = new Set(given.flatMap((message) => text(message, 'id') ?? []));
    } else if (type === 'RUN_FINISHED' || type === 'RUN_ERROR') {
      this.#ended = true;
      this.#endedAt = time(value, 'timestamp');
      if (type === 'RUN_ERROR')
        this.#error = textEither(value, 'message') ?? textEither(value, 'code') ?? '';
    } else if (type === 'MESSAGES_SNAPSHOT') this.#snapshot = record;
    else this.#message(type, record);
  }

  #message(type: string, record: FileRecord): void {
    const { value } = record;
    const when = time(value, 'timestamp');
    const delta = argumentText(at(value, 'delta'));
    const callId = this.#idOf('call', textEither(value, 'toolCallId'));
    if (OPENS.test(type)) this.#blocks += 1;
    if (REASONING.test(type)) {
      const key = this.#idOf('reasoning', textEither(value, 'messageId')) ?? `#${this.#blocks}`;
      this.#stream.add('reasoning', delta, { record, at: when }, `r ${key}`);
    } else if (type === 'REASONING_ENCRYPTED_VALUE') {
      // Beside words that are shown it only lets the run go on.
      const key = textEither(value, 'entityId') ?? `#${this.#blocks}`;
      this.#stream.add('reasoning', '', { record, at: when, fidelity: 'redacted' }, `r ${key}`);
    } else if (
      type === 'TOOL_CALL_START' ||
      type === 'TOOL_CALL_ARGS' ||
      type === 'TOOL_CALL_CHUNK'
    ) {
      const name = textEither(value, 'toolCallName');
      this.#stream.add('toolCall', delta, { record, at: when, name, callId }, `c ${callId ?? ''}`);
    } else if (type === 'TOOL_CALL_RESULT') {
      const content = jsonText(at(value, 'content'));
      this.#stream.put(segment.toolResult(content, callId, false, placeOf(record, when)));
    } else if (type.startsWith('TEXT_MESSAGE_')) this.#text(record, delta, when);
    else if (type !== '' && !SILENT.test(type)) {
      this.#stream.put(segment.raw(type, value, placeOf(record, when)));
    }
  }

  #text(record: FileRecord, delta: string, when: number | null): void {
    const id = this.#idOf('text', textEither(record.value, 'messageId')) ?? '';
    const role = textEither(record.value, 'role');
    if (role !== null) this.#roles.set(id, role);
    if (delta === '') return;
    const speaker = roleOf(this.#roles.get(id) ?? 'assistant');
    if (speaker === 'assistant') this.#stream.add('answer', delta, { record, at: when }, `t ${id}`);
    else this.#asked.push({ role: speaker, text: delta });
  }

  /** Only the first chunk of a message names it. */
  #idOf(of: string, id: string | null): string | null {
    if (id !== null) this.#lastId[of] = id;
    return id ?? this.#lastId[of] ?? null;
  }

  /** What a snapshot has of this run: what follows the last answer or result that it was given, and what was asked before. */
  #own(messages: readonly unknown[]): readonly unknown[] {
    const from = messages.findLastIndex(
      (m) => this.#given.has(text(m, 'id') ?? '') && /^(?:assistant|tool)$/.test(roleIn(m)),
    );
    const [before, own] = [messages.slice(0, from + 1), messages.slice(from + 1)];
    const asked = own.some((m) => roleIn(m) === 'user')
      ? undefined
      : before.findLast((m) => str(m, 'role') === 'user');
    return [...before.filter((m) => roleIn(m) === 'system' || m === asked), ...own];
  }

  finish(): ParseResult {
    const messages = list(this.#snapshot?.value, 'messages');
    const found = openTags(
      this.#stream.finish((t) => textFidelity(t, null, null)),
      { model: null, reasoningTokens: null },
    );
    if (found.segments.length === 0 && this.#error === null) {
      return this.#snapshot ? readMessages(this.#snapshot, this.#own(messages)) : nothing();
    }
    const before = [...this.#prompt, ...this.#asked];
    const error = this.#error;
    // A run ends when its tools have: how long the model took is known without their results alone.
    const ranTools = found.segments.some((s) => s.kind === 'toolResult');
    return parsed(
      draft({
        id: this.#id,
        prompt: before.length > 0 ? before : said(untilLastAsked(messages)),
        segments: found.segments,
        truncated: found.truncated || (!this.#ended && found.segments.at(-1)?.kind === 'reasoning'),
        finishReason: error === null ? null : 'error',
        timing: {
          startedAt: this.#startedAt,
          durationMs: ranTools ? null : elapsed(this.#startedAt, this.#endedAt),
        },
        problems:
          error === null
            ? []
            : [{ code: 'truncated', message: say('The stream ends in an error: {0}', error) }],
      }),
    );
  }
}

const roleIn = (message: unknown): PromptMessage['role'] => roleOf(str(message, 'role'));

function said(messages: readonly unknown[]): readonly PromptMessage[] {
  return promptMessages(messages.filter((m) => !BESIDE.test(str(m, 'role') ?? '')));
}

/** A snapshot holds the run's own messages too: they come after the last words of the user. */
function untilLastAsked(messages: readonly unknown[]): readonly unknown[] {
  return messages.slice(0, messages.findLastIndex((m) => str(m, 'role') === 'user') + 1);
}

function readMessages(record: FileRecord, messages: readonly unknown[]): ParseResult {
  const conversation = new Conversation();
  const items = messages.filter(isObject).map((value): FileRecord => ({ ...record, value }));
  for (const item of chatMessages(items)) addChatItem(conversation, item);
  return parsed(...conversation.build());
}
