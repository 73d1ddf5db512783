import assert from 'node:assert/strict';
import {
  breakEven,
  cascade,
  costPerSuccess,
  routed,
} from '../../../../src/core/estimate/economics';

describe('economics', () => {
  it('divides cost by success, and says nothing when success is about zero', () => {
    assert.equal(costPerSuccess(0.02, 0.5), 0.04);
    assert.equal(costPerSuccess(0.02, 0), null);
  });

  const cases: readonly (readonly [string, readonly [number, number, number, number], string])[] = [
    ['dearer and better', [1, 0.4, 3, 0.8], 'from'],
    ['cheaper and better', [3, 0.4, 1, 0.8], 'cheaper-and-better'],
    ['cheaper and as good', [3, 0.4, 1, 0.4], 'cheaper-and-better'],
    ['dearer and worse', [1, 0.8, 3, 0.4], 'never'],
    ['dearer and as good', [1, 0.4, 3, 0.4], 'never'],
    ['cheaper but worse', [3, 0.8, 1, 0.4], 'cheaper-but-worse'],
  ];
  for (const [name, [cl, sl, cr, sr], kind] of cases) {
    it(`breaks even when R is ${name}: ${kind}`, () => {
      assert.equal(breakEven(cl, sl, cr, sr).kind, kind);
    });
  }

  it('gives the value from which the dearer model pays', () => {
    const found = breakEven(1, 0.5, 3, 0.75);
    assert.deepEqual(found, { kind: 'from', valueUsd: 8 });
  });

  it('escalates caught failures and false alarms', () => {
    const l = { costUsd: 1, success: 0.6 };
    const r = { costUsd: 10, success: 0.9 };
    const found = cascade(l, r, { costUsd: 0.5, caught: 0.8, falseAlarms: 0.1 });
    assert.ok(Math.abs(found.escalated - (0.4 * 0.8 + 0.6 * 0.1)) < 1e-12);
    assert.ok(Math.abs(found.costUsd - (1.5 + 0.38 * 10)) < 1e-12);
    assert.equal(found.cheaperThanR, true);
    assert.equal(
      cascade(l, { costUsd: 1.1, success: 0.9 }, { costUsd: 0.5, caught: 1, falseAlarms: 0 })
        .cheaperThanR,
      false,
    );
  });

  it('mixes cost and success by the routed share', () => {
    const [l, r] = [
      { costUsd: 1, success: 0.2 },
      { costUsd: 9, success: 0.6 },
    ];
    assert.deepEqual(routed(l, r, 0.25), { share: 0.25, costUsd: 3, success: 0.30000000000000004 });
    assert.equal(routed({ ...l, success: null }, r, 0.25).success, null);
  });
});
