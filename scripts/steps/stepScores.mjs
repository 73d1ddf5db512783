// How the product's steps and answer tracking fit the annotators' labels.
import { COARSE, KINDS } from './labels.mjs';

const CHECK = KINDS.indexOf('check');
const RETHINK = KINDS.indexOf('rethink');

/**
 * Steps of documents whose spans have predicted kinds (`spanKinds`, with confidence), cut as the product cuts them, against
 * the labelled sentences. `pure`: share of labelled characters whose shown kind (six) is that of their step; `check` and
 * `rethink`: share of the sentences of that kind that lie in such a step.
 */
export function stepScores(core, docs) {
  const counts = [];
  const sizes = [];
  const inStep = { [CHECK]: [0, 0], [RETHINK]: [0, 0] };
  let chars = 0;
  let pure = 0;
  for (const doc of docs) {
    const steps = stepsOf(core, doc);
    counts.push(steps.length);
    for (const step of steps) sizes.push(step.end - step.start);
    let at = 0;
    for (const { start, end, kind } of doc.sentences) {
      if (kind < 0) continue;
      const middle = Math.floor((start + end) / 2);
      while (at > 0 && steps[at].start > middle) at--;
      while (at < steps.length - 1 && steps[at].end <= middle) at++;
      const found = KINDS.indexOf(steps[at].kind);
      chars += end - start;
      if (COARSE[found] === COARSE[kind]) pure += end - start;
      if (inStep[kind] === undefined) continue;
      inStep[kind][1]++;
      if (found === kind) inStep[kind][0]++;
    }
  }
  return {
    pure: pure / chars,
    check: inStep[CHECK][0] / inStep[CHECK][1],
    rethink: inStep[RETHINK][0] / inStep[RETHINK][1],
    steps: quantile(counts, 0.5),
    size: [0.05, 0.5, 0.95].map((q) => quantile(sizes, q)),
  };
}

function stepsOf(core, { text, spanKinds }) {
  const steps = [];
  const tokens = new core.TokenBuffer();
  const facts = new core.TextFacts();
  let at = 0;
  let mode = 'prose';
  let breaksBefore = 2;
  let previous = null;
  for (const { kind, confidence } of spanKinds) {
    const found = core.spanEnd(text, at, mode, true);
    const shape = core.shapeOf(text, at, found.end, mode, breaksBefore);
    const span = { start: at, end: found.end, kind: KINDS[kind], confidence };
    tokens.read(text, at, found.end);
    const { switches } = facts.read(tokens);
    const open = steps.at(-1);
    if (open === undefined || core.opensStep(open, span, shape, previous, switches)) {
      steps.push([span]);
    } else open.push(span);
    at = found.end;
    mode = found.mode;
    breaksBefore = shape.breaksAfter;
    previous = shape;
  }
  return steps.map((spans) => core.stepOf(spans, 0));
}

function quantile(values, q) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * q)];
}

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
    const isCode = answer.source === 'code';
    const holds = ({ start, end }) =>
      core.mentions(thinking.slice(start, end), answer.answer, isCode).next().done === false;
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
