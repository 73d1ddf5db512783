import assert from 'node:assert/strict';
import { insights } from '../../../../src/core/steps/insights';
import type { Analysis, StepKind } from '../../../../src/core/steps/model';

const facts = { truncated: false, answered: true, usdPerToken: 2e-6 };

/** An analysis of steps of ten tokens each. */
function analysis(kinds: readonly StepKind[], over: Partial<Analysis> = {}): Analysis {
  const steps = kinds.map((kind, i) => ({
    start: i,
    end: i + 1,
    kind,
    confidence: 1,
    tokens: 10,
    spans: [],
  }));
  return {
    steps,
    links: [],
    phases: [],
    answer: {
      answer: null,
      source: null,
      firstMentioned: null,
      firstConcluded: null,
      tokensAfterConcluded: null,
      tokensAfterMentioned: null,
    },
    metrics: {
      kindShares: {} as Analysis['metrics']['kindShares'],
      backtracks: 0,
      thoughtSwitches: 0,
      loopStart: null,
    },
    caution: null,
    labellings: [],
    ...over,
  };
}

describe('insights', () => {
  it('say nothing of a trace without steps or without anything that stands out', () => {
    assert.deepEqual(insights(analysis([]), facts), []);
    assert.deepEqual(insights(analysis(['setup', 'reason']), facts), []);
  });

  it('tell what was spent after the answer was first concluded', () => {
    const base = analysis(['reason', 'answer', 'reason', 'reason']);
    const [first] = insights({ ...base, answer: { ...base.answer, firstConcluded: 1 } }, facts);
    assert.deepEqual(first, {
      kind: 'concluded',
      step: 1,
      tokens: 20,
      steps: 4,
      shareAfter: 0.5,
      usdAfter: 20 * 2e-6,
    });
  });

  it('give no money without a price', () => {
    const base = analysis(['answer', 'reason']);
    const answer = { ...base.answer, firstConcluded: 0 };
    const [first] = insights({ ...base, answer }, { ...facts, usdPerToken: null });
    assert.equal(first?.kind === 'concluded' && first.usdAfter, null);
  });

  it('count the checks after the answer', () => {
    const base = analysis(['check', 'answer', 'check', 'check']);
    const found = insights({ ...base, answer: { ...base.answer, firstConcluded: 1 } }, facts);
    const checking = found.find((i) => i.kind === 'checking');
    assert.deepEqual(checking, {
      kind: 'checking',
      step: 2,
      tokens: 30,
      share: 0.75,
      checks: 3,
      checksAfter: 2,
    });
  });

  it('count no check whose label is unsure', () => {
    const base = analysis(['check', 'check']);
    const steps = base.steps.map((step, i) => ({ ...step, confidence: i === 0 ? 0.4 : 0.6 }));
    const checking = insights({ ...base, steps }, facts).find((i) => i.kind === 'checking');
    assert.ok(checking?.kind === 'checking' && checking.checks === 1 && checking.share === 0.5);
    const unsure = steps.map((step) => ({ ...step, confidence: 0.4 }));
    assert.deepEqual(insights({ ...base, steps: unsure }, facts), []);
  });

  it('name the longest dead end and the share of all of them', () => {
    const phases = [
      { first: 0, last: 0, title: 'a', depth: 1, deadEnd: true },
      { first: 1, last: 2, title: 'b', depth: 1, deadEnd: true },
      { first: 3, last: 3, title: 'c', depth: 0, deadEnd: false },
    ];
    const [found] = insights(analysis(['plan', 'plan', 'reason', 'reason'], { phases }), facts);
    assert.deepEqual(found, {
      kind: 'deadEnds',
      step: 1,
      tokens: 30,
      count: 2,
      share: 0.75,
      first: 1,
      last: 2,
    });
  });

  it('lead with a cut, then a loop, whatever they cost', () => {
    const base = analysis(['reason', 'answer', 'check', 'reason', 'reason']);
    const found = insights(
      {
        ...base,
        answer: { ...base.answer, firstConcluded: 1 },
        metrics: { ...base.metrics, loopStart: 4 },
      },
      { ...facts, truncated: true, answered: false },
    );
    assert.deepEqual(
      found.slice(0, 3).map((i) => i.kind),
      ['cut', 'loop', 'concluded'],
    );
  });

  it('lead neither with a first mention nor with changes of approach, which are too often none', () => {
    const kinds: StepKind[] = ['plan', 'rethink', 'check', 'answer', 'check', 'plan', 'reason'];
    const base = analysis(kinds);
    const found = insights(
      {
        ...base,
        links: [{ from: 1, to: 0, kind: 'backtrack' }],
        phases: [{ first: 0, last: 1, title: 'x', depth: 0, deadEnd: true }],
        answer: { ...base.answer, firstMentioned: 0, firstConcluded: 3 },
        metrics: { ...base.metrics, backtracks: 1, loopStart: 6, thoughtSwitches: 9 },
      },
      { ...facts, truncated: true },
    );
    assert.deepEqual(found.map((i) => i.kind).sort(), [
      ...['backtracks', 'checking', 'concluded', 'cut', 'deadEnds', 'loop'],
    ]);
  });
});
