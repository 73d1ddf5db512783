import { inEnglish } from '../../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('VS Code chats', () => {
  const thinking = (value: unknown, id = 't1') => ({ kind: 'thinking', value, id });
  const request = {
    requestId: 'request_1',
    message: { text: 'Explain the regex', parts: [] },
    timestamp: 1_760_000_000_000,
    modelId: 'copilot/gpt-5',
    response: [
      { kind: 'mcpServersStarting' },
      thinking('**Reading** '),
      thinking(['the ', 'pattern']),
      thinking(''),
      { value: 'It matches ' },
      { kind: 'inlineReference', name: 'dates' },
      { value: ' only.' },
      {
        kind: 'toolInvocationSerialized',
        toolId: 'grep',
        toolCallId: 'c1',
        invocationMessage: { value: 'Searching' },
      },
      thinking('**Answering**', 't2'),
      { value: 'Done.' },
      { kind: 'somethingNew', value: 1 },
    ],
    result: {
      timings: { firstProgress: 700, totalElapsed: 5200 },
      metadata: {
        toolCallRounds: [
          { thinking: { id: 't1', text: '**Reading** the pattern', tokens: 64 }, toolCalls: [] },
        ],
      },
    },
  };

  it('put neighbouring pieces together and count thinking once', async () => {
    const { format, traces } = await openJson({
      responderUsername: 'GitHub Copilot',
      requests: [request],
    });
    assert.equal(format, 'vscode-chat');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: **Reading** the pattern',
      'answer: It matches dates only.',
      'call grep: Searching',
      'summary reasoning: **Answering**',
      'answer: Done.',
      'raw somethingNew',
    ]);
    assert.equal(traces[0]?.usage.reasoningTokens, 64);
    assert.deepEqual([traces[0].timing.ttftMs, traces[0].timing.durationMs], [700, 5200]);
    assert.deepEqual(
      [traces[0].model, promptOf(traces[0])],
      ['gpt-5', ['user: Explain the regex']],
    );
    assert.match(
      inEnglish(traces[0].problems[0]?.message ?? []),
      /1 record not understood \(somethingNew\)/,
    );
  });

  it('take the thinking of the rounds when the response has none, and the model of the details', async () => {
    const automatic = {
      ...request,
      modelId: 'copilot/auto',
      response: [{ value: 'Yes.' }],
      result: {
        details: 'Claude Haiku 4.5 • 0.33x',
        metadata: {
          toolCallRounds: [
            {
              thinking: { text: ['Sure ', 'thing'], tokens: 8 },
              toolCalls: [{ name: 'read', arguments: '{}', id: 'c' }],
            },
            { thinking: { encrypted: 'abc' } },
          ],
        },
      },
    };
    const { traces } = await openJson({ sessionId: 's', version: 3, requests: [automatic] });
    assert.equal(traces[0]?.model, 'Claude Haiku 4.5');
    assert.deepEqual(outline(traces[0]), [
      'answer: Yes.',
      'raw reasoning: Sure thing',
      'redacted reasoning: ',
      'call read: {}',
    ]);
  });

  it('show a thought of which only the id was kept as hidden, with the model that was chosen', async () => {
    const call = {
      kind: 'toolInvocationSerialized',
      toolId: 'runSubagent',
      toolCallId: 'c',
      invocationMessage: 'Search',
      toolSpecificData: { kind: 'subagent', result: 'Found.' },
    };
    const { traces } = await openJson({
      responderUsername: 'GitHub Copilot',
      requests: [
        {
          ...request,
          modelId: 'copilot/auto',
          result: {},
          response: [
            { kind: 'autoModeResolution', resolved: { id: 'gpt-5.4' } },
            thinking([], 'Bx9y'),
            call,
            call,
            { value: 'Done.' },
          ],
        },
      ],
    });
    assert.equal(traces[0]?.model, 'gpt-5.4');
    assert.deepEqual(outline(traces[0]), [
      'call runSubagent: Search',
      'result: Found.',
      'answer: Done.',
      'hidden reasoning: ',
    ]);
  });

  it('are played from the patch log: set, push, cut and delete', async () => {
    const { format, traces } = await openLines(
      { kind: 0, v: { version: 3, sessionId: 's', requests: [] } },
      { kind: 2, k: ['requests'], v: [{ ...request, response: [] }] },
      { kind: 2, k: ['requests', 0, 'response'], v: [thinking('Draft'), { value: 'Wrong' }] },
      { kind: 2, k: ['requests', 0, 'response'], i: 1, v: [{ value: 'Right' }] },
      { kind: 1, k: ['requests', 0, 'modelId'], v: 'copilot/o4-mini' },
      { kind: 3, k: ['requests', 0, 'result'] },
      { kind: 1, k: ['nowhere', 'at', 'all'], v: 1 },
    );
    assert.equal(format, 'vscode-chat');
    assert.deepEqual(outline(traces[0]), ['summary reasoning: Draft', 'answer: Right']);
    assert.equal(traces[0]?.model, 'o4-mini');
  });
});

describe('Cline tasks', () => {
  it('begin a generation at each request and read its usage and cost', async () => {
    const say = (ts: number, kind: string, text: string) => ({ ts, type: 'say', say: kind, text });
    const { format, traces } = await openJson([
      say(1_760_000_000_000, 'task', 'Make it blue'),
      say(
        1_760_000_000_100,
        'api_req_started',
        '{"request":"<task>…","tokensIn":40,"tokensOut":25,"cacheWrites":10,"cacheReads":100,"cost":0.003}',
      ),
      say(1_760_000_001_000, 'reasoning', 'The colour is in the theme.'),
      say(1_760_000_002_000, 'text', 'I change the theme.'),
      {
        ts: 1_760_000_003_000,
        type: 'ask',
        ask: 'tool',
        text: '{"tool":"editedExistingFile","path":"theme.css"}',
      },
      say(1_760_000_004_000, 'user_feedback', 'Darker'),
      say(1_760_000_005_000, 'api_req_started', '{"request":"cut off'),
      say(1_760_000_006_000, 'completion_result', 'Darker now.'),
    ]);
    assert.equal(format, 'cline-ui');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: The colour is in the theme.',
      'answer: I change the theme.',
      'call editedExistingFile: {"tool":"editedExistingFile","path":"theme.css"}',
    ]);
    assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.costUsd], [150, 0.003]);
    assert.deepEqual(promptOf(traces[1]), ['user: Darker']);
    assert.deepEqual(outline(traces[1]), ['answer: Darker now.']);
  });
});
