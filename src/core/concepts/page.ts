import { CORE_SCHEMA, load } from 'js-yaml';
import { marked } from 'marked';

/** The two fixed headings of a page, by language: after them come the code part and the note part. */
const HEADINGS: Readonly<Record<string, readonly [code: string, imprecise: string]>> = {
  en: ['## What it means for your code', '## Where the note is imprecise'],
  'zh-cn': ['## 对你的代码意味着什么', '## 笔记不准确之处'],
};

export interface SplitPage {
  /** The front matter, not checked yet. */
  readonly front: unknown;
  readonly explanation: string;
  readonly code: string;
  readonly imprecise: string;
}

/** Splits the file of a page into front matter and its three parts. Throws where a part is missing. */
export function splitPage(id: string, page: string, language: string): SplitPage {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(page);
  if (match === null) throw new Error(`${id}.md has no front matter`);
  const headings = HEADINGS[language];
  if (headings === undefined) throw new Error(`no headings for the language '${language}'`);
  const [codeHeading, impreciseHeading] = headings;
  const body = match[2] ?? '';
  const codeAt = body.indexOf(codeHeading);
  const impreciseAt = body.indexOf(impreciseHeading);
  if (codeAt < 0 || impreciseAt < codeAt) {
    throw new Error(`${id}.md needs '${codeHeading}' and then '${impreciseHeading}'`);
  }
  return {
    front: load(match[1] ?? '', { schema: CORE_SCHEMA }),
    explanation: body.slice(0, codeAt).trim(),
    code: body.slice(codeAt + codeHeading.length, impreciseAt).trim(),
    imprecise: body.slice(impreciseAt + impreciseHeading.length).trim(),
  };
}

/** Prose without markup and without code blocks. */
export function plainText(markdown: string): string {
  const parts: string[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'text' && !('tokens' in token)) parts.push(token.raw);
    else if (token.type === 'codespan') parts.push((token as { text: string }).text);
  });
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}
