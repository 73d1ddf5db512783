import type { ExportDocument } from './document';
import { englishWords, inWords, type ExportWords } from './words';

/** A Markdown document. Recorded text stands in fences longer than any run of backticks in it, so nothing in it is markup. */
export function renderMarkdown(
  document: ExportDocument,
  words: ExportWords = englishWords,
): string {
  const told = inWords(document, words);
  const out: string[] = [`# ${inlineMarkdown(told.title)}`, ''];
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    out.push(`## ${title}`, '', ...lines.map((line) => `- ${inlineMarkdown(line)}`), '');
  };
  for (const { label, value, origin } of told.facts) {
    const known = origin === '' ? '' : ` (${inlineMarkdown(origin)})`;
    out.push(`- ${inlineMarkdown(label)}: ${inlineMarkdown(value)}${known}`);
  }
  if (told.facts.length > 0) out.push('');
  for (const note of told.notes) out.push(inlineMarkdown(note), '');
  const { heads, rows } = told.totals;
  if (rows.length > 0) {
    const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    out.push(row(heads), '|---|---:|---:|---:|', ...rows.map(row), '');
  }
  list(words.phases, told.phases);
  for (const { item, heading, note } of told.items) {
    out.push(`## ${inlineMarkdown(heading)}`, '');
    if (note !== null) out.push(`> ${inlineMarkdown(note)}`, '');
    if (item.text !== null && item.text !== '') out.push(fenced(item.text), '');
  }
  list(words.problems, told.problems);
  list(words.redacted, told.redacted);
  if (told.caution !== null) out.push(inlineMarkdown(told.caution), '');
  out.push('---', '', told.foot, '');
  return out.join('\n');
}

/** Text on one line in which no character starts markup or HTML. */
export function inlineMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|&~]/g, (c) => `\\${c}`);
}

/** A fence longer than any run of backticks in the text. */
export function fenced(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((max, run) => Math.max(max, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}
