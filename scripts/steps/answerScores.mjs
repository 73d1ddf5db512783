// How the product's answer tracking fits the annotators' labels.
import { KINDS } from './labels.mjs';

/**
 * First conclusion of the trace's own final answer against the first sentence that the annotators call an answer and that
 * holds it, in the thinking part, with the shipped model.
 */
export function answerScores(core, docs) {
  const sum = { traces: 0, found: 0, gold: 0, exact: 0, near: 0 };
  for (const { text, problem, thinkEnd, sentences } of docs) {
    if (thinkEnd < 0) continue;
    sum.traces++;
    const thinking = text.slice(0, thinkEnd);
    const { steps, answer } = core.analyseText(thinking, {
      problem,
      answer: text.slice(thinkEnd).trim(),
    });
    if (answer.answer === null) continue;
    sum.found++;
    const holds = ({ start, end }) =>
      core.mentions(thinking.slice(start, end), answer).next().done === false;
    const gold = sentences.find((s) => KINDS[s.kind] === 'answer' && s.end <= thinkEnd && holds(s));
    if (gold === undefined) continue;
    sum.gold++;
    const middle = (gold.start + gold.end) / 2;
    const distance = Math.abs(
      (answer.firstConcluded ?? Infinity) - steps.findIndex((s) => s.end > middle),
    );
    if (distance === 0) sum.exact++;
    if (distance <= 3) sum.near++;
  }
  return sum;
}
