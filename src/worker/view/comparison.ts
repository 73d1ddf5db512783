import { promptKey } from '../../core/trace/prompt';
import { summarise } from '../../core/trace/summary';
import { alignSide, alignSteps } from '../../core/steps/compare';
import type { EngineResult } from '../../protocol/engine';
import type { AnalysedTrace } from './analysed';
import { outlineOf } from './outline';

/** Two analysed traces side by side. */
export function comparisonOf(a: AnalysedTrace, b: AnalysedTrace): EngineResult<'compare'> {
  const [promptA, promptB] = [promptKey(a.trace), promptKey(b.trace)];
  const [answerA, answerB] = [a.analysis.answer.answer, b.analysis.answer.answer];
  const pairs = alignSteps(alignSide(a.text, a.analysis), alignSide(b.text, b.analysis));
  return {
    samePrompt: promptA === null || promptB === null ? null : promptA === promptB,
    promptStart: summarise(a.trace).promptStart,
    a: outlineOf(a),
    b: outlineOf(b),
    pairs: { a: pairs.a, b: pairs.b },
    partsAt: pairs.partsAt,
    sameAnswer: answerA === null || answerB === null ? null : answerA === answerB,
  };
}
