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
}

/**
 * What the recorded edits of one file, played in order, leave of it: each line with the edit that made it what it is.
 * Edits of people are not in a log, so an edit is placed by its text, never by a number of lines, and lines that it
 * shows without changing are no one's.
 */
export class Replay {
  #lines: WrittenLine[] = [];
  readonly gone: GoneLine[] = [];

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
      if (old.length > 0) this.#become(old, null, edit.at);
      this.#become(next, ref, edit.at);
      return;
    }
    const place = this.#placeOf(old);
    if (place >= 0) this.#splice(place, old, next, ref);
    else if (!this.#inLine(old, next, ref)) this.#patch(old, next, ref);
  }

  /** The file is these lines now: those it had keep their writer. */
  #become(lines: readonly LineFacts[], writer: EditRef | null, at: number | null): void {
    const before = this.#lines;
    const partner = alignRuns(before, lines);
    fillGaps(before, lines, partner);
    const kept = new Set(partner);
    this.#leave(
      before.filter((_, i) => !kept.has(i)),
      at,
    );
    this.#lines = lines.map((line, j) => before[partner[j]!] ?? { ...line, writer });
  }

  #leave(lines: readonly WrittenLine[], goneAt: number | null): void {
    for (const line of lines) this.gone.push({ ...line, goneAt });
  }

  /** Where all of the old lines stand one after another; -1 when they do not. */
  #placeOf(old: readonly LineFacts[]): number {
    if (old.length === 0) return -1;
    const last = this.#lines.length - old.length;
    for (let i = 0; i <= last; i++) {
      let k = 0;
      while (k < old.length && this.#lines[i + k]!.hash === old[k]!.hash) k++;
      if (k === old.length) return i;
    }
    return -1;
  }

  #splice(
    place: number,
    old: readonly LineFacts[],
    next: readonly LineFacts[],
    ref: EditRef,
  ): void {
    const before = this.#lines.slice(place, place + old.length);
    const partner = sameLines(old, next);
    const kept = new Set(partner);
    this.#leave(
      before.filter((_, i) => !kept.has(i)),
      ref.edit.at,
    );
    const after = next.map((line, j) => before[partner[j]!] ?? { ...line, writer: ref });
    this.#lines.splice(place, old.length, ...after);
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
      this.#leave([line], ref.edit.at);
      const words = [
        ...line.words.subarray(0, at),
        ...(next[0]?.words ?? []),
        ...line.words.subarray(at + from.words.length),
      ];
      // Its text is not known, only its words: it is found again by these.
      this.#lines[i] = {
        hash: -1,
        weight: line.weight,
        words: Uint16Array.from(words),
        writer: ref,
      };
    }
    return true;
  }

  /** An edit of a text that is not as the logs have it: line by line, each beside the one before. */
  #patch(old: readonly LineFacts[], next: readonly LineFacts[], ref: EditRef): void {
    const partner = sameLines(old, next);
    const kept = new Set(partner);
    const removed = old.filter((_, i) => !kept.has(i));
    let cursor = -1;
    for (const line of removed) {
      const i = this.#find(line, cursor);
      if (i < 0) this.#leave([{ ...line, writer: null }], ref.edit.at);
      else this.#leave(this.#lines.splice(i, 1), ref.edit.at);
    }
    for (const [j, line] of next.entries()) {
      const isNew = partner[j] === -1;
      const i = isNew ? -1 : this.#find(line, cursor);
      if (i >= 0) {
        cursor = i;
        continue;
      }
      if (cursor < 0) cursor = this.#startOf(next, partner, j);
      cursor++;
      this.#lines.splice(cursor, 0, { ...line, writer: isNew ? ref : null });
    }
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
  #find({ hash, weight }: LineFacts, cursor: number): number {
    const near = weight >= DISTINCT ? this.#lines.length : Math.min(this.#lines.length, cursor + 3);
    for (let i = cursor + 1; i < near; i++) if (this.#lines[i]!.hash === hash) return i;
    if (weight < DISTINCT) return -1;
    return this.#lines.findIndex((line) => line.hash === hash);
  }
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
