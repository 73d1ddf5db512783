import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { openJson, openLines, outline } from '../../openFixture';

describe('what a saved chat says around its messages', () => {
  it('is read of the history of Avante: one step of several messages, with model, time and counts', async () => {
    const item = (seconds: number, message: object, beside: object = {}) => ({
      message,
      uuid: `u${seconds}`,
      state: 'generated',
      timestamp: `2026-03-01T12:00:0${seconds}Z`,
      turn_id: 't1',
      ...beside,
    });
    const { traces } = await openJson({
      title: 'Keymap',
      messages: [
        item(1, { role: 'user', content: 'Why?' }, { provider: 'claude', model: 'claude-s' }),
        item(2, { role: 'assistant', content: [{ type: 'thinking', thinking: 'Order.' }] }),
        item(3, { role: 'assistant', content: 'I read it.' }),
        item(4, {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'c', name: 'view', input: { path: 'a' } }],
        }),
        item(5, {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'c', content: 'x', is_error: false }],
        }),
        item(6, { role: 'assistant', content: 'It is set after.' }),
      ],
      tokens_usage: { prompt_tokens: 3200, completion_tokens: 210 },
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Order.', 'answer: I read it.', 'call view: {"path":"a"}', 'result: x'],
      ['answer: It is set after.'],
    ]);
    assert.deepEqual(
      traces.map((t) => [t.id, t.model, t.provider, t.timing.startedAt, t.usage.outputTokens]),
      [
        ['u2', 'claude-s', 'claude', Date.parse('2026-03-01T12:00:02Z'), null],
        // The counts are those of the last call.
        ['u6', 'claude-s', 'claude', Date.parse('2026-03-01T12:00:06Z'), 210],
      ],
    );
  });

  it('is told and not divided where counts are of several calls (Continue)', async () => {
    const { traces, problems } = await openJson({
      history: [
        { message: { role: 'user', content: 'Strict?' }, contextItems: [] },
        {
          message: { role: 'assistant', content: 'Yes.' },
          promptLogs: [{ modelTitle: 'Haiku', completion: 'Yes.' }],
        },
        { message: { role: 'user', content: 'Sure?' } },
        {
          message: { role: 'assistant', content: 'Yes!' },
          reasoning: { active: false, text: 'Sure.', startAt: 1_000, endAt: 3_500 },
        },
      ],
      chatModelTitle: 'Sonnet',
      usage: { promptTokens: 1800, completionTokens: 95, totalCost: 0.01 },
    });
    assert.deepEqual(
      traces.map((t) => [t.model, t.usage.outputTokens, t.costUsd]),
      [
        ['Haiku', null, null],
        ['Sonnet', null, null],
      ],
    );
    assert.equal(traces[1]?.segments[0]?.durationMs, 2500);
    assert.deepEqual(
      problems.map(({ message }) => inEnglish(message)),
      ['The tokens of 2 calls were counted together: 1,800 in, 95 out, for $0.010.'],
    );
  });

  it('is given to the only call of a chat', async () => {
    const { traces, problems } = await openJson({
      history: [
        { message: { role: 'user', content: 'Strict?' } },
        { message: { role: 'assistant', content: 'Yes.' } },
      ],
      usage: { promptTokens: 18, completionTokens: 9, totalCost: 0.01 },
    });
    assert.deepEqual([traces[0]?.usage.outputTokens, traces[0]?.costUsd], [9, 0.01]);
    assert.deepEqual(problems, []);
  });

  it('is unknown where it was written as 0 and never counted, and its cost may stand beside it', async () => {
    const messages = [
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: 'A' },
    ];
    const zero = await openJson({ messages, usage: { promptTokens: 0, completionTokens: 0 } });
    assert.equal(zero.traces[0]?.usage.outputTokens, null);
    const { traces } = await openJson({
      messages,
      usage: { input_tokens: 1, output_tokens: 2 },
      cost: 0.5,
    });
    assert.deepEqual([traces[0]?.usage.outputTokens, traces[0]?.costUsd], [2, 0.5]);
  });

  it("is read of the head of nanobot's log: the counts of the last turn", async () => {
    const { traces, problems } = await openLines(
      { _type: 'metadata', metadata: { _last_usage: { prompt_tokens: 15, completion_tokens: 7 } } },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'And?' },
      { role: 'assistant', content: 'Well.' },
    );
    assert.deepEqual(
      traces.map((t) => t.usage.outputTokens),
      [null, 7],
    );
    assert.deepEqual(problems, []);
  });
});
