import type { FileRecord, TraceDraft } from '../../format';
import { streamedMessage } from '../apis/anthropicMessages';
import { at, isObject, list, str } from '../../../text/json';

/** Blocks of one message as they were written, without those that came whole. */
export interface PartialMessage {
  readonly id: string;
  readonly thread: string;
  /** What set it off. */
  readonly before: readonly FileRecord[];
  readonly records: readonly FileRecord[];
}

interface OpenMessage extends PartialMessage {
  readonly records: FileRecord[];
  blocks: { readonly type: string | null; readonly records: FileRecord[] }[];
  /** Whether a line told a block of it whole. */
  told: boolean;
}

/**
 * The events of `claude -p --include-partial-messages` (`{type: 'stream_event', event}`, an event of the Messages API
 * each). A line of its own tells each block whole when it is done, so that only what was not done is taken from them.
 */
export class ClaudePartials {
  readonly #open = new Map<string, OpenMessage>();

  /** Takes an event. The start of a message gives the one before it, where something of that never came whole. */
  push(
    record: FileRecord,
    thread: string,
    before: readonly FileRecord[],
  ): readonly PartialMessage[] {
    const event = at(record.value, 'event');
    const open = this.#open.get(thread);
    switch (str(event, 'type') ?? '') {
      case 'message_start': {
        const id = str(event, 'message', 'id') ?? str(record.value, 'uuid') ?? 'partial';
        const next = { id, thread, before, records: [record], blocks: [], told: false };
        this.#open.set(thread, next);
        return open === undefined ? [] : restOf(open);
      }
      case 'content_block_start':
        open?.blocks.push({ type: str(event, 'content_block', 'type'), records: [record] });
        return [];
      case 'content_block_delta':
      case 'content_block_stop':
        open?.blocks.at(-1)?.records.push(record);
        return [];
      case 'message_stop':
        if (open?.told === true) this.#open.delete(thread);
        else open?.blocks.push({ type: null, records: [record] });
        return [];
      default:
        return [];
    }
  }

  /** Whether a count belongs to a message of which no line has told yet; it is kept with it. */
  takesCount(record: FileRecord, thread: string): boolean {
    const open = this.#open.get(thread);
    if (open === undefined || open.told) return false;
    open.blocks.push({ type: null, records: [record] });
    return true;
  }

  /** A line told blocks whole: what was collected up to each of them is known. */
  whole(line: unknown, thread: string): void {
    const open = this.#open.get(thread);
    if (open === undefined || open.id !== str(line, 'message', 'id')) return;
    open.told = true;
    for (const block of list(line, 'message', 'content')) {
      const done = open.blocks.findIndex(({ type }) => type === str(block, 'type'));
      open.blocks = open.blocks.slice(done + 1);
    }
  }

  /** Everything that is left. */
  end(): readonly PartialMessage[] {
    const left = [...this.#open.values()].flatMap(restOf);
    this.#open.clear();
    return left;
  }
}

function restOf(open: OpenMessage): readonly PartialMessage[] {
  if (!open.blocks.some(({ type }) => type !== null)) return [];
  return [{ ...open, records: [...open.records, ...open.blocks.flatMap((b) => b.records)] }];
}

/** Whether a line is an event of a message that is being written. */
export function isPartial(line: unknown): boolean {
  return str(line, 'type') === 'stream_event' && str(line, 'event', 'type') !== null;
}

/** The start of a message as a line of it without blocks; other lines as they are. */
export function startAsLine(record: FileRecord): FileRecord {
  const message = at(record.value, 'event', 'message');
  if (!isPartial(record.value) || !isObject(message)) return record;
  const frame = isObject(record.value) ? record.value : {};
  const value = { ...frame, type: 'assistant', message: { ...message, content: [] } };
  return { ...record, value };
}

/** What the events among the lines of a generation tell; `null` where they hold no block. */
export function partialOf(records: readonly FileRecord[]): TraceDraft | null {
  const events = records
    .filter(({ value }) => isPartial(value))
    .map((record) => ({ ...record, value: at(record.value, 'event') }));
  const holds = events.some(({ value }) => str(value, 'type') === 'content_block_start');
  return holds ? (streamedMessage(events).traces[0] ?? null) : null;
}
