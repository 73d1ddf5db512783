import assert from 'node:assert/strict';
import { open, openJson, outline, sse } from '../../openFixture';

describe('a Cohere response', () => {
  it('holds thinking parts and the tokens processed', async () => {
    const { format, traces } = await openJson({
      id: 'c1',
      finish_reason: 'COMPLETE',
      message: {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      usage: {
        billed_units: { input_tokens: 3, output_tokens: 4 },
        tokens: { input_tokens: 30, output_tokens: 40 },
      },
    });
    assert.equal(format, 'cohere');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b']);
    assert.equal(traces[0]?.usage.outputTokens, 40);
  });

  it('is folded from its stream', async () => {
    const content = (index: number, value: object) => ({
      type: 'content-delta',
      index,
      delta: { message: { content: value } },
    });
    const { traces } = await open(
      's.sse',
      sse(
        { type: 'message-start', id: 'c1', delta: { message: { role: 'assistant' } } },
        content(0, { thinking: 'a' }),
        content(0, { thinking: 'b' }),
        content(1, { text: 'c' }),
        { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage: {} } },
      ),
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: ab', 'answer: c']);
    assert.equal(traces[0]?.id, 'c1');
  });
});
