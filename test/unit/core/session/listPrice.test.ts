import assert from 'node:assert/strict';
import fc from 'fast-check';
import { costOf, sumOfCosts, tokenPrice } from '../../../../src/core/trace/figures';
import { openLines } from '../trace/openFixture';

// Claude Sonnet 4.5, USD per million: input 3, cache read 0.30, cache write 3.75 (five minutes) or 6 (an hour), output 15.
const RATES = { input: 3, cachedInput: 0.3, cacheWrite: 3.75, cacheWrite1h: 6, output: 15 };
const price = tokenPrice({ rates: { ...RATES, tiers: [] }, asOf: '2026-11-20' }, null);

const counts = fc.record({
  input: fc.nat(5_000),
  read: fc.nat(200_000),
  write5m: fc.nat(40_000),
  write1h: fc.nat(40_000),
  output: fc.integer({ min: 1, max: 30_000 }),
  lines: fc.integer({ min: 1, max: 3 }),
  sidechain: fc.boolean(),
});
type Counts = typeof counts extends fc.Arbitrary<infer T> ? T : never;

/** The lines of one generation: a line a block, each with the same id and the whole usage, as the client writes them. */
function linesOf(c: Counts, n: number): object[] {
  const usage = {
    input_tokens: c.input,
    cache_read_input_tokens: c.read,
    cache_creation_input_tokens: c.write5m + c.write1h,
    cache_creation: {
      ephemeral_5m_input_tokens: c.write5m,
      ephemeral_1h_input_tokens: c.write1h,
    },
    output_tokens: c.output,
  };
  return Array.from({ length: c.lines }, (_, i) => ({
    type: 'assistant',
    sessionId: 's',
    isSidechain: c.sidechain,
    uuid: `a${n}-${i}`,
    timestamp: new Date(Date.UTC(2026, 9, 1, 8, n, i)).toISOString(),
    message: {
      id: `msg_${n}`,
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content: [{ type: 'text', text: `Part ${i}.` }],
      stop_reason: i === c.lines - 1 ? 'end_turn' : null,
      usage,
    },
  }));
}

/** By hand, from the raw records, each generation once. */
const expectedUsd = (all: readonly Counts[]): number =>
  all.reduce(
    (sum, c) =>
      sum +
      (c.input * RATES.input +
        c.read * RATES.cachedInput +
        c.write5m * RATES.cacheWrite +
        c.write1h * RATES.cacheWrite1h +
        c.output * RATES.output) /
        1e6,
    0,
  );

describe('what a Claude Code log with sound counts cost', () => {
  it('is the list price of its raw counts to the cent, each generation once, sub-agents too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(counts, { minLength: 1, maxLength: 40 }), async (all) => {
        const user = {
          type: 'user',
          sessionId: 's',
          uuid: 'u',
          timestamp: '2026-10-01T08:00:00.000Z',
          message: { role: 'user', content: 'go' },
        };
        const { traces } = await openLines(user, ...all.flatMap(linesOf));
        const { usd, bound } = sumOfCosts(traces.map((t) => costOf(t.costUsd, t.usage, price)));
        assert.equal(traces.length, all.length);
        assert.equal(bound, 'exact');
        assert.ok(Math.abs((usd ?? NaN) - expectedUsd(all)) < 0.005, `${usd} ${expectedUsd(all)}`);
      }),
      { numRuns: 20 },
    );
  });
});
