import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

describe('the debug log of Copilot Chat', () => {
  const words = (role: number, text: string, more: object = {}) => ({
    role,
    content: [
      { type: 1, text },
      { type: 3, cacheType: 'ephemeral' },
    ],
    ...more,
  });
  const sent = [words(0, 'S'), words(1, '<context>c</context> Why?')];
  const request = (id: string, messages: readonly object[], said: string, more: object = {}) => ({
    id,
    kind: 'request',
    type: 'ChatMLSuccess',
    name: 'panel/editAgent',
    metadata: {
      model: 'gpt-5-codex',
      startTime: '2026-02-24T13:18:50.000Z',
      duration: 3000,
      timeToFirstToken: 900,
      usage: {
        prompt_tokens: 5200,
        completion_tokens: 140,
        prompt_tokens_details: { cached_tokens: 4000 },
        completion_tokens_details: { reasoning_tokens: 96 },
      },
    },
    requestMessages: { messages },
    response: { type: 'success', message: [said] },
    ...more,
  });
  const thinking = { type: 2, value: { type: 'thinking', thinking: { id: 't', text: 'Look.' } } };
  const call = { id: 'c', type: 'function', function: { name: 'read_file', arguments: '{}' } };
  const answered = {
    role: 2,
    content: [{ type: 1, text: 'I look.' }, thinking],
    toolCalls: [call],
  };
  const log = {
    prompt: 'Why?',
    promptId: 'p',
    logCount: 3,
    logs: [
      request('a', sent, 'I look.'),
      request('b', [...sent, answered, words(3, 'r', { toolCallId: 'c' })], 'So.'),
      request('s', [words(0, 'Sub'), words(1, 'Other')], 'b', {
        response: { type: 'canceled', message: [] },
      }),
    ],
  };

  it('has a generation for each request, with what the next one tells of it', async () => {
    const { traces, format } = await openJson(log);
    assert.equal(format, 'chat-replay');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Look.', 'answer: I look.', 'call read_file: {}', 'result: r'],
      ['answer: So.'],
      [],
    ]);
    const [first] = traces;
    assert.ok(first);
    assert.deepEqual(promptOf(first), ['user: Why?']);
    assert.deepEqual(
      [first.usage.inputTokens, first.usage.cachedInputTokens, first.usage.reasoningTokens],
      [5200, 4000, 96],
    );
    assert.deepEqual(first.timing, {
      startedAt: Date.UTC(2026, 1, 24, 13, 18, 50),
      durationMs: 3000,
      ttftMs: 900,
    });
    assert.equal(traces[2]?.finishReason, 'canceled');
  });

  it('has the calls that are logged after a request, with what was thought before them once', async () => {
    const called = (id: string) => ({
      id,
      kind: 'toolCall',
      tool: 'read_file',
      args: '{}',
      time: '2026-02-24T13:18:54.000Z',
      response: ['r', 's'],
      thinking: { id: 't', text: 'Look.' },
    });
    const logs = [
      request('a', sent, 'I look.', { metadata: { model: 'm', reasoning: { effort: 'high' } } }),
      called('c'),
      called('d'),
      request('b', [...sent, answered, words(3, 'r', { toolCallId: 'c' })], 'So.'),
    ];
    const { traces } = await openJson({ ...log, logs });
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: Look.',
        'answer: I look.',
        'call read_file: {}',
        'result: r\ns',
        'call read_file: {}',
        'result: r\ns',
      ],
      ['answer: So.'],
    ]);
    assert.equal(traces[0]?.effort, 'high');
  });

  it('has calls among the parts of a message, and failures that are told in words', async () => {
    const part = {
      type: 2,
      value: {
        type: 'tool_call',
        toolCall: { id: 'c', name: 'apply_patch', input: { input: 'x' } },
      },
    };
    const { traces } = await openJson({
      ...log,
      logs: [
        request('a', sent, ''),
        request('b', [...sent, { role: 2, content: [part] }, words(3, 'ERROR: missing')], 'So.'),
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['call apply_patch: {"input":"x"}', 'failed result: ERROR: missing'],
      ['answer: So.'],
    ]);
  });

  it('may hold all prompts', async () => {
    const { traces } = await openJson({
      exportedAt: 'now',
      prompts: [log, { ...log, prompt: 'P' }],
    });
    assert.equal(traces.length, 6);
    assert.deepEqual(promptOf(traces[3]), ['user: P']);
  });
});
