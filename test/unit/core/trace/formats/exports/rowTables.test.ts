import assert from 'node:assert/strict';
import { openJson, outline } from '../../openFixture';

describe('rows that stand under their ids', () => {
  const usage = (input: number, output: number, reasoning: number | null) => ({
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    completion_tokens_details: reasoning === null ? null : { reasoning_tokens: reasoning },
  });

  it("have the model and the counts of each, and none of a judge's words (Humanity's Last Exam)", async () => {
    const { format, traces } = await openJson({
      '66e8a1': {
        model: 'qwq-32b',
        response: '<think>\na\n</think>\n\nAnswer: b',
        usage: usage(12, 31, null),
        judge_response: { model_answer: 'b', reasoning: 'It is the same word.', correct: 'yes' },
      },
      '66e8a2': { model: 'qwq-32b', response: 'Answer: c', usage: usage(13, 32, null) },
    });
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \na\n', 'answer: \n\nAnswer: b'],
      ['answer: Answer: c'],
    ]);
    assert.deepEqual(
      traces.map((t) => [t.id, t.model, t.usage.inputTokens, t.usage.outputTokens]),
      [
        ['66e8a1', 'qwq-32b', 12, 31],
        ['66e8a2', 'qwq-32b', 13, 32],
      ],
    );
  });

  it('are runs whose reasoning was only counted, where an answer of words stands beside', async () => {
    const { traces } = await openJson({
      '66e8a1': { model: 'o4-mini', response: 'Answer: 12', usage: usage(12, 431, 384) },
    });
    assert.deepEqual(traces.map(outline), [['answer: Answer: 12']]);
    assert.deepEqual(
      [traces[0]?.fidelity, traces[0]?.usage.reasoningTokens, traces[0]?.usage.outputTokens],
      ['hidden', 384, 431],
    );
    const scores = { task1: { model: 'o4-mini', output: 431, reasoning_tokens: 384 } };
    await assert.rejects(openJson(scores), /No known format/);
  });

  it('count what an agent of .NET or Python tells of its whole answer', async () => {
    const { traces } = await openJson({
      type: 'agent_response',
      messages: [
        {
          type: 'message',
          role: 'assistant',
          contents: [
            { type: 'text_reasoning', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
      ],
      usage_details: { type: 'usage_details', input_token_count: 31, output_token_count: 9 },
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens], [31, 9]);
  });
});
