import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('opencode sessions', () => {
  const info = {
    id: 'msg_1',
    sessionID: 'ses_1',
    role: 'assistant',
    modelID: 'claude-sonnet-4',
    providerID: 'anthropic',
    cost: 0.012,
    finish: 'tool-calls',
    time: { created: 1_760_000_000_000, completed: 1_760_000_004_000 },
    tokens: { input: 5, output: 90, reasoning: 0, cache: { read: 700, write: 40 } },
  };
  const parts = [
    { type: 'step-start' },
    {
      type: 'reasoning',
      text: 'Read it first.',
      time: { start: 1_760_000_000_500, end: 1_760_000_001_500 },
    },
    {
      type: 'tool',
      callID: 'c',
      tool: 'read',
      state: {
        status: 'completed',
        input: { path: 'a' },
        output: 'abc',
        time: { start: 1_760_000_002_000, end: 1_760_000_002_100 },
      },
    },
    { type: 'text', text: 'It says abc.' },
    { type: 'step-finish', reason: 'stop' },
  ];
  const question = {
    info: { id: 'msg_0', sessionID: 'ses_1', role: 'user' },
    parts: [{ type: 'text', text: 'What is in a?' }],
  };

  it('read an export; 0 reasoning tokens beside reasoning text are unknown', async () => {
    const { format, traces } = await openJson({
      info: { id: 'ses_1' },
      messages: [question, { info, parts }],
    });
    assert.equal(format, 'opencode');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: Read it first.',
      'call read: {"path":"a"}',
      'result: abc',
      'answer: It says abc.',
    ]);
    assert.equal(traces[0]?.segments[0]?.durationMs, 1000);
    assert.equal(traces[0].usage.reasoningTokens, null);
    assert.equal(traces[0].usage.inputTokens, 745);
    assert.deepEqual(
      [traces[0].costUsd, traces[0].finishReason, traces[0].timing.durationMs],
      [0.012, 'tool-calls', 4000],
    );
    assert.deepEqual(promptOf(traces[0]), ['user: What is in a?']);
  });

  it('add reasoning to the output where the total says that it is beside it', async () => {
    const tokens = {
      input: 5,
      output: 90,
      reasoning: 40,
      total: 135,
      cache: { read: 0, write: 0 },
    };
    const { traces } = await openJson({
      info: { id: 'ses_1' },
      messages: [{ info: { ...info, tokens }, parts }],
    });
    assert.equal(traces[0]?.usage.outputTokens, 130);
  });

  it('read single files of the storage', async () => {
    const message = await openJson(info);
    assert.equal(message.traces[0]?.model, 'claude-sonnet-4');
    const part = await openJson({ id: 'p', sessionID: 'ses_1', messageID: 'msg_1', ...parts[1] });
    assert.deepEqual(outline(part.traces[0]), ['raw reasoning: Read it first.']);
  });

  it('read the events of a run, a generation for each step', async () => {
    const event = (type: string, part: object) => ({
      type,
      timestamp: 1_760_000_000_000,
      sessionID: 'ses_1',
      part: { sessionID: 'ses_1', messageID: 'msg_1', ...part },
    });
    const state = { status: 'completed', input: { path: 'a' }, output: 'abc' };
    const done = { type: 'step-finish', reason: 'stop', cost: 0.01 };
    const tokens = { input: 5, output: 9, reasoning: 4, cache: { read: 2, write: 0 } };
    const { format, traces } = await openLines(
      event('step_start', { type: 'step-start' }),
      event('reasoning', { type: 'reasoning', text: 'Read it.', time: { start: 1, end: 2 } }),
      event('tool_use', { type: 'tool', callID: 'c1', tool: 'read', state }),
      event('step_finish', { ...done, reason: 'tool-calls', tokens }),
      event('step_start', { type: 'step-start' }),
      event('text', { type: 'text', text: 'It says abc.' }),
      event('step_finish', done),
    );
    assert.equal(format, 'opencode');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Read it.', 'call read: {"path":"a"}', 'result: abc'],
      ['answer: It says abc.'],
    ]);
    assert.deepEqual(
      [traces[0]?.finishReason, traces[0]?.usage.inputTokens, traces[1]?.costUsd],
      ['tool-calls', 7, 0.01],
    );
  });
});
