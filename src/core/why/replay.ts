import { alignRuns, commonItems, fillGaps } from './align';
import { DISTINCT, type LineFacts } from './lineFacts';
import { factsOf, type EditRef } from './model';

/** A line of a file as the logs tell it. Without a writer it was there before any recorded edit, or a person wrote it. */
export interface WrittenLine extends LineFacts {
  readonly writer: EditRef | null;
}

/** A line that an edit took out. */
export interface GoneLine extends WrittenLine {
  readonly goneAt: number | null;
  /** Lines that stood around it then, the nearest first, up to one that is told by its text or the end of the file. */
  readonly before: readonly LineFacts[];
  readonly after: readonly LineFacts[];
}

/** So many lines around one that went are looked at for one that is told by its text. */
const MAX_AROUND = 8;

/**
 * What the recorded edits of one file, played in order, leave of it: each line with the edit that made it what it is.
 * Edits of people are not in a log, so an edit is placed by its text, never by a number of lines, and lines that it
 * shows without changing are no one's.
 */
export class Replay {
  #lines: WrittenLine[] = [];
  /** By hash, how many lines have this text: most texts of edits are looked for in vain. */
  readonly #counts = new Map<number, number>();
  /** Lines that were taken out and stand in the file today. */
  readonly gone: GoneLine[] = [];
  readonly #shown: ReadonlySet<number>;
  /** By hash, the writer of the line of this text that was taken out last. */
  readonly #goneWriters = new Map<number, EditRef | null>();

  /** `shown`: the lines of the file today. Of lines that went, those that are among them are kept. */
  constructor(shown: readonly LineFacts[]) {
    this.#shown = new Set(shown.map(({ hash }) => hash));
  }

  get lines(): readonly WrittenLine[] {
    return this.#lines;
  }

  /** Plays an edit. Those that were not made are left out by the caller. */
  play(ref: EditRef): void {
    const { log, edit } = ref;
    const old = factsOf(log, edit.old, edit.next);
    const next = factsOf(log, edit.next, edit.end);
    if (edit.whole) {
      // What the agent read of the file before it wrote it anew: lines in it that no edit wrote are a person's.
      if (edit.part) this.#patch(old, old, ref);
      else if (old.length > 0) this.#become(old, null, edit.at);
      this.#become(next, ref, edit.at);
      return;
    }
    const places = this.#placesOf(old, edit.all);
    // From the end, so that the places before stay where they are.
    for (const place of places.toReversed()) this.#splice(place, old, next, ref);
    if (places.length === 0 && !this.#inLine(old, next, ref)) this.#patch(old, next, ref);
  }

  /** The file is these lines now: those it had keep their writer. */
  #become(lines: readonly LineFacts[], writer: EditRef | null, at: number | null): void {
    const before = this.#lines;
    const partner = alignRuns(before, lines);
    fillGaps(before, lines, partner);
    this.#leave(0, before.length, new Set(partner), at);
    const now = lines.map(
      (line, j) => before[partner[j]!] ?? writtenBy(line, writer ?? this.#back(line)),
    );
    this.#put(0, before.length, now);
  }

  /** Puts lines in place of `length` others. */
  #put(place: number, length: number, lines: readonly WrittenLine[]): void {
    for (let i = place; i < place + length; i++) this.#count(this.#lines[i]!, -1);
    for (const line of lines) this.#count(line, 1);
    const isAll = place === 0 && length === this.#lines.length;
    if (isAll) this.#lines = [...lines];
    else this.#lines.splice(place, length, ...lines);
  }

  #count({ hash }: LineFacts, by: 1 | -1): void {
    // As a signed number: engines keep those without a box, which a map finds several times faster.
    this.#counts.set(hash | 0, (this.#counts.get(hash | 0) ?? 0) + by);
  }

  #has({ hash }: LineFacts): boolean {
    return (this.#counts.get(hash | 0) ?? 0) > 0;
  }

  /** Notes the `length` lines from `place` on as gone, but for the `kept` ones, by their number among them. */
  #leave(place: number, length: number, kept: ReadonlySet<number>, goneAt: number | null): void {
    for (let k = 0; k < length; k++) {
      if (kept.has(k)) continue;
      const i = place + k;
      const line = this.#lines[i]!;
      this.#goneWriters.set(line.hash, line.writer);
      if (!this.#shown.has(line.hash)) continue;
      const [before, after] = [around(this.#lines, i, -1), around(this.#lines, i, 1)];
      this.gone.push({ ...line, goneAt, before, after });
    }
  }

  /** Where all of the old lines stand one after another: the first place, or `all` that share no line. */
  #placesOf(old: readonly LineFacts[], all: boolean): readonly number[] {
    if (old.length === 0 || !old.every((line) => this.#has(line))) return [];
    const last = this.#lines.length - old.length;
    const places: number[] = [];
    for (let i = 0; i <= last; i++) {
      let k = 0;
      while (k < old.length && this.#lines[i + k]!.hash === old[k]!.hash) k++;
      if (k < old.length) continue;
      places.push(i);
      if (!all) break;
      i += old.length - 1;
    }
    return places;
  }

  #splice(
    place: number,
    old: readonly LineFacts[],
    next: readonly LineFacts[],
    ref: EditRef,
  ): void {
    const before = this.#lines.slice(place, place + old.length);
    const partner = sameLines(old, next);
    this.#leave(place, old.length, new Set(partner), ref.edit.at);
    const after = next.map((line, j) => before[partner[j]!] ?? writtenBy(line, ref));
    this.#put(place, old.length, after);
  }

  /** An edit of a part of one line: the old words stand in a row in one line, or in several that are all changed. */
  #inLine(old: readonly LineFacts[], next: readonly LineFacts[], ref: EditRef): boolean {
    const [from] = old;
    if (from === undefined || old.length !== 1 || next.length > 1 || from.words.length === 0)
      return false;
    const places = this.#lines.flatMap((line, i) => {
      const at = wordsIn(line.words, from.words);
      return at < 0 ? [] : [{ i, at }];
    });
    if (places.length === 0 || (places.length > 1 && !ref.edit.all)) return false;
    for (const { i, at } of places) {
      const line = this.#lines[i]!;
      this.#leave(i, 1, NONE, ref.edit.at);
      const words = [
        ...line.words.subarray(0, at),
        ...(next[0]?.words ?? []),
        ...line.words.subarray(at + from.words.length),
      ];
      // Its text is not known, only its words: it is found again by these.
      const { weight } = line;
      this.#put(i, 1, [{ hash: -1, weight, words: Uint16Array.from(words), writer: ref }]);
    }
    return true;
  }

  /** An edit of a text that is not as the logs have it: line by line, each beside the one before. */
  #patch(old: readonly LineFacts[], next: readonly LineFacts[], ref: EditRef): void {
    const partner = sameLines(old, next);
    this.#takeOut(old, new Set(partner), ref);
    let cursor = -1;
    for (const [j, line] of next.entries()) {
      const isNew = partner[j] === -1;
      const i = isNew ? -1 : this.#find(line, cursor);
      if (i >= 0) {
        cursor = i;
        continue;
      }
      if (cursor < 0) cursor = this.#startOf(next, partner, j);
      cursor++;
      this.#put(cursor, 0, [writtenBy(line, isNew ? ref : this.#back(line))]);
    }
  }

  /** Takes the lines out of a patch that are not among its `kept` ones, each looked for beside the one before. */
  #takeOut(old: readonly LineFacts[], kept: ReadonlySet<number>, ref: EditRef): void {
    let cursor = -1;
    const out = new Set<number>();
    for (const [k, line] of old.entries()) {
      const i = this.#find(line, cursor);
      if (i >= 0) cursor = i;
      if (kept.has(k)) continue;
      if (i >= 0) out.add(i);
      else this.#unknownGone(line, ref);
    }
    const places = [...out].sort((x, y) => x - y);
    for (const i of places) this.#leave(i, 1, NONE, ref.edit.at);
    for (const i of places.reverse()) this.#put(i, 1, []);
  }

  /** A line that an edit took out and no edit before it shows: a person's. */
  #unknownGone(line: LineFacts, { edit }: EditRef): void {
    this.#goneWriters.set(line.hash, null);
    if (this.#shown.has(line.hash))
      this.gone.push({ ...line, writer: null, goneAt: edit.at, before: [], after: [] });
  }

  /** The writer of a line that an edit took out and that stands in the file again, by what another edit shows of it. */
  #back({ hash, weight }: LineFacts): EditRef | null {
    return weight < DISTINCT ? null : (this.#goneWriters.get(hash) ?? null);
  }

  /** Where the first lines of a patch go: before the first of its other lines that is known, else to the end. */
  #startOf(next: readonly LineFacts[], partner: Int32Array, from: number): number {
    for (let j = from; j < next.length; j++) {
      const i = partner[j] === -1 ? -1 : this.#find(next[j]!, -1);
      if (i >= 0) return i - 1;
    }
    return this.#lines.length - 1;
  }

  /** The next line after `cursor` with this text; one that is told by its text may stand anywhere. */
  #find(line: LineFacts, cursor: number): number {
    if (!this.#has(line)) return -1;
    const { hash, weight } = line;
    const near = weight >= DISTINCT ? this.#lines.length : Math.min(this.#lines.length, cursor + 3);
    for (let i = cursor + 1; i < near; i++) if (this.#lines[i]!.hash === hash) return i;
    if (weight < DISTINCT) return -1;
    return this.#lines.findIndex((other) => other.hash === hash);
  }
}

/** Written out: a spread costs several times as much, and a busy file has tens of thousands of lines. */
function writtenBy({ hash, weight, words }: LineFacts, writer: EditRef | null): WrittenLine {
  return { hash, weight, words, writer };
}

const NONE: ReadonlySet<number> = new Set();

function around(lines: readonly LineFacts[], from: number, step: 1 | -1): readonly LineFacts[] {
  // One that is told by its text is found without the lines around it.
  if (lines[from]!.weight >= DISTINCT) return [];
  const found: LineFacts[] = [];
  for (let i = from + step; found.length < MAX_AROUND; i += step) {
    const line = lines[i];
    if (line === undefined) break;
    found.push(line);
    if (line.weight >= DISTINCT) break;
  }
  return found;
}

/** For each new line of an edit the old line that it is, or -1. */
function sameLines(old: readonly LineFacts[], next: readonly LineFacts[]): Int32Array {
  return commonItems(
    old.map(({ hash }) => hash),
    next.map(({ hash }) => hash),
  );
}

/** Where `part` stands in `words` in a row; -1 when it does not. */
function wordsIn(words: Uint16Array, part: Uint16Array): number {
  for (let i = 0; i + part.length <= words.length; i++) {
    let k = 0;
    while (k < part.length && words[i + k] === part[k]) k++;
    if (k === part.length) return i;
  }
  return -1;
}
