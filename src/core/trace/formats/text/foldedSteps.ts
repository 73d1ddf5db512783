import { splitDetails } from '../../build/details';
import { part, shifted, skipBlank, type TaggedPart } from '../../build/taggedText';
import { isReasoned, trimmedEnd, type TextChat, type TextTurn } from './textChat';

/** A chapter of a document: its heading's words, and what stands below it up to the next heading. */
interface Chapter {
  readonly title: string;
  /** How many marks its heading has. */
  readonly level: number;
  readonly start: number;
  end: number;
}

/** Headings of the steps or turns of a run, which are numbered. */
const STEP = /\b(?:step|turn|round|iteration|message|assistant|agent)\b\D{0,10}\d/i;
const TOOL = /\b(?:tool|function) call\b[:：]?[ \t]*`?([\w./:-]{0,100})`?/i;
const ANSWER = /^\W*(?:final )?(?:answer|response|result)\W*$/i;
const ASKED = /^\W*(?:query|question|prompt|task|problem|user)\b/i;
const SYSTEM = /^\W*system\b/i;
/** The label of what came of a call. */
const OUTPUT = /^\*\*(?:output|result|response)\*\*:?[ \t]*$/im;
const MODEL = /^\|[ \t]{0,8}Model[ \t]{0,8}\|[ \t]{0,8}`?([\w./:@-]{2,100})`?[ \t]{0,8}\|/im;
const MAX_CHAPTERS = 5_000;

/**
 * The report of a run as Markdown: a numbered heading for each step, its thinking in a fold below it, calls and the answer in
 * chapters of their own. Each step is a generation.
 */
export function foldedSteps(text: string): TextChat | null {
  if (!text.includes('<details')) return null;
  const chapters = chaptersOf(text);
  const model = MODEL.exec(text.slice(0, 4_000))?.[1] ?? null;
  const turns: TextTurn[] = [];
  let begun = false;
  for (const chapter of chapters) {
    const thought = STEP.test(chapter.title) ? thoughtParts(text, chapter) : null;
    begun ||= thought !== null;
    if (thought !== null)
      turns.push({
        role: 'assistant',
        parts: thought,
        truncated: false,
        alone: true,
        facts: (trace) => {
          trace.model ??= model;
        },
      });
    else if (begun && TOOL.test(chapter.title)) turns.push(...callTurns(text, chapter));
    else if (begun && ANSWER.test(chapter.title))
      turns.push({ role: 'assistant', parts: [wordsOf(text, chapter)], truncated: false });
    else if (!begun && (ASKED.test(chapter.title) || SYSTEM.test(chapter.title))) {
      const role = SYSTEM.test(chapter.title) ? 'system' : 'user';
      const { start, end } = wordsOf(text, chapter);
      turns.push({ role, parts: [part('prompt', start, end, role)], truncated: false });
    }
  }
  const chat = { text, turns };
  return isReasoned(chat) ? chat : null;
}

/** The chapters outside of code; one below another that says nothing of these belongs to it. */
function chaptersOf(text: string): readonly Chapter[] {
  const chapters: Chapter[] = [];
  let fence = '';
  for (const line of text.matchAll(/^(?:(`{3,9})|(#{1,6}) (.{1,300})$)/gm)) {
    const [whole, mark, { length: level } = '', title = ''] = line;
    const last = chapters.at(-1);
    if (mark !== undefined) fence = fence === '' ? mark : mark === fence ? '' : fence;
    else if (fence === '' && (isTelling(title) || (last && level <= last.level))) {
      if (last) last.end = line.index;
      chapters.push({ title, level, start: line.index + whole.length, end: text.length });
      if (chapters.length >= MAX_CHAPTERS) break;
    }
  }
  return chapters;
}

function isTelling(title: string): boolean {
  return [STEP, TOOL, ANSWER, ASKED, SYSTEM].some((pattern) => pattern.test(title));
}

function wordsOf(text: string, { start, end }: Chapter): TaggedPart {
  const from = skipBlank(text, start);
  return part('answer', from, Math.max(from, trimmedEnd(text, from, end)));
}

/** The thinking that a chapter begins with, and what was said after it. */
function thoughtParts(text: string, chapter: Chapter): readonly TaggedPart[] | null {
  const { start, end } = wordsOf(text, chapter);
  const parts = splitDetails(text.slice(start, end))?.parts ?? [];
  return parts[0]?.kind === 'reasoning' ? shifted(parts, start) : null;
}

function callTurns(text: string, chapter: Chapter): readonly TextTurn[] {
  const { start, end } = wordsOf(text, chapter);
  const name = TOOL.exec(chapter.title)?.[1] ?? '';
  const output = OUTPUT.exec(text.slice(start, end));
  const to = output === null ? end : start + output.index;
  const call = part('toolCall', start, trimmedEnd(text, start, to), name === '' ? 'tool' : name);
  const spoken = { role: 'assistant', parts: [call], truncated: false };
  if (output === null) return [spoken];
  const from = skipBlank(text, to + output[0].length);
  return [spoken, { role: 'tool', parts: [part('toolResult', from, end)], truncated: false }];
}
