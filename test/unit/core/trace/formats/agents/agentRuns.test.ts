import assert from 'node:assert/strict';
import { json, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('OpenHands', () => {
  const response = (id: string, reasoning: string, calls: readonly string[]) => ({
    id,
    created: 1755000000,
    model: 'deepseek-reasoner',
    object: 'chat.completion',
    choices: [
      {
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: null,
          reasoning_content: reasoning,
          tool_calls: calls.map((call) => ({
            id: call,
            type: 'function',
            function: { name: 'execute_bash', arguments: '{"command":"ls"}' },
          })),
        },
      },
    ],
    usage: { prompt_tokens: 24, completion_tokens: 52 },
  });
  const act = (id: string, call: string, model_response: object, accumulated_cost: number) => ({
    id,
    timestamp: '2026-01-01T00:00:00',
    source: 'agent',
    message: 'Running command: ls',
    action: 'run',
    args: { command: 'ls', thought: '' },
    tool_call_metadata: { function_name: 'execute_bash', tool_call_id: call, model_response },
    llm_metrics: {
      accumulated_cost,
      response_latencies: [{ model: 'm', latency: 2.5, response_id: 'r1' }],
    },
  });

  it('has the response beside its old events: one generation for all calls of a response', async () => {
    const first = response('r1', 'Look.', ['c1', 'c2']);
    const { format, traces } = await openJson([
      { id: 0, source: 'user', action: 'message', args: { content: 'Q' }, message: 'Q' },
      act('1', 'c1', first, 0.01),
      {
        id: 2,
        source: 'agent',
        observation: 'run',
        content: 'a.py',
        tool_call_metadata: { tool_call_id: 'c1' },
      },
      act('3', 'c2', first, 0.01),
      {
        id: 4,
        source: 'agent',
        observation: 'error',
        content: 'no',
        tool_call_metadata: { tool_call_id: 'c2' },
      },
      act('5', 'c3', response('r2', 'Again.', ['c3']), 0.03),
    ]);
    assert.equal(format, 'openhands');
    const call = 'call execute_bash: {"command":"ls"}';
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Look.', call, call, 'result: a.py', 'failed result: no'],
      ['raw reasoning: Again.', call],
    ]);
    assert.deepEqual(
      traces.map((t) => [
        t.usage.outputTokens,
        t.timing.durationMs,
        Math.round((t.costUsd ?? 0) * 1e4),
      ]),
      [
        [52, 2500, 100],
        [52, null, 200],
      ],
    );
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  const sdk = [
    {
      kind: 'SystemPromptEvent',
      source: 'agent',
      system_prompt: { type: 'text', text: 'S' },
      tools: [],
    },
    {
      kind: 'MessageEvent',
      source: 'user',
      llm_message: { role: 'user', content: [{ type: 'text', text: 'Q' }] },
    },
    {
      kind: 'ActionEvent',
      source: 'agent',
      thought: [{ type: 'text', text: 'I look.' }],
      reasoning_content: 'Hm.',
      thinking_blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 's' }],
      tool_name: 'terminal',
      tool_call_id: 'c1',
      tool_call: { id: 'c1', name: 'terminal', arguments: '{"command":"ls"}' },
      llm_response_id: 'r1',
    },
    {
      kind: 'ObservationEvent',
      source: 'environment',
      observation: { content: [{ type: 'text', text: 'a.py' }] },
      tool_call_id: 'c1',
    },
    {
      kind: 'MessageEvent',
      source: 'agent',
      llm_message: {
        role: 'assistant',
        content: [{ type: 'text', text: 'Done.' }],
        reasoning_content: 'So.',
      },
      llm_response_id: 'r2',
    },
    {
      kind: 'ConversationStateUpdateEvent',
      source: 'environment',
      key: 'stats',
      value: {
        usage_to_metrics: {
          agent: {
            token_usages: [
              {
                model: 'm',
                prompt_tokens: 24,
                completion_tokens: 52,
                cache_read_tokens: 8,
                response_id: 'r1',
              },
            ],
          },
        },
      },
    },
  ];

  it('kept its first events in pairs', async () => {
    const { traces } = await openLines({
      instance_id: 'i',
      history: [
        [
          { id: 1, source: 'agent', action: 'run', args: { command: 'ls', thought: 'I look.' } },
          { id: 2, source: 'agent', observation: 'run', content: 'a.py' },
        ],
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['answer: I look.', 'call run: {"command":"ls"}', 'result: a.py'],
    ]);
  });

  it('has reasoning once in its new events, with the counts of the run', async () => {
    for (const opened of [
      openLines(...sdk),
      openJson(sdk),
      openJson({ instance_id: 'i', history: sdk }),
    ]) {
      const { traces } = await opened;
      assert.deepEqual(traces.map(outline), [
        [
          'raw reasoning: Hm.',
          'answer: I look.',
          'call terminal: {"command":"ls"}',
          'result: a.py',
        ],
        ['raw reasoning: So.', 'answer: Done.'],
      ]);
      assert.deepEqual(
        [traces[0]?.model, traces[0]?.usage.outputTokens, traces[0]?.usage.cachedInputTokens],
        ['m', 52, 8],
      );
      assert.deepEqual(promptOf(traces[1]), ['system: S', 'user: Q']);
    }
  });
});

describe('trae-agent', () => {
  it('keeps every call of the model, its thinking in tags, and the results of the steps', async () => {
    const { format, traces } = await openJson({
      task: 'Q',
      provider: 'ollama',
      model: 'qwen3',
      llm_interactions: [
        {
          timestamp: '2026-01-01T00:00:00',
          input_messages: [{ role: 'user', content: 'Q' }],
          response: {
            content: '<think>a</think>b',
            model: 'qwen3',
            finish_reason: 'tool_calls',
            usage: { input_tokens: 24, output_tokens: 52, reasoning_tokens: 30 },
            tool_calls: [{ call_id: 'c', name: 'bash', arguments: { command: 'ls' } }],
          },
        },
      ],
      agent_steps: [
        { tool_results: [{ call_id: 'c', success: false, error: 'no', result: 'no' }] },
      ],
    });
    assert.equal(format, 'trae-agent');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer: b', 'call bash: {"command":"ls"}', 'failed result: no'],
    ]);
    assert.equal(traces[0]?.usage.reasoningTokens, 30);
  });

  it('is a session of one task', async () => {
    const call = { call_id: 'c', name: 'bash', arguments: { command: 'ls' } };
    const session = await sessionOf(
      json({
        task: 'Q',
        llm_interactions: [
          {
            input_messages: [{ role: 'user', content: 'Q' }],
            response: { content: 'I look.', tool_calls: [call] },
          },
          {
            input_messages: [{ role: 'tool', content: 'a.py' }],
            response: { content: 'One file.' },
          },
        ],
        agent_steps: [{ tool_results: [{ call_id: 'c', success: true, result: 'a.py' }] }],
      }),
      'trajectory.json',
    );
    assert.equal(session.isAgentLog, true);
    assert.deepEqual(turnsOf(session), ['Q | bash(ls) | answers']);
  });
});

describe('other agents', () => {
  it('keep commentary of Codex apart from the answer', async () => {
    const item = (payload: object) => ({
      timestamp: '2026-01-01T00:00:00Z',
      type: 'response_item',
      payload,
    });
    const message = (text: string, phase: string) =>
      item({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }], phase });
    const { traces } = await openLines(
      { timestamp: '2026-01-01T00:00:00Z', type: 'session_meta', payload: { id: 's', cwd: '/w' } },
      item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Q' }] }),
      message('I work it out.', 'commentary'),
      message('42', 'final_answer'),
    );
    const answers = traces[0]?.segments.flatMap((s) =>
      s.kind === 'answer' ? [[s.text, s.commentary]] : [],
    );
    assert.deepEqual(answers, [
      ['I work it out.', true],
      ['42', undefined],
    ]);
  });

  it('name the model of Kimi Code on the request before the step', async () => {
    const loop = (event: object) => ({ type: 'context.append_loop_event', event });
    const step = (uuid: string, think: string) => [
      loop({ type: 'step.begin', uuid }),
      loop({ type: 'content.part', uuid, part: { type: 'think', think } }),
      loop({ type: 'step.end', uuid, finishReason: 'completed' }),
    ];
    const { traces } = await openLines(
      { type: 'turn.prompt', input: [{ type: 'text', text: 'Q' }], origin: { kind: 'user' } },
      { type: 'llm.request', model: 'kimi-k3', provider: 'kimi' },
      ...step('u1', 'a'),
      { type: 'llm.request', model: 'kimi-k4', provider: 'kimi' },
      ...step('u2', 'b'),
    );
    assert.deepEqual(
      traces.map((t) => [t.model, promptOf(t)]),
      [
        ['kimi-k3', ['user: Q']],
        ['kimi-k4', ['user: Q']],
      ],
    );
  });

  it('keep the model, the stop reason and the cache of an Amp thread', async () => {
    const { traces } = await openJson({
      id: 'T-1',
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Q' }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'a', signature: 's' },
            { type: 'text', text: 'b' },
          ],
          state: { type: 'complete', stopReason: 'end_turn' },
          usage: {
            model: 'claude-sonnet-4-5',
            inputTokens: 4,
            outputTokens: 52,
            cacheReadInputTokens: 20,
          },
        },
      ],
    });
    const [trace] = traces;
    assert.deepEqual(
      [trace?.model, trace?.finishReason, trace?.usage.inputTokens, trace?.usage.cachedInputTokens],
      ['claude-sonnet-4-5', 'end_turn', 24, 20],
    );
  });

  it('read the trajectories of sub-agents in ATIF', async () => {
    const step = (message: string) => ({
      step_id: 1,
      source: 'agent',
      message,
      reasoning_content: 'a',
    });
    const { traces } = await openJson({
      schema_version: 'ATIF-v1.7',
      session_id: 's',
      steps: [step('b')],
      subagent_trajectories: [{ schema_version: 'ATIF-v1.7', session_id: 't', steps: [step('c')] }],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer: b'],
      ['raw reasoning: a', 'answer: c'],
    ]);
  });
});
