import assert from 'node:assert/strict';
import { openJson, outline } from '../../openFixture';

describe("a tool's message of the AI SDK", () => {
  it('gives each of its results to its own call, without the frame around the value', async () => {
    const { traces } = await openJson([
      { role: 'user', content: [{ type: 'text', text: 'Look.' }] },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Search twice.' },
          { type: 'tool-call', toolCallId: 'a', toolName: 'find', input: { q: 1 } },
          { type: 'tool-call', toolCallId: 'b', toolName: 'find', input: { q: 2 } },
        ],
      },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 'b',
            toolName: 'find',
            output: { type: 'error-text', value: 'no access' },
          },
          {
            type: 'tool-result',
            toolCallId: 'a',
            toolName: 'find',
            output: { type: 'json', value: { hits: 0 } },
          },
        ],
      },
      { role: 'assistant', content: 'Nothing.' },
    ]);
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: Search twice.',
        'call find: {"q":1}',
        'call find: {"q":2}',
        'failed result: no access',
        'result: {"hits":0}',
      ],
      ['answer: Nothing.'],
    ]);
    const ids = traces[0]?.segments.flatMap((s) => (s.kind === 'toolResult' ? [s.callId] : []));
    assert.deepEqual(ids, ['b', 'a']);
  });

  it('tells why a call was refused, and a question for leave is no call', async () => {
    const { traces } = await openJson([
      { role: 'user', content: 'Q' },
      {
        role: 'assistant',
        content: [
          { type: 'tool-call', toolCallId: 'z', toolName: 'rm', input: {} },
          { type: 'tool-approval-request', approvalId: 'p', toolCallId: 'z' },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'tool-approval-response', approvalId: 'p', approved: false },
          {
            type: 'tool-result',
            toolCallId: 'z',
            toolName: 'rm',
            output: { type: 'execution-denied', reason: 'not today' },
          },
        ],
      },
      { role: 'assistant', content: 'Well.' },
    ]);
    assert.deepEqual(outline(traces[0]), ['call rm: {}', 'failed result: not today']);
  });

  it('is one block with a list of outputs in Codebuff', async () => {
    const { traces } = await openJson({
      id: 'x',
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'lodash?' }] },
        {
          role: 'assistant',
          content: [
            { type: 'reasoning', text: 'Search.' },
            { type: 'tool-call', toolCallId: 'c', toolName: 'code_search', input: { q: 'l' } },
          ],
        },
        {
          role: 'tool',
          content: {
            type: 'tool-result',
            toolCallId: 'c',
            toolName: 'code_search',
            output: [{ type: 'json', value: { message: '0 matches' } }],
          },
        },
        { role: 'assistant', content: 'No.' },
      ],
    });
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Search.',
      'call code_search: {"q":"l"}',
      'result: {"message":"0 matches"}',
    ]);
  });
});
