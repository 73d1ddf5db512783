import assert from 'node:assert/strict';
import { open, openLines, outline, promptOf } from '../../openFixture';

describe('Ollama output', () => {
  const part = (message: object, more: object = {}) => ({
    model: 'qwen3:8b',
    created_at: '2026-01-05T10:00:00.5Z',
    message: { role: 'assistant', content: '', ...message },
    done: false,
    ...more,
  });
  const done = {
    ...part({}),
    created_at: '2026-01-05T10:00:02.5Z',
    done: true,
    done_reason: 'stop',
    total_duration: 2_000_000_000,
    load_duration: 100_000_000,
    prompt_eval_duration: 50_000_000,
    prompt_eval_count: 11,
    eval_count: 40,
  };

  it('of the chat stream is folded, with times in milliseconds', async () => {
    const { format, traces } = await openLines(
      part({ thinking: 'a' }),
      part({ thinking: 'b' }),
      part({ content: 'c' }),
      done,
    );
    assert.equal(format, 'ollama');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: ab', 'answer: c']);
    assert.deepEqual(traces[0]?.timing, {
      startedAt: Date.parse('2026-01-05T10:00:00.500Z'),
      durationMs: 2_000,
      ttftMs: 150,
    });
    assert.equal(traces[0].usage.outputTokens, 40);
  });

  it('of generate is read from pretty-printed objects in a row', async () => {
    const line = (more: object) => ({ model: 'm', created_at: '', done: false, ...more });
    const { traces } = await open(
      'stream.json',
      [
        line({ response: '<think>a</think>' }),
        line({ response: 'b' }),
        line({ response: '', done: true }),
      ]
        .map((v) => JSON.stringify(v, null, 2))
        .join('\n'),
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b']);
  });

  it('is a trace for each generation up to done', async () => {
    const { traces } = await openLines(part({ content: 'a' }), done, part({ content: 'b' }), done);
    assert.deepEqual(traces.map(outline), [['answer: a'], ['answer: b']]);
  });

  it('that stops in the middle is truncated', async () => {
    const { traces } = await openLines(part({ thinking: 'a' }));
    assert.equal(traces[0]?.truncated, true);
  });

  it('in the log of a client has each request as the prompt of its response, also of one that is cut', async () => {
    const asked = (text: string): string =>
      `- body: {\n  "model" : "qwen3:8b",\n  "messages" : [ {\n    "role" : "user",\n    "content" : "${text}"\n  } ]\n}\n`;
    const whole = { ...done, message: { role: 'assistant', content: 'b', thinking: 'a' } };
    const { format, traces } = await open(
      'client.log',
      `10:00:00.1 INFO HTTP request:\n${asked('P')}\n10:00:02.5 INFO HTTP response:\n- body: ${JSON.stringify(whole)}\n` +
        `10:00:03.1 INFO HTTP request:\n${asked('Q')}\n10:00:05.5 INFO HTTP response:\n- body: {"model":"qwen3:8b","created_at":"2026-01-05T10:00:05Z","message":{"role":"assistant","content":"d","thinking":"c and`,
    );
    assert.equal(format, 'ollama');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer: b'],
      ['raw reasoning: c and', 'answer: d'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: P'], ['user: Q']]);
    assert.deepEqual(
      traces.map(({ usage }) => usage.outputTokens),
      [40, null],
    );
  });

  it('has its prompt also where the tag of the program stands before each line of the request', async () => {
    const asked = ['{', '  "model" : "qwen3:8b",', '  "prompt" : "P"', '}'];
    const whole = { ...done, message: { role: 'assistant', content: 'b', thinking: 'a' } };
    const { traces } = await open(
      'client.log',
      `[INFO] HTTP request:\n[INFO] - body: ${asked.join('\n[INFO] ')}\n\n[INFO] HTTP response:\n[INFO] - body: ${JSON.stringify(whole)}\n`,
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual(promptOf(traces[0]), ['user: P']);
  });
});
