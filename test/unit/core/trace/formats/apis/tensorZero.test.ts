import assert from 'node:assert/strict';
import { open, openJson, outline } from '../../openFixture';

describe("an answer of TensorZero's gateway", () => {
  const body = (content: readonly object[], more: object = {}, id = 'i1') => ({
    inference_id: id,
    episode_id: 'e1',
    variant_name: 'r1',
    content,
    ...more,
  });
  const usage = { usage: { input_tokens: 10, output_tokens: 9 } };

  it('has its thoughts, words and calls in order', async () => {
    const call = { type: 'tool_call', id: 'c', raw_name: 'f', raw_arguments: '{"a":1}' };
    const thought = { type: 'thought', text: 'a' };
    const { format, traces } = await openJson(
      body([thought, { type: 'text', text: 'b' }, call], usage),
    );
    assert.equal(format, 'tensorzero');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b', 'call f: {"a":1}']);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.id, trace?.model, trace?.usage.inputTokens, trace?.usage.outputTokens],
      ['i1', null, 10, 9],
    );
  });

  it('is joined from the chunks of a stream, and apart from the next one', async () => {
    const chunk = (type: string, text: string, id = 'i1') =>
      `data: ${JSON.stringify(body([{ type, id: '0', text }], {}, id))}\n\n`;
    const end = `data: ${JSON.stringify(body([], usage))}\n\ndata: [DONE]\n\n`;
    const first = chunk('thought', 'a ') + chunk('thought', 'b') + chunk('text', 'c') + end;
    const { traces } = await open('s.sse', first + chunk('thought', 'd', 'i2'));
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a b', 'answer: c'],
      ['raw reasoning: d'],
    ]);
    assert.deepEqual(
      traces.map((t) => t.usage.outputTokens),
      [9, null],
    );
  });
});
