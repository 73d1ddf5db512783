import assert from 'node:assert/strict';
import { open, openJson, outline, promptOf } from '../../openFixture';

const THOUGHT = 'Six sevens make 42.';
const SHOWN = [`raw reasoning: ${THOUGHT}`, 'answer: 42'];

/** What a trace says beside its words. */
function factsOf(trace: Awaited<ReturnType<typeof openJson>>['traces'][number] | undefined) {
  const { inputTokens, outputTokens, reasoningTokens, cachedInputTokens } = trace!.usage;
  return {
    model: trace!.model,
    tokens: [inputTokens, outputTokens, reasoningTokens, cachedInputTokens],
    durationMs: trace!.timing.durationMs,
    ttftMs: trace!.timing.ttftMs,
    costUsd: trace!.costUsd,
  };
}

describe('chats of SillyTavern', () => {
  const lines = [
    { user_name: 'User', character_name: 'Helper', create_date: '2026-03-01@10h00m00s' },
    { name: 'User', is_user: true, is_system: false, mes: 'Q', extra: {} },
    { name: 'System', is_user: false, is_system: true, mes: 'Chat renamed.', extra: {} },
    {
      name: 'Helper',
      is_user: false,
      is_system: false,
      mes: '42',
      send_date: '2026-03-01T10:00:06.000Z',
      gen_started: '2026-03-01T10:00:00.000Z',
      gen_finished: '2026-03-01T10:00:05.000Z',
      extra: {
        api: 'openrouter',
        model: 'deepseek/deepseek-r1',
        reasoning: THOUGHT,
        reasoning_duration: 4200,
        token_count: 12,
      },
      swipe_id: 1,
      swipes: ['Another.', '42'],
    },
  ];
  const text = lines.map((line) => JSON.stringify(line)).join('\n');

  it('show the chosen answer with its thinking; the app’s own count is no count of the output', async () => {
    const { format, traces, problems } = await open('chat.jsonl', text);
    assert.equal(format, 'silly-tavern');
    assert.equal(problems.length, 1, 'the other swipe is told');
    assert.deepEqual(traces.map(outline), [SHOWN]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    assert.deepEqual(factsOf(traces[0]), {
      model: 'deepseek/deepseek-r1',
      tokens: [null, null, null, null],
      durationMs: 5000,
      ttftMs: null,
      costUsd: null,
    });
  });
});

describe('the greeting of a character in SillyTavern', () => {
  const said = (name: string, mes: string, more: object = {}) => ({
    name,
    is_user: name === 'User',
    is_system: false,
    mes,
    extra: {},
    ...more,
  });
  const read = async (...lines: readonly object[]) => {
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    return (await open('chat.jsonl', text)).traces;
  };

  it('is given text and no model’s answer', async () => {
    const [hello, asked] = [said('Keeper', 'Come in!'), said('User', 'I knock.')];
    const traces = await read(hello, asked, said('Keeper', 'It opens.'));
    assert.deepEqual(traces.map(outline), [['answer: It opens.']]);
    assert.deepEqual(promptOf(traces[0]), ['assistant: Come in!', 'user: I knock.']);
  });

  it('is an answer where it says which model wrote it', async () => {
    const made = said('Keeper', 'Come in!', { extra: { api: 'kobold', model: 'qwen3' } });
    const traces = await read(made, said('User', 'I knock.'), said('Keeper', 'It opens.'));
    assert.deepEqual(traces.map(outline), [['answer: Come in!'], ['answer: It opens.']]);
  });
});

describe('sessions of Chatbox', () => {
  const session = {
    id: 's',
    name: 'T',
    messages: [
      { id: '1', role: 'system', contentParts: [{ type: 'text', text: 'Be short.' }] },
      { id: '2', role: 'user', contentParts: [{ type: 'text', text: 'Q' }] },
      {
        id: '3',
        role: 'assistant',
        aiProvider: 'deepseek',
        model: 'DeepSeek API (deepseek-reasoner)',
        contentParts: [
          { type: 'reasoning', text: THOUGHT, startTime: 1760000000000, duration: 3000 },
          {
            type: 'tool-call',
            state: 'error',
            toolCallId: 'c',
            toolName: 'search',
            args: { q: '6*7' },
            result: 'no network',
          },
          { type: 'text', text: '42' },
        ],
        usage: { inputTokens: 20, outputTokens: 80, reasoningTokens: 60, totalTokens: 100 },
        firstTokenLatency: 310,
        timestamp: 1760000000000,
      },
    ],
  };
  const shown = [
    `raw reasoning: ${THOUGHT}`,
    'call search: {"q":"6*7"}',
    'failed result: no network',
    'answer: 42',
  ];

  it('open alone, in an export of all data, and with earlier threads', async () => {
    const documents = [
      [session, 1],
      [{ 'session:s': session, settings: {}, 'chat-sessions-list': [{ id: 's', name: 'T' }] }, 1],
      [{ ...session, threads: [{ id: 't', messages: session.messages }] }, 2],
    ] as const;
    for (const [document, chats] of documents) {
      const { format, traces } = await openJson(document);
      assert.equal(format, 'chatbox');
      assert.deepEqual(
        traces.map(outline),
        Array.from({ length: chats }, () => shown),
      );
      assert.deepEqual(promptOf(traces[0]), ['system: Be short.', 'user: Q']);
      assert.deepEqual(factsOf(traces[0]), {
        model: 'deepseek-reasoner',
        tokens: [20, 80, 60, null],
        durationMs: null,
        ttftMs: 310,
        costUsd: null,
      });
    }
  });
});

describe('chats of Cherry Studio', () => {
  const blocks = [
    { id: 'b1', messageId: 'm1', type: 'main_text', content: 'Q' },
    { id: 'b2', messageId: 'm2', type: 'thinking', content: THOUGHT, thinking_millsec: 3000 },
    { id: 'b3', messageId: 'm2', type: 'main_text', content: '42' },
  ];
  const topic = {
    id: 't',
    messages: [
      { id: 'm1', role: 'user', blocks: ['b1'] },
      {
        id: 'm2',
        role: 'assistant',
        blocks: ['b2', 'gone', 'b3'],
        model: { id: 'deepseek-reasoner', provider: 'deepseek' },
        usage: { prompt_tokens: 20, completion_tokens: 80, total_tokens: 100 },
        metrics: { time_completion_millsec: 4000, time_first_token_millsec: 300 },
      },
    ],
  };

  it('find their blocks in the backup’s table and in a single topic', async () => {
    for (const document of [
      { version: 5, indexedDB: { topics: [topic], message_blocks: blocks } },
      { ...topic, message_blocks: blocks },
    ]) {
      const { format, traces } = await openJson(document);
      assert.equal(format, 'cherry-studio');
      assert.deepEqual(traces.map(outline), [SHOWN]);
      assert.deepEqual(promptOf(traces[0]), ['user: Q']);
      assert.deepEqual(factsOf(traces[0]), {
        model: 'deepseek-reasoner',
        tokens: [20, 80, null, null],
        durationMs: 4000,
        ttftMs: 300,
        costUsd: null,
      });
    }
  });
});

describe('what Cherry Studio did not count', () => {
  it('is unknown, though the app writes 0', async () => {
    const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    const metrics = { time_completion_millsec: 0, time_first_token_millsec: 0 };
    const block = { id: 'b', type: 'main_text', content: '42' };
    const { traces } = await openJson({
      messages: [{ role: 'assistant', blocks: ['b'], modelId: 'qwq', usage, metrics }],
      message_blocks: [block],
    });
    assert.deepEqual(traces.map(outline), [['answer: 42']]);
    assert.deepEqual(factsOf(traces[0]), {
      model: 'qwq',
      tokens: [null, null, null, null],
      durationMs: null,
      ttftMs: null,
      costUsd: null,
    });
  });
});

describe('chats of big-AGI', () => {
  const chat = {
    id: 'c',
    messages: [
      { role: 'user', fragments: [{ ft: 'content', part: { pt: 'text', text: 'Q' } }] },
      {
        role: 'assistant',
        fragments: [
          { ft: 'void', part: { pt: 'ma', aType: 'reasoning', aText: THOUGHT } },
          {
            ft: 'content',
            part: {
              pt: 'tool_invocation',
              id: 'c1',
              invocation: { type: 'function_call', name: 'add', args: '{}' },
            },
          },
          {
            ft: 'content',
            part: {
              pt: 'tool_response',
              id: 'c1',
              error: false,
              response: { type: 'function_call', name: 'add', result: 'ok' },
            },
          },
          { ft: 'content', part: { pt: 'text', text: '42' } },
        ],
        generator: {
          mgt: 'aix',
          name: 'claude-sonnet-5',
          metrics: { TIn: 20, TCacheRead: 100, TOut: 80, TOutR: 60, $c: 1.5, dtAll: 4000 },
        },
      },
    ],
  };

  it('count the cache beside the new input, and cost in cents; Claude’s words are a digest', async () => {
    for (const document of [chat, { conversations: [chat] }]) {
      const { format, traces } = await openJson(document);
      assert.equal(format, 'big-agi');
      assert.deepEqual(traces.map(outline), [
        [`summary reasoning: ${THOUGHT}`, 'call add: {}', 'result: ok', 'answer: 42'],
      ]);
      assert.deepEqual(factsOf(traces[0]), {
        model: 'claude-sonnet-5',
        tokens: [120, 80, 60, 100],
        durationMs: 4000,
        ttftMs: null,
        costUsd: 0.015,
      });
    }
  });
});

describe('chats in the shape that many apps share', () => {
  const question = { role: 'user', content: 'Q' };
  const answer = { role: 'assistant', content: '42' };

  it('have reasoning beside the message (Continue)', async () => {
    const { traces } = await openJson({
      sessionId: 's',
      history: [
        { message: question, contextItems: [] },
        { message: answer, reasoning: { active: false, text: THOUGHT, startAt: 5, endAt: 9 } },
      ],
    });
    assert.deepEqual(traces.map(outline), [SHOWN]);
    const [reasoning] = traces[0]!.segments;
    assert.equal(reasoning?.durationMs, 4);
  });

  it('wrap their words as OpenAI’s threads do (Jan)', async () => {
    const said = (role: string, value: string) => ({
      object: 'thread.message',
      role,
      content: [{ type: 'text', text: { value, annotations: [] } }],
    });
    const lines = [said('user', 'Q'), said('assistant', `<think>${THOUGHT}</think>42`)];
    const { traces } = await open('m.jsonl', lines.map((l) => JSON.stringify(l)).join('\n'));
    assert.deepEqual(traces.map(outline), [SHOWN]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });

  it('stand with many others in one export (TypingMind)', async () => {
    const chat = { model: 'qwq', messages: [question, { ...answer, reasoning: THOUGHT }] };
    const { traces } = await openJson({ data: { chats: [chat, chat] } });
    assert.deepEqual(traces.map(outline), [SHOWN, SHOWN]);
    assert.deepEqual(
      traces.map(({ model }) => model),
      ['qwq', 'qwq'],
    );
  });

  it('count in LobeChat’s names', async () => {
    const { traces } = await openJson({
      state: {
        messages: [
          question,
          {
            ...answer,
            reasoning: { content: THOUGHT, duration: 3100 },
            extra: { fromModel: 'deepseek-reasoner' },
            metadata: { totalInputTokens: 20, totalOutputTokens: 80, outputReasoningTokens: 60 },
          },
        ],
      },
    });
    assert.deepEqual(traces.map(outline), [SHOWN]);
    const { model, tokens } = factsOf(traces[0]);
    assert.deepEqual([model, ...tokens], ['deepseek-reasoner', 20, 80, 60, null]);
  });
});
