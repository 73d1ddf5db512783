import type { PromptMessage, Segment } from '../../model/trace';
import { turnRole } from './content';
import { segment, type RecordedPlace } from './draft';
import { textFidelity } from './fidelity';
import type { TaggedPart } from './taggedText';
import { splitTagged } from './tags';

/** What is known of a trace that helps to tell raw reasoning from a summary of it. */
export interface TextFacts {
  readonly model: string | null;
  readonly reasoningTokens: number | null;
}

const UNKNOWN: TextFacts = { model: null, reasoningTokens: null };

/** The segments of a text, what a chat template put before them, and whether the reasoning was cut off. */
export interface TextSegments {
  readonly segments: readonly Segment[];
  readonly prompt: readonly PromptMessage[];
  readonly truncated: boolean;
}

/**
 * The segments of a text that may hold tagged reasoning: exact substrings, in order; the whole text as the answer
 * when it holds none. Reasoning that is only white space (thinking switched off) is left out.
 */
export function textSegments(text: string, place: RecordedPlace, facts = UNKNOWN): TextSegments {
  const tagged = splitTagged(text);
  if (tagged === null) {
    const segments = text === '' ? [] : [segment.answer(text, place)];
    return { segments, prompt: [], truncated: false };
  }
  const segments = tagged.parts.flatMap((part) => partSegment(text, part, place, facts));
  const prompt = tagged.parts.flatMap((part) => partPrompt(text, part));
  return { segments, prompt, truncated: tagged.truncated };
}

/** The prompt that a part is, where it is one. */
export function partPrompt(text: string, part: TaggedPart): readonly PromptMessage[] {
  if (part.kind !== 'prompt') return [];
  const words = text.slice(part.start, part.end).trim();
  const role = turnRole(part.name ?? 'user');
  return words === '' || role === null ? [] : [{ role, text: words }];
}

/** The segment that a part of a text is. */
export function partSegment(
  text: string,
  part: TaggedPart,
  place: RecordedPlace,
  facts: TextFacts = UNKNOWN,
): readonly Segment[] {
  const piece = part.words ?? text.slice(part.start, part.end);
  switch (part.kind) {
    case 'prompt':
      return [];
    case 'reasoning': {
      const took =
        part.durationMs === undefined ? place : { ...place, durationMs: part.durationMs };
      if (piece.trim() === '') {
        return part.durationMs === undefined ? [] : [segment.reasoning('', took, 'hidden')];
      }
      const fidelity = textFidelity(piece, facts.reasoningTokens, facts.model);
      return [segment.reasoning(piece, took, fidelity)];
    }
    case 'answer':
      return piece === '' ? [] : [segment.answer(piece, place)];
    case 'toolCall':
      return [segment.toolCall(part.name, piece, null, place)];
    case 'toolResult':
      return [segment.toolResult(piece, null, false, place)];
  }
}

/** Opens the tags that a server left in the answers, or that a prompt asked for, unless reasoning came beside them. */
export function openTags(
  segments: readonly Segment[],
  facts = UNKNOWN,
): { readonly segments: readonly Segment[]; readonly truncated: boolean } {
  const spoken = segments.some((s) => s.kind === 'reasoning' && s.text !== '');
  if (spoken) return { segments, truncated: false };
  let truncated = false;
  const opened = segments.flatMap((s): readonly Segment[] => {
    if (s.kind !== 'answer') return [s];
    const { source, at, durationMs } = s;
    const found = textSegments(s.text, { source, at, durationMs }, facts);
    truncated ||= found.truncated;
    return found.segments;
  });
  return { segments: opened, truncated };
}
