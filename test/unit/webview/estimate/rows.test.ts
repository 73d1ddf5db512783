import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { prepare } from '../../../../src/core/estimate/estimate';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import { recompute } from '../../../../src/core/estimate/whatIf';
import { countRange, money, moneyRange, time, timeRange } from '../../../../src/webview/ui/figures';
import { compute } from '../../../../src/webview/estimate/rows';

const model = prepare(
  {
    prompt: 'Which of the five people works on Friday, if each clue must hold?',
    from: parseChoice('gpt-4o'),
    to: ['o4-mini:high', 'nobody-knows'].map((c) => parseChoice(c)),
  },
  {
    catalogue: makeCatalogue(),
    prices: { asOf: '2026-09-23', find: () => null },
    countTokens: (text) => ({ tokens: text.length / 4, exact: true }),
    now: new Date('2026-11-23'),
  },
);

describe('the rows of the report', () => {
  it('are the figures of the core', () => {
    const controls = { ...DEFAULT_CONTROLS, callsPerMonth: 1_000 };
    const { rows } = compute(model, controls, null, []);
    const core = recompute(model, controls);
    assert.deepEqual(
      rows.map((r) => r.figures),
      [core.baseline, ...core.rows],
    );
    assert.deepEqual(rows[1]!.bill, core.rows[0]!.monthlyUsd);
  });

  it('show all levels of one model side by side, least effort first', () => {
    const { rows } = compute(model, DEFAULT_CONTROLS, { model: 'o4-mini', show: 'all' }, []);
    assert.deepEqual(
      rows.map((r) => r.effort),
      [null, 'low', 'medium', 'high', null],
    );
    assert.deepEqual(
      rows.map((r) => r.isSub),
      [false, false, true, true, false],
    );
  });

  it('keep unknown unknown', () => {
    const { rows } = compute(model, DEFAULT_CONTROLS, null, []);
    assert.equal(rows[2]!.cost.range, null);
    assert.equal(rows[2]!.latency.range, null);
  });
});

describe('figures for people', () => {
  const amounts: [number, string][] = [
    [0, '$0'],
    [0.00001, '<$0.0001'],
    [0.00381, '$0.0038'],
    [0.0241, '$0.024'],
    [0.131, '$0.13'],
    [9.5, '$9.50'],
    [78.4, '$78'],
    [1234.5, '$1,235'],
  ];
  for (const [usd, text] of amounts)
    it(`write ${usd} as ${text}`, () => assert.equal(money(usd), text));

  const times: [number, string][] = [
    [4.3, '4.3 s'],
    [23.4, '23 s'],
    [126, '2.1 min'],
    [700, '12 min'],
    [7_200, '2.0 h'],
  ];
  for (const [seconds, text] of times)
    it(`write ${seconds} s as ${text}`, () => assert.equal(time(seconds), text));
});

describe('a range in words', () => {
  const range = (p10: number, p90: number) => ({ p10, p50: (p10 + p90) / 2, p90 });

  it('has its two ends, and one where they read alike', () => {
    assert.equal(countRange(range(2, 9)), '2 – 9');
    assert.equal(countRange(range(3, 3)), '3');
    assert.equal(moneyRange(range(0.0014, 0.0014)), money(0.0014).replace('$', ''));
    assert.match(moneyRange(range(0.001, 0.02)), / – /);
    assert.match(timeRange(range(20, 20)), /^20 \D+$/);
    assert.match(timeRange(range(20, 300)), / – /);
  });
});
