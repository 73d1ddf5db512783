import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { openLines, outline, promptOf } from '../../openFixture';

describe('the log stream of LM Studio', () => {
  const line = (kind: string, model: string, more: object, timestamp = 1789795491321) => ({
    timestamp,
    data: { type: `llm.prediction.${kind}`, modelIdentifier: model, ...more },
  });
  const asked = (words: string, end = '') =>
    `<|im_start|>user\n${words}<|im_end|>\n<|im_start|>assistant\n${end}`;
  const stats = {
    stopReason: 'eosFound',
    timeToFirstTokenSec: 0.05,
    totalTimeSec: 0.92,
    promptTokensCount: 17,
    predictedTokensCount: 31,
  };

  it('has a trace for each output, with what that model was sent', async () => {
    const { format, traces } = await openLines(
      line('input', 'a', { input: asked('Q', '<think>\n'), modelPath: 'a.gguf' }),
      line('input', 'b', { input: 'Plain.' }),
      { timestamp: 1789795491330, data: { type: 'server.log', content: 'x', level: 'info' } },
      line('output', 'b', { output: 'd' }),
      line('output', 'a', { output: 'a\n</think>\n\nb', stats }),
      line('input', 'a', { input: asked('Next?') }),
    );
    assert.equal(format, 'lm-studio-log');
    assert.deepEqual(traces.map(outline).slice(0, 2), [
      ['answer: d'],
      ['raw reasoning: a\n', 'answer: \n\nb'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Plain.'], ['user: Q'], ['user: Next?']]);
    const trace = traces[1] ?? assert.fail();
    assert.deepEqual([trace.model, trace.finishReason], ['a', 'eosFound']);
    assert.deepEqual([trace.usage.inputTokens, trace.usage.outputTokens], [17, 31]);
    assert.deepEqual(trace.timing, { startedAt: 1789795491321, durationMs: 920, ttftMs: 50 });
    assert.equal(traces[0]?.usage.outputTokens, null);
  });

  it('gives an output the request that was sent when it began, not one that was stopped', async () => {
    const { traces } = await openLines(
      line('input', 'a', { input: 'Stopped.' }, 1_789_795_400_000),
      line('input', 'a', { input: 'Q' }, 1_789_795_410_000),
      line('output', 'a', { output: 'b', stats: { ...stats, totalTimeSec: 5 } }, 1_789_795_415_010),
    );
    assert.deepEqual(
      traces.map((trace) => [promptOf(trace), outline(trace)]),
      [
        [['user: Q'], ['answer: b']],
        [['user: Stopped.'], []],
      ],
    );
    assert.deepEqual(traces[0]?.problems, []);
  });

  it('says where the log does not tell which request is answered', async () => {
    const { traces } = await openLines(
      line('input', 'a', { input: 'P' }),
      line('input', 'a', { input: 'Q' }),
      line('output', 'a', { output: 'b' }),
      line('output', 'a', { output: 'c' }),
    );
    assert.deepEqual(traces.map(promptOf), [['user: P'], ['user: Q']]);
    assert.deepEqual(
      traces.map(({ problems }) => problems.map(({ message }) => inEnglish(message))),
      [
        [
          'The log does not tell which of 2 requests this answers: the prompt is that of the oldest.',
        ],
        [],
      ],
    );
  });
});
