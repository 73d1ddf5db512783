import assert from 'node:assert/strict';
import { openLines, outline, promptOf } from '../../openFixture';
import { lines, sessionOf } from '../../../session/sessionFixture';

const T = '2026-04-12T15:06:44.000Z';
const gemini = [
  { type: 'init', timestamp: T, session_id: 's', model: 'gemini-3-pro-preview' },
  { type: 'message', timestamp: T, role: 'user', content: 'What is in a.txt?' },
  { type: 'message', timestamp: T, role: 'assistant', content: 'I will ', delta: true },
  { type: 'message', timestamp: T, role: 'assistant', content: 'read it.', delta: true },
  {
    type: 'tool_use',
    timestamp: T,
    tool_name: 'read_file',
    tool_id: 'r1',
    parameters: { path: 'a' },
  },
  { type: 'tool_result', timestamp: T, tool_id: 'r1', status: 'error', output: 'Not found.' },
  { type: 'message', timestamp: T, role: 'assistant', content: 'Nothing.', delta: true },
  {
    type: 'result',
    timestamp: T,
    status: 'success',
    stats: { total_tokens: 950, input_tokens: 900, output_tokens: 50, cached: 300, input: 600 },
  },
];

describe('events that agents print', () => {
  it('of Gemini CLI are calls of the model with tools, pieces put together', async () => {
    const { format, traces, problems } = await openLines(...gemini);
    assert.equal(format, 'agent-events');
    assert.deepEqual(traces.map(outline), [
      ['answer: I will read it.', 'call read_file: {"path":"a"}', 'failed result: Not found.'],
      ['answer: Nothing.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: What is in a.txt?']);
    assert.equal(traces[0]?.model, 'gemini-3-pro-preview');
    assert.equal(traces[0].usage.outputTokens, null, 'counted for all calls together');
    assert.equal(problems.length, 1);
    const { tokens } = (await sessionOf(lines(...gemini))).figures;
    assert.deepEqual([tokens.freshInput, tokens.cacheRead, tokens.output], [600, 300, 50]);
  });

  it('of droid end with the answer and its counts', async () => {
    const { format, traces } = await openLines(
      { type: 'system', subtype: 'init', session_id: 's', timestamp: T, model: 'm-1' },
      { type: 'message', session_id: 's', timestamp: T, role: 'user', text: 'Say hi' },
      {
        type: 'tool_call',
        session_id: 's',
        timestamp: T,
        toolCallId: 'c1',
        toolName: 'Shell',
        parameters: { command: 'echo hi' },
      },
      {
        type: 'tool_result',
        session_id: 's',
        timestamp: T,
        toolCallId: 'c1',
        value: { stdout: 'hi\n', exitCode: 0 },
      },
      { type: 'message', session_id: 's', timestamp: T, role: 'assistant', text: 'Said.' },
      { type: 'completion', session_id: 's', timestamp: T, finalText: 'Said.' },
    );
    assert.equal(format, 'agent-events');
    assert.deepEqual(traces.map(outline), [
      ['call Shell: {"command":"echo hi"}', 'result: hi\n'],
      ['answer: Said.'],
    ]);
    assert.deepEqual([traces[1]?.model, promptOf(traces[1])], ['m-1', ['user: Say hi']]);
  });

  it('of `pi --mode json` hold each message whole at its end', async () => {
    const said = { role: 'assistant', content: [{ type: 'text', text: 'Done.' }], model: 'm' };
    const asked = { role: 'user', content: [{ type: 'text', text: 'Do it' }] };
    const usage = { input: 10, output: 4, cacheRead: 0, cacheWrite: 0, cost: { total: 0.5 } };
    const log = [
      { type: 'session', version: 3, id: 's', timestamp: T, cwd: '/w' },
      { type: 'message_start', message: asked },
      { type: 'message_end', message: asked },
      { type: 'message_update', message: said, assistantMessageEvent: { type: 'text_delta' } },
      { type: 'message_end', message: { ...said, usage, stopReason: 'stop' } },
      { type: 'turn_end', message: { ...said, usage }, toolResults: [] },
    ];
    const { format, traces } = await openLines(...log);
    assert.equal(format, 'pi-agent');
    assert.deepEqual(traces.map(outline), [['answer: Done.']]);
    assert.deepEqual([promptOf(traces[0]), traces[0]?.costUsd], [['user: Do it'], 0.5]);
    assert.deepEqual(
      (await sessionOf(lines(...log))).turns.map((turn) => turn.prompt),
      ['Do it'],
    );
  });

  it('of Copilot CLI have the reasoning in pieces before the message', async () => {
    const event = (type: string, data: object) => ({ type, data });
    const { traces } = await openLines(
      event('assistant.reasoning_delta', { reasoningId: 'r', deltaContent: 'Look ' }),
      event('assistant.reasoning_delta', { reasoningId: 'r', deltaContent: 'first.' }),
      event('assistant.message', { messageId: 'a', content: 'I look.', toolRequests: [] }),
      event('assistant.message', { messageId: 'b', content: 'Found.', toolRequests: [] }),
      event('assistant.message', { messageId: 'c', content: 'Child.', parentToolCallId: 't' }),
      event('assistant.message', { messageId: 'd', content: 'Child too.', parentToolCallId: 't' }),
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Look first.', 'answer: I look.'],
      ['answer: Found.'],
      ['answer: Child.'],
      ['answer: Child too.'],
    ]);
  });

  it('are pieces of words and thoughts in ensō, whose failed calls say why', async () => {
    const { traces, format } = await openLines(
      { type: 'session_start', cwd: '/w', id: 's', model: 'qwen3.6-35b-a3b', resumed: false },
      { type: 'user_message', content: 'Q' },
      { type: 'reasoning_delta', text: 'Look ' },
      { type: 'reasoning_delta', text: 'first.' },
      { type: 'assistant_done' },
      { type: 'tool_call_start', args: { pattern: '*' }, id: 'c', name: 'glob' },
      { type: 'tool_call_end', error: 'denied', id: 'c', name: 'glob', result: '', denied: true },
      { type: 'reasoning_delta', text: 'No.' },
      { type: 'assistant_delta', text: 'I may ' },
      { type: 'assistant_delta', text: 'not.' },
      { type: 'assistant_done' },
      { type: 'session_end', tool_errors: true },
    );
    assert.equal(format, 'agent-events');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Look first.', 'call glob: {"pattern":"*"}', 'failed result: denied'],
      ['raw reasoning: No.', 'answer: I may not.'],
    ]);
    assert.equal(traces[0]?.model, 'qwen3.6-35b-a3b');
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  it('of a server that is not Codex’s are not taken for its turns', async () => {
    const item = { kind: 'agentMessage', itemId: 'i', text: 'a', status: 'completed' };
    await assert.rejects(
      openLines({ method: 'item/completed', params: { item, sessionId: 's' }, at: 1 }),
      /No known format/,
    );
  });

  it('of Codex’s server are the turns that `codex exec` prints, each thread’s apart', async () => {
    const event = (method: string, turnId: string, params: object) => ({
      method,
      params: { threadId: 't', turnId, ...params },
    });
    const done = (turnId: string, item: object) => event('item/completed', turnId, { item });
    const counts = (inputTokens: number, outputTokens: number) => ({
      tokenUsage: {
        last: { inputTokens, cachedInputTokens: 1, outputTokens, reasoningOutputTokens: 2 },
      },
    });
    const { format, traces } = await openLines(
      { id: 1, result: { thread: { id: 't' }, model: 'gpt-5.4' } },
      event('turn/started', 'one', {}),
      done('one', { type: 'userMessage', id: 'u', content: [{ type: 'text', text: 'Test it.' }] }),
      done('two', { type: 'agentMessage', id: 'm0', text: 'Child.' }),
      done('one', { type: 'reasoning', id: 'r', summary: ['Look', 'then act'], content: [] }),
      done('one', {
        type: 'commandExecution',
        id: 'c',
        command: 'go test',
        status: 'completed',
        aggregatedOutput: 'FAIL',
        exitCode: 1,
      }),
      event('thread/tokenUsage/updated', 'one', counts(100, 20)),
      event('thread/tokenUsage/updated', 'one', counts(50, 10)),
      event('item/agentMessage/delta', 'one', { delta: 'It ' }),
      done('one', { type: 'agentMessage', id: 'm', text: 'It fails.' }),
      event('turn/completed', 'one', { turn: { id: 'one', status: 'completed' } }),
    );
    assert.equal(format, 'codex-exec');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: Look\n\nthen act',
        'call shell: go test',
        'failed result: FAIL',
        'answer: It fails.',
      ],
      ['answer: Child.'],
    ]);
    const { inputTokens, outputTokens, reasoningTokens } = traces[0]!.usage;
    assert.deepEqual([inputTokens, outputTokens, reasoningTokens], [150, 30, 4]);
    assert.deepEqual([traces[0]?.model, promptOf(traces[0])], ['gpt-5.4', ['user: Test it.']]);
  });
});

describe('threads of Amp', () => {
  it('have results by what their tools’ runs say, and no words of Amp’s own', async () => {
    const thread = {
      v: 7,
      id: 'T-1',
      messages: [
        { role: 'info', messageId: 0, content: [{ type: 'text', text: 'Read AGENTS.md' }] },
        { role: 'user', messageId: 1, content: [{ type: 'text', text: 'Fix it' }] },
        {
          role: 'assistant',
          messageId: 2,
          content: [
            { type: 'thinking', thinking: 'Look.', signature: 's' },
            { type: 'tool_use', id: 'a', name: 'Bash', input: { cmd: 'ls' } },
            { type: 'tool_use', id: 'b', name: 'Bash', input: { cmd: 'rm' } },
            { type: 'tool_use', id: 'c', name: 'painter', input: {} },
          ],
          state: { type: 'complete', stopReason: 'tool_use' },
          usage: {
            model: 'claude-opus-4-5',
            inputTokens: 2,
            outputTokens: 8,
            cacheReadInputTokens: 40,
          },
        },
        {
          role: 'user',
          messageId: 3,
          content: [
            {
              type: 'tool_result',
              toolUseID: 'a',
              run: { status: 'done', result: { output: 'x', exitCode: 0 } },
            },
            {
              type: 'tool_result',
              toolUseID: 'b',
              run: { status: 'rejected-by-user', reason: 'not allowed' },
            },
            {
              type: 'tool_result',
              toolUseID: 'c',
              run: { status: 'error', error: { message: 'exists' } },
            },
          ],
        },
      ],
    };
    const { format, traces } = await openLines(thread);
    assert.equal(format, 'amp');
    assert.deepEqual(outline(traces[0]).slice(1), [
      'call Bash: {"cmd":"ls"}',
      'call Bash: {"cmd":"rm"}',
      'call painter: {}',
      'result: x',
      'failed result: not allowed',
      'failed result: exists',
    ]);
    assert.deepEqual([traces[0]?.model, traces[0]?.usage.inputTokens], ['claude-opus-4-5', 42]);
    const session = await sessionOf(lines(thread));
    assert.deepEqual(
      session.turns.map((turn) => turn.prompt),
      ['Fix it'],
    );
  });
});
