import type { FileRecord, Grouper } from '../../format';
import { contentText } from '../../build/content';
import { at, count, has, str, text } from '../../../text/json';

/** Client events that repeat what the model wrote, before the item itself is logged. */
const MODEL_EVENTS = new Set(['agent_reasoning', 'agent_reasoning_raw_content', 'agent_message']);

/** The item of a line, in the new envelope (`{timestamp, type, payload}`) or bare as before September 2025. */
export function itemOf(value: unknown): unknown {
  return has(value, 'payload') ? at(value, 'payload') : value;
}

/** Items a model writes; all others in a rollout come from the user, the tools or the client. */
export function isModelItem(value: unknown): boolean {
  if (str(value, 'type') === 'event_msg') return false;
  const item = itemOf(value);
  const type = str(item, 'type') ?? '';
  if (type === 'message') return str(item, 'role') === 'assistant';
  return type === 'reasoning' || type.endsWith('_call');
}

export function isModelEvent(value: unknown): boolean {
  return (
    str(value, 'type') === 'event_msg' && MODEL_EVENTS.has(str(value, 'payload', 'type') ?? '')
  );
}

export function isToolOutput(value: unknown): boolean {
  const type = str(itemOf(value), 'type') ?? '';
  return str(value, 'type') !== 'event_msg' && /_(?:output|result)$/.test(type);
}

export function isUserMessage(value: unknown): boolean {
  const item = itemOf(value);
  return str(item, 'type') === 'message' && str(item, 'role') === 'user';
}

/** Last usage of a `token_count` event; `null` when the event only tells rate limits. */
export function lastUsage(value: unknown): unknown {
  if (str(value, 'payload', 'type') !== 'token_count') return null;
  return at(value, 'payload', 'info', 'last_token_usage') ?? null;
}

interface Generation {
  readonly records: FileRecord[];
  /** No further model items: an input came after them. */
  closed: boolean;
  hasUsage: boolean;
  /** The turn that it belongs to; `null` where the version of the log names none. */
  readonly turn: string | null;
  /** A person wrote since: what ends from here on is the answer to that, not this. */
  answered: boolean;
}

/**
 * Groups a rollout into generations: each run of model items between two inputs, with the session, the turn's
 * settings and the prompt before it, its token count (which old versions write before the items, new ones after) and
 * the outputs of its tool calls.
 */
export class CodexGrouper implements Grouper {
  #session: FileRecord | null = null;
  #turn: FileRecord | null = null;
  #prompt: FileRecord | null = null;
  /** The tool output that set off the next generation. */
  #output: FileRecord | null = null;
  #usage: FileRecord | null = null;
  #total: number | null = null;
  #turnId: string | null = null;
  #current: Generation | null = null;

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    const { value } = record;
    const type = str(value, 'type');
    if (type === 'turn_context' || isTurnStart(value))
      this.#turnId = text(value, 'payload', 'turn_id');
    if (type === 'session_meta' || isLegacyHeader(value)) this.#session ??= record;
    else if (type === 'turn_context') this.#turn = record;
    else if (isModelItem(value) || isModelEvent(value)) return this.#model(record);
    else if (lastUsage(value) !== null) this.#tokens(record);
    // Writing the summary is a call of its own, counted just before: no generation of the log has that usage.
    else if (type === 'compacted') this.#usage = null;
    else if (isToolOutput(value)) this.#toolOutput(record);
    else if (isUserMessage(value)) this.#user(record);
    else if (isTurnEnd(value)) this.#turnEnd(record);
    return [];
  }

  end(): readonly (readonly FileRecord[])[] {
    return this.#current ? [this.#current.records.slice()] : [];
  }

  #model(record: FileRecord): readonly (readonly FileRecord[])[] {
    if (this.#current && !this.#current.closed) {
      this.#current.records.push(record);
      return [];
    }
    const done = this.#current;
    const context = [this.#session, this.#turn, this.#prompt, this.#output, this.#usage];
    this.#current = {
      records: [...context.filter((line) => line !== null), record],
      closed: false,
      hasUsage: this.#usage !== null,
      turn: this.#turnId,
      answered: false,
    };
    this.#usage = null;
    return done ? [done.records] : [];
  }

  /** The same total again is a repetition (a change of rate limits), not a generation. */
  #tokens(record: FileRecord): void {
    const total = count(record.value, 'payload', 'info', 'total_token_usage', 'total_tokens');
    if (total !== null && total === this.#total) return;
    this.#total = total;
    if (this.#current && !this.#current.hasUsage) {
      this.#current.records.push(record);
      this.#current.hasUsage = true;
    } else {
      this.#usage = record;
    }
  }

  #toolOutput(record: FileRecord): void {
    this.#output = record;
    if (!this.#current) return;
    this.#current.records.push(record);
    this.#current.closed = true;
  }

  /** The client sends its own context as user messages first; the last one of a run is what the user wrote. */
  #user(record: FileRecord): void {
    if (this.#current) {
      this.#current.closed = true;
      this.#current.answered ||= !isAbortNote(record.value);
    }
    this.#prompt = record;
    this.#output = null;
  }

  /** The end of a turn in which the model wrote nothing says nothing of the answer before it. */
  #turnEnd(record: FileRecord): void {
    const current = this.#current;
    if (!current || current.answered) return;
    const turn = text(record.value, 'payload', 'turn_id');
    if (turn !== null && current.turn !== null && turn !== current.turn) return;
    current.records.push(record);
  }
}

function isLegacyHeader(value: unknown): boolean {
  return has(value, 'instructions') && has(value, 'timestamp') && str(value, 'type') === null;
}

function isTurnStart(value: unknown): boolean {
  const type = str(value, 'payload', 'type');
  return str(value, 'type') === 'event_msg' && (type === 'task_started' || type === 'turn_started');
}

/** What the client writes to the model, as a user, just before it logs that the turn was aborted. */
function isAbortNote(value: unknown): boolean {
  return contentText(at(itemOf(value), 'content'))
    .trimStart()
    .startsWith('<turn_aborted>');
}

function isTurnEnd(value: unknown): boolean {
  const type = str(value, 'payload', 'type');
  return type === 'task_complete' || type === 'turn_aborted' || type === 'error';
}
