import assert from 'node:assert/strict';
import { analyseText } from '../../../../../src/core/steps/analyse';
import {
  applyCorrections,
  type Correction,
  type CorrectionByNumber,
  correctionOf,
} from '../../../../../src/core/steps/corrections/corrections';
import { stepIds } from '../../../../../src/core/steps/corrections/stepId';
import type { Analysis } from '../../../../../src/core/steps/model';

const text = [
  'The problem gives two numbers, 3 and 4, and it asks for their sum.',
  'Let me add them step by step. I need to be careful about it.',
  'So 3 + 4 = 7. That gives 7 in total for the two numbers.',
  'Wait, let me double-check that. 7 - 4 = 3, which matches.',
  'The final answer is \\boxed{7}.',
].join('\n\n');
const suggested = analyseText(text, { answer: '7' });

function apply(...asked: readonly CorrectionByNumber[]): Analysis {
  const corrections: Correction[] = [];
  let analysis = suggested;
  for (const one of asked) {
    const correction = correctionOf(analysis.steps, text, one);
    assert.ok(correction !== null, `no such step: ${JSON.stringify(one)}`);
    corrections.push(correction);
    analysis = applyCorrections(suggested, text, corrections, { answer: '7' }).analysis;
  }
  return analysis;
}

const last = suggested.steps.length - 1;

describe('corrections', () => {
  it('change nothing when there are none', () => {
    assert.deepEqual(applyCorrections(suggested, text, [], { answer: '7' }).analysis, suggested);
  });

  it('relabel a step and its spans, marked and certain', () => {
    const step = apply({ op: 'relabel', step: 0, kind: 'plan' }).steps[0];
    assert.deepEqual([step?.kind, step?.confidence, step?.corrected], ['plan', 1, true]);
    assert.ok(step?.spans.every((span) => span.kind === 'plan'));
  });

  it('go back to the suggestion', () => {
    const analysis = apply(
      { op: 'relabel', step: 0, kind: 'plan' },
      { op: 'relabel', step: 0, kind: null },
    );
    assert.deepEqual(analysis, suggested);
  });

  it('keep the mark of a merged step whose label is taken back', () => {
    const { steps } = apply({ op: 'merge', step: 0 }, { op: 'relabel', step: 0, kind: null });
    assert.equal(steps[0]?.corrected, true);
  });

  it('work out links and shares anew', () => {
    const analysis = apply({ op: 'relabel', step: last, kind: 'other' });
    assert.ok(analysis.metrics.kindShares.answer < suggested.metrics.kindShares.answer);
    assert.ok(analysis.metrics.kindShares.other > 0);
    assert.ok(analysis.links.every((link) => link.from !== last));
  });

  it('merge a step with the next one, keeping every token and span', () => {
    const { steps } = apply({ op: 'merge', step: 0 });
    assert.equal(steps.length, suggested.steps.length - 1);
    assert.equal(steps[0]?.end, suggested.steps[1]?.end);
    assert.equal(
      steps.reduce((sum, s) => sum + s.tokens, 0),
      suggested.steps.reduce((sum, s) => sum + s.tokens, 0),
    );
    assert.equal(steps[0]?.corrected, true);
  });

  it('split a merged step again at the same place', () => {
    const spans = suggested.steps[0]?.spans.length ?? 0;
    const { steps } = apply({ op: 'merge', step: 0 }, { op: 'split', step: 0, span: spans });
    assert.deepEqual(
      steps.map((s) => [s.start, s.end, s.kind]),
      suggested.steps.map((s) => [s.start, s.end, s.kind]),
    );
  });

  it('note a step without marking its label, and remove the note', () => {
    const { steps } = apply({ op: 'note', step: 1, text: 'Why?' });
    assert.deepEqual([steps[1]?.note, steps[1]?.corrected], ['Why?', undefined]);
    assert.deepEqual(
      apply({ op: 'note', step: 1, text: 'Why?' }, { op: 'note', step: 1, text: '' }),
      suggested,
    );
  });

  it('find their steps again after the trace grew', () => {
    const relabel = correctionOf(suggested.steps, text, { op: 'relabel', step: 1, kind: 'check' });
    assert.ok(relabel !== null);
    const grown = `${text}\n\nOne more thing: 7 is prime.`;
    const { analysis, unmatched } = applyCorrections(analyseText(grown), grown, [relabel]);
    assert.deepEqual([analysis.steps[1]?.kind, unmatched.length], ['check', 0]);
  });

  it('are kept but told apart when their step is gone', () => {
    const gone: Correction = { op: 'note', step: '0000000000000000', text: 'x' };
    const { analysis, unmatched } = applyCorrections(suggested, text, [gone], { answer: '7' });
    assert.deepEqual(unmatched, [gone]);
    assert.deepEqual(analysis, suggested);
  });

  it('refuse what is not there', () => {
    const asked: readonly CorrectionByNumber[] = [
      { op: 'note', step: 99, text: 'x' },
      { op: 'merge', step: last },
      { op: 'split', step: 0, span: 0 },
      { op: 'split', step: 0, span: 99 },
    ];
    for (const one of asked) assert.equal(correctionOf(suggested.steps, text, one), null);
  });
});

describe('stepIds', () => {
  const ids = (parts: readonly string[]): string[] => {
    let at = 0;
    return stepIds(
      parts.join(''),
      parts.map((part) => ({ start: at, end: (at += part.length) })),
    );
  };

  it('depend on the text, not on its place or white space', () => {
    const [a, b] = ids(['One. Two.\n\n', 'Three.']);
    assert.deepEqual(ids(['Zero. ', 'One.\r\nTwo. ', 'Three.']).slice(1), [a, b]);
    assert.match(a ?? '', /^[0-9a-f]{16}$/u);
  });

  it('tell repeated steps apart', () => {
    const [a, b, c] = ids(['Wait. ', 'Wait. ', 'Wait.']);
    assert.deepEqual([b, c], [`${a ?? ''}.2`, `${a ?? ''}.3`]);
  });
});
