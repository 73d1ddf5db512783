import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

describe('lists of Gemini contents', () => {
  for (const [call, response] of [
    ['functionCall', 'functionResponse'],
    ['function_call', 'function_response'],
  ] as const) {
    it(`show thoughts as reasoning, and ${call} with its ${response}`, async () => {
      const { format, traces } = await openJson([
        { role: 'user', parts: [{ text: 'How far is the reef?' }] },
        {
          role: 'model',
          parts: [
            { text: 'The chart gives miles.', thought: true },
            { [call]: { name: 'chart', args: { spot: 'reef' } }, thoughtSignature: 'QQ==' },
          ],
        },
        { role: 'user', parts: [{ [response]: { name: 'chart', response: { miles: 3 } } }] },
        {
          role: 'model',
          parts: [
            { text: 'Three miles is 4.8 km.', thought: true },
            { text: 'It is 4.8 km away.', thought: false },
          ],
        },
      ]);
      assert.equal(format, 'message-list');
      assert.deepEqual(traces.map(outline), [
        [
          'summary reasoning: The chart gives miles.',
          'call chart: {"spot":"reef"}',
          'result: {"miles":3}',
        ],
        ['summary reasoning: Three miles is 4.8 km.', 'answer: It is 4.8 km away.'],
      ]);
      assert.deepEqual(promptOf(traces[1]), ['user: How far is the reef?']);
    });
  }

  it('are read in a request whose earlier answers show their thoughts', async () => {
    const { traces } = await openJson({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ text: 'A greeting.', thought: true }, { text: 'Hello' }] },
        { role: 'user', parts: [{ text: 'Bye' }] },
      ],
      generationConfig: { thinkingConfig: { includeThoughts: true } },
    });
    assert.deepEqual(traces.map(outline), [['summary reasoning: A greeting.', 'answer: Hello']]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: Hi']);
  });
});
