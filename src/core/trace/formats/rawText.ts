import type { Format } from '../format';
import type { Segment } from '../model';
import { draft, nothing, parsed, placeOf, segment, type Place } from './draft';
import { textFidelity } from './fidelity';
import { splitTagged } from './tags';

const UNKNOWN = { model: null, reasoningTokens: null };

/**
 * The segments of a text that may hold tagged reasoning: exact substrings, in order; the whole text as the answer
 * when it holds none. Reasoning that is only white space (thinking switched off) is left out.
 */
export function textSegments(
  text: string,
  place: Place,
  facts: { readonly model: string | null; readonly reasoningTokens: number | null } = UNKNOWN,
): { readonly segments: readonly Segment[]; readonly truncated: boolean } {
  const tagged = splitTagged(text);
  if (tagged === null) {
    return { segments: text === '' ? [] : [segment.answer(text, place)], truncated: false };
  }
  const segments = tagged.parts.flatMap((part) => {
    const piece = text.slice(part.start, part.end);
    if (piece.trim() === '' && part.kind === 'reasoning') return [];
    if (piece === '') return [];
    if (part.kind === 'answer') return [segment.answer(piece, place)];
    const fidelity = textFidelity(piece, facts.reasoningTokens, facts.model);
    return [segment.reasoning(piece, place, fidelity)];
  });
  return { segments, truncated: tagged.truncated };
}

/** A model's output saved as plain text, with its reasoning between tags. */
export const rawText: Format = {
  id: 'raw-text',
  title: 'Text with reasoning tags',
  unit: 'file',
  detect: ({ container, records }) => {
    const value = records[0]?.value;
    return container === 'text' && typeof value === 'string' && splitTagged(value) !== null;
  },
  parse: ([record]) => {
    if (typeof record?.value !== 'string') return nothing();
    return parsed(draft(textSegments(record.value, placeOf(record))));
  },
};
