import type { FileRecord, Grouper } from '../../format';
import { MEGABYTE } from '../../reader/bounds';
import type { OtelSpan } from './otelSpans';
import { parentKey, placedSpans, spanKey } from './placedSpans';

/** How much of a file is held back for what may belong to it: exporters write the spans of a call within seconds. */
const HELD_BYTES = 8 * MEGABYTE;

/** A record, with those that are together with it. */
interface Held {
  readonly record: FileRecord;
  readonly nth: number;
  /** What its calls are, and what is around them. */
  readonly ids: readonly string[];
  readonly parents: readonly string[];
  readonly joined: Held[];
  /** The older record that it is together with. */
  into: Held | null;
  isGone: boolean;
}

/**
 * Groups the records of a log of spans without holding the whole of it: together are those with the same call, or with a call
 * and the one around it; all others are on their own. Records without a call are left out. The groups come in the order of
 * their first records; what is further apart than the bound is not found to be together.
 */
export class CallGrouper implements Grouper {
  readonly #isCall: (span: OtelSpan) => boolean;
  #queue: Held[] = [];
  #head = 0;
  #bytes = 0;
  #read = 0;
  readonly #byId = new Map<string, Held>();
  readonly #byParent = new Map<string, Set<Held>>();

  constructor(isCall: (span: OtelSpan) => boolean) {
    this.#isCall = isCall;
  }

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    const calls = placedSpans([record]).flatMap(({ span }) => (this.#isCall(span) ? [span] : []));
    if (calls.length === 0) return [];
    const ids = calls.flatMap((span) => spanKey(span) ?? []);
    const parents = calls.flatMap((span) => parentKey(span) ?? []);
    const nth = this.#read++;
    const held: Held = { record, nth, ids, parents, joined: [], into: null, isGone: false };
    this.#queue.push(held);
    this.#bytes += sizeOf(record);
    for (const id of ids) {
      join(this.#byId.get(id), held);
      for (const inner of this.#byParent.get(id) ?? []) join(inner, held);
    }
    for (const parent of parents) join(this.#byId.get(parent), held);
    this.#remember(held);
    return this.#tooMany();
  }

  end(): readonly (readonly FileRecord[])[] {
    return this.#queue
      .slice(this.#head)
      .filter(({ into, isGone }) => into === null && !isGone)
      .map((first) => membersOf(first).map(({ record }) => record));
  }

  #remember(held: Held): void {
    for (const id of held.ids) this.#byId.set(id, held);
    for (const parent of held.parents) {
      const inner = this.#byParent.get(parent);
      if (inner) inner.add(held);
      else this.#byParent.set(parent, new Set([held]));
    }
  }

  /** The oldest groups, up to the bound. */
  #tooMany(): readonly (readonly FileRecord[])[] {
    const groups: (readonly FileRecord[])[] = [];
    while (this.#bytes > HELD_BYTES) {
      const first = this.#queue[this.#head];
      if (first === undefined) break;
      this.#head += 1;
      if (first.isGone) continue;
      const members = membersOf(first);
      for (const held of members) this.#forget(held);
      groups.push(members.map(({ record }) => record));
    }
    if (this.#head > this.#queue.length / 2) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return groups;
  }

  #forget(held: Held): void {
    held.isGone = true;
    this.#bytes -= sizeOf(held.record);
    for (const id of held.ids) if (this.#byId.get(id) === held) this.#byId.delete(id);
    for (const parent of held.parents) {
      const inner = this.#byParent.get(parent);
      inner?.delete(held);
      if (inner?.size === 0) this.#byParent.delete(parent);
    }
  }
}

const sizeOf = ({ range }: FileRecord): number => range.end - range.start;

/** The oldest of those that a record is together with; the ways there become short. */
function firstOf(held: Held): Held {
  let first = held;
  while (first.into !== null) first = first.into;
  for (let at = held; at !== first;) {
    const next = at.into ?? first;
    at.into = first;
    at = next;
  }
  return first;
}

function join(one: Held | undefined, other: Held): void {
  if (one === undefined) return;
  const [a, b] = [firstOf(one), firstOf(other)];
  if (a === b) return;
  const [older, newer] = a.nth < b.nth ? [a, b] : [b, a];
  newer.into = older;
  older.joined.push(newer);
}

/** All that are together, in the order of the file. */
function membersOf(first: Held): readonly Held[] {
  const members = [first];
  // Grows while it is walked.
  for (const held of members) for (const joined of held.joined) members.push(joined);
  return members.sort((a, b) => a.nth - b.nth);
}
