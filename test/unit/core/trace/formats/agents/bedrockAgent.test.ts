import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const event = (trace: object, second = 0) => ({
  agentId: 'A1',
  sessionId: 's',
  eventTime: `2026-04-19T11:48:0${second}Z`,
  trace: { orchestrationTrace: trace },
});
const sent = (words: string) => ({
  modelInvocationInput: {
    foundationModel: 'anthropic.claude-3-5-sonnet',
    text: JSON.stringify({
      system: 'Be brief.',
      messages: [{ role: 'user', content: `[{text=${words}, type=text}]` }],
    }),
    traceId: 't0',
    type: 'ORCHESTRATION',
  },
});
const put = (content: unknown) => ({
  modelInvocationOutput: {
    metadata: { usage: { inputTokens: 16, outputTokens: 10 } },
    rawResponse: { content: typeof content === 'string' ? content : JSON.stringify(content) },
    traceId: 't0',
  },
});
const call = {
  invocationInput: {
    actionGroupInvocationInput: {
      actionGroupName: 'survey',
      function: 'list',
      parameters: [{ name: 'kind', type: 'string', value: 'pear' }],
    },
    invocationType: 'ACTION_GROUP',
    traceId: 't0',
  },
};
const came = {
  observation: { actionGroupInvocationOutput: { text: '5' }, traceId: 't0', type: 'ACTION_GROUP' },
};
const final = { observation: { finalResponse: { text: 'Five.' }, traceId: 't1', type: 'FINISH' } };
const why = { rationale: { text: 'I ask.', traceId: 't0' } };

describe('traces of Bedrock agents', () => {
  it('are joined: what was sent and put out, its rationale once, calls, results and the answer', async () => {
    const blocks = (first: string) => ({
      model: 'claude-3-5',
      role: 'assistant',
      stop_reason: 'tool_use',
      content: [
        { type: 'text', text: first, id: null },
        { type: 'tool_use', id: 'c1', name: 'survey__list', input: { kind: 'pear' } },
      ],
    });
    for (const words of ['<thinking>I ask.</thinking>', 'I ask.']) {
      const { format, traces } = await openJson([
        event(sent('How many?'), 1),
        event(put(blocks(words)), 3),
        ...[why, call, came, final].map((part) => event(part, 4)),
      ]);
      assert.equal(format, 'bedrock-agent');
      assert.deepEqual(traces.map(outline), [
        [
          'raw reasoning: I ask.',
          'call survey__list: {"kind":"pear"}',
          'result: 5',
          'answer: Five.',
        ],
      ]);
      assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: How many?']);
      const trace = traces[0] ?? assert.fail();
      assert.deepEqual(
        [trace.model, trace.finishReason],
        ['anthropic.claude-3-5-sonnet', 'tool_use'],
      );
      assert.deepEqual([trace.usage.inputTokens, trace.usage.outputTokens], [16, 10]);
      assert.equal(trace.timing.durationMs, 2000);
    }
  });

  it('tell calls that only the agent names, and the next generation from the last', async () => {
    const { traces } = await openLines(
      { trace: event(sent('Q')) },
      { trace: event({ ...why, ...call }) },
      { trace: event(came) },
      { trace: event(sent('Q')) },
      { trace: event(put('<thinking>Known.</thinking>\n<answer>Five.</answer>')) },
      { trace: event(final) },
      { trace: { trace: { failureTrace: { failureReason: 'Throttled.', traceId: 't2' } } } },
    );
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: I ask.',
      'call list: {"kind":"pear"}',
      'result: 5',
    ]);
    assert.equal(outline(traces[1])[0], 'raw reasoning: Known.');
    assert.equal(outline(traces[1]).length, 2);
    assert.equal(traces[1]?.finishReason, 'error');
    assert.equal(traces.length, 2);
  });

  it('are read as the console shows a step', async () => {
    const { traces } = await openJson({
      agentId: '',
      ...sent('Q'),
      ...put('I ask.'),
      ...why,
      observation: [{ finalResponse: { text: 'Five.' }, type: 'FINISH' }],
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: I ask.', 'answer: Five.']]);
  });
});
