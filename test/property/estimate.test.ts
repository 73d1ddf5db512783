import assert from 'node:assert/strict';
import { inEnglish } from '../../src/core/text/voice';
import fc from 'fast-check';
import { makeCatalogue } from '../../src/core/estimate/catalogue';
import {
  mean,
  mixture,
  normalCdf,
  shareAbove,
  toRange,
} from '../../src/core/estimate/distribution';
import { parseChoice } from '../../src/core/estimate/effort';
import { prepare } from '../../src/core/estimate/estimate';
import { TASK_TYPES, type Range } from '../../src/core/estimate/model';
import { libraryPrices } from '../../src/core/estimate/prices.lazy';
import { callCost } from '../../src/core/model/rates';
import { DEFAULT_CONTROLS } from '../../src/core/estimate/controls';
import { type ReportRow } from '../../src/core/estimate/report';
import { believeTaskType } from '../../src/core/estimate/taskType';
import { countTokens } from '../../src/core/estimate/tokenizer.lazy';
import { recompute } from '../../src/core/estimate/whatIf';

const catalogue = makeCatalogue();
const facts = { catalogue, prices: libraryPrices, countTokens, now: new Date('2026-11-23') };
const choices = [
  'gpt-4o',
  'o4-mini',
  'o4-mini:high',
  'gpt-5.5:xhigh',
  'claude-sonnet-4',
  'claude-sonnet-4:8000',
  'claude-opus-4-8:max',
  'gemini-2.5-flash:off',
  'deepseek-r1',
  'qwq-32b',
  'glm-z1-32b',
  'unheard-of',
  'gpt-oss-20b:low',
];
const choice = fc.constantFrom(...choices).map(parseChoice);
const controls = fc.record({
  callsPerMonth: fc.option(fc.nat(1e6)),
  cachedShare: fc.double({ min: 0, max: 1, noNaN: true }),
  batch: fc.boolean(),
  flex: fc.boolean(),
  priority: fc.boolean(),
  visibleTokens: fc.option(fc.integer({ min: 1, max: 100_000 })),
  capTokens: fc.option(fc.integer({ min: 1, max: 200_000 })),
  valueOfRightUsd: fc.option(fc.double({ min: 0, max: 1000, noNaN: true })),
  taskType: fc.option(fc.constantFrom(...TASK_TYPES)),
  checkUsd: fc.double({ min: 0, max: 10, noNaN: true }),
  caughtShare: fc.double({ min: 0, max: 1, noNaN: true }),
  falseAlarmShare: fc.double({ min: 0, max: 1, noNaN: true }),
});

const ordered = (r: Range | null) =>
  r === null || (r.p10 <= r.p50 && r.p50 <= r.p90 && r.p10 >= 0 && Number.isFinite(r.p90));
const sound = (r: ReportRow) =>
  ordered(r.reasoningTokens) &&
  ordered(r.outputTokens) &&
  ordered(r.costUsd) &&
  ordered(r.success) &&
  (r.latencySeconds === null || Object.values(r.latencySeconds).every((x: Range) => ordered(x)));

/** Every number anywhere in a value. */
function numbers(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbers);
}

describe('laws of the estimate', () => {
  it('gives ordered, finite ranges for any prompt, models and controls', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        choice,
        fc.array(choice, { minLength: 1, maxLength: 4 }),
        controls,
        (prompt, from, to, c) => {
          const report = recompute(prepare({ prompt, from, to }, facts), {
            ...DEFAULT_CONTROLS,
            ...c,
          });
          for (const row of [report.baseline, ...report.rows])
            assert.ok(sound(row), JSON.stringify(row));
          assert.ok(numbers(report).every((n) => !Number.isNaN(n)));
          assert.doesNotMatch(
            inEnglish([report.decision.sentence, ...report.decision.detail]),
            /NaN|Infinity|undefined|null/,
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps unknown prices null whatever the controls', () => {
    const model = prepare(
      { prompt: 'Hi', from: parseChoice('gpt-4o'), to: [parseChoice('qwq-32b')] },
      facts,
    );
    fc.assert(
      fc.property(controls, (c) => {
        const [row] = recompute(model, { ...DEFAULT_CONTROLS, ...c }).rows;
        assert.deepEqual(
          [row?.costUsd, row?.meanCostUsd, row?.monthlyUsd, row?.emptyAnswerUsd, row?.netUsd],
          [null, null, null, null, null],
        );
      }),
      { numRuns: 30 },
    );
  });

  it('never reasons less at a higher level', () => {
    const models = [
      'o4-mini',
      'gpt-5',
      'gpt-5.5',
      'claude-opus-4-8',
      'gemini-3.5-flash',
      'unheard-of',
    ];
    const levels = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
    fc.assert(
      fc.property(fc.constantFrom(...models), fc.string({ minLength: 1 }), (model, prompt) => {
        const to = levels.map((effort) => ({ model, effort }));
        const report = recompute(
          prepare({ prompt, from: parseChoice('gpt-4o'), to }, facts),
          DEFAULT_CONTROLS,
        );
        const middles = report.rows.map((r) => r.reasoningTokens.p50);
        middles.forEach((m, i) =>
          assert.ok(i === 0 || m >= (middles[i - 1] ?? 0) * 0.999, middles.join(' ')),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('costs more for more tokens and for higher prices', () => {
    const amount = fc.nat(500_000);
    const rate = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, rate, rate, (input, output, more, a, b) => {
        const rates = {
          input: a,
          cachedInput: a,
          cacheWrite: a,
          cacheWrite1h: a,
          output: b,
          tiers: [],
        };
        const cost = (o: number, r = rates) => callCost(r, { input, cachedInput: 0, output: o });
        assert.ok(cost(output + more) >= cost(output));
        assert.ok(cost(output, { ...rates, output: b * 2 }) >= cost(output));
      }),
    );
  });

  it('mixes distributions within their parts', () => {
    const part = fc.record({
      median: fc.double({ min: 0, max: 5, noNaN: true }),
      below: fc.double({ min: 0.01, max: 1.5, noNaN: true }),
      above: fc.double({ min: 0.01, max: 1.5, noNaN: true }),
    });
    fc.assert(
      fc.property(part, part, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (a, b, w) => {
        const one = toRange(mixture([{ weight: 1, range: a }]));
        const other = toRange(mixture([{ weight: 1, range: b }]));
        const q = mixture([
          { weight: w, range: a },
          { weight: 1 - w, range: b },
        ]);
        const both = toRange(q);
        assert.ok(both.p50 >= Math.min(one.p50, other.p50) * 0.8);
        assert.ok(both.p50 <= Math.max(one.p50, other.p50) * 1.25);
        assert.ok(Math.abs(shareAbove(q, both.p90) - 0.1) < 0.03);
        assert.ok(mean(q) >= (q[0] ?? 0) && mean(q) <= (q.at(-1) ?? 0));
      }),
    );
    assert.ok(Math.abs(normalCdf(1.2816) - 0.9) < 1e-4);
  });

  it('believes in task types by shares that sum to one', () => {
    fc.assert(
      fc.property(fc.string(), (prompt) => {
        const sum = Object.values(believeTaskType(prompt)).reduce((a, b) => a + b, 0);
        assert.ok(Math.abs(sum - 1) < 1e-9);
      }),
    );
  });
});
