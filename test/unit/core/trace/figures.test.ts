import assert from 'node:assert/strict';
import {
  answerTokens,
  countedReasoning,
  reasoningTokens,
} from '../../../../src/core/trace/figures';
import type { TokenFacts } from '../../../../src/core/trace/figures';
import { answerText, reasoningText } from '../../../../src/core/model/trace';
import { openJson } from './openFixture';

function facts(
  tokens: { readonly reasoning: number | null; readonly output: number | null },
  other: Partial<TokenFacts> = {},
): TokenFacts {
  return {
    usage: {
      inputTokens: null,
      outputTokens: tokens.output,
      reasoningTokens: tokens.reasoning,
      cachedInputTokens: null,
      note: null,
    },
    fidelity: 'raw',
    reasoningChars: 300,
    answerChars: 100,
    ...other,
  };
}

const plain = (figure: ReturnType<typeof reasoningTokens>) =>
  figure && [figure.value, figure.provenance];

describe('reasoning tokens', () => {
  it('are measured where a provider counted them', () => {
    assert.deepEqual(plain(reasoningTokens(facts({ reasoning: 80, output: 100 }))), [
      80,
      'measured',
    ]);
  });

  it('are as unknown for a recorded 0 beside reasoning text as for no count', () => {
    for (const output of [400, null]) {
      for (const fidelity of ['raw', 'summary'] as const) {
        const zero = facts({ reasoning: 0, output }, { fidelity });
        const none = facts({ reasoning: null, output }, { fidelity });
        assert.deepEqual(reasoningTokens(zero), reasoningTokens(none));
        assert.deepEqual(answerTokens(zero), answerTokens(none));
      }
    }
    const shared = facts({ reasoning: 0, output: 400 });
    assert.deepEqual(plain(reasoningTokens(shared)), [300, 'estimated']);
    assert.deepEqual(plain(answerTokens(shared)), [100, 'estimated']);
  });

  it('are shared out for a server that reports 0 beside reasoning text, with the record kept', async () => {
    const { traces } = await openJson({
      id: 'resp_1',
      object: 'response',
      model: 'hosted_vllm/qwen3',
      status: 'completed',
      output: [
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [],
          content: [{ type: 'reasoning_text', text: 'Five sevens and one seven: 42.' }],
        },
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'It is 42.\n' }],
        },
      ],
      usage: {
        input_tokens: 32,
        output_tokens: 20,
        total_tokens: 52,
        output_tokens_details: { reasoning_tokens: 0 },
      },
    });
    const [trace] = traces;
    assert.ok(trace);
    assert.equal(trace.usage.reasoningTokens, 0);
    const figure = reasoningTokens({
      ...trace,
      reasoningChars: reasoningText(trace).length,
      answerChars: answerText(trace).length,
    });
    assert.deepEqual(plain(figure), [15, 'estimated']);
  });

  it('are a measured 0 where there is no reasoning text', () => {
    const quiet = facts({ reasoning: 0, output: 100 }, { fidelity: 'none', reasoningChars: 0 });
    assert.deepEqual(plain(reasoningTokens(quiet)), [0, 'measured']);
    assert.equal(countedReasoning(0, false), 0);
    assert.equal(countedReasoning(0, true), null);
  });
});
