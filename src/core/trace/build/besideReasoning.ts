import { hasTag } from './columns';
import type { RecordedPlace } from './draft';
import { textSegments } from './textSegments';
import type { TraceBuilder } from './traceBuilder';

/**
 * Adds the answer of a trace whose reasoning was recorded beside it: where the answer repeats that reasoning between tags,
 * the rest of it counts; tags around anything else are words of the answer.
 */
export function addBesideReasoning(trace: TraceBuilder, words: string, where: RecordedPlace): void {
  const segments = hasTag(words) ? textSegments(words, where).segments : [];
  const isAgain = segments.every((s) => s.kind !== 'reasoning' || trace.hasThought(s.text));
  if (segments.length > 0 && isAgain) trace.add(segments.filter((s) => s.kind !== 'reasoning'));
  else trace.answer(words, where);
}
