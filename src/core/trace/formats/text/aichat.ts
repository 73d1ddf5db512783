import { part, skipBlank } from '../../build/taggedText';
import { isReasoned, spokenParts, trimmedEnd, type TextChat, type TextTurn } from './textChat';

/** What aichat writes before an exchange: the begin of the question and the time (its config/mod.rs). */
const ENTRY = /^# CHAT: [^\n]{0,300} \[\d{4}-\d\d-\d\dT[^\]\n]{1,40}\][^\n]{0,200}\n/gm;
/** The line below the question, and below the answer. */
const RULE = /^-{8}[ \t]*$/m;
const MAX_ENTRIES = 5_000;

/** The log of aichat (`messages.md`): a question, a rule, an answer and a rule under a heading each. */
export function aichatLog(text: string): TextChat | null {
  if (!text.trimStart().startsWith('# CHAT: ')) return null;
  const entries = [...text.matchAll(ENTRY)].slice(0, MAX_ENTRIES);
  const turns = entries.flatMap((entry, i): readonly TextTurn[] => {
    const start = entry.index + entry[0].length;
    const end = entries[i + 1]?.index ?? text.length;
    const rule = RULE.exec(text.slice(start, end));
    if (rule === null) return [];
    const asked = trimmedEnd(text, start, start + rule.index);
    const from = skipBlank(text, start + rule.index + rule[0].length);
    const to = trimmedEnd(text, from, end);
    const last = text.slice(Math.max(from, to - 9), to) === '\n--------' ? to - 9 : to;
    return [
      { role: 'user', parts: [part('prompt', start, asked, 'user')], truncated: false },
      { role: 'assistant', ...spokenParts(text, from, trimmedEnd(text, from, last)) },
    ];
  });
  const chat = { text, turns };
  return isReasoned(chat) ? chat : null;
}
