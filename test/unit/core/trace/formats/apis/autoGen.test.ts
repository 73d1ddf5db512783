import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('messages of AutoGen', () => {
  const call = { id: 'c', name: 'tides', arguments: '{"port":"Dunmore"}' };
  const result = { content: '3.4 m', name: 'tides', call_id: 'c', is_error: false };

  it('are read by their source and type, with the counts of each generation', async () => {
    const { traces } = await openJson({
      messages: [
        { source: 'user', models_usage: null, content: 'How high?', type: 'TextMessage' },
        { source: 'bot', models_usage: null, content: 'Use the tool.', type: 'ThoughtEvent' },
        {
          source: 'bot',
          models_usage: { prompt_tokens: 60, completion_tokens: 45 },
          content: [call],
          type: 'ToolCallRequestEvent',
        },
        { source: 'bot', content: [result], type: 'ToolCallExecutionEvent' },
        { source: 'bot', models_usage: null, content: 'Report it.', type: 'ThoughtEvent' },
        {
          source: 'bot',
          models_usage: { prompt_tokens: 90, completion_tokens: 30 },
          content: 'It is 3.4 metres.',
          type: 'TextMessage',
        },
      ],
      stop_reason: 'Maximum number of turns',
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Use the tool.', 'call tides: {"port":"Dunmore"}', 'result: 3.4 m'],
      ['raw reasoning: Report it.', 'answer: It is 3.4 metres.'],
    ]);
    assert.deepEqual(
      traces.map((t) => [t.usage.inputTokens, t.usage.outputTokens]),
      [
        [60, 45],
        [90, 30],
      ],
    );
    assert.deepEqual(promptOf(traces[0]), ['user: How high?']);
  });

  it('are read as the context of a saved agent has them', async () => {
    const { traces } = await openJson({
      type: 'AssistantAgentState',
      llm_context: {
        messages: [
          { content: 'How high?', source: 'user', type: 'UserMessage' },
          { content: [call], thought: 'Use the tool.', source: 'bot', type: 'AssistantMessage' },
          { content: [result], type: 'FunctionExecutionResultMessage' },
          { content: '3.4 metres.', thought: null, source: 'bot', type: 'AssistantMessage' },
        ],
      },
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Use the tool.', 'call tides: {"port":"Dunmore"}', 'result: 3.4 m'],
      ['answer: 3.4 metres.'],
    ]);
  });

  it('are read from a saved team, every agent’s, and from a log of mostly pieces of a stream', async () => {
    const agent = (name: string) => ({
      type: 'ChatAgentContainerState',
      agent_state: {
        llm_context: {
          messages: [
            { content: 'How high?', source: 'user', type: 'UserMessage' },
            { content: '3 m', thought: `${name} knows.`, source: name, type: 'AssistantMessage' },
          ],
        },
      },
    });
    const team = await openJson({
      type: 'TeamState',
      agent_states: { one: agent('one'), two: agent('two') },
    });
    assert.deepEqual(team.traces.map(outline), [
      ['raw reasoning: one knows.', 'answer: 3 m'],
      ['raw reasoning: two knows.', 'answer: 3 m'],
    ]);
    const piece = { source: 'bot', content: 'I', type: 'ModelClientStreamingChunkEvent' };
    const { traces } = await openLines(
      { source: 'user', content: 'How high?', type: 'TextMessage' },
      piece,
      piece,
      piece,
      piece,
      { source: 'bot', content: 'I know.', type: 'ThoughtEvent' },
      { source: 'bot', content: '3 m', type: 'TextMessage' },
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: I know.', 'answer: 3 m']]);
  });

  it('are of an agent that is called after the user where a model said them', async () => {
    const { traces } = await openJson({
      messages: [
        { source: 'user', models_usage: null, content: 'Write.', type: 'TextMessage' },
        {
          source: 'user_story_writer',
          models_usage: { prompt_tokens: 10, completion_tokens: 5 },
          content: 'As a user I sail.',
          type: 'TextMessage',
        },
        {
          source: 'critic',
          models_usage: { prompt_tokens: 30, completion_tokens: 2 },
          content: 'Good.',
          type: 'TextMessage',
        },
      ],
    });
    assert.deepEqual(traces.map(outline), [['answer: As a user I sail.'], ['answer: Good.']]);
  });
});
