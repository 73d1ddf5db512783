import { msg } from '../../../model/message';
import type { PromptMessage } from '../../../model/trace';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { REASONING_TAGS } from '../../../text/reasoningTags';
import { roleOf } from '../../build/content';
import { draft, parsed, placeOf } from '../../build/draft';
import { harmonyMessages, isHarmony, type HarmonyMessage } from '../../build/harmony';
import { harmonyParts, isLabelled, splitTagged } from '../../build/tags';
import { part, type TaggedPart } from '../../build/taggedText';
import { partSegment, textSegments } from '../../build/textSegments';
import { quotedParts } from '../../build/writtenThoughts';
import { aichatLog } from './aichat';
import { cherryChat, copilotChat } from './appMarkdown';
import { pageChat } from './chatPage';
import { consoleChat } from './consoles';
import { foldedSteps } from './foldedSteps';
import { gptelChat } from './gptel';
import { printedCalls } from './printedCalls';
import { chatTraces, isHole, plainChat, templateChat, type TextChat } from './textChat';
import { thoughtForChat } from './thoughtFor';

/** Ways in which whole chats are written down as text; the first that fits is taken. */
const CHATS: readonly ((text: string) => TextChat | null)[] = [
  printedCalls,
  templateChat,
  aichatLog,
  cherryChat,
  copilotChat,
  consoleChat,
  gptelChat,
  pageChat,
  plainChat,
  thoughtForChat,
  foldedSteps,
  quotedLog,
];

/** Label lines that stand alone: a document that says it once may quote it. */
const QUOTES_AT_LEAST = 2;

/**
 * A log of an agent as Markdown with its thinking in quotes of that name, each below a line that says no more; what
 * stands before them its program wrote.
 */
function quotedLog(text: string): TextChat | null {
  const labels = [...text.matchAll(/^> \*\*(?:Thinking|Thought|Reasoning):?\*\*:?[ \t]*$/gm)];
  const [first] = labels;
  if (first === undefined || labels.length < QUOTES_AT_LEAST) return null;
  const lead = part('prompt', 0, first.index, 'tool');
  return {
    text,
    turns: [
      {
        role: 'tool',
        parts: text.slice(0, first.index).trim() === '' ? [] : [lead],
        truncated: false,
      },
      { role: 'assistant', parts: quotedParts(text, first.index), truncated: false },
    ],
  };
}

/** A model's output, or a whole chat with it, saved as plain text, with its reasoning between tags. */
export const rawText: Format = {
  id: 'raw-text',
  title: msg('Text with reasoning tags'),
  unit: 'file',
  detect: ({ container, records }) => {
    const value = records[0]?.value;
    return container === 'text' && typeof value === 'string' && isOutput(value);
  },
  parse: (records) => parsed(...records.flatMap(tracesOf)),
};

function tracesOf(record: FileRecord): readonly TraceDraft[] {
  const { value } = record;
  if (typeof value !== 'string') return [];
  if (isHarmony(value)) return harmonyTraces(value, record);
  const chat = chatIn(value);
  if (chat !== null) return chatTraces(chat, record);
  const { segments, prompt, truncated } = textSegments(value, placeOf(record));
  const [lead, next] = segments;
  // A program printed it before the label of the thinking: the answer does not begin with it.
  if (lead?.kind === 'answer' && next?.kind === 'reasoning') {
    const printed: PromptMessage = { role: 'tool', text: lead.text.trim() };
    return [draft({ segments: segments.slice(1), prompt: [...prompt, printed], truncated })];
  }
  return [draft({ segments, prompt, truncated })];
}

/** Harmony text: one trace for each run of assistant messages; what stands before it is its prompt. */
function harmonyTraces(text: string, record: FileRecord): readonly TraceDraft[] {
  const traces: TraceDraft[] = [];
  const prompt: PromptMessage[] = [];
  let turn: HarmonyMessage[] = [];
  const close = () => {
    const place = placeOf(record);
    const segments = harmonyParts(turn).flatMap((part) => partSegment(text, part, place));
    const last = turn.at(-1);
    const truncated = last?.channel === 'analysis' && !last.closed;
    if (segments.length > 0) traces.push(draft({ prompt: [...prompt], segments, truncated }));
    for (const m of turn) {
      if (m.channel === 'final') prompt.push(spoken(text, m));
    }
    turn = [];
  };
  for (const message of harmonyMessages(text)) {
    if (['system', 'developer', 'user'].includes(message.role)) {
      close();
      prompt.push(spoken(text, message));
    } else {
      turn.push(message);
    }
  }
  close();
  return traces;
}

function spoken(text: string, message: HarmonyMessage): PromptMessage {
  return { role: roleOf(message.role), text: text.slice(message.start, message.end) };
}

/** A whole chat, unless the text is one output that opens with its reasoning. */
function chatIn(text: string): TextChat | null {
  for (const read of CHATS) {
    const chat = read(text);
    if (chat !== null) return chat;
  }
  return null;
}

const CLOSES = new Set(REASONING_TAGS.filter((tag) => tag.closesAlone).map((tag) => tag.close));

/**
 * Stricter than for a recorded answer, because source files and articles quote tags: without an opening tag at the
 * start, the closing one must begin or end a line.
 */
function isOutput(text: string): boolean {
  if (isHarmony(text) || chatIn(text) !== null) return true;
  const tagged = splitTagged(text);
  const leading = tagged?.parts.find((part) => part.kind !== 'prompt');
  const first = leading?.kind === 'reasoning' ? leading : labelledPart(text, tagged?.parts ?? []);
  if (tagged === null || first === undefined) return false;
  if (isHole(text.slice(first.start, first.end))) return false;
  if (tagged.family === 'chat') return false;
  const leads = first === leading && first.start > 0;
  const close = text.slice(first.end).split('\n', 1)[0]?.trim() ?? '';
  return leads || CLOSES.has(close) || text[first.end - 1] === '\n';
}

/** Reasoning after a label, which other output may stand before. */
function labelledPart(text: string, parts: readonly TaggedPart[]): TaggedPart | undefined {
  const thought = parts.find(({ kind }) => kind === 'reasoning');
  return thought !== undefined && isLabelled(text, thought.start) ? thought : undefined;
}
