import { msg } from '../../model/message';
import { EVENT_WORDS } from '../../session/eventWords';
import { csvText } from '../csv';
import type { ExportForm } from '../forms';
import { escapeHtml, exportPage } from '../html';
import { fenced, inlineMarkdown } from '../markdown';
import type { ExportedCall, ExportedItem, ExportedSession, ExportedTurn } from './model';
import { callColumns } from './columns';
import {
  callHeading,
  headLines,
  thoughtLine,
  toolLine,
  turnHeading,
  type ExportSpeaker,
} from './words';

/** Version of the JSON shape; rises when a field changes its meaning or goes. */
export const SESSION_EXPORT_VERSION = 1;

/** A session in a form: CSV has a line a call, the others everything. */
export function renderSession(
  session: ExportedSession,
  form: ExportForm,
  speaker: ExportSpeaker,
): string {
  switch (form) {
    case 'md':
      return markdownOf(session, speaker);
    case 'html':
      return htmlOf(session, speaker);
    case 'csv':
      return csvText(callColumns(session));
    case 'json': {
      const findings = session.findings.map(({ rule, sentence, usd }) => {
        return { rule, text: speaker.voice.words(sentence), usd };
      });
      const all = { lrmLensSessionExport: SESSION_EXPORT_VERSION, ...session, findings };
      return `${JSON.stringify(all, null, 2)}\n`;
    }
  }
}

const DISCLAIMER = msg(
  'Labels are suggestions with a confidence, not facts; a trace is no proof of how the model decided.',
);
const STRUCTURE = msg('Structure only: every text was left out.');

/** Says how much of the session a bug report shows; `null` for a whole one. */
function essentialNote(session: ExportedSession, { t, voice }: ExportSpeaker): string | null {
  if (session.shownCalls === undefined) return null;
  return t(
    msg(
      'For a bug report: {0} of {1} calls, those that failed or that a finding names, and the last.',
    ),
    voice.count(session.shownCalls),
    voice.count(session.figures.calls),
  );
}

function markdownOf(session: ExportedSession, speaker: ExportSpeaker): string {
  const { t, voice } = speaker;
  const out: string[] = [`# ${inlineMarkdown(session.title ?? t(msg('Session')))}`, ''];
  for (const [label, value] of headLines(session, speaker)) {
    out.push(`- ${inlineMarkdown(label)}: ${inlineMarkdown(value)}`);
  }
  out.push('');
  if (session.structureOnly) out.push(t(STRUCTURE), '');
  const note = essentialNote(session, speaker);
  if (note !== null) out.push(inlineMarkdown(note), '');
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length > 0) out.push(`## ${title}`, '', ...lines.map((line) => `- ${line}`), '');
  };
  list(
    t(msg('Findings')),
    session.findings.map(({ sentence }) => inlineMarkdown(voice.words(sentence))),
  );
  for (const turn of session.turns) {
    out.push(`## ${turnHeading(turn.number, turn.figures, speaker)}`, '');
    if (turn.prompt) out.push(fenced(turn.prompt), '');
    for (const item of turn.items) out.push(...itemMarkdown(item, speaker), '');
  }
  list(
    t(msg('Blacked out')),
    session.redactions.map((r) => `${r.title} #${r.id}: ${r.occurrences} ×`),
  );
  out.push(
    '---',
    '',
    `${t(DISCLAIMER)} ${t(msg('Exported by LRM Lens'))}, ${session.exportedAt}.`,
    '',
  );
  return out.join('\n');
}

function itemMarkdown(item: ExportedItem, speaker: ExportSpeaker): readonly string[] {
  if (item.type === 'event') return [`*${inlineMarkdown(eventLine(item, speaker))}*`];
  const lines = callLines(item, speaker).map((line) => `- ${inlineMarkdown(line)}`);
  return [
    `### ${inlineMarkdown(callHeading(item, speaker))}`,
    '',
    ...lines,
    ...(item.said === null ? [] : ['', fenced(item.said)]),
  ];
}

function eventLine(
  { kind, text }: Extract<ExportedItem, { type: 'event' }>,
  { t }: ExportSpeaker,
): string {
  return text === null || text === '' ? t(EVENT_WORDS[kind]) : `${t(EVENT_WORDS[kind])}: ${text}`;
}

/** What a call thought and did, a line each. */
function callLines(call: ExportedCall, speaker: ExportSpeaker): readonly string[] {
  const { t, voice } = speaker;
  const thought = thoughtLine(call, speaker);
  return [
    ...(thought === null ? [] : [thought]),
    ...call.phases.flatMap(({ title, tokens }) =>
      title === null ? [] : [t(msg('Phase: {0} ({1} tokens)'), title, voice.count(tokens))],
    ),
    ...call.tools.map((tool) => toolLine(tool, speaker)),
  ];
}

function htmlOf(session: ExportedSession, speaker: ExportSpeaker): string {
  const { t, voice, language } = speaker;
  const note = essentialNote(session, speaker);
  const head = headLines(session, speaker).map(
    ([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0
      ? ''
      : `<h2>${escapeHtml(title)}</h2><ul>${lines.map((l) => `<li>${escapeHtml(l)}</li>`).join('')}</ul>`;
  const body = [
    `<dl>\n${head.join('\n')}\n</dl>`,
    session.structureOnly ? `<p>${escapeHtml(t(STRUCTURE))}</p>` : '',
    note === null ? '' : `<p>${escapeHtml(note)}</p>`,
    list(
      t(msg('Findings')),
      session.findings.map(({ sentence }) => voice.words(sentence)),
    ),
    ...session.turns.map((turn) => turnHtml(turn, speaker)),
    list(
      t(msg('Blacked out')),
      session.redactions.map((r) => `${r.title} #${r.id}: ${r.occurrences} ×`),
    ),
  ];
  const foot = `${t(DISCLAIMER)} ${t(msg('Exported by LRM Lens'))}, ${session.exportedAt}.`;
  return exportPage(session.title ?? t(msg('Session')), language, body.join('\n'), foot);
}

function turnHtml(turn: ExportedTurn, speaker: ExportSpeaker): string {
  const prompt = turn.prompt ? `<pre>${escapeHtml(turn.prompt)}</pre>` : '';
  const items = turn.items.map((item) => {
    if (item.type === 'event') return `<p><em>${escapeHtml(eventLine(item, speaker))}</em></p>`;
    const lines = callLines(item, speaker).map((line) => `<li>${escapeHtml(line)}</li>`);
    const said = item.said === null ? '' : `<pre>${escapeHtml(item.said)}</pre>`;
    return `<section class="between"><h3>${escapeHtml(callHeading(item, speaker))}</h3><ul>${lines.join('')}</ul>${said}</section>`;
  });
  const heading = escapeHtml(turnHeading(turn.number, turn.figures, speaker));
  return `<h2>${heading}</h2>${prompt}\n${items.join('\n')}`;
}
