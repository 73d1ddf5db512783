import type { TextRange } from '../model';
import type { DocumentEnds } from './documentEnds';
import { textPart } from './literals';
import type { Scope, StringPart, Value } from './value';

/** A word of a shell command: what it says, and where it stands. */
export interface ShellWord extends TextRange {
  readonly parts: readonly StringPart[];
}

/** `$NAME`, `${NAME}`, `${NAME:-default}`. */
const VARIABLE =
  /\$\{([A-Za-z_]\w{0,60})(?::?-([^{}$\n]{1,200}))?[^{}\n]{0,80}\}|\$([A-Za-z_]\w{0,60})/g;
/** What a script or a function is given (`$1`, `$@`, `${1}`), and what a command prints. */
const GIVEN = /\$(?:[0-9@*]|\{[0-9@*][^{}\n]{0,80}\})|\$\((?:[^()\n]|\([^()\n]{0,80}\)){1,200}\)/;
export const IN_WORD = new RegExp(`${VARIABLE.source}|${GIVEN.source}`, 'g');
const HEREDOC = /\$\(\s{0,5}cat\s{1,5}<<-?\s{0,3}(['"\\]?)(\w{1,40})['"]?[ \t]{0,20}\r?\n/y;
const MAX_COMMAND = 2_000;

/** A variable as a script names it. */
export const variableOf = (name: string): string => '$'.concat(name);

/** What a word stands for: its text, or the variable that is all of it. */
export const valueOf = ({ parts, start, end }: ShellWord): Value => {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'hole' && only.value !== null
    ? only.value
    : { kind: 'string', parts, start, end };
};

/** What a script or a function is given, or what stands for it: `${2:-gpt-4o}`. */
const GIVEN_OR = /^\$\{([0-9]):?-([^{}$\n]{1,80})\}$/;

/** What stands for a variable that is found at a place: its name in the document's scope, or its default where that is not known. */
export function partOf(found: RegExpMatchArray, at: number, scope: Scope): StringPart {
  const [source, braced, unset, bare] = found;
  const [, argument, absent] = GIVEN_OR.exec(source) ?? [];
  const name = braced ?? bare ?? argument;
  const fallback = unset ?? absent;
  if (name === undefined) return { kind: 'hole', source, value: null };
  const start = at + (bare === undefined ? 2 : 1);
  const place = { start, end: start + name.length };
  const own: Value =
    argument === undefined
      ? { kind: 'name', name: variableOf(name), scope, ...place }
      : { kind: 'other', ...place };
  if (fallback === undefined) return { kind: 'hole', source: name, value: own };
  // `${MODEL:-"gpt-4o"}`: the quotes are the shell's.
  const plain = fallback.replace(/^(["'])(.*)\1$/, '$2');
  const text: Value = { kind: 'string', parts: textPart(plain), ...place };
  const value: Value = { kind: 'choice', options: [own, text], falls: true, ...place };
  return { kind: 'hole', source: name, value };
}

/** A text with the variables in it; their places are those of the document from `at`. */
function expanded(text: string, at: number, scope: Scope): readonly StringPart[] {
  const parts: StringPart[] = [];
  let from = 0;
  for (const m of text.matchAll(IN_WORD)) {
    parts.push(...textPart(text.slice(from, m.index)), partOf(m, at + m.index, scope));
    from = m.index + m[0].length;
  }
  return [...parts, ...textPart(text.slice(from))];
}

/** Reads the words of a shell script; all of them together look at each character a few times at most. */
export class ShellWords {
  private looked = 0;

  constructor(
    private readonly text: string,
    private readonly scope: Scope,
    private readonly ends: DocumentEnds,
  ) {}

  /** The word that begins at a place; null where none does. */
  word(start: number): ShellWord | null {
    const { text, scope } = this;
    const parts: StringPart[] = [];
    let at = start;
    while (at < text.length && this.looked < text.length * 8) {
      const c = text[at]!;
      if (/[\s;|&<>)]/.test(c)) break;
      const end = this.pieceEnd(at);
      this.looked += end - at;
      const document = this.documentAt(at);
      if (document !== null) {
        const written = text.slice(document.start, document.end);
        parts.push(
          ...(document.quoted ? textPart(written) : expanded(written, document.start, scope)),
        );
        at = document.after;
      } else {
        if (c === "'") parts.push(...textPart(text.slice(at + 1, end - 1)));
        else if (c === '"')
          parts.push(
            ...expanded(text.slice(at + 1, end - 1).replace(/\\(?=")/g, ''), at + 1, scope),
          );
        else if (c === '$' && /[(]/.test(text[at + 1] ?? ''))
          parts.push({ kind: 'hole', source: text.slice(at, end), value: null });
        else parts.push(...expanded(text.slice(at, end), at, scope));
        at = end;
      }
    }
    return at === start ? null : { parts, start, end: at };
  }

  /** Where a quoted, computed or bare piece of a word ends. */
  private pieceEnd(at: number): number {
    const { text } = this;
    const c = text[at]!;
    if (c === "'") {
      const end = text.indexOf("'", at + 1);
      return end < 0 ? text.length : end + 1;
    }
    if (c === '"') {
      for (let i = at + 1; i < text.length; i++) {
        if (text[i] === '\\') i++;
        else if (text[i] === '"') return i + 1;
        else if (text.startsWith('$(', i)) i = this.commandEnd(i) - 1;
      }
      return text.length;
    }
    if (text.startsWith('$(', at)) return this.commandEnd(at);
    const rest = /^(?:\$\{[^{}\n]{1,200}\}|\$?[^\s;|&<>)'"$]{1,200}|\$)/.exec(
      text.slice(at, at + 210),
    )?.[0];
    return at + (rest?.length ?? 1);
  }

  /** Behind the bracket that closes `$(...)`. */
  private commandEnd(at: number): number {
    const { text } = this;
    let open = 0;
    for (let i = at + 1; i < Math.min(text.length, at + MAX_COMMAND); i++) {
      if (text[i] === '(') open++;
      else if (text[i] === ')' && --open === 0) return i + 1;
    }
    return at + 2;
  }

  /** The here document in `$(cat <<EOF ... EOF)`; null where none begins. */
  private documentAt(at: number): (TextRange & { after: number; quoted: boolean }) | null {
    if (this.text[at] !== '$' && this.text[at] !== '"') return null;
    HEREDOC.lastIndex = this.text[at] === '"' ? at + 1 : at;
    const found = HEREDOC.exec(this.text);
    if (found === null) return null;
    const start = HEREDOC.lastIndex;
    const close = this.ends.after(found[2]!, start - 1);
    if (close === null) return null;
    this.looked += close.end - start;
    const bracket = /^\s{0,40}\)"?/.exec(this.text.slice(close.end, close.end + 120))?.[0] ?? '';
    const end = Math.max(start, close.start - 1);
    return { start, end, after: close.end + bracket.length, quoted: found[1] !== '' };
  }

  /** What a here document says that begins on the line behind a place; null where it does not end. */
  document(word: string, at: number, quoted: boolean): ShellWord | null {
    const line = this.text.indexOf('\n', at);
    const close = line < 0 ? null : this.ends.after(word, line);
    if (close === null) return null;
    const start = line + 1;
    const end = Math.max(start, close.start - 1);
    const written = this.text.slice(start, end);
    const parts = quoted ? textPart(written) : expanded(written, start, this.scope);
    return { parts, start, end };
  }

  /** The words behind each other from a place on, up to the end of the command. */
  words(from: number): readonly ShellWord[] {
    const found: ShellWord[] = [];
    for (let at = from; found.length < 60;) {
      at += /^(?:[ \t]|\\\r?\n){0,100}/.exec(this.text.slice(at, at + 200))![0].length;
      const word = this.word(at);
      if (word === null) break;
      found.push(word);
      at = word.end;
    }
    return found;
  }
}
