import assert from 'node:assert/strict';
import { json, sessionOf } from '../../../session/sessionFixture';
import { openJson, outline, promptOf } from '../../openFixture';

describe('the state of a run of the OpenAI Agents SDK', () => {
  const usage = (input: number, output: number, reasoning: number) => ({
    requests: 1,
    inputTokens: input,
    outputTokens: output,
    totalTokens: input + output,
    inputTokensDetails: [{ cached_tokens: 7 }],
    outputTokensDetails: [{ reasoning_tokens: reasoning }],
  });
  const thought = {
    type: 'reasoning',
    id: 'rs_1',
    content: [{ type: 'input_text', text: 'Ask the tool.' }],
    providerData: { encrypted_content: null },
  };
  const call = {
    type: 'function_call',
    id: 'fc_1',
    callId: 'call_1',
    name: 'get_weather',
    status: 'completed',
    arguments: '{"city":"Oslo"}',
  };
  const answer = {
    type: 'message',
    id: 'msg_2',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: 'It is 4 degrees.' }],
  };
  const last = {
    usage: usage(200, 20, 0),
    output: [
      {
        type: 'reasoning',
        content: [],
        rawContent: [{ type: 'reasoning_text', text: 'Tell it.' }],
      },
      answer,
    ],
    responseId: 'resp_2',
  };
  const state = {
    $schemaVersion: '1.4',
    currentTurn: 2,
    currentAgent: { name: 'Weather' },
    originalInput: 'Weather in Oslo?',
    modelResponses: [
      {
        usage: usage(120, 60, 32),
        output: [thought, call],
        responseId: 'resp_1',
        providerData: {
          object: 'response',
          model: 'gpt-5.1',
          instructions: 'Be short.',
          status: 'completed',
          reasoning: { effort: 'low' },
        },
      },
      last,
    ],
    generatedItems: [
      { type: 'reasoning_item', rawItem: thought, agent: { name: 'Weather' } },
      { type: 'tool_call_item', rawItem: call, agent: { name: 'Weather' } },
      {
        type: 'tool_call_output_item',
        rawItem: {
          type: 'function_call_result',
          name: 'get_weather',
          callId: 'call_1',
          status: 'completed',
          output: { type: 'text', text: '4 C' },
        },
        output: '4 C',
      },
      { type: 'message_output_item', rawItem: answer },
    ],
    lastModelResponse: last,
  };

  it('is a generation for each response, with the results of its tools', async () => {
    const { format, traces } = await openJson(state);
    assert.equal(format, 'agents-run-state');
    assert.deepEqual(
      traces.map((t) => outline(t)),
      [
        ['summary reasoning: Ask the tool.', 'call get_weather: {"city":"Oslo"}', 'result: 4 C'],
        ['raw reasoning: Tell it.', 'answer: It is 4 degrees.'],
      ],
    );
    assert.deepEqual(promptOf(traces[0]), ['system: Be short.', 'user: Weather in Oslo?']);
    assert.deepEqual(
      traces.map(({ id, model, effort, usage: counted }) => [
        ...[id, model, effort],
        ...[counted.inputTokens, counted.cachedInputTokens],
        ...[counted.outputTokens, counted.reasoningTokens],
      ]),
      [
        ['resp_1', 'gpt-5.1', 'low', 120, 7, 60, 32],
        ['resp_2', null, null, 200, 7, 20, 0],
      ],
    );
  });

  it('is read out of the result of a run, and is one turn', async () => {
    const { traces } = await openJson({ state });
    assert.equal(traces.length, 2);
    const session = await sessionOf(json(state), 'state.json');
    assert.deepEqual(
      [session.isAgentLog, session.turns.length, session.calls.length],
      [true, 1, 2],
    );
  });
});
