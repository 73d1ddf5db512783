import { countFigure, say } from '../../../model/sentence';
import type { Problem } from '../../../model/problem';
import type { FileRecord, Grouper } from '../../format';
import { at, isObject, list, num, type JsonObject } from '../../../text/json';

/** `samples/q1_epoch_1/messages/0.json`: the sample, then its file or the sequence and the first item of the chunk. */
const PIECE = /^samples\/(.+_epoch_\d+)\/(\w+)(?:\/(\w+))?\.json$/;

/**
 * Groups the records of an Inspect log: each sample with the log's header. A sample is one record, or (version 3 of the
 * log) several entries of the zip under its name, which come one after another.
 */
export class InspectGrouper implements Grouper {
  readonly #isSample: (value: unknown) => boolean;
  #header: FileRecord | null = null;
  #name: string | null = null;
  #pieces: FileRecord[] = [];

  constructor(isSample: (value: unknown) => boolean) {
    this.#isSample = isSample;
  }

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    const name = PIECE.exec(record.name ?? '')?.[1] ?? null;
    const done = name === this.#name ? [] : this.#take();
    if (name !== null) {
      this.#name = name;
      this.#pieces.push(record);
      return done;
    }
    if (this.#isSample(record.value)) return [...done, this.#withHeader([record])];
    if (isObject(at(record.value, 'eval'))) this.#header = record;
    return done;
  }

  end(): readonly (readonly FileRecord[])[] {
    return this.#pieces.length > 0 ? [this.#withHeader(this.#pieces)] : [];
  }

  #take(): readonly (readonly FileRecord[])[] {
    const done = this.end();
    this.#pieces = [];
    this.#name = null;
    return done;
  }

  #withHeader(records: readonly FileRecord[]): readonly FileRecord[] {
    return this.#header === null ? [...records] : [this.#header, ...records];
  }
}

/** The sample that its entries make up, and what of it was left out; `null` when they are not those of one. */
export function sampleOfPieces(
  records: readonly FileRecord[],
): { readonly sample: JsonObject; readonly problems: readonly Problem[] } | null {
  const pieces = records.flatMap((record) => {
    const [, , part = '', start] = PIECE.exec(record.name ?? '') ?? [];
    return part === ''
      ? []
      : [{ part, start: start === undefined ? -1 : Number(start), value: record.value }];
  });
  const shell = pieces.find(({ part, start }) => part === 'sample' && start < 0)?.value;
  if (!isObject(shell)) return null;
  const sequence = (name: string) =>
    pieces
      .filter(({ part, start }) => part === name && start >= 0)
      .sort((a, b) => a.start - b.start)
      .flatMap(({ value }) => list(value));
  const pool = sequence('messages');
  const { messages, whole } = referred(list(shell, 'message_refs'), pool);
  const message = say(
    'The sample names more than {0} messages; the first ones are shown.',
    countFigure(MAX_MESSAGES),
  );
  return {
    sample: {
      ...shell,
      messages,
      events: sequence('events'),
      attachments: Object.fromEntries(sequence('attachments').entries()),
    },
    problems: whole ? [] : [{ code: 'too-large', message }],
  };
}

/** A sample's messages; ranges that name the pool again and again could make any number of them. */
const MAX_MESSAGES = 100_000;

/** A reference is a place in the pool, or a range of places without its end. */
function referred(
  refs: readonly unknown[],
  pool: readonly unknown[],
): { readonly messages: readonly unknown[]; readonly whole: boolean } {
  const messages: unknown[] = [];
  for (const ref of refs) {
    const from = typeof ref === 'number' ? ref : (num(ref, 0) ?? 0);
    const to = typeof ref === 'number' ? ref + 1 : (num(ref, 1) ?? 0);
    const room = MAX_MESSAGES - messages.length;
    const named = pool.slice(from, Math.min(to, from + room + 1));
    if (named.length > room) {
      return { messages: messages.concat(named.slice(0, room)), whole: false };
    }
    for (const message of named) messages.push(message);
  }
  return { messages, whole: true };
}
