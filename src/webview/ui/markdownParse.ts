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

const math: TokenizerExtension = {
  name: 'math',
  level: 'inline',
  start: (source) => {
    const at = source.search(/\$|\\[([]/);
    return at < 0 ? undefined : at;
  },
  tokenizer: (raw) => {
    for (const { form, display } of mathForms) {
      const match = form.exec(raw);
      if (match?.[1] !== undefined) return { type: 'math', raw: match[0], text: match[1], display };
    }
    return undefined;
  },
};

const displayMath: TokenizerExtension = {
  name: 'math',
  level: 'block',
  start: (source) => {
    const at = source.search(/(?:^|\n)(?:\$\$|\\\[)/);
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
    return undefined;
  },
};

const marked = new Marked({ gfm: true, breaks: true, extensions: [math, displayMath] });

/** Markdown blocks of a text. Offsets keep: a carriage return becomes a space. */
export function parseMarkdown(text: string): readonly Token[] {
  return marked.lexer(text.replace(/\r(?=\n)/g, ' '));
}
