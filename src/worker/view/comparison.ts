import { firstLine } from '../../core/figures';
import type { ViewCalls } from '../../protocol/viewCalls';
import type { AnalysedTrace } from './analysed';
import { outlineOf } from './outline';

/** Two analysed traces side by side. */
export function comparisonOf(a: AnalysedTrace, b: AnalysedTrace): ViewCalls['compare']['result'] {
  const [promptA, promptB] = [promptOf(a), promptOf(b)];
  const [answerA, answerB] = [a.analysis.answer.answer, b.analysis.answer.answer];
  const count = Math.max(a.analysis.steps.length, b.analysis.steps.length);
  const numbered = (n: number): Int32Array<ArrayBuffer> =>
    Int32Array.from({ length: count }, (_, i) => (i < n ? i : -1));
  return {
    samePrompt: promptA === null || promptB === null ? null : promptA === promptB,
    promptStart: promptA === null ? null : firstLine(promptA),
    a: outlineOf(a),
    b: outlineOf(b),
    pairs: { a: numbered(a.analysis.steps.length), b: numbered(b.analysis.steps.length) },
    partsAt: null,
    sameAnswer: answerA === null || answerB === null ? null : answerA === answerB,
  };
}

function promptOf({ trace }: AnalysedTrace): string | null {
  return trace.prompt?.findLast((m) => m.role === 'user')?.text.trim() ?? null;
}
