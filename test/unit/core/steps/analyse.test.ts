import assert from 'node:assert/strict';
import { analyse, analyseText } from '../../../../src/core/steps/analyse';
import { traceFacts } from '../../../../src/core/trace/facts';
import { StepAnalyser } from '../../../../src/core/steps/analyser';
import { applyCorrections, correctionOf } from '../../../../src/core/steps/corrections/corrections';
import { type Segment, reasoningText, type Trace } from '../../../../src/core/model/trace';

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
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
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

  it('has the total that every surface shows, without the tokens of tool calls', () => {
    const trace = traceOf(segments, null);
    const input = `{"text": "${'word '.repeat(2_000)}"}`;
    const calls = segments.map((s) => (s.kind === 'toolCall' ? { ...s, input } : s));
    for (const own of [trace, { ...trace, segments: calls }]) {
      const counted = { ...own, usage: { ...own.usage, outputTokens: 2_500 } };
      const { steps } = analyse(counted);
      const shown = traceFacts(counted, null).reasoningTokens?.value;
      assert.equal(
        steps.reduce((sum, step) => sum + step.tokens, 0),
        shown,
      );
    }
  });

  it('estimates tokens where none are recorded', () => {
    const total = analyse(traceOf(segments, null)).steps.reduce((sum, s) => sum + s.tokens, 0);
    assert.ok(total >= 15 && total <= 40, String(total));
  });

  it('takes a recorded 0 beside reasoning text for not counted', () => {
    assert.deepEqual(analyse(traceOf(segments, 0)).steps, analyse(traceOf(segments, null)).steps);
  });

  it('gives an empty analysis, without zeros for unknowns, where there is no reasoning text', () => {
    const { steps, phases, links, answer, metrics } = analyse(traceOf([], 500));
    assert.deepEqual([steps, phases, links], [[], [], []]);
    assert.deepEqual([answer.firstConcluded, metrics.loopStart], [null, null]);
  });
});

describe('the steps of several blocks of reasoning', () => {
  const call: Segment = { kind: 'toolCall', name: 'read', input: '{}', callId: null, ...place };
  const texts = [
    'Let me look at the file first.',
    'Let me read the tests as well.',
    'Now let me run them.',
  ] as const;
  const [a, b, c] = texts.map(reasoning);
  const apart = traceOf([a!, call, b!, call, c!], null);
  const ends = (trace: Trace) => analyse(trace).steps.map((s) => [s.start, s.end]);

  it('end where a block ends, however short it is', () => {
    assert.deepEqual(ends(apart), [
      [0, 32],
      [32, 64],
      [64, 84],
    ]);
  });

  it('are those of the bare text where nothing stands between the blocks', () => {
    const together = traceOf([a!, b!, c!], null);
    const tokens = traceFacts(together, null).reasoningTokens?.value ?? null;
    const bare = analyseText(reasoningText(together), { problem: 'What is 3 + 4?', tokens });
    assert.deepEqual(analyse(together).steps, bare.steps);
  });

  it('do not run on in a code fence that a block leaves open, nor into white space of the next', () => {
    const blocks = ['See:\n\n```js\nrun();', '\n\nIt fails. Why?'];
    const trace = traceOf([reasoning(blocks[0]!), call, reasoning(blocks[1]!)], null);
    const { steps } = analyse(trace);
    const border = blocks[0]!.length + 2;
    assert.ok(steps.some((s) => s.start === border));
    const after = steps.filter((s) => s.start >= border).flatMap((s) => s.spans);
    assert.deepEqual(
      after.map((s) => reasoningText(trace).slice(s.start, s.end)),
      ['\n\nIt fails. ', 'Why?'],
    );
  });

  it('are the same however the text arrives', () => {
    const text = reasoningText(apart);
    const inPieces = (size: number) => {
      const analyser = new StepAnalyser('', [32, 64]);
      for (let i = 0; i < text.length; i += size) analyser.append(text.slice(i, i + size));
      analyser.finish();
      return analyser.steps;
    };
    const whole = inPieces(text.length);
    assert.equal(whole.length, 3);
    for (const size of [1, 2, 7, 31, 32, 33]) assert.deepEqual(inPieces(size), whole);
  });

  it('can be joined by hand across a border, and relabelled behind it', () => {
    const text = reasoningText(apart);
    const suggested = analyse(apart);
    const relabel = correctionOf(suggested.steps, text, { op: 'relabel', step: 2, kind: 'check' });
    const merge = correctionOf(suggested.steps, text, { op: 'merge', step: 0 });
    const { analysis, unmatched } = applyCorrections(suggested, text, [relabel!, merge!]);
    assert.deepEqual(unmatched, []);
    assert.deepEqual(
      analysis.steps.map((s) => [s.start, s.end]),
      [
        [0, 64],
        [64, 84],
      ],
    );
    assert.equal(analysis.steps[1]?.kind, 'check');
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

describe('a list under a line with a colon', () => {
  it('is of the kind of that line and cut nowhere', () => {
    const text =
      'The user requests a small web server with these endpoints:\n\n- health check\n- return a random number\n- join two strings and reverse them\n\nI should write it with Flask.';
    const { steps } = analyseText(text);
    assert.deepEqual(
      steps[0]?.spans.map(({ kind }) => kind),
      ['setup', 'setup', 'setup', 'setup'],
    );
  });
});
