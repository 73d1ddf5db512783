import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { TASK_TYPES } from '../../../../src/core/estimate/model';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { prepare } from '../../../../src/core/estimate/estimate';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS, type Controls } from '../../../../src/core/estimate/controls';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';
import { rowOf } from '../../../../src/core/estimate/row';
import { recompute } from '../../../../src/core/estimate/whatIf';

const PUZZLE =
  'Four people come to a bridge at night with one torch. The bridge holds two. They need 1, 2, 5 and 10 minutes. How long do they take at least?';
const model = prepare(
  {
    prompt: PUZZLE,
    from: parseChoice('gpt-4o'),
    to: ['o4-mini:high', 'deepseek-r1', 'claude-sonnet-4'].map(parseChoice),
  },
  { catalogue: makeCatalogue(), prices: libraryPrices, countTokens, now: new Date('2026-03-02') },
);
const report = (controls: Partial<Controls> = {}) =>
  recompute(model, { ...DEFAULT_CONTROLS, ...controls });
const o4 = (controls: Partial<Controls> = {}) => {
  const [row] = report(controls).rows;
  assert.ok(row);
  return row;
};

describe('recompute', () => {
  it('survives a trip through JSON, as between host and page', () => {
    const copy = JSON.parse(JSON.stringify(model)) as typeof model;
    assert.deepEqual(recompute(copy, DEFAULT_CONTROLS), report());
  });

  it('halves the cost in batch, and only where it is offered', () => {
    const [a, b] = [report(), report({ batch: true })];
    assert.ok(Math.abs((b.rows[0]?.meanCostUsd ?? 0) / (a.rows[0]?.meanCostUsd ?? 1) - 0.5) < 1e-9);
    assert.equal(b.rows[0]?.batched, true);
    assert.equal(b.rows[1]?.meanCostUsd, a.rows[1]?.meanCostUsd);
  });

  it('bills a month by the mean, which lies above the middle', () => {
    const row = o4({ callsPerMonth: 20_000 });
    assert.ok(row.monthlyUsd && row.costUsd && row.meanCostUsd);
    assert.ok(Math.abs(row.monthlyUsd.mean - 20_000 * row.meanCostUsd) < 1e-6);
    assert.ok(row.meanCostUsd > row.costUsd.p50 * 1.2);
    assert.ok(
      row.monthlyUsd.low < row.monthlyUsd.mean && row.monthlyUsd.mean < row.monthlyUsd.high,
    );
  });

  it('keeps a month’s spread narrower than a call’s: run noise averages out', () => {
    const row = o4({ callsPerMonth: 20_000 });
    assert.ok(row.monthlyUsd && row.costUsd);
    assert.ok(row.monthlyUsd.high / row.monthlyUsd.low < row.costUsd.p90 / row.costUsd.p10);
  });

  it('ranges a month as a mean of many calls does: far inside p90 of one call', () => {
    for (const calls of [1_000, 100_000]) {
      const row = o4({ callsPerMonth: calls });
      const { low, mean, high } = row.monthlyUsd!;
      assert.ok(low <= mean && mean <= high);
      assert.ok(high / calls < 1.4 * row.costUsd!.p90, `${high / calls} ${row.costUsd!.p90}`);
    }
    const width = (calls: number) => {
      const { low, high } = o4({ callsPerMonth: calls }).monthlyUsd!;
      return high / low;
    };
    assert.ok(width(10) > width(10_000));
  });

  it('tells how often a cap is hit, what the empty answer costs, and a better cap', () => {
    const row = o4({ capTokens: 2_000 });
    assert.ok(row.capShare > 0.05 && row.capShare < 0.95);
    assert.ok(row.warnings.some((w) => w.code === 'cap-hit'));
    assert.ok(
      Math.abs((row.emptyAnswerUsd ?? 0) - (2_000 * 4.4 + model.prompt.tokens * 1.1) / 1e6) < 1e-5,
    );
    assert.ok(row.outputTokens.p90 <= 2_000);
    const better = o4({ capTokens: row.suggestedCap });
    assert.ok(better.capShare <= 0.025, String(better.capShare));
  });

  it('suggests no cap above what the model can give', () => {
    const ids = [
      'claude-opus-4-1',
      'claude-opus-4',
      'o4-mini:high',
      'gemini-2.5-pro',
      'grok-3-mini',
    ];
    const facts = {
      catalogue: makeCatalogue(),
      prices: libraryPrices,
      countTokens,
      now: new Date(),
    };
    const limited = prepare(
      { prompt: PUZZLE, from: parseChoice('gpt-4o'), to: ids.map(parseChoice) },
      facts,
    );
    for (const taskType of TASK_TYPES) {
      const { rows } = recompute(limited, { ...DEFAULT_CONTROLS, taskType });
      for (const [i, row] of rows.entries()) {
        const most = limited.candidates[i]!.maxOutputTokens ?? Infinity;
        assert.ok(
          row.suggestedCap !== null && row.suggestedCap <= most,
          `${row.model} ${taskType}`,
        );
      }
    }
  });

  it('takes lost answers off the success', () => {
    const [free, capped] = [o4(), o4({ capTokens: 2_000 })];
    assert.ok(free.success && capped.success);
    const lost = free.success.p50 * (1 - capped.capShare);
    assert.ok(Math.abs(capped.success.p50 - lost) < 0.01);
  });

  it('switches the effort of a candidate', () => {
    const candidates = model.candidates.map((c) =>
      c.model === 'o4-mini' ? { ...c, effort: 'low' } : c,
    );
    const low = recompute({ ...model, candidates }, DEFAULT_CONTROLS).rows.find(
      (r) => r.model === 'o4-mini',
    );
    assert.equal(low?.effort, 'low');
    assert.ok(low.reasoningTokens.p50 < o4().reasoningTokens.p50 / 2);
    assert.equal(low.basis.success.kind, 'extrapolated');
  });

  it('caches input only', () => {
    const [a, b] = [o4(), o4({ cachedShare: 1 })];
    const saved = (a.meanCostUsd ?? 0) - (b.meanCostUsd ?? 0);
    assert.ok(Math.abs(saved - (model.prompt.tokens * (1.1 - 0.275)) / 1e6) < 1e-9);
  });

  it('reads the success of the chosen task type', () => {
    assert.equal(o4({ taskType: 'writing' }).success, null);
    assert.equal(o4({ taskType: 'code' }).success?.p50.toFixed(2), '0.72');
  });

  it('finds where a dearer model pays: V* = (C_R - C_L) / (s_R - s_L)', () => {
    const { baseline, rows } = report();
    const row = rows[2];
    assert.ok(row?.breakEven?.kind === 'from' && row.success && baseline.success);
    const value =
      ((row.meanCostUsd ?? 0) - (baseline.meanCostUsd ?? 0)) /
      (row.success.p50 - baseline.success.p50);
    assert.ok(Math.abs(row.breakEven.valueUsd - value) < 1e-12);
  });

  it('decides by the value of a right answer', () => {
    assert.equal(report({ valueOfRightUsd: 0.0001 }).decision.kind, 'stay');
    const rich = report({ valueOfRightUsd: 1, callsPerMonth: 1000 }).decision;
    assert.equal(rich.kind, 'switch');
    assert.match(inEnglish(rich.sentence), /^Switch to claude-sonnet-4/);
    assert.match(inEnglish(rich.detail), /of 100 right instead of 35.*a month/);
    assert.match(inEnglish(report().decision.sentence), /if a right answer is worth more than \$/);
  });

  it('prices asking the baseline first', () => {
    const { cascade, baseline, rows } = report({ valueOfRightUsd: 1 });
    const best = rows.find((r) => r.model === cascade?.model);
    assert.ok(cascade && baseline.success && best);
    assert.ok(Math.abs(cascade.escalated - (1 - baseline.success.p50)) < 1e-12);
    const cost = (baseline.meanCostUsd ?? 0) + cascade.escalated * (best.meanCostUsd ?? 0);
    assert.ok(Math.abs(cascade.costUsd - cost) < 1e-12);
  });

  it('prices the doubt in the size of the prompt as the prompt, in part from the cache', () => {
    const far = (cachedShare: number): readonly [number, number] => {
      const candidate = model.candidates.find((c) => c.model === 'claude-sonnet-4')!;
      const wide = {
        ...candidate,
        inputTokens: { p10: 1e6, p50: 2e6, p90: 4e6 },
        contextTokens: null,
      };
      const { p10, p50, p90 } = rowOf(wide, model, { ...DEFAULT_CONTROLS, cachedShare }).costUsd!;
      return [p50 - p10, p90 - p50];
    };
    const [fresh, cached] = [far(0), far(1)];
    assert.ok(
      cached[0] < fresh[0] / 5 && cached[1] < fresh[1] / 5,
      JSON.stringify([fresh, cached]),
    );
    assert.ok(cached[0] > 0.1, JSON.stringify(cached));
  });
});
