import { inEnglish } from '../../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import type { Problem } from '../../../../../../src/core/model/problem';
import { open, openJson, outline, promptOf, sse } from '../../openFixture';

const told = (problems: readonly Problem[]) => problems.map(({ message }) => inEnglish(message));

/** A chat of Open WebUI: a question, and two answers of which the second is shown. */
function webUi(answer: object) {
  const messages = {
    u: { id: 'u', parentId: null, childrenIds: ['old', 'a'], role: 'user', content: 'Q' },
    old: { id: 'old', parentId: 'u', role: 'assistant', content: 'Never shown.' },
    a: {
      id: 'a',
      parentId: 'u',
      role: 'assistant',
      model: 'qwen3:8b',
      timestamp: 1750000003,
      ...answer,
    },
  };
  return {
    id: 'c',
    title: 'T',
    chat: { models: ['qwen3:8b'], history: { messages, currentId: 'a' } },
  };
}

const details =
  '<details type="reasoning" done="true" duration="7">\n<summary>Thought for 7 seconds</summary>\n&gt; Six sevens.\n</details>\n42';

describe('branches of a chat that are not shown', () => {
  it('are told', async () => {
    const { traces, problems } = await openJson([webUi({ content: 'Shown.' })]);
    assert.deepEqual(traces.map(outline), [['answer: Shown.']]);
    assert.deepEqual(told(problems), ['1 other branch of the chat is not shown.']);
  });

  it('are traces where several models were asked side by side, the newest of each', async () => {
    const answer = (id: string, modelIdx: number, content: string) => ({
      id,
      parentId: 'u',
      role: 'assistant',
      model: `m${modelIdx}`,
      modelIdx,
      content,
    });
    const messages = {
      u: { id: 'u', parentId: null, role: 'user', content: 'Q' },
      old: answer('old', 0, 'First.'),
      a: answer('a', 0, 'Quick sort.'),
      b: answer('b', 1, 'Merge sort.'),
    };
    const chat = { models: ['m0', 'm1'], history: { messages, currentId: 'b' } };
    const { traces, problems } = await openJson([{ id: 'c', chat }]);
    assert.deepEqual(
      traces.map((trace) => [trace.model, promptOf(trace), outline(trace)]),
      [
        ['m0', ['user: Q'], ['answer: Quick sort.']],
        ['m1', ['user: Q'], ['answer: Merge sort.']],
      ],
    );
    assert.deepEqual(told(problems), ['1 other branch of the chat is not shown.']);
  });

  it('are counted in the trees of ChatGPT, DeepSeek and LibreChat', async () => {
    const node = (id: string, parent: string | null, message: object) =>
      [id, { id, parent, message }] as const;
    const gpt = (role: string, words: string) => ({
      author: { role },
      content: { content_type: 'text', parts: [words] },
    });
    const tree = (said: (role: string, words: string) => object) =>
      Object.fromEntries([
        node('u', null, said('user', 'Q')),
        node('x', 'u', said('assistant', 'One.')),
        node('y', 'u', said('assistant', 'Two.')),
        node('z', 'u', said('assistant', 'Three.')),
      ]);
    const seek = (role: string, content: string) => ({
      fragments: [{ type: role === 'user' ? 'REQUEST' : 'RESPONSE', content }],
    });
    const libre = (id: string, parent: string, isCreatedByUser: boolean) => ({
      messageId: id,
      parentMessageId: parent,
      conversationId: 'c',
      isCreatedByUser,
      text: id,
    });
    const documents = [
      { conversation_id: 'c', current_node: 'z', mapping: tree(gpt) },
      { id: 'c', mapping: tree(seek) },
      { messages: [libre('u', '0', true), ...['x', 'y', 'z'].map((id) => libre(id, 'u', false))] },
    ];
    for (const document of documents) {
      const { traces, problems } = await openJson([document]);
      assert.equal(traces.length, 1);
      assert.deepEqual(told(problems), ['2 other branches of the chat are not shown.']);
    }
  });
});

describe('chats of Open WebUI', () => {
  const answers: readonly (readonly [name: string, answer: object])[] = [
    ['in the content', { content: details }],
    [
      'as output items',
      {
        content: details,
        output: [
          { type: 'reasoning', content: [{ type: 'output_text', text: 'Six sevens.' }] },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: '42' }] },
        ],
      },
    ],
    ['under a key', { content: '42', reasoning_content: 'Six sevens.' }],
    [
      'as phases of Qwen Chat',
      {
        content: '42',
        content_list: [
          { phase: 'think', content: 'Six sevens.' },
          { phase: 'answer', content: '42' },
        ],
      },
    ],
  ];
  for (const [name, answer] of answers) {
    it(`have their thinking ${name}, along the branch that was shown`, async () => {
      const { format, traces } = await openJson([webUi(answer)]);
      assert.equal(format, 'open-webui');
      assert.deepEqual(traces.map(outline), [['raw reasoning: Six sevens.', 'answer: 42']]);
      assert.deepEqual(promptOf(traces[0]), ['user: Q']);
      assert.equal(traces[0]?.model, 'qwen3:8b');
      assert.equal(traces[0].timing.startedAt, 1_750_000_003_000);
    });
  }

  it('keep the counts of the server, Ollama’s time in nanoseconds', async () => {
    const usage = { prompt_eval_count: 24, eval_count: 52, total_duration: 2_500_000_000 };
    const { traces } = await openJson({
      success: true,
      data: [webUi({ content: details, usage })],
    });
    const [trace] = traces;
    assert.deepEqual(
      [trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.timing.durationMs],
      [24, 52, 2500],
    );
  });
});

describe('exports of LibreChat', () => {
  const question = {
    messageId: 'm1',
    parentMessageId: '0',
    sender: 'User',
    text: 'Q',
    isCreatedByUser: true,
  };
  const answer = {
    messageId: 'm2',
    parentMessageId: 'm1',
    isCreatedByUser: false,
    model: 'deepseek-r1',
    text: '',
    content: [
      { type: 'think', think: 'a' },
      { type: 'tool_call', tool_call: { id: 't', name: 'search', args: '{}', output: 'ok' } },
      { type: 'text', text: { value: 'b' } },
    ],
    tokenCount: 52,
  };
  const expected = ['raw reasoning: a', 'call search: {}', 'result: ok', 'answer: b'];

  it('may hold the messages of several chats', async () => {
    const [one, other] = ['c1', 'c2'].map((conversationId) => [
      { ...question, conversationId, messageId: `${conversationId}q`, text: conversationId },
      { ...answer, conversationId, parentMessageId: `${conversationId}q` },
    ]);
    const { format, traces } = await openJson([...(one ?? []), ...(other ?? [])]);
    assert.equal(format, 'librechat');
    assert.deepEqual(
      traces.map((trace) => [promptOf(trace), outline(trace)]),
      [
        [['user: c1'], expected],
        [['user: c2'], expected],
      ],
    );
  });

  it('are read flat and nested', async () => {
    for (const messages of [[question, answer], [{ ...question, children: [answer] }]]) {
      const { format, traces } = await openJson({ conversationId: 'c', options: {}, messages });
      assert.equal(format, 'librechat');
      assert.deepEqual(traces.map(outline), [expected]);
      assert.deepEqual(promptOf(traces[0]), ['user: Q']);
      assert.equal(traces[0]?.usage.outputTokens, 52);
    }
  });

  it('may have their thinking in the text, as before it had parts', async () => {
    const old = { ...answer, content: undefined, text: ':::thinking\na\n:::\n\nb' };
    const { traces } = await openJson([question, old]);
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
  });
});

describe('prompts of Google AI Studio', () => {
  it('have thoughts that Google summarised, with a count for each chunk', async () => {
    const { format, traces } = await openJson({
      runSettings: { model: 'models/gemini-2.5-pro', thinkingBudget: -1 },
      systemInstruction: { parts: [{ text: 'S' }] },
      chunkedPrompt: {
        chunks: [
          { text: 'Q', role: 'user', tokenCount: 16 },
          { text: 'a', role: 'model', isThought: true, tokenCount: 31, parts: [{ text: 'a' }] },
          { text: 'b', role: 'model', tokenCount: 8, finishReason: 'STOP' },
          { text: 'P', role: 'user' },
          { parts: [{ text: 'c' }], role: 'model', finishReason: 'STOP' },
        ],
      },
    });
    assert.equal(format, 'ai-studio');
    assert.deepEqual(traces.map(outline), [['summary reasoning: a', 'answer: b'], ['answer: c']]);
    assert.deepEqual(promptOf(traces[1]), ['system: S', 'user: P']);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.usage.reasoningTokens, trace?.usage.outputTokens, trace?.finishReason, trace?.effort],
      [31, 39, 'STOP', null],
    );
  });
});

describe('chunks of Google AI Studio that stand alone', () => {
  it('keep a thought as the reasoning of the answer after it', async () => {
    const { traces } = await openJson([
      { text: 'Q', role: 'user', tokenCount: 5 },
      { text: 'a', role: 'model', isThought: true },
      { text: 'b', role: 'model', finishReason: 'STOP' },
    ]);
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
  });
});

describe('chats of DeepSeek’s page', () => {
  it('are read from the body of its API, fragments or older fields', async () => {
    const ask = { message_id: 1, parent_id: null, role: 'USER' };
    const reply = { message_id: 2, parent_id: 1, role: 'ASSISTANT', status: 'FINISHED' };
    const forms = [
      [
        { ...ask, fragments: [{ type: 'REQUEST', content: 'Q' }] },
        {
          ...reply,
          fragments: [
            { type: 'THINK', content: 'a', elapsed_secs: 1.5 },
            { type: 'RESPONSE', content: 'b' },
          ],
        },
      ],
      [
        { ...ask, content: 'Q' },
        { ...reply, content: 'b', thinking_content: 'a', thinking_elapsed_secs: 1.5 },
      ],
    ];
    for (const chat_messages of forms) {
      const biz_data = { chat_session: { current_message_id: 2 }, chat_messages };
      const { format, traces } = await openJson({ code: 0, data: { biz_code: 0, biz_data } });
      assert.equal(format, 'deepseek-web');
      assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
      assert.deepEqual(promptOf(traces[0]), ['user: Q']);
      assert.equal(traces[0]?.segments[0]?.durationMs, 1500);
    }
  });

  it('are read from the stream of the page, a patch after another', async () => {
    const fragment = (type: string, content: string) => ({ id: 2, type, content });
    const { format, traces } = await open(
      'chat.sse',
      sse(
        { request_message_id: 1, response_message_id: 2 },
        {
          v: { response: { message_id: 2, status: 'WIP', fragments: [fragment('THINK', 'Six')] } },
        },
        { p: 'response/fragments/-1/content', o: 'APPEND', v: ' sev' },
        { v: 'ens.' },
        { p: 'response/fragments/-1/elapsed_secs', v: 1.5 },
        { p: 'response/fragments', o: 'APPEND', v: [fragment('RESPONSE', '4')] },
        { p: 'response/fragments/-1/content', v: '2' },
        { p: 'response/status', v: 'FINISHED' },
      ),
    );
    assert.equal(format, 'deepseek-stream');
    assert.deepEqual(traces.map(outline), [['raw reasoning: Six sevens.', 'answer: 42']]);
    assert.equal(traces[0]?.finishReason, 'stop');
    const old = await open(
      'old.sse',
      sse(
        { v: { response: { message_id: 2, status: 'WIP', content: '', thinking_content: null } } },
        { p: 'response/thinking_content', v: 'Six' },
        { o: 'APPEND', v: ' sevens.' },
        { p: 'response/content', v: '42' },
      ),
    );
    assert.deepEqual(old.traces.map(outline), [['raw reasoning: Six sevens.', 'answer: 42']]);
  });

  it('are read from its data export', async () => {
    const node = (id: string, parent: string | null, fragments: object[] | null) => ({
      id,
      parent,
      children: [],
      message: fragments && {
        model: 'deepseek-reasoner',
        inserted_at: '2026-01-01T00:00:00Z',
        fragments,
      },
    });
    const { format, traces } = await openJson([
      {
        id: 'c',
        title: 'T',
        mapping: {
          root: node('root', null, null),
          '1': node('1', 'root', [{ type: 'REQUEST', content: 'Q' }]),
          '2': node('2', '1', [
            { type: 'THINK', content: 'a' },
            { type: 'RESPONSE', content: 'b' },
          ]),
        },
      },
    ]);
    assert.equal(format, 'deepseek-web');
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.equal(traces[0]?.model, 'deepseek-reasoner');
  });
});

describe('a chat of llama.cpp’s page', () => {
  it('follows the branch that was shown and keeps the timings of the server', async () => {
    const timings = {
      prompt_n: 24,
      cache_n: 6,
      prompt_ms: 120.5,
      predicted_n: 52,
      predicted_ms: 1300,
    };
    const { traces } = await openJson({
      conv: { id: 'k', name: 'T', currNode: 'm2' },
      messages: [
        { id: 'm1', parent: 'r', role: 'user', content: 'Q' },
        { id: 'm2', parent: 'm1', role: 'assistant', content: 'b', reasoningContent: 'a', timings },
        { id: 'm3', parent: 'm1', role: 'assistant', content: 'c' },
      ],
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.usage.inputTokens, trace?.usage.cachedInputTokens, trace?.usage.outputTokens],
      [30, 6, 52],
    );
    assert.deepEqual([trace?.timing.durationMs, trace?.timing.ttftMs], [1420.5, 120.5]);
  });
});
