import { part, skipBlank, type TaggedPart } from '../../build/taggedText';
import { isReasoned, trimmedEnd, turnEnd, type TextChat, type TextTurn } from './textChat';
import { hiddenThought, thoughtLines, type ThoughtLine } from './thoughtFor';

/**
 * A line that names who speaks on a chat page, as people copy it or an extension writes it: "You said:", "ChatGPT said:" in
 * the languages of the page, "## Prompt:", "## Response:". A name that no page is known by counts below words of the user.
 */
const SPEAKER =
  /^[ \t]{0,3}(?:#{1,6}[ \t]{1,4}|\*\*)?(?:(You said|Du hast gesagt|Dijiste|Has dicho|Vous avez dit|[你您]说|Prompt)|([\p{L}\p{N}][\p{L}\p{N} ._-]{0,40}?) ?(?:said|responded|hat gesagt|sagte|dijo|a dit|说)|(Response))[ \t]{0,2}(?:\*\*)?[:：](?:\*\*)?[ \t]*$/gmu;
const KNOWN = /^(?:ChatGPT|Claude|Gemini|Grok|DeepSeek|Copilot|Perplexity|Le Chat|Kimi|Qwen)$/i;
/** What an extension writes below the last answer. */
const FOOT = /\n-{3,80}\s{0,4}Powered by \[[^\]\n]{1,80}\]\([^)\n]{1,300}\)$/;
const MAX_TURNS = 5_000;

interface Speaker {
  readonly role: 'user' | 'assistant';
  readonly at: number;
  readonly start: number;
}

/**
 * A chat copied from a page, or exported by an extension of the browser, where the page shows "Thought for 12s" in place of
 * the thinking once at least. What stands above the first line of a speaker is the page's, or the notes' it was pasted into.
 */
export function pageChat(text: string): TextChat | null {
  const lines = thoughtLines(text);
  const heads = lines.length === 0 ? [] : speakersOf(text);
  if (!heads.some(({ role }) => role === 'assistant')) return null;
  const end = withoutFoot(text);
  // Some pages show how long was thought above the name of who thought, perhaps with steps between.
  const [head] = heads;
  const above = lines.findLast((line) => line.end <= (head?.at ?? 0)) ?? null;
  let early: ThoughtLine | null = head?.role === 'assistant' ? above : null;
  let next = 0;
  const turns = heads.map(({ role, start }, i): TextTurn => {
    const to = turnEnd(text, start, heads[i + 1]?.at ?? end);
    const own: ThoughtLine[] = [];
    for (; next < lines.length && (lines[next]?.end ?? 0) <= to; next++) {
      const line = lines[next];
      if (line !== undefined && line.start >= start) own.push(line);
    }
    if (role === 'assistant') {
      const parts = spoken(text, start, to, early === null ? own : [early, ...own]);
      early = null;
      return { role, parts, truncated: false };
    }
    early = own.at(-1) ?? null;
    const asked = part('prompt', start, trimmedEnd(text, start, early?.start ?? to), 'user');
    return { role, parts: [asked], truncated: false };
  });
  const chat = { text, turns };
  return isReasoned(chat) ? chat : null;
}

/** Who speaks by turns: a line in an answer that names somebody else ("The miller said:") begins no other one. */
function speakersOf(text: string): readonly Speaker[] {
  const heads: Speaker[] = [];
  for (const match of text.matchAll(SPEAKER)) {
    const [line, user, name, response] = match;
    // Only as a heading: plain text has such lines, too.
    const isHeading = line.trimStart().startsWith('#');
    if ((user === 'Prompt' || response !== undefined) && !isHeading) continue;
    const last = heads.at(-1);
    const isKnown = response !== undefined || KNOWN.test(name ?? '');
    const answers = last === undefined ? isKnown : last.role === 'user';
    if (user === undefined && !answers) continue;
    const role = user === undefined ? 'assistant' : 'user';
    heads.push({ role, at: match.index, start: match.index + line.length });
    if (heads.length >= MAX_TURNS) break;
  }
  return heads;
}

/** The words of an answer, with hidden reasoning where the page says how long was thought. */
function spoken(
  text: string,
  start: number,
  end: number,
  lines: readonly ThoughtLine[],
): readonly TaggedPart[] {
  const parts: TaggedPart[] = [];
  let from = start;
  const answer = (to: number) => {
    const first = skipBlank(text, from);
    const last = trimmedEnd(text, Math.min(first, to), to);
    if (first < last) parts.push(part('answer', first, last));
  };
  for (const line of lines) {
    if (line.start >= from) answer(line.start);
    parts.push(hiddenThought(line));
    from = Math.max(from, line.end);
  }
  answer(end);
  return parts;
}

function withoutFoot(text: string): number {
  const end = trimmedEnd(text, 0, text.length);
  const foot = FOOT.exec(text.slice(Math.max(0, end - 500), end));
  return end - (foot?.[0].length ?? 0);
}
