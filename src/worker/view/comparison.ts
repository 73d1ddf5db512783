import { answerText } from '../../core/model/trace';
import type { SessionComparison } from '../../core/model/sessionComparison';
import { compareSessions, lastWords } from '../../core/session/compare';
import { promptKey } from '../../core/trace/prompt';
import { summarise } from '../../core/trace/summary';
import { alignSide, alignSteps } from '../../core/steps/compare';
import type { EngineResult } from '../../protocol/engine';
import { LINES_COMPARED } from '../../protocol/traceData';
import type { ViewOutline } from '../../protocol/viewCalls';
import type { AnalysedTrace } from './analysed';
import { linesOf, outlineOf } from './outline';
import type { ViewedFile } from './session';

/** Two analysed traces side by side. */
export function comparisonOf(a: AnalysedTrace, b: AnalysedTrace): EngineResult<'compare'> {
  const [promptA, promptB] = [promptKey(a.trace), promptKey(b.trace)];
  const [answerA, answerB] = [a.analysis.answer.answer, b.analysis.answer.answer];
  const pairs = alignSteps(alignSide(a.text, a.analysis), alignSide(b.text, b.analysis));
  return {
    samePrompt: promptA === null || promptB === null ? null : promptA === promptB,
    promptStart: summarise(a.trace).promptStart,
    a: sideOf(a),
    b: sideOf(b),
    pairs: { a: pairs.a, b: pairs.b },
    partsAt: pairs.partsAt,
    sameAnswer: answerA === null || answerB === null ? null : answerA === answerB,
  };
}

/** A side with the lines of its steps: what is beside it may be of a file that the page cannot ask about. */
const sideOf = (side: AnalysedTrace): ViewOutline => ({
  ...outlineOf(side),
  lines: linesOf(side, 0, LINES_COMPARED),
});

/** Answers that are compared as text are cut at this. */
const MAX_ANSWER = 100_000;

/** Two files as sessions side by side, with the whole last words of both; `null` when one of them is no session. */
export async function sessionComparison(
  a: ViewedFile,
  b: ViewedFile,
): Promise<SessionComparison | null> {
  const [x, y] = [a.session.session, b.session.session];
  if (x === null || y === null) return null;
  const answerOf = async (file: ViewedFile, session: typeof x): Promise<string | null> => {
    const last = lastWords(session);
    if (last === null) return null;
    return answerText(await file.traces.read(last.trace)).slice(0, MAX_ANSWER);
  };
  return compareSessions(x, y, [await answerOf(a, x), await answerOf(b, y)]);
}
