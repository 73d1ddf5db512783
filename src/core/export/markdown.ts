import { english } from '../text/voice';
import type { ExportDocument } from './document';
import {
  englishWords,
  essentialNote,
  itemHeading,
  kindTotals,
  phaseLine,
  type ExportWords,
} from './words';

/** A Markdown document. Recorded text stands in fences longer than any run of backticks in it, so nothing in it is markup. */
export function renderMarkdown(
  document: ExportDocument,
  words: ExportWords = englishWords,
): string {
  const out: string[] = [`# ${inlineMarkdown(document.title || words.untitled)}`, ''];
  for (const fact of document.facts) {
    const origin = [fact.provenance, fact.note].filter((t) => t !== null).join(': ');
    out.push(
      `- ${inlineMarkdown(fact.label)}: ${inlineMarkdown(fact.value)}${origin ? ` (${inlineMarkdown(origin)})` : ''}`,
    );
  }
  if (document.facts.length > 0) out.push('');
  if (document.structureOnly) out.push(words.structureOnly, '');
  for (const line of document.labels) out.push(inlineMarkdown(line), '');
  const note = essentialNote(document, words);
  if (note !== null) out.push(inlineMarkdown(note), '');
  const totals = kindTotals(document);
  if (totals.length > 0) {
    out.push(`| ${words.kind} | ${words.steps} | ${words.tokens} | ${words.share} |`);
    out.push('|---|---:|---:|---:|');
    for (const t of totals) {
      const share = english.share(t.share);
      out.push(`| ${t.kind} | ${t.steps} | ${english.count(t.tokens)} | ${share} |`);
    }
    out.push('');
  }
  if (document.phases.length > 0) {
    const lines = document.phases.map((p) => `- ${inlineMarkdown(phaseLine(p, words))}`);
    out.push(`## ${words.phases}`, '', ...lines, '');
  }
  for (const item of document.items) {
    out.push(`## ${inlineMarkdown(itemHeading(item, words))}`, '');
    if (item.type === 'step' && item.note !== null) {
      out.push(`> ${words.note}: ${inlineMarkdown(item.note)}`, '');
    }
    if (item.text !== null && item.text !== '') out.push(fenced(item.text), '');
  }
  if (document.problems.length > 0) {
    out.push(
      `## ${words.problems}`,
      '',
      ...document.problems.map((p) => `- ${inlineMarkdown(p.message)}`),
      '',
    );
  }
  const redacted = document.redactions.map((r) => `- ${r.title} #${r.id}: ${r.occurrences} x`);
  if (redacted.length > 0) out.push(`## ${words.redacted}`, '', ...redacted, '');
  if (document.caution !== null) out.push(inlineMarkdown(document.caution), '');
  out.push('---', '', `${words.disclaimer} ${words.exported}, ${document.exportedAt}.`, '');
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
