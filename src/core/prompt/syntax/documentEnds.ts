import type { TextRange } from '../model';

const LINE = /^[ \t]{0,200}(\w{1,40})[ \t]{0,20}(?=\r?$)/gm;

/** The lines of a text that are one word alone, by which here documents end. The text is looked through once, however many ask. */
export class DocumentEnds {
  private lines: ReadonlyMap<string, readonly TextRange[]> | null = null;

  constructor(private readonly text: string) {}

  /** The next line of a word behind a place; null where there is none. */
  after(word: string, place: number): TextRange | null {
    this.lines ??= this.read();
    const all = this.lines.get(word) ?? [];
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]!.start <= place) low = middle + 1;
      else high = middle;
    }
    return all[low] ?? null;
  }

  private read(): ReadonlyMap<string, readonly TextRange[]> {
    const lines = new Map<string, TextRange[]>();
    for (const m of this.text.matchAll(LINE)) {
      const own = lines.get(m[1]!) ?? [];
      own.push({ start: m.index, end: m.index + m[0].length });
      lines.set(m[1]!, own);
    }
    return lines;
  }
}
