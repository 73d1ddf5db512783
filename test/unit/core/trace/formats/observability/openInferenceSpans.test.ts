import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

describe('OpenInference spans with some attributes of the conventions', () => {
  it('keep their messages, with the reasoning beside', async () => {
    const { traces } = await openLines({
      context: { span_id: 's' },
      attributes: {
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'glm-4.6',
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.content': 'Stale?',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'Yes.',
        'gen_ai.completion.0.reasoning': 'The key is old.',
      },
    });
    assert.deepEqual(outline(traces[0]), ['raw reasoning: The key is old.', 'answer: Yes.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Stale?']);
    assert.equal(traces[0]?.model, 'glm-4.6');
  });
});

describe('data frames of OpenInference spans', () => {
  const row = {
    name: 'ChatOpenAI',
    span_kind: 'LLM',
    parent_id: null,
    start_time: '2025-11-20T10:00:00Z',
    end_time: '2025-11-20T10:00:03Z',
    'context.span_id': 'ab12',
    'attributes.llm.model_name': 'deepseek-reasoner',
    'attributes.llm.token_count.prompt': 36,
    'attributes.llm.token_count.completion': 70,
    'attributes.llm.token_count.completion_details.reasoning': 41,
    'attributes.llm.input_messages': [
      { 'message.role': 'system', 'message.content': 'You keep bees.' },
      { 'message.role': 'user', 'message.content': 'Why smoke a hive?' },
    ],
    'attributes.llm.output_messages': [
      { 'message.role': 'assistant', 'message.content': 'It masks the scent.' },
    ],
  };

  it('read the reasoning that only the whole output has', async () => {
    const message = {
      id: ['langchain', 'schema', 'messages', 'AIMessage'],
      kwargs: {
        content: 'It masks the scent.',
        additional_kwargs: { reasoning_content: 'Pheromone is hidden.' },
      },
    };
    const { format, traces } = await openJson([
      {
        ...row,
        'attributes.output.value': JSON.stringify({
          generations: [[{ text: 'It masks the scent.', message }]],
        }),
      },
    ]);
    assert.equal(format, 'otel');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Pheromone is hidden.',
      'answer: It masks the scent.',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: You keep bees.', 'user: Why smoke a hive?']);
    assert.deepEqual(
      [traces[0]?.id, traces[0]?.usage.reasoningTokens, traces[0]?.timing.durationMs],
      ['ab12', 41, 3000],
    );
  });

  it('read blocks and calls in dotted names', async () => {
    const { traces } = await openJson([
      {
        ...row,
        start_time: 1763632800000,
        'attributes.llm.output_messages': [
          {
            'message.role': 'assistant',
            'message.contents': [
              {
                'message_content.type': 'reasoning',
                'message_content.text': 'The gauge knows.',
              },
              { 'message_content.type': 'text', 'message_content.text': 'Looking.' },
            ],
            'message.tool_calls': [
              {
                'tool_call.id': 'c1',
                'tool_call.function.name': 'gauge',
                'tool_call.function.arguments': '{"well":2}',
              },
            ],
          },
        ],
      },
    ]);
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: The gauge knows.',
      'answer: Looking.',
      'call gauge: {"well":2}',
    ]);
    assert.equal(traces[0]?.timing.startedAt, 1763632800000);
  });

  it('read CSV as pandas prints it: lists of Python, counts with a point', async () => {
    const csv = [
      ',name,span_kind,start_time,context.span_id,attributes.llm.token_count.completion,attributes.llm.input_messages,attributes.llm.output_messages',
      `0,x,LLM,2025-11-20T10:00:00Z,s1,70.0,"[{'message.content': ""What's a fen?"", 'message.role': 'user'}]","[{'message.content': '<think>Alkaline.</think>A bog.', 'message.role': 'assistant'}]"`,
      '1,chain,CHAIN,2025-11-20T10:00:00Z,s2,,,',
    ].join('\n');
    const { traces } = await open('spans.csv', `${csv}\n`);
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Alkaline.', 'answer: A bog.']);
    assert.deepEqual(promptOf(traces[0]), ["user: What's a fen?"]);
    assert.equal(traces[0]?.usage.outputTokens, 70);
  });
});
