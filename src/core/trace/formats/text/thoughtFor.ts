import { part, skipBlank } from '../../build/taggedText';
import type { TextChat } from './textChat';

/** The line that chat pages show in place of hidden thinking. */
const LINE =
  /^[ \t]*(?:(?:Thought|Reasoned|Worked) for (?:(\d{1,3}) ?m(?:in(?:ute)?s?)? ?)?(?:(\d{1,5}(?:\.\d{1,2})?) ?s(?:ec(?:ond)?s?)?)?|已(?:深度)?思考（用时 ?(\d{1,5}) ?秒）)[ \t]*$/gm;
const FAR = 20_000;

/**
 * A chat copied from a page, with "Thought for 12 seconds" where the thinking was: hidden reasoning of that length. What
 * stands before the line is the prompt, what follows the answer; where a page copied its thinking too, it cannot be told
 * from the answer.
 */
export function thoughtForChat(text: string): TextChat | null {
  const lines = [...text.matchAll(LINE)].filter(([, m, s, zh]) => (m ?? s ?? zh) !== undefined);
  const [line] = lines;
  if (line === undefined || lines.length > 1 || line.index > FAR) return null;
  const after = skipBlank(text, line.index + line[0].length);
  if (after >= text.length) return null;
  const seconds = Number(line[1] ?? 0) * 60 + Number(line[2] ?? line[3] ?? 0);
  const hidden = { ...part('reasoning', line.index, line.index), durationMs: seconds * 1_000 };
  const end = text.trimEnd().length;
  const answer = part('answer', after, end);
  const asked = { role: 'user', parts: [part('prompt', 0, line.index, 'user')], truncated: false };
  const spoken = { role: 'assistant', parts: [hidden, answer], truncated: false };
  return { text, turns: text.slice(0, line.index).trim() === '' ? [spoken] : [asked, spoken] };
}
