import { english } from '../text/voice';
import type { ExportDocument, ExportItem } from './document';
import {
  allSteps,
  englishWords,
  essentialNote,
  itemHeading,
  kindTotals,
  phaseLine,
  type ExportWords,
} from './words';
import { exportedKindStyles } from '../steps/kinds';
import style from './style.data.json';
import { rounded } from '../text/round';

/**
 * One HTML file that needs nothing else: no script, nothing remote, every recorded character escaped, and a content
 * security policy that forbids the rest. It reads in light and dark and without colour.
 */
export function renderHtml(
  document: ExportDocument,
  words: ExportWords = englishWords,
  lang = 'en',
): string {
  const note = essentialNote(document, words);
  const body = `${factList(document)}
${document.structureOnly ? `<p>${escapeHtml(words.structureOnly)}</p>` : ''}
${note === null ? '' : `<p>${escapeHtml(note)}</p>`}
${document.labels.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}
${strip(document, words)}
${totalsTable(document, words)}
${list(
  words.phases,
  document.phases.map((p) => phaseLine(p, words)),
)}
<h2>${escapeHtml(words.steps)}</h2>
${document.items.map((item) => itemHtml(item, words)).join('\n')}
${list(
  words.problems,
  document.problems.map((p) => p.message),
)}
${list(
  words.redacted,
  document.redactions.map((r) => `${r.title} #${r.id}: ${r.occurrences} ×`),
)}
${document.caution === null ? '' : `<p>${escapeHtml(document.caution)}</p>`}`;
  const foot = `${words.disclaimer} ${words.exported}, ${document.exportedAt}.`;
  return exportPage(document.title || words.untitled, lang, body, foot);
}

/** The page around an export: `body` is HTML, title and foot are text. */
export function exportPage(title: string, lang: string, body: string, foot: string): string {
  const css = [exportedKindStyles(), ...style.lines].join('\n');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${css}
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
<footer><p>${escapeHtml(foot)}</p></footer>
</main>
</body>
</html>
`;
}

/** Text as HTML in which no character is markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function factList({ facts }: ExportDocument): string {
  if (facts.length === 0) return '';
  const rows = facts.map((fact) => {
    const origin = [fact.provenance, fact.note].filter((t) => t !== null).join(': ');
    const small = origin === '' ? '' : ` <small>${escapeHtml(origin)}</small>`;
    return `<dt>${escapeHtml(fact.label)}</dt><dd>${escapeHtml(fact.value)}${small}</dd>`;
  });
  return `<dl>\n${rows.join('\n')}\n</dl>`;
}

/** One strip, width = tokens, colour = kind; its text twin is the table after it. */
function strip(document: ExportDocument, words: ExportWords): string {
  let x = 0;
  const rects = allSteps(document).map((item) => {
    const rect = `<rect class="${item.kind}" x="${rounded(x, 2)}" width="${rounded(item.tokens, 2)}" height="24"><title>${escapeHtml(itemHeading(item, words))}</title></rect>`;
    x += item.tokens;
    return rect;
  });
  if (x === 0) return '';
  return `<svg viewBox="0 0 ${rounded(x, 2)} 24" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(words.steps)}">${rects.join('')}</svg>`;
}

function totalsTable(document: ExportDocument, words: ExportWords): string {
  const totals = kindTotals(document);
  if (totals.length === 0) return '';
  const head = [words.kind, words.steps, words.tokens, words.share].map(
    (w) => `<th scope="col">${escapeHtml(w)}</th>`,
  );
  const rows = totals.map(
    (t) =>
      `<tr><th scope="row"><span class="key ${t.kind}"></span>${t.kind}</th><td>${t.steps}</td><td>${english.count(t.tokens)}</td><td>${english.share(t.share)}</td></tr>`,
  );
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function itemHtml(item: ExportItem, words: ExportWords): string {
  const kind = item.type === 'step' ? item.kind : 'between';
  const note =
    item.type === 'step' && item.note !== null
      ? `<p class="note">${escapeHtml(words.note)}: ${escapeHtml(item.note)}</p>`
      : '';
  const text = item.text === null || item.text === '' ? '' : `<pre>${escapeHtml(item.text)}</pre>`;
  return `<section class="${kind}"><h3>${escapeHtml(itemHeading(item, words))}</h3>${note}${text}</section>`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('');
  return `<h2>${escapeHtml(title)}</h2><ul>${items}</ul>`;
}
