import assert from 'node:assert/strict';
import { openJson, openLines, outline } from '../../openFixture';

describe('a Bedrock Converse response', () => {
  const body = (content: readonly object[]) => ({
    metrics: { latencyMs: 900 },
    output: { message: { role: 'assistant', content } },
    stopReason: 'end_turn',
    usage: { inputTokens: 5, outputTokens: 9, totalTokens: 14 },
  });

  it('keeps reasoning where it stands, also after the text', async () => {
    const { format, traces } = await openJson(
      body([{ text: 'b' }, { reasoningContent: { reasoningText: { text: 'a' } } }]),
    );
    assert.equal(format, 'bedrock-converse');
    assert.deepEqual(outline(traces[0]), ['answer: b', 'raw reasoning: a']);
    assert.equal(traces[0]?.timing.durationMs, 900);
  });

  it('has answers with citations too', async () => {
    const cited = { content: [{ text: 'the page says so' }], citations: [{ title: 'page' }] };
    const { traces } = await openJson(body([{ text: 'a' }, { citationsContent: cited }]));
    assert.deepEqual(outline(traces[0]), ['answer: a', 'answer: the page says so']);
  });

  it('with ciphertext or a placeholder is redacted', async () => {
    for (const content of [
      { redactedContent: 'QUJD' },
      { reasoningText: { text: '[REDACTED].' } },
    ]) {
      const { traces } = await openJson(body([{ reasoningContent: content }, { text: 'b' }]));
      assert.equal(traces[0]?.fidelity, 'redacted');
    }
  });

  it('whose tokens are far more than its texts shows a summary', async () => {
    const content = [
      { reasoningContent: { reasoningText: { text: 'I compare both.' } } },
      { text: 'b' },
    ];
    const usage = { inputTokens: 5, outputTokens: 900 };
    const { traces } = await openJson({ ...body(content), usage });
    assert.equal(traces[0]?.fidelity, 'summary');
  });

  it('is folded from the events of its stream', async () => {
    const delta = (contentBlockIndex: number, value: object) => ({
      contentBlockDelta: { contentBlockIndex, delta: value },
    });
    const { traces } = await openLines(
      { messageStart: { role: 'assistant' } },
      delta(0, { reasoningContent: { text: 'a' } }),
      delta(0, { reasoningContent: { text: 'b' } }),
      delta(0, { reasoningContent: { signature: 's' } }),
      { contentBlockStop: { contentBlockIndex: 0 } },
      delta(1, { text: 'c' }),
      {
        contentBlockStart: {
          contentBlockIndex: 2,
          start: { toolUse: { toolUseId: 't', name: 'f' } },
        },
      },
      delta(2, { toolUse: { input: '{"x":1}' } }),
      { messageStop: { stopReason: 'tool_use' } },
      { metadata: { usage: { inputTokens: 5, outputTokens: 9 }, metrics: { latencyMs: 70 } } },
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: ab', 'answer: c', 'call f: {"x":1}']);
    assert.deepEqual([traces[0]?.finishReason, traces[0]?.timing.durationMs], ['tool_use', 70]);
  });
});
