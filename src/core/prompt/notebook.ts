import { MAX_CODE_CHARS, type PromptDocument } from './languages';
import type { FoundPrompt, TextRange } from './model';
import { moved } from './moved';
import { readJson } from './syntax/data';
import { plainString } from './evaluate';
import type { Entry, Value } from './syntax/value';

const LANGUAGES: Readonly<Record<string, string>> = {
  typescript: 'typescript',
  javascript: 'javascript',
  deno: 'typescript',
  r: 'r',
  julia: 'julia',
};

const entry = (entries: readonly Entry[], name: string): Value | null =>
  entries.find((e) => e.name === name)?.value ?? null;

/** A line of a cell: its text and where its string stands in the notebook. */
interface Line extends TextRange {
  readonly text: string;
}

/** The prompts of a notebook's file: its code cells are read as one program, cells for a shell each by itself; places are those of the file. */
export function notebookPrompts(
  document: PromptDocument,
  find: (code: PromptDocument) => readonly FoundPrompt[],
): readonly FoundPrompt[] {
  if (document.text.length > MAX_CODE_CHARS) return [];
  const [root] = readJson(document.text).roots;
  if (root?.kind !== 'record') return [];
  const cells = entry(root.entries, 'cells');
  const read = cells?.kind === 'list' ? cells.items.map(codeLines) : [];
  const language = /"language"\s{0,20}:\s{0,20}"(\w{1,20})"/.exec(document.text)?.[1] ?? 'python';
  const own = LANGUAGES[language.toLowerCase()] ?? 'python';
  const programs = [
    { languageId: own, lines: read.flatMap((c) => (c.shell ? [] : c.lines.map(withoutMagic))) },
    ...read.filter((c) => c.shell).map((c) => ({ languageId: 'shellscript', lines: c.lines })),
  ];
  const found = programs.flatMap(({ languageId, lines }) => {
    const text = lines.map((l) => l.text).join('');
    const { imports } = document;
    const code = {
      text,
      languageId,
      fileName: 'cell',
      ...(imports === undefined ? {} : { imports }),
    };
    const place = placer(lines, document.text);
    return find(code).map((p) => moved(p, place));
  });
  return found.sort((a, b) => startOf(a) - startOf(b));
}

const startOf = (p: FoundPrompt): number => p.call?.range.start ?? p.messages[0]?.range?.start ?? 0;

/** A cell that is run by a shell, or calls one for a request. */
const SHELL = /^\s{0,40}%%(?:bash|sh|script)\b|^[ \t]{0,40}!\s{0,10}curl\b/m;

/** Magics and shell lines are no Python. */
const withoutMagic = (line: Line): Line => ({
  ...line,
  text: line.text.replace(/^[ \t]{0,40}[%!][^\n]*/gm, (magic) => ' '.repeat(magic.length)),
});

/** The lines of a code cell. */
function codeLines(cell: Value): { readonly lines: readonly Line[]; readonly shell: boolean } {
  if (cell.kind !== 'record' || plainString(entry(cell.entries, 'cell_type')) !== 'code')
    return { lines: [], shell: false };
  const source = entry(cell.entries, 'source');
  const strings = source?.kind === 'list' ? source.items : source === null ? [] : [source];
  const lines = strings.map((s): Line => ({
    text: plainString(s) ?? '',
    start: s.start,
    end: s.end,
  }));
  const shell = SHELL.test(lines.map((l) => l.text).join(''));
  const last = lines.at(-1);
  if (last === undefined || last.text.endsWith('\n')) return { lines, shell };
  return { lines: [...lines.slice(0, -1), { ...last, text: `${last.text}\n` }], shell };
}

/** Where each character of a line stands in the file: an escape (`\\n`, `\\"`, `\\u00e9`) stands for one. */
function placesOf({ text, start, end }: Line, raw: string): Uint32Array {
  const places = new Uint32Array(text.length + 1);
  let at = start + 1;
  for (let i = 0; i < places.length; i++) {
    places[i] = at;
    if (at < end - 1) at += raw[at] !== '\\' ? 1 : raw[at + 1] === 'u' ? 6 : 2;
  }
  return places;
}

/** Turns an offset into the joined code into one of the file. */
function placer(lines: readonly Line[], raw: string): (offset: number) => number {
  const starts: number[] = [];
  let sum = 0;
  for (const line of lines) {
    starts.push(sum);
    sum += line.text.length;
  }
  const places: Uint32Array[] = [];
  return (offset) => {
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    const i = Math.max(0, low - 1);
    const line = lines[i];
    if (line === undefined) return 0;
    const own = (places[i] ??= placesOf(line, raw));
    return own[Math.max(0, Math.min(offset - starts[i]!, own.length - 1))]!;
  };
}
