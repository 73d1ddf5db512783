import { Marked, type Token, type TokenizerExtension, type Tokens } from 'marked';

/** A piece of mathematics; `text` is the TeX between the delimiters. */
export interface MathToken extends Tokens.Generic {
  readonly type: 'math';
  readonly text: string;
  readonly display: boolean;
}

/** The bounds keep a text full of opening marks from costing more than its length times a constant. */
const mathForms: readonly { readonly form: RegExp; readonly display: boolean }[] = [
  { form: /^\$\$([^$]{1,2000})\$\$/, display: true },
  { form: /^\\\[((?:[^\\]|\\[^\]]){1,2000})\\\]/, display: true },
  { form: /^\\\(((?:[^\\]|\\[^)]){1,600})\\\)/, display: false },
  // A price is not mathematics: no space inside the marks, no digit after them.
  { form: /^\$((?:[^$\s\\]|\\[^\s])(?:[^$\n]{0,500}[^$\s])?)\$(?!\d)/, display: false },
];

/**
 * Marks that opened no mathematics, of the text that is parsed now. The parser cuts a paragraph at each mark and joins it
 * again: after so many, marks are plain text, or a text of nothing but marks takes the square of its length.
 */
const MAX_FAILED = 300;
let failed = 0;

const math: TokenizerExtension = {
  name: 'math',
  level: 'inline',
  start: (source) => {
    if (failed > MAX_FAILED) return undefined;
    const at = source.search(/\$|\\[([]/);
    return at < 0 ? undefined : at;
  },
  tokenizer: (raw) => {
    for (const { form, display } of mathForms) {
      const match = form.exec(raw);
      if (match?.[1] !== undefined) return { type: 'math', raw: match[0], text: match[1], display };
    }
    if (/^(?:\$|\\[([])/.test(raw)) failed++;
    return undefined;
  },
};

const displayMath: TokenizerExtension = {
  name: 'math',
  level: 'block',
  start: (source) => {
    if (failed > MAX_FAILED) return undefined;
    const at = source.search(/\n(?:\$\$|\\\[)/);
    return at < 0 ? undefined : at;
  },
  tokenizer: (raw) => {
    for (const { form, display } of mathForms) {
      const match = display ? form.exec(raw) : null;
      const rest = match && /^[ \t]*(?:\n+|$)/.exec(raw.slice(match[0].length));
      if (match?.[1] !== undefined && rest) {
        return { type: 'math', raw: match[0] + rest[0], text: match[1], display };
      }
    }
    if (/^(?:\$\$|\\\[)/.test(raw)) failed++;
    return undefined;
  },
};

const marked = new Marked({ gfm: true, breaks: true, extensions: [math, displayMath] });

/** Formatting marks of one text that are read as such: the parser's time grows with their square. */
const MAX_MARKS = 8_000;

/** Markdown blocks of a text; a text of too many marks is one plain paragraph. Offsets keep: a carriage return becomes a space. */
export function parseMarkdown(text: string): readonly Token[] {
  const source = text.replace(/\r(?=\n)/g, ' ');
  if ((source.match(/[<[\]`*_~|!>]/g)?.length ?? 0) > MAX_MARKS) {
    const plain = { type: 'text', raw: source, text: source };
    return [{ type: 'paragraph', raw: source, text: source, tokens: [plain] }];
  }
  failed = 0;
  return marked.lexer(source);
}
