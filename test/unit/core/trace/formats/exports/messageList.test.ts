import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('lists of chat messages', () => {
  it('read blocks, tags in text blocks, and results inside user messages', async () => {
    const { format, traces } = await openJson(
      [
        { role: 'user', content: [{ type: 'text', text: '<task>Fix</task>' }] },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: '<thinking>Find it.</thinking>Reading.' },
            { type: 'tool_use', id: 'c', name: 'read_file', input: { path: 'a' } },
          ],
          ts: 1_760_000_000_000,
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'abc' }] },
        {
          type: 'reasoning',
          summary: [{ type: 'summary_text', text: '**Closing**' }],
          encrypted_content: 'x',
        },
        { role: 'assistant', content: 'Fixed.' },
      ],
      'api_conversation_history.json',
    );
    assert.equal(format, 'cline-history');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Find it.',
      'answer: Reading.',
      'call read_file: {"path":"a"}',
      'result: abc',
    ]);
    assert.deepEqual(outline(traces[1]), ['summary reasoning: **Closing**', 'answer: Fixed.']);
  });

  it('are read a line each, with reasoning beside the content', async () => {
    const { traces } = await openLines(
      { role: 'user', content: 'Hi' },
      { role: '_usage', token_count: 10 },
      {
        role: 'assistant',
        content: [
          { type: 'think', think: 'Greet.' },
          { type: 'text', text: 'Hello' },
        ],
      },
      { role: 'user', content: 'And?' },
      {
        role: 'assistant',
        reasoning_content: 'More.',
        content: 'Well.',
        usage: { prompt_tokens: 5, completion_tokens: 9 },
      },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Greet.', 'answer: Hello'],
      ['raw reasoning: More.', 'answer: Well.'],
    ]);
    assert.equal(traces[1]?.usage.outputTokens, 9);
  });
});

describe('lists of chats', () => {
  const chat = (question: string, answer: string) => [
    { role: 'user', content: question },
    { role: 'assistant', content: `<think>Ask ${question}</think>${answer}` },
  ];
  const chats = [chat('one', 'first'), chat('two', 'second')];

  for (const [where, open] of [
    ['within a list', () => openJson(chats)],
    ['a line each', () => openLines(...chats)],
  ] as const) {
    it(`${where} are chats of their own: none is asked what another was`, async () => {
      const { format, traces } = await open();
      assert.equal(format, 'message-list');
      assert.deepEqual(
        traces.map((trace) => [promptOf(trace), outline(trace)]),
        [
          [['user: one'], ['raw reasoning: Ask one', 'answer: first']],
          [['user: two'], ['raw reasoning: Ask two', 'answer: second']],
        ],
      );
    });
  }
});

describe('chats with long reasoning', () => {
  const thought = 'Greet them politely, be nice to the user, then stop.';

  it('are chats and not rows of a data set, whether it is in a key or in tags', async () => {
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
    const keyed = await openLines(
      { role: 'user', content: 'Hi' },
      { role: 'assistant', reasoning_content: thought, content: 'Hello', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c', content: 'ok' },
      { role: 'assistant', content: 'Bye' },
    );
    assert.equal(keyed.format, 'message-list');
    assert.deepEqual(keyed.traces.map(outline), [
      [`raw reasoning: ${thought}`, 'answer: Hello', 'call f: {}', 'result: ok'],
      ['answer: Bye'],
    ]);
    const tagged = await openJson([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: `<think>${thought}</think>Hello` },
    ]);
    assert.deepEqual(tagged.traces.map(outline), [[`raw reasoning: ${thought}`, 'answer: Hello']]);
    assert.deepEqual(promptOf(tagged.traces[0]), ['user: Hi']);
  });
});

describe('documents with messages', () => {
  const asked = { role: 'user', content: 'Hi' };

  it('are read when they end with an answer', async () => {
    const { format, traces } = await openJson({
      id: 'T-1',
      model: 'claude-3-7-sonnet',
      messages: [
        asked,
        {
          role: 'assistant',
          content: [{ type: 'text', text: 'Hello' }],
          usage: { input_tokens: 4, output_tokens: 6 },
        },
        asked,
        {
          role: 'assistant',
          content: '',
          extra: {
            response: {
              model: 'deepseek-r1',
              choices: [
                {
                  finish_reason: 'stop',
                  message: {
                    role: 'assistant',
                    reasoning_content: 'Again.',
                    content: 'Hello again',
                  },
                },
              ],
              usage: { completion_tokens: 9 },
            },
          },
        },
      ],
    });
    assert.equal(format, 'message-document');
    assert.deepEqual(traces.map(outline), [
      ['answer: Hello'],
      ['raw reasoning: Again.', 'answer: Hello again'],
    ]);
    assert.deepEqual(
      traces.map((t) => [t.model, t.usage.outputTokens]),
      [
        ['claude-3-7-sonnet', 6],
        ['deepseek-r1', 9],
      ],
    );
  });

  it('may end with a word of the user, as runs of mini-swe-agent do', async () => {
    const response = (reasoning: string, cost: number) => ({
      object: 'chat.completion',
      created: 1_763_500_001,
      model: 'google/gemini-3-pro-preview',
      choices: [
        {
          finish_reason: 'stop',
          message: { role: 'assistant', content: 'THOUGHT: ls', reasoning },
        },
      ],
      usage: { prompt_tokens: 400, completion_tokens: 226, cost },
    });
    const { traces } = await openJson({
      info: { exit_status: 'Submitted', mini_version: '1.15.0' },
      messages: [
        asked,
        { role: 'assistant', content: 'THOUGHT: ls', extra: { response: response('a', 0.007) } },
        { role: 'user', content: '<returncode>0</returncode>' },
        { role: 'assistant', content: 'THOUGHT: ls', extra: { response: response('b', 0.005) } },
        { role: 'user', content: 'Submitted' },
      ],
      trajectory_format: 'mini-swe-agent-1',
    });
    assert.deepEqual(
      traces.map((t) => [t.fidelity, t.costUsd, t.usage.outputTokens, t.timing.startedAt]),
      [
        ['summary', 0.007, 226, 1_763_500_001_000],
        ['summary', 0.005, 226, 1_763_500_001_000],
      ],
    );
  });

  it('may have whole bodies of the Responses API among their messages', async () => {
    const { traces } = await openJson({
      info: { config: { model: { model_name: 'openai/gpt-5' } } },
      messages: [
        asked,
        {
          object: 'response',
          model: 'gpt-5',
          output: [
            { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Plan.' }] },
            { type: 'function_call', name: 'bash', arguments: '{}', call_id: 'c' },
          ],
          usage: { input_tokens: 5, output_tokens: 9 },
          extra: { cost: 0.01 },
        },
        { type: 'function_call_output', call_id: 'c', output: 'a.py' },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Plan.', 'call bash: {}', 'result: a.py'],
    ]);
    assert.deepEqual([traces[0]?.model, traces[0]?.costUsd], ['gpt-5', 0.01]);
  });

  it('take the blocks of thinking of SWE-agent, not its thought, which repeats the answer', async () => {
    const { traces } = await openJson(
      {
        history: [
          { role: 'user', content: 'Demo', is_demo: true },
          { role: 'assistant', content: 'Demo', thought: 'Demo', is_demo: true },
          { role: 'user', content: 'Q' },
          {
            role: 'assistant',
            content: 'I look.\n\n```\nls\n```',
            thought: 'I look.\n',
            thinking_blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 'x' }],
          },
          { role: 'user', content: 'x' },
          { role: 'assistant', content: 'Done.\n\n```\nsubmit\n```', thought: 'Done.\n' },
        ],
        info: { exit_status: 'submitted' },
        replay_config: '{"agent":{"model":{"name":"claude-sonnet-4-20250514"}}}',
      },
      'swe.traj',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Hm.', 'answer: I look.\n\n```\nls\n```'],
      ['answer: Done.\n\n```\nsubmit\n```'],
    ]);
    assert.equal(traces[0]?.model, 'claude-sonnet-4-20250514');
  });

  it('have their reasoning under any key that means it, or in a message of its own role', async () => {
    const { traces } = await openJson({
      title: 'T',
      messages: [
        asked,
        { role: 'assistant', content: 'A', reasoningContent: 'a' },
        asked,
        { role: 'reasoning', content: 'b' },
        { role: 'assistant', content: 'B' },
        asked,
        { role: 'assistant', content: 'C', reasoning: { content: 'c', duration: 1200 } },
        asked,
        { role: 'assistant', content: 'D', reasoning_effort: 'high', thinkingDuration: '3 s' },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer: A'],
      ['raw reasoning: b', 'answer: B'],
      ['raw reasoning: c', 'answer: C'],
      ['answer: D'],
    ]);
    assert.equal(traces[2]?.segments[0]?.durationMs, 1200);
  });

  it('are not requests that were never answered', async () => {
    await assert.rejects(
      openJson({
        model: 'gpt-4o',
        messages: [asked, { role: 'assistant', content: 'Hello' }, asked],
      }),
    );
  });

  it('may hold parts of the AI SDK', async () => {
    const { traces } = await openJson([
      { role: 'user', parts: [{ type: 'text', text: 'Weather?' }] },
      {
        role: 'assistant',
        parts: [
          { type: 'step-start' },
          { type: 'reasoning', text: 'Ask the tool.' },
          {
            type: 'tool-weather',
            toolCallId: 'c',
            input: { city: 'Bonn' },
            output: { t: 9 },
            state: 'output-available',
          },
          { type: 'text', text: '9 degrees.' },
        ],
      },
    ]);
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Ask the tool.',
      'call weather: {"city":"Bonn"}',
      'result: {"t":9}',
      'answer: 9 degrees.',
    ]);
  });
});

describe('LM Studio conversations', () => {
  it('read the selected version, thinking steps and statistics', async () => {
    const step = (text: string, more: object) => ({
      type: 'contentBlock',
      content: [{ type: 'text', text }],
      ...more,
    });
    const { format, traces } = await openJson({
      name: 'Chat',
      systemPrompt: 'Be kind.',
      messages: [
        {
          versions: [
            { type: 'singleStep', role: 'user', content: [{ type: 'text', text: '2+2?' }] },
          ],
          currentlySelected: 0,
        },
        {
          currentlySelected: 1,
          versions: [
            { type: 'multiStep', role: 'assistant', steps: [step('5', {})] },
            {
              type: 'multiStep',
              role: 'assistant',
              senderInfo: { senderName: 'qwen3-8b' },
              steps: [
                step('Two and two.', {
                  style: { type: 'thinking', ended: true, title: 'Thought for 1 second' },
                }),
                step('4', {
                  genInfo: {
                    identifier: 'qwen/qwen3-8b',
                    stats: {
                      stopReason: 'eosFound',
                      promptTokensCount: 12,
                      predictedTokensCount: 9,
                      timeToFirstTokenSec: 0.2,
                      totalTimeSec: 1.5,
                    },
                  },
                }),
                { type: 'debugInfoBlock', debugInfo: 'x' },
              ],
            },
          ],
        },
      ],
    });
    assert.equal(format, 'lm-studio');
    assert.deepEqual(traces.map(outline), [['raw reasoning: Two and two.', 'answer: 4']]);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.usage.outputTokens, traces[0]?.timing.durationMs],
      ['qwen/qwen3-8b', 9, 1500],
    );
    assert.deepEqual(promptOf(traces[0]), ['system: Be kind.', 'user: 2+2?']);
  });
});
