import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const T = '2026-07-01T10:00:00.000Z';

describe('Kimi CLI sessions', () => {
  it('read steps of the present protocol with latency and finish reason', async () => {
    const loop = (event: object) => ({
      type: 'context.append_loop_event',
      event,
      time: 1_785_600_000_000,
    });
    const { format, traces } = await openLines(
      { type: 'metadata', protocol_version: '1.4' },
      { type: 'config.update', systemPrompt: 'You are Kimi.', time: 1 },
      { type: 'config.update', modelAlias: 'moonshot-ai/kimi-k2', thinkingEffort: 'on', time: 2 },
      {
        type: 'context.append_message',
        message: {
          role: 'user',
          content: [{ type: 'text', text: 'ls' }],
          origin: { kind: 'user' },
        },
      },
      {
        type: 'context.append_message',
        message: {
          role: 'user',
          content: [{ type: 'text', text: 'reminder' }],
          origin: { kind: 'injection' },
        },
      },
      loop({ type: 'step.begin', uuid: 'st1' }),
      { type: 'llm.request', provider: 'kimi', model: 'kimi-k2', thinkingEffort: 'on' },
      loop({
        type: 'content.part',
        stepUuid: 'st1',
        part: { type: 'think', think: 'List files.' },
      }),
      loop({ type: 'tool.call', toolCallId: 'b0', name: 'Bash', args: { command: 'ls' } }),
      loop({ type: 'tool.result', toolCallId: 'b0', result: { output: 'no', isError: true } }),
      loop({
        type: 'step.end',
        uuid: 'st1',
        messageId: 'chatcmpl-1',
        finishReason: 'tool_use',
        usage: { inputOther: 100, output: 9, inputCacheRead: 50, inputCacheCreation: 0 },
        llmFirstTokenLatencyMs: 300,
        llmStreamDurationMs: 700,
      }),
    );
    assert.equal(format, 'kimi-wire');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: List files.',
      'call Bash: {"command":"ls"}',
      'failed result: no',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: You are Kimi.', 'user: ls']);
    assert.equal(traces[0]?.usage.inputTokens, 150);
    assert.equal(traces[0].timing.durationMs, 1000);
    assert.equal(traces[0].finishReason, 'tool_use');
  });

  it('read the older protocol of messages with payloads', async () => {
    const wire = (type: string, payload: object) => ({
      timestamp: 1_760_000_000,
      message: { type, payload },
    });
    const { traces } = await openLines(
      wire('TurnBegin', { user_input: 'hi' }),
      wire('StepBegin', { n: 1 }),
      wire('ContentPart', { type: 'think', think: 'Greet.' }),
      wire('ContentPart', { type: 'text', text: 'Hello!' }),
      wire('ToolCall', { id: 'c', function: { name: 'Bash', arguments: '{}' } }),
      wire('ToolResult', { tool_call_id: 'c', return_value: { output: 'ok' } }),
      wire('StatusUpdate', {
        message_id: 'm1',
        token_usage: { input_other: 7, output: 3, input_cache_read: 0 },
      }),
    );
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Greet.',
      'answer: Hello!',
      'call Bash: {}',
      'result: ok',
    ]);
    assert.equal(traces[0]?.id, 'm1');
  });
});

describe('Copilot CLI sessions', () => {
  const event = (type: string, data: object) => ({ type, data, id: type, timestamp: T });

  it('take text, ciphertext and tool results of a message', async () => {
    const { format, traces } = await openLines(
      event('session.start', { sessionId: 's', selectedModel: 'gpt-5-mini' }),
      event('session.model_change', { newModel: 'gpt-5.4', reasoningEffort: 'high' }),
      event('user.message', { content: 'List' }),
      event('assistant.message', {
        messageId: 'm1',
        content: 'Listing.',
        reasoningText: 'I need ls.',
        outputTokens: 12,
        toolRequests: [{ toolCallId: 'c1', name: 'shell', arguments: { command: 'ls' } }],
      }),
      event('tool.execution_complete', {
        toolCallId: 'c1',
        success: false,
        result: { content: 'denied' },
      }),
      event('assistant.message', {
        messageId: 'm2',
        content: 'Sorry.',
        reasoningOpaque: 'xyz',
        toolRequests: [],
      }),
      event('assistant.message', {
        messageId: 'm3',
        content: 'Sub.',
        parentToolCallId: 'c9',
        toolRequests: [],
      }),
    );
    assert.equal(format, 'copilot-cli');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: I need ls.',
      'answer: Listing.',
      'call shell: {"command":"ls"}',
      'failed result: denied',
    ]);
    assert.deepEqual(
      traces.map((t) => [t.model, t.fidelity]),
      [
        ['gpt-5.4', 'summary'],
        ['gpt-5.4', 'redacted'],
        [null, 'none'],
      ],
    );
  });
});

describe('pi agent sessions', () => {
  it('read blocks, cost, usage and the model in force', async () => {
    const entry = (id: string, message: object) => ({
      type: 'message',
      id,
      parentId: null,
      timestamp: T,
      message,
    });
    const { format, traces } = await openLines(
      { type: 'session', version: 3, id: 's', timestamp: T, cwd: '/repo' },
      { type: 'model_change', id: 'x', provider: 'anthropic', modelId: 'claude-3-7-sonnet' },
      { type: 'thinking_level_change', id: 'y', thinkingLevel: 'medium' },
      entry('1', { role: 'user', content: [{ type: 'text', text: 'Fix it' }] }),
      entry('2', {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Look first.', thinkingSignature: 's' },
          { type: 'toolCall', id: 'c', name: 'read', arguments: { path: 'a' } },
        ],
        usage: { input: 10, output: 30, cacheRead: 200, cacheWrite: 5, cost: { total: 0.0042 } },
        stopReason: 'toolUse',
      }),
      entry('3', {
        role: 'toolResult',
        toolCallId: 'c',
        toolName: 'read',
        content: [{ type: 'text', text: 'abc' }],
        isError: false,
      }),
    );
    assert.equal(format, 'pi-agent');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Look first.',
      'call read: {"path":"a"}',
      'result: abc',
    ]);
    assert.equal(traces[0]?.costUsd, 0.0042);
    assert.equal(traces[0].usage.inputTokens, 215);
    assert.deepEqual([traces[0].model, traces[0].effort], ['claude-3-7-sonnet', 'medium']);
  });
});

describe('droid sessions', () => {
  it('read the same frame with tool results in user messages', async () => {
    const entry = (id: string, message: object) => ({ type: 'message', id, timestamp: T, message });
    const { traces } = await openLines(
      { type: 'session_start', id: 's', title: 'Fix' },
      entry('1', { role: 'user', content: [{ type: 'text', text: 'Fix it' }] }),
      entry('2', {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Read.', signature: 's' },
          { type: 'tool_use', id: 'c', name: 'Read', input: {} },
        ],
      }),
      entry('3', {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'c', content: 'abc' }],
      }),
      entry('4', { role: 'assistant', content: [{ type: 'text', text: 'Done.' }] }),
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Read.', 'call Read: {}', 'result: abc'],
      ['answer: Done.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: Fix it']);
  });
});

describe('Antigravity sessions', () => {
  it('make a trace of each planner response', async () => {
    const step = (type: string, more: object) => ({
      step_index: 1,
      source: 'MODEL',
      type,
      status: 'DONE',
      created_at: T,
      ...more,
    });
    const { format, traces } = await openLines(
      step('USER_INPUT', { source: 'USER_EXPLICIT', content: 'Which files?' }),
      step('PLANNER_RESPONSE', {
        thinking: 'List them.',
        tool_calls: [{ name: 'list_dir', args: { path: '.' } }],
      }),
      step('LIST_DIRECTORY', { content: 'a.txt' }),
      step('PLANNER_RESPONSE', { thinking: 'Answer.', content: 'Just a.txt.' }),
    );
    assert.equal(format, 'antigravity');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: List them.', 'call list_dir: {"path":"."}', 'result: a.txt'],
      ['raw reasoning: Answer.', 'answer: Just a.txt.'],
    ]);
  });
});

describe('Hermes sessions', () => {
  it('take one of two carriers that repeat the reasoning', async () => {
    const { format, traces } = await openJson({
      session_id: 's',
      model: 'hermes-4',
      platform: 'cli',
      system_prompt: 'You are Hermes.',
      messages: [
        { role: 'user', content: 'pwd?' },
        {
          role: 'assistant',
          content: 'Looking.',
          reasoning: 'Use a shell.',
          reasoning_content: 'Use a shell.',
          tool_calls: [
            {
              id: 'c',
              type: 'function',
              function: { name: 'shell', arguments: '{"command":"pwd"}' },
            },
          ],
        },
        { role: 'tool', content: '/home', tool_call_id: 'c' },
        { role: 'assistant', content: 'It is /home.', finish_reason: 'stop' },
      ],
    });
    assert.equal(format, 'hermes');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Use a shell.',
      'answer: Looking.',
      'call shell: {"command":"pwd"}',
      'result: /home',
    ]);
    assert.deepEqual(promptOf(traces[1]), ['system: You are Hermes.', 'user: pwd?']);
    assert.equal(traces[1]?.finishReason, 'stop');
  });
});

describe('agent trajectories (ATIF)', () => {
  it('read steps with reasoning, observations, tokens and cost', async () => {
    const { format, traces } = await openJson({
      schema_version: 'ATIF-v1.4',
      session_id: 's',
      agent: { name: 'terminus', version: '2', model_name: 'deepseek/deepseek-r1' },
      steps: [
        { step_id: 1, source: 'user', message: 'Build it' },
        {
          step_id: 2,
          timestamp: T,
          source: 'agent',
          message: 'Running make.',
          reasoning_content: 'The Makefile is at the top.',
          tool_calls: [
            { tool_call_id: 'c', function_name: 'bash', arguments: { command: 'make' } },
          ],
          observation: { results: [{ source_call_id: 'c', content: 'ok' }] },
          metrics: { prompt_tokens: 50, completion_tokens: 20, cached_tokens: 10, cost_usd: 0.001 },
        },
      ],
    });
    assert.equal(format, 'atif');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: The Makefile is at the top.',
      'answer: Running make.',
      'call bash: {"command":"make"}',
      'result: ok',
    ]);
    assert.deepEqual([traces[0]?.id, traces[0]?.costUsd], ['s#2', 0.001]);
  });
});
