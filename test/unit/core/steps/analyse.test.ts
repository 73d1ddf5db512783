import assert from 'node:assert/strict';
import { analyse, analyseText } from '../../../../src/core/steps/analyse';
import { type Segment, reasoningText, type Trace } from '../../../../src/core/trace/model';

const place = { source: null, at: null, durationMs: null };

function traceOf(segments: readonly Segment[], reasoningTokens: number | null): Trace {
  return {
    id: 't',
    index: 0,
    format: 'test',
    model: null,
    provider: null,
    effort: null,
    prompt: [
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'What is 3 + 4?' },
    ],
    segments,
    fidelity: 'raw',
    truncated: false,
    usage: {
      inputTokens: null,
      outputTokens: null,
      reasoningTokens,
      cachedInputTokens: null,
      note: null,
    },
    costUsd: null,
    finishReason: null,
    timing: { startedAt: null, durationMs: null, ttftMs: null },
    problems: [],
  };
}

const reasoning = (text: string): Segment => ({
  kind: 'reasoning',
  text,
  fidelity: 'raw',
  tokens: null,
  ...place,
});

describe('analyse', () => {
  const segments: readonly Segment[] = [
    reasoning('I need to add 3 and 4. '),
    { kind: 'toolCall', name: 'add', input: '{}', callId: null, ...place },
    reasoning('So 3 + 4 = 7.\n\nTherefore the answer is 7.'),
    { kind: 'answer', text: 'It is **7**.', ...place },
  ];

  it('cuts the joined reasoning text of all blocks', () => {
    const trace = traceOf(segments, null);
    const { steps, answer } = analyse(trace);
    assert.equal(steps.at(-1)?.end, reasoningText(trace).length);
    assert.equal(answer.answer, '7');
    assert.equal(answer.firstConcluded, 1);
    assert.equal(answer.tokensAfterConcluded, steps[2]?.tokens);
  });

  it('shares the recorded reasoning tokens out to the last one', () => {
    const { steps } = analyse(traceOf(segments, 1_001));
    assert.equal(
      steps.reduce((sum, step) => sum + step.tokens, 0),
      1_001,
    );
    assert.ok(steps.every((step) => Number.isInteger(step.tokens)));
  });

  it('estimates tokens where none are recorded', () => {
    const total = analyse(traceOf(segments, null)).steps.reduce((sum, s) => sum + s.tokens, 0);
    assert.ok(total >= 20 && total <= 40, String(total));
  });

  it('gives an empty analysis, without zeros for unknowns, where there is no reasoning text', () => {
    const { steps, phases, links, answer, metrics } = analyse(traceOf([], 500));
    assert.deepEqual([steps, phases, links], [[], [], []]);
    assert.deepEqual([answer.firstConcluded, metrics.loopStart], [null, null]);
  });
});

describe('analyseText', () => {
  it('says for hostile answers that they were not found, in bounded time', () => {
    const text = '\\boxed{'.repeat(20_000);
    assert.equal(analyseText(text).answer.answer, null);
    const options = analyseText(' A'.repeat(100_000), { answer: 'A' });
    assert.equal(options.answer.firstConcluded, null);
  });
});
