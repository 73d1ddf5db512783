import { part, skipBlank, type TaggedPart } from '../../build/taggedText';
import type { TextChat } from './textChat';

const MINUTES = String.raw`(?:(\d{1,3}) ?m(?:in(?:ute|uto)?s?)?[ ]?)?`;
const SECONDS = String.raw`(?:(\d{1,5}(?:\.\d{1,2})?) ?(?:s(?:ec(?:ond)?s?)?|segundos?|Sekunden?|secondes?))?`;
/** How pages word it, as their users copied them: ChatGPT in five languages, DeepSeek, others. */
const VERBS =
  '(?:Thought|Reasoned|Worked) for |Nachgedacht für |Pens(?:ó|ado) durante |Réflexion durant |Pensé pendant ?';
/** The line that chat pages show in place of hidden thinking. */
const LINE = new RegExp(
  `^[ \\t]*(?:(?:${VERBS})${MINUTES}${SECONDS}|${MINUTES}${SECONDS} nachgedacht|已(?:深度)?思考（用时 ?(\\d{1,5}) ?秒）)[ \\t]*$`,
  'gm',
);
const FAR = 20_000;

/** A line that says how long was thought, and where it stands. */
export interface ThoughtLine {
  readonly start: number;
  readonly end: number;
  readonly durationMs: number;
}

/** The lines of a text that say how long was thought. */
export function thoughtLines(text: string): readonly ThoughtLine[] {
  return [...text.matchAll(LINE)].flatMap((match): readonly ThoughtLine[] => {
    const [line, min, sec, minBefore, secBefore, zh] = match;
    const minutes = min ?? minBefore;
    const seconds = sec ?? secBefore ?? zh;
    if (minutes === undefined && seconds === undefined) return [];
    const durationMs = (Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1_000;
    return [{ start: match.index, end: match.index + line.length, durationMs }];
  });
}

/** The hidden reasoning that such a line stands for. */
export function hiddenThought({ start, durationMs }: ThoughtLine): TaggedPart {
  return { ...part('reasoning', start, start), durationMs };
}

/**
 * A chat copied from a page, with "Thought for 12 seconds" where the thinking was: hidden reasoning of that length. What
 * stands before the line is the prompt, what follows the answer; where a page copied its thinking too, it cannot be told
 * from the answer.
 */
export function thoughtForChat(text: string): TextChat | null {
  const lines = thoughtLines(text);
  const [line] = lines;
  if (line === undefined || lines.length > 1 || line.start > FAR) return null;
  const after = skipBlank(text, line.end);
  if (after >= text.length) return null;
  const answer = part('answer', after, text.trimEnd().length);
  const asked = { role: 'user', parts: [part('prompt', 0, line.start, 'user')], truncated: false };
  const spoken = { role: 'assistant', parts: [hiddenThought(line), answer], truncated: false };
  return { text, turns: text.slice(0, line.start).trim() === '' ? [spoken] : [asked, spoken] };
}
