import type { TextRange } from '../model';
import type { ShellWord, ShellWords } from './shellWords';
import type { StringPart } from './value';

/** Programs of a shell that write the texts they are given, or the files. */
export const WRITERS = 'echo printf cat';

/** What a program writes that may be piped on, and where its command ends. */
interface Written {
  readonly parts: readonly StringPart[];
  readonly start: number;
  readonly end: number;
}

/** Between two programs whose texts are piped on together: `(echo "$RULES"; cat task.md) | claude -p`. */
const NEXT = /^\s{0,40};?\s{0,40}$/;
/** Between what is piped and the program that it is piped into. */
const PIPE =
  /^\s{0,40};?\s{0,40}[)}]?[ \t]{0,40}(?:\\\r?\n[ \t]{0,80})?\|[ \t]{0,40}(?:\\?\r?\n[ \t]{0,80})?$/;
const MAX_GAP = 200;
const DOCUMENT = /^[ \t]{0,20}<<-?[ \t]{0,20}(['"\\]?)(\w{1,40})['"]?/;
const HERE_TEXT = /^[ \t]{0,20}<<<[ \t]{0,20}/;
const FILE = /^[ \t]{0,20}<[ \t]{0,20}(?=[^<(\s])/;
const FORMAT = /^(?:%s(?:\\n)?)+$/;

const textIn = ({ parts }: ShellWord): string =>
  parts.map((p) => (p.kind === 'text' ? p.text : '')).join('');

const joined = (words: readonly ShellWord[], between: string): readonly StringPart[] =>
  words.flatMap((word, i) =>
    i === 0 ? word.parts : [{ kind: 'text', text: between } as const, ...word.parts],
  );

/** A file as what stands in it: a hole of its name. */
const fileHole = (word: ShellWord, text: string): StringPart => ({
  kind: 'hole',
  source: text.slice(word.start, word.end).replace(/^["']|["']$/g, ''),
  value: null,
});

/** Reads what stands on the input of the commands of a script: what is piped in, a here document, a file. */
export class ShellInput {
  private written: readonly Written[] = [];

  constructor(
    private readonly text: string,
    private readonly shell: ShellWords,
  ) {}

  /** Takes note of what a program writes whose words begin at `from`. */
  note(program: string, start: number, from: number): void {
    const { text, shell } = this;
    const words = shell.words(from);
    const end = words.at(-1)?.end ?? from;
    const own = words.filter((w) => !/^-\w{1,3}$/.test(text.slice(w.start, w.end)));
    const document = program === 'cat' && own.length === 0 ? this.documentAt(end) : null;
    const parts =
      document?.word.parts ??
      (program === 'cat'
        ? own.map((w) => fileHole(w, text))
        : joined(
            program === 'printf' && FORMAT.test(textIn(own[0] ?? { parts: [], start, end }))
              ? own.slice(1)
              : own,
            ' ',
          ));
    const last = this.written.at(-1);
    const goesOn = last !== undefined && NEXT.test(this.between(last.end, start));
    const one = { parts, start, end: document?.end ?? end };
    this.written = goesOn ? [...this.written.slice(-9), one] : [one];
  }

  /** What a command reads whose words begin and end there; null where nothing stands on its input. */
  of({ start, end }: TextRange): ShellWord | null {
    const { text, shell, written } = this;
    const last = written.at(-1);
    if (last !== undefined && PIPE.test(this.between(last.end, start))) {
      // Without brackets only the last one is piped.
      const isGroup = /[)}]/.test(this.between(last.end, start));
      const all = (isGroup ? written : [last]).flatMap(({ parts }, i): readonly StringPart[] =>
        i === 0 ? parts : [{ kind: 'text', text: '\n' }, ...parts],
      );
      return all.length === 0 ? null : { parts: all, start: last.start, end: last.end };
    }
    const behind = text.slice(end, end + MAX_GAP);
    const document = this.documentAt(end);
    if (document !== null) return document.word;
    const here = HERE_TEXT.exec(behind)?.[0].length;
    if (here !== undefined) return shell.word(end + here);
    const redirected = FILE.exec(behind)?.[0].length;
    const file = redirected === undefined ? null : shell.word(end + redirected);
    return file && { ...file, parts: [fileHole(file, text)] };
  }

  private documentAt(at: number): { readonly word: ShellWord; readonly end: number } | null {
    const found = DOCUMENT.exec(this.text.slice(at, at + MAX_GAP));
    if (found === null) return null;
    const word = this.shell.document(found[2]!, at, found[1] !== '');
    return word && { word, end: at + found[0].length };
  }

  private between(from: number, to: number): string {
    return to - from > MAX_GAP ? '…' : this.text.slice(from, to);
  }
}
