import type { FileRecord, Format, TraceDraft } from '../../format';
import type { PromptMessage, Segment } from '../../../model/trace';
import { roleOf } from '../../build/content';
import { draft, parsed, nothing, placeOf, segment, type Place } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { harmonyMessages, isHarmony, type HarmonyMessage } from '../../build/harmony';
import { harmonyParts, splitTagged, type TaggedPart } from '../../build/tags';

const UNKNOWN = { model: null, reasoningTokens: null };

interface TextFacts {
  readonly model: string | null;
  readonly reasoningTokens: number | null;
}

/**
 * The segments of a text that may hold tagged reasoning: exact substrings, in order; the whole text as the answer
 * when it holds none. Reasoning that is only white space (thinking switched off) is left out.
 */
export function textSegments(
  text: string,
  place: Place,
  facts: TextFacts = UNKNOWN,
): { readonly segments: readonly Segment[]; readonly truncated: boolean } {
  const tagged = splitTagged(text);
  if (tagged === null) {
    return { segments: text === '' ? [] : [segment.answer(text, place)], truncated: false };
  }
  const segments = tagged.parts.flatMap((part) => partSegment(text, part, place, facts));
  return { segments, truncated: tagged.truncated };
}

function partSegment(
  text: string,
  part: TaggedPart,
  place: Place,
  facts: TextFacts,
): readonly Segment[] {
  const piece = text.slice(part.start, part.end);
  switch (part.kind) {
    case 'reasoning': {
      if (piece.trim() === '') return [];
      const fidelity = textFidelity(piece, facts.reasoningTokens, facts.model);
      return [segment.reasoning(piece, place, fidelity)];
    }
    case 'answer':
      return piece === '' ? [] : [segment.answer(piece, place)];
    case 'toolCall':
      return [segment.toolCall(part.name, piece, null, place)];
    case 'toolResult':
      return [segment.toolResult(piece, null, false, place)];
  }
}

/** Opens the tags that a server left in the answer, unless reasoning came beside it. */
export function openTags(
  segments: readonly Segment[],
  facts: TextFacts,
): { readonly segments: readonly Segment[]; readonly truncated: boolean } {
  const spoken = segments.some((s) => s.kind === 'reasoning' && s.text !== '');
  const answer = segments.findIndex((s) => s.kind === 'answer');
  const found = segments[answer];
  if (spoken || found?.kind !== 'answer') return { segments, truncated: false };
  const { source, at, durationMs } = found;
  const opened = textSegments(found.text, { source, at, durationMs }, facts);
  return {
    segments: [...segments.slice(0, answer), ...opened.segments, ...segments.slice(answer + 1)],
    truncated: opened.truncated,
  };
}

/** A model's output saved as plain text, with its reasoning between tags. */
export const rawText: Format = {
  id: 'raw-text',
  title: 'Text with reasoning tags',
  unit: 'file',
  detect: ({ container, records }) => {
    const value = records[0]?.value;
    return container === 'text' && typeof value === 'string' && isOutput(value);
  },
  parse: ([record]) => {
    if (typeof record?.value !== 'string') return nothing();
    const text = record.value;
    if (isHarmony(text)) return parsed(...harmonyTraces(text, record));
    return parsed(draft(textSegments(text, placeOf(record))));
  },
};

/**
 * Stricter than for a recorded answer, because source files and articles quote tags: without an opening tag at the
 * start, the closing one must begin or end a line.
 */
function isOutput(text: string): boolean {
  const tagged = splitTagged(text);
  const [first] = tagged?.parts ?? [];
  if (tagged === null || first === undefined) return false;
  if (tagged.family === 'harmony') return true;
  if (first.kind !== 'reasoning') return false;
  const leads = first.start > 0;
  const close = text.slice(first.end).split('\n', 1)[0]?.trim() ?? '';
  const alone = /^(?:<\/[\w:]+>|◁\/think▷|\[\/THINK\]|<\|end_of_thought\|>)$/.test(close);
  return leads || alone || text[first.end - 1] === '\n';
}

/** One trace for each run of assistant messages; what stands before it is its prompt. */
function harmonyTraces(text: string, record: FileRecord): readonly TraceDraft[] {
  const traces: TraceDraft[] = [];
  const prompt: PromptMessage[] = [];
  let turn: HarmonyMessage[] = [];
  const close = () => {
    const parts = harmonyParts(turn);
    const place = placeOf(record);
    const segments = parts.flatMap((part) => partSegment(text, part, place, UNKNOWN));
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
