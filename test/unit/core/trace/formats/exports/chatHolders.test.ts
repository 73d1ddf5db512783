import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const asked = { role: 'user', content: 'How far is the reef?' };

describe('what holds a chat of a framework', () => {
  it('may be the values of a thread of LangGraph', async () => {
    const { traces } = await openJson({
      values: {
        messages: [
          { type: 'human', content: 'Plan it.', id: 'q' },
          {
            type: 'ai',
            id: 'a',
            content: [{ type: 'text', text: 'By the ridge.' }],
            additional_kwargs: {
              reasoning: {
                id: 'rs',
                type: 'reasoning',
                summary: [{ type: 'summary_text', text: 'The river is high.' }],
              },
            },
            usage_metadata: { input_tokens: 4, output_tokens: 6 },
          },
        ],
      },
      next: [],
      checkpoint: { checkpoint_id: '1f' },
    });
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: The river is high.', 'answer: By the ridge.'],
    ]);
  });

  it('may be rows with a message each as JSON text, of several sessions', async () => {
    const row = (session_id: string, message: object, column: string) => ({
      session_id,
      [column]: JSON.stringify(message),
      created_at: '2025-11-20 10:00:00',
    });
    const summary = [{ type: 'summary_text', text: 'A stone is 6.35 kg.' }];
    const { traces } = await openJson([
      row('a', { role: 'user', content: 'Five stone?' }, 'message_data'),
      row('b', { type: 'human', data: { content: 'Hi' } }, 'message'),
      row('a', { type: 'reasoning', id: 'rs', summary }, 'message_data'),
      row('b', { type: 'ai', data: { content: 'Hello' } }, 'message'),
      row('a', { role: 'assistant', content: '31.75 kg.' }, 'message_data'),
    ]);
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: A stone is 6.35 kg.', 'answer: 31.75 kg.'],
      ['answer: Hello'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Five stone?'], ['user: Hi']]);
    assert.equal(traces[1]?.timing.startedAt, Date.UTC(2025, 10, 20, 10));
  });

  it('may be the history of a session of LiveKit, a list of items', async () => {
    const { traces } = await openJson({
      items: [
        { id: 'c', type: 'agent_config_update', instructions: 'Be brief.', tools_added: ['tide'] },
        { id: 'u', type: 'message', role: 'user', content: ['High tide?'], created_at: 1 },
        { id: 'f', type: 'function_call', call_id: 'w', name: 'tide', arguments: '{}' },
        { id: 'o', type: 'function_call_output', call_id: 'w', output: 'offline', is_error: true },
        { id: 'h', type: 'agent_handoff', old_agent_id: 'a', new_agent_id: 'b' },
        { id: 'a', type: 'message', role: 'assistant', content: ['I cannot tell.'] },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['call tide: {}', 'failed result: offline'],
      ['answer: I cannot tell.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: High tide?']);
  });

  it('may be the run of an agent that repeats its last message (Agno)', async () => {
    const run = {
      run_id: 'r',
      content: 'Use a twill.',
      reasoning_content: 'Twill drapes better than plain weave.',
      model: 'qwen3',
      model_provider: 'Alibaba',
      metrics: { input_tokens: 12, output_tokens: 8, reasoning_tokens: 3 },
    };
    const call = { id: 't', type: 'function', function: { name: 'yarn', arguments: '{}' } };
    const last = {
      role: 'assistant',
      content: run.content,
      reasoning_content: run.reasoning_content,
      metrics: { input_tokens: 12, output_tokens: 8 },
    };
    const one = await openJson({ ...run, messages: [asked, last] });
    assert.deepEqual(
      one.traces.map((t) => [t.model, t.usage.inputTokens, t.usage.reasoningTokens]),
      [['qwen3', 12, 3]],
    );
    assert.deepEqual(promptOf(one.traces[0]), ['user: How far is the reef?']);
    const { traces } = await openJson({
      ...run,
      messages: [
        asked,
        { role: 'assistant', reasoning_content: 'The yarn first.', tool_calls: [call] },
        { role: 'tool', tool_call_id: 't', content: '8 wpi' },
        last,
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: The yarn first.', 'call yarn: {}', 'result: 8 wpi'],
      ['raw reasoning: Twill drapes better than plain weave.', 'answer: Use a twill.'],
    ]);
    // The counts of the run are those of both.
    assert.equal(traces[1]?.usage.reasoningTokens, null);
    const alone = await openJson(run);
    assert.equal(alone.traces[0]?.usage.inputTokens, 12);
  });

  it('may be the runs of a session, each with the earlier ones before it (Agno)', async () => {
    const run = (n: number, earlier: readonly object[]) => {
      const said = {
        role: 'assistant',
        content: `Answer ${n}.`,
        reasoning_content: `The thought behind the answer number ${n}.`,
      };
      const { content, reasoning_content } = said;
      const messages = [...earlier, { role: 'user', content: `Question ${n}?` }, said];
      return { run_id: `r${n}`, content, reasoning_content, messages };
    };
    const first = run(1, []);
    const again = first.messages.map((message) => ({ ...message, from_history: true }));
    const { traces } = await openJson({ session_id: 's', runs: [first, run(2, again)] });
    assert.deepEqual(traces.map(promptOf), [['user: Question 1?'], ['user: Question 2?']]);
    assert.deepEqual(
      traces.map((t) => outline(t).at(-1)),
      ['answer: Answer 1.', 'answer: Answer 2.'],
    );
  });

  it('may be the prompt of a row that has its reasoning in a column', async () => {
    const { traces } = await openLines({
      messages: [{ role: 'system', content: 'Be brief.' }, asked],
      reasoning: 'The chart gives three miles, which is almost five km.',
      response: '4.8 km',
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: The chart gives three miles, which is almost five km.', 'answer: 4.8 km'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: How far is the reef?']);
  });
});

describe('the history of a thread of LangGraph', () => {
  const message = (type: string, id: string, content: string) => ({ type, id, content });
  const [asked1, first, asked2, second, other] = [
    message('human', 'h1', 'How far?'),
    message('ai', 'a1', 'Two miles.'),
    message('human', 'h2', 'By boat?'),
    message('ai', 'a2', 'One hour.'),
    message('ai', 'a3', 'Half a day.'),
  ];
  const state = (step: number, messages: readonly object[], thread = 't') => ({
    values: { messages },
    next: [],
    metadata: { step },
    config: { configurable: { thread_id: thread } },
  });

  it('tells each message once, though every state holds all before it', async () => {
    const { traces } = await openJson([
      state(3, [asked1, first, asked2, second]),
      state(2, [asked1, first, asked2]),
      state(1, [asked1, first]),
      state(0, [asked1]),
      state(-1, []),
    ]);
    assert.deepEqual(traces.map(outline), [['answer: Two miles.'], ['answer: One hour.']]);
    assert.deepEqual(promptOf(traces[1]), ['user: By boat?']);
  });

  it('tells of a fork what it has of its own, and keeps threads apart', async () => {
    const { traces } = await openJson([
      state(4, [asked1, first, asked2, other]),
      state(3, [asked1, first, asked2, second]),
      state(1, [asked1, first]),
      state(1, [asked1, message('ai', 'b1', 'Far.')], 'u'),
    ]);
    assert.deepEqual(
      traces.map((trace) => outline(trace)[0]),
      ['answer: Two miles.', 'answer: One hour.', 'answer: Half a day.', 'answer: Far.'],
    );
  });
});

describe('what stands beside the messages of a log', () => {
  it('names the model of its answers at its head', async () => {
    const { traces } = await openLines(
      { type: 'session_start', sessionId: 's', model: 'deepseek-v3' },
      { type: 'message', sessionId: 's', role: 'user', content: 'Hi' },
      { type: 'message', sessionId: 's', role: 'assistant', content: 'Hello.' },
    );
    assert.equal(traces[0]?.model, 'deepseek-v3');
  });

  it('says in words that a tool failed (AgentDojo)', async () => {
    const call = { id: 'c', function: 'send', args: {} };
    const text = (content: string) => [{ type: 'text', content }];
    const { traces } = await openJson({
      suite_name: 'workspace',
      messages: [
        { role: 'user', content: text('Send it.') },
        { role: 'assistant', content: text('I send.'), tool_calls: [call] },
        {
          role: 'tool',
          content: text(''),
          tool_call_id: 'c',
          tool_call: call,
          error: 'No address',
        },
        { role: 'assistant', content: text('It failed.'), tool_calls: [] },
      ],
    });
    assert.equal(outline(traces[0]).at(-1), 'failed result: No address');
  });
});
