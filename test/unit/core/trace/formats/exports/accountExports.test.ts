import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

const mongo = (ms: number) => ({ $date: { $numberLong: String(ms) } });

describe('the account export of Grok', () => {
  it('is read along the branch that was shown, with its thinking, steps and calls', async () => {
    const asked = (id: string, words: string, parent: string) => ({
      response: { _id: id, sender: 'human', message: words, parent_response_id: parent, model: '' },
    });
    const { format, traces } = await openJson({
      conversations: [
        {
          conversation: { id: 'c', title: 'T', leaf_response_id: 'r4' },
          responses: [
            asked('r1', 'Q', 'root'),
            {
              response: {
                _id: 'r2',
                sender: 'ASSISTANT',
                message: 'a',
                thinking_trace: 't',
                thinking_start_time: mongo(1_787_775_813_216),
                thinking_end_time: mongo(1_787_775_831_251),
                parent_response_id: 'r1',
                create_time: mongo(1_787_775_850_043),
                model: 'grok-3',
              },
              share_link: null,
            },
            {
              response: { _id: 'rx', sender: 'grok-3', message: 'x', parent_response_id: 'r1' },
            },
            asked('r3', 'R', 'r2'),
            {
              response: {
                _id: 'r4',
                sender: 'assistant',
                message: 'b',
                parent_response_id: 'r3',
                model: 'expert',
                agent_thinking_traces: [{ agent_id: 'agent-0', thinking_trace: 'u' }],
                steps: [
                  { tag_order: ['header'], tagged_text: { header: 'Looking' } },
                  {
                    tagged_text: { tool_usage_card: '<xai/>', raw_function_result: '' },
                    tool_usage_cards: [
                      { tool_usage_card_id: 'k', tool: { WebSearch: { args: { query: 'q' } } } },
                    ],
                    tool_usage_results: [
                      { tool_usage_card_id: 'k', result: { WebSearchResults: [] } },
                    ],
                  },
                ],
                metadata: { request_metadata: { model: 'expert', resolved_model: 'grok-4-1' } },
              },
            },
          ],
        },
      ],
      projects: [],
    });
    assert.equal(format, 'grok-export');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: t', 'answer: a']);
    assert.deepEqual(outline(traces[1]).slice(1), [
      'summary reasoning: Looking',
      'call WebSearch: {"query":"q"}',
      'result: {"WebSearchResults":[]}',
      'answer: b',
    ]);
    assert.match(outline(traces[1])[0] ?? '', /reasoning: u$/);
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: R']]);
    assert.deepEqual(
      traces.map(({ id, model, provider }) => [id, model, provider]),
      [
        ['r2', 'grok-3', 'xAI'],
        ['r4', 'grok-4-1', 'xAI'],
      ],
    );
    assert.equal(traces[0]?.segments[0]?.durationMs, 18_035);
    assert.equal(traces[0].timing.startedAt, 1_787_775_850_043);
  });
});

describe('one conversation of that export', () => {
  it('is read alone; the sender of an answer may be its model', async () => {
    const { format, traces } = await openJson({
      conversation: { id: 'c' },
      responses: [
        { _id: '1', sender: 'human', message: 'Q' },
        {
          _id: '2',
          sender: 'grok-3',
          message: '',
          thinking_trace: 't',
          create_time: { $date: '2026-01-01T00:00:05Z' },
        },
      ],
    });
    assert.equal(format, 'grok-export');
    assert.deepEqual(traces.map(outline), [['raw reasoning: t']]);
    assert.equal(traces[0]?.model, 'grok-3');
    assert.equal(traces[0].timing.startedAt, Date.UTC(2026, 0, 1, 0, 0, 5));
  });
});

describe('a thread of Chainlit', () => {
  const step = (type: string, name: string, output: string, more: object = {}) => ({
    id: name,
    threadId: 'th',
    parentId: null,
    type,
    name,
    input: '',
    output,
    isError: false,
    createdAt: '2026-03-01T10:00:00Z',
    ...more,
  });

  it('has the steps before an answer as its thinking and calls', async () => {
    const { format, traces } = await openJson({
      id: 'th',
      steps: [
        step('user_message', 'admin', 'Q'),
        step('run', 'on_message', ''),
        step('llm', 'Thinking', 't', {
          generation: { provider: 'openai', model: 'm', inputTokenCount: 41, outputTokenCount: 88 },
        }),
        step('tool', 'search', 'found', { input: '{"q": 1}' }),
        step('llm', 'model', 'a'),
        step('assistant_message', 'Assistant', 'a'),
      ],
      elements: [],
    });
    assert.equal(format, 'chainlit');
    const [trace] = traces;
    assert.equal(traces.length, 1);
    assert.match(outline(trace)[0] ?? '', /reasoning: t$/);
    assert.deepEqual(outline(trace).slice(1), [
      'call search: {"q":1}',
      'result: found',
      'answer: a',
    ]);
    assert.deepEqual(promptOf(trace), ['user: Q']);
    assert.deepEqual(
      [trace?.model, trace?.provider, trace?.usage.inputTokens, trace?.usage.outputTokens],
      ['m', 'openai', 41, 88],
    );
  });

  it('has an answer once, and the whole of the thought before a short one', async () => {
    const { traces } = await openJson({
      id: 'th',
      steps: [
        step('user_message', 'admin', 'Q'),
        step('llm', 'deepseek', '<think>Greet.</think>\nHello.'),
        step('assistant_message', 'bot', 'Hello.'),
        step('user_message', 'admin', '2+2?'),
        step('llm', 'Thinking', 'That is 4'),
        step('assistant_message', 'bot', '4'),
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Greet.', 'answer: Hello.'],
      ['raw reasoning: That is 4', 'answer: 4'],
    ]);
  });

  it('counts all calls before an answer', async () => {
    const generation = { model: 'm', inputTokenCount: 5, outputTokenCount: 900 };
    const { traces } = await openJson({
      id: 'th',
      steps: [
        step('user_message', 'admin', 'P'),
        step('llm', 'Thinking', 'A long thought.', { generation }),
        step('llm', 'model', 'Yes.', { generation: { ...generation, outputTokenCount: 7 } }),
        step('assistant_message', 'bot', 'Yes.'),
      ],
    });
    assert.deepEqual(
      traces.map(({ usage }) => [usage.inputTokens, usage.outputTokens]),
      [[10, 907]],
    );
  });

  it('keeps the steps of runs that were stopped, with their counts', async () => {
    const generation = { model: 'm', inputTokenCount: 5, outputTokenCount: 900 };
    const stopped = [
      step('user_message', 'admin', 'P'),
      step('run', 'on_message', ''),
      step('llm', 'Thinking', 'A long thought.', { generation }),
    ];
    const { traces } = await openJson({
      id: 'th',
      steps: [
        ...stopped,
        step('user_message', 'admin', 'Q'),
        step('assistant_message', 'bot', 'Hello.'),
        ...stopped,
        step('user_message', 'admin', 'R'),
        step('llm', 'model', '', { generation }),
      ],
    });
    assert.deepEqual(
      traces.map((trace) => [promptOf(trace), outline(trace), trace.usage.outputTokens]),
      [
        [['user: P'], ['raw reasoning: A long thought.'], 900],
        [['user: Q'], ['answer: Hello.'], null],
        [['user: P'], ['raw reasoning: A long thought.'], 900],
        [['user: R'], [], 900],
      ],
    );
  });
});
