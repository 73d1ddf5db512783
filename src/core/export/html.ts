import type { ExportDocument } from './document';
import {
  allSteps,
  englishWords,
  inWords,
  itemHeading,
  type ExportInWords,
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
  const told = inWords(document, words);
  const body = `${factList(told)}
${told.notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n')}
${strip(document, words)}
${totalsTable(told)}
${list(words.phases, told.phases)}
<h2>${escapeHtml(words.steps)}</h2>
${told.items.map(itemHtml).join('\n')}
${list(words.problems, told.problems)}
${list(words.redacted, told.redacted)}
${told.caution === null ? '' : `<p>${escapeHtml(told.caution)}</p>`}`;
  return exportPage(told.title, lang, body, told.foot);
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

function factList({ facts }: ExportInWords): string {
  if (facts.length === 0) return '';
  const rows = facts.map(({ label, value, origin }) => {
    const small = origin === '' ? '' : ` <small>${escapeHtml(origin)}</small>`;
    return `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}${small}</dd>`;
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

function totalsTable({ totals: { heads, rows } }: ExportInWords): string {
  if (rows.length === 0) return '';
  const head = heads.map((word) => `<th scope="col">${escapeHtml(word)}</th>`);
  const lines = rows.map(([kind, ...cells]) => {
    const figures = cells.map((cell) => `<td>${cell}</td>`).join('');
    return `<tr><th scope="row"><span class="key ${kind}"></span>${kind}</th>${figures}</tr>`;
  });
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}

function itemHtml({ item, heading, note }: ExportInWords['items'][number]): string {
  const kind = item.type === 'step' ? item.kind : 'between';
  const said = note === null ? '' : `<p class="note">${escapeHtml(note)}</p>`;
  const text = item.text === null || item.text === '' ? '' : `<pre>${escapeHtml(item.text)}</pre>`;
  return `<section class="${kind}"><h3>${escapeHtml(heading)}</h3>${said}${text}</section>`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('');
  return `<h2>${escapeHtml(title)}</h2><ul>${items}</ul>`;
}
