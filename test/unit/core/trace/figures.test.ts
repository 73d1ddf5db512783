import assert from 'node:assert/strict';
import {
  answerTokens,
  costOf,
  countedReasoning,
  reasoningTokens,
  sumOfCosts,
  tokenPrice,
} from '../../../../src/core/trace/figures';
import type { TokenFacts } from '../../../../src/core/trace/figures';
import { tokenFacts } from '../../../../src/core/trace/summary';
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
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: null,
    },
    fidelity: 'raw',
    reasoningChars: 300,
    answerChars: 100,
    callChars: 0,
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
    assert.deepEqual(plain(reasoningTokens(tokenFacts(trace))), [15, 'estimated']);
  });

  it('leave the tokens of tool calls to the output', () => {
    const calls = facts({ reasoning: null, output: 400 }, { reasoningChars: 20, callChars: 9_880 });
    assert.deepEqual(plain(reasoningTokens(calls)), [1, 'estimated']);
    assert.deepEqual(plain(answerTokens(calls)), [399, 'estimated']);
  });

  it('are a measured 0 where there is no reasoning text', () => {
    const quiet = facts({ reasoning: 0, output: 100 }, { fidelity: 'none', reasoningChars: 0 });
    assert.deepEqual(plain(reasoningTokens(quiet)), [0, 'measured']);
    assert.equal(countedReasoning(0, false), 0);
    assert.equal(countedReasoning(0, true), null);
  });
});

describe('cost', () => {
  // Claude Sonnet 4.5: input $3, cache read $0.30, write $3.75 for minutes and $6 for an hour, output $15 a million.
  const rates = {
    input: 3,
    cachedInput: 0.3,
    cacheWrite: 3.75,
    cacheWrite1h: 6,
    output: 15,
    tiers: [],
  };
  const price = tokenPrice({ rates, asOf: '2026-11-20' }, null);
  const usage = {
    inputTokens: 1_000_000,
    outputTokens: 0,
    reasoningTokens: null,
    cachedInputTokens: 0,
    cacheWriteTokens: null,
    cacheWrite1hTokens: null,
    outputBound: 'exact' as const,
    note: null,
  };
  const usd = (more: object) => costOf(null, { ...usage, ...more }, price).figure?.value;

  it('prices what is written to the cache by how long it is kept', () => {
    assert.equal(usd({}), 3);
    assert.equal(usd({ cachedInputTokens: 1_000_000 }), 0.3);
    assert.equal(usd({ cacheWriteTokens: 1_000_000 }), 3.75);
    assert.equal(usd({ cacheWriteTokens: 1_000_000, cacheWrite1hTokens: 1_000_000 }), 6);
    const parts = {
      cachedInputTokens: 500_000,
      cacheWriteTokens: 400_000,
      cacheWrite1hTokens: 100_000,
    };
    assert.ok(Math.abs((usd(parts) ?? 0) - (0.3 + 0.15 + 1.125 + 0.6)) < 1e-9);
  });

  it('is a lower bound where the output was counted before its end, and so is a sum with it', () => {
    const partial = costOf(null, { ...usage, outputTokens: 5, outputBound: 'at-least' }, price);
    assert.deepEqual([partial.bound, partial.figure?.bound], ['at-least', 'at-least']);
    const whole = costOf(null, usage, price);
    const recorded = costOf(0.5, { ...usage, outputBound: 'at-least' }, null);
    assert.deepEqual([whole.bound, recorded.bound], ['exact', 'exact']);
    assert.deepEqual(sumOfCosts([whole, recorded]), { usd: 3.5, bound: 'exact' });
    assert.equal(sumOfCosts([whole, partial]).bound, 'at-least');
  });

  it('of several, some without a price, is a lower bound; of none known, unknown', () => {
    const unknown = costOf(null, usage, null);
    assert.equal(unknown.bound, 'unknown');
    assert.deepEqual(sumOfCosts([costOf(1, usage, null), unknown]), { usd: 1, bound: 'at-least' });
    assert.deepEqual(sumOfCosts([unknown]), { usd: null, bound: 'unknown' });
    assert.deepEqual(sumOfCosts([]), { usd: 0, bound: 'exact' });
  });

  it('does not share a placeholder of the output out between reasoning and answer', () => {
    const started = facts(
      { reasoning: null, output: 5 },
      { reasoningChars: 4_000, answerChars: 800 },
    );
    const partial = { ...started, usage: { ...started.usage, outputBound: 'at-least' as const } };
    assert.deepEqual(plain(reasoningTokens(partial)), [1_000, 'estimated']);
    assert.deepEqual(plain(answerTokens(partial)), [200, 'estimated']);
  });
});
