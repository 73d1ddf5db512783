import assert from 'node:assert/strict';
import { open, openLines, outline, promptOf } from '../../openFixture';

const AGENT =
  "Agent(name='Clock', tools=[FunctionTool(name='now', on_invoke_tool=<function function_tool.<locals>._create.<locals>._invoke at 0x10f959940>)], instructions='Tell the time.', model='gpt-5-mini', model_settings=ModelSettings(max_tokens=1024))";

describe('items of a chat in the frame of a framework', () => {
  it('are read as the Agents SDK of OpenAI prints the items of a run', async () => {
    const { traces } = await open(
      'items.txt',
      `[ReasoningItem(agent=${AGENT}, raw_item=ResponseReasoningItem(id='rs', summary=[Summary(text='a', type='summary_text')], type='reasoning', content=None), type='reasoning_item'), ` +
        `ToolCallItem(agent=${AGENT}, raw_item=ResponseFunctionToolCall(arguments='{}', call_id='c', name='now', type='function_call', id='fc'), type='tool_call_item'), ` +
        `ToolCallOutputItem(agent=${AGENT}, raw_item={'call_id': 'c', 'output': '14:05', 'type': 'function_call_output'}, output='14:05', type='tool_call_output_item'), ` +
        `MessageOutputItem(agent=${AGENT}, raw_item=ResponseOutputMessage(id='m', content=[ResponseOutputText(annotations=[], text='b', type='output_text')], role='assistant', status='completed', type='message'), type='message_output_item')]\n`,
    );
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: a', 'call now: {}', 'result: 14:05'],
      ['answer: b'],
    ]);
    assert.deepEqual(
      traces.map(({ model }) => model),
      ['gpt-5-mini', 'gpt-5-mini'],
    );
  });

  it('are read in the events that it streams, whole responses before their items', async () => {
    const event = (name: string, words: string) => `Event: ${name}(${words})\n----------\n`;
    const called = `item=ToolCallItem(agent=${AGENT}, raw_item=ResponseFunctionToolCall(arguments='{}', call_id='c', name='now', type='function_call', id='fc'), type='tool_call_item'), type='run_item_stream_event'`;
    const gave = `item=ToolCallOutputItem(agent=${AGENT}, raw_item={'call_id': 'c', 'output': '14:05', 'type': 'function_call_output'}, type='tool_call_output_item'), type='run_item_stream_event'`;
    const items =
      event('RunItemStreamEvent', called) +
      event(
        'RawResponsesStreamEvent',
        "data=ResponseTextDeltaEvent(delta='x', type='response.output_text.delta'), type='raw_response_event'",
      ) +
      event('RunItemStreamEvent', gave);
    const begun =
      event('AgentUpdatedStreamEvent', `new_agent=${AGENT}, type='agent_updated_stream_event'`) +
      event(
        'RawResponsesStreamEvent',
        "data=ResponseCreatedEvent(response=Response(id='r', model='gpt-5-mini', object='response', output=[], usage=None), type='response.created'), type='raw_response_event'",
      );
    const whole = event(
      'RawResponsesStreamEvent',
      "data=ResponseCompletedEvent(response=Response(id='r', model='gpt-5-mini-2025', object='response', output=[ResponseReasoningItem(id='rs', summary=[Summary(text='a', type='summary_text')], type='reasoning'), ResponseFunctionToolCall(arguments='{}', call_id='c', name='now', type='function_call', id='fc')], status='completed', usage=ResponseUsage(input_tokens=50, output_tokens=30, output_tokens_details=OutputTokensDetails(reasoning_tokens=20), total_tokens=80)), type='response.completed'), type='raw_response_event'",
    );
    const pieces = await open('events.txt', begun + items);
    assert.deepEqual(pieces.traces.map(outline), [['call now: {}', 'result: 14:05']]);
    const { traces } = await open('events.txt', begun + whole + items);
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: a', 'call now: {}', 'result: 14:05'],
    ]);
    assert.equal(traces[0]?.model, 'gpt-5-mini-2025');
    assert.equal(traces[0].usage.reasoningTokens, 20);
  });

  it('are read with what Deep Code sends beside them', async () => {
    const call = { id: 'c', type: 'function', function: { name: 'bash', arguments: '{}' } };
    const { traces } = await openLines(
      { sessionId: 's', role: 'system', content: 'S', messageParams: null },
      { sessionId: 's', role: 'user', content: 'Q', messageParams: null },
      {
        sessionId: 's',
        role: 'assistant',
        content: ' ',
        messageParams: { tool_calls: [call], reasoning_content: 'a' },
      },
      { sessionId: 's', role: 'tool', content: 'r', messageParams: { tool_call_id: 'c' } },
      { sessionId: 's', role: 'assistant', content: 'b', messageParams: null },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer:  ', 'call bash: {}', 'result: r'],
      ['answer: b'],
    ]);
  });

  it('are read with the tools that Flowise used for them', async () => {
    const used = { tool: 'log', toolInput: { n: 3 }, toolOutput: '71 dB' };
    const { traces } = await openLines([
      { id: 'm1', role: 'userMessage', content: 'Q', usedTools: null },
      { id: 'm2', role: 'apiMessage', content: 'a', usedTools: [used, { tool: 'x', error: 'no' }] },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['answer: a', 'call log: {"n":3}', 'result: 71 dB', 'call x: ', 'failed result: no'],
    ]);
  });

  it('are read from the changes of their list, without what the client said in the name of the user', async () => {
    const user = { role: 'user', content: '<workspace>/w</workspace>\n\nQ', raw_content: 'Q' };
    const { traces, format } = await openLines(
      { type: 'replace', revision: 1, messages: [{ role: 'system', content: 'S' }, user] },
      {
        type: 'append',
        revision: 2,
        message_index: 2,
        messages: [{ role: 'assistant', content: 'x' }],
      },
      {
        type: 'append',
        revision: 3,
        message_index: 2,
        messages: [
          {
            role: 'assistant',
            content: '',
            reasoning_content: 'a',
            tool_calls: [{ id: 'c', name: 'bash', arguments: '{}' }],
          },
          { role: 'tool', content: 'r', tool_call_id: 'c' },
          { role: 'user', content: 'keep going', host_authored: true },
          { role: 'assistant', content: 'b' },
        ],
      },
    );
    assert.equal(format, 'message-list');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'call bash: {}', 'result: r'],
      ['answer: b'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: S', 'user: Q']);
    assert.equal(promptOf(traces[1])?.includes('user: keep going'), false);
  });
});
