import assert from 'node:assert/strict';
import { assertLinear } from '../../growth';
import fc from 'fast-check';
import { alignSide, alignSteps, type AlignSide } from '../../../../src/core/steps/compare';
import { analyseText } from '../../../../src/core/steps/analyse';
import { coarseKinds } from '../../../../src/core/steps/kinds';
import type { CoarseKind } from '../../../../src/core/steps/model';

function side(kinds: readonly CoarseKind[], concludes: number | null = null): AlignSide {
  return { kinds, tokens: kinds.map(() => 10), words: null, concludes };
}

function shown(a: AlignSide, b: AlignSide): string {
  const rows = alignSteps(a, b);
  return Array.from(rows.a, (i, row) => {
    const name = (n: number): string => (n < 0 ? '-' : String(n));
    return `${name(i)}:${name(rows.b[row]!)}`;
  }).join(' ');
}

describe('alignSteps', () => {
  it('puts steps of one kind beside each other, in order', () => {
    assert.equal(
      shown(side(['setup', 'plan', 'work', 'conclude']), side(['setup', 'work', 'conclude'])),
      '0:0 1:- 2:1 3:2',
    );
  });

  it('pins the steps that first conclude the answer, whatever their kinds', () => {
    assert.equal(
      shown(side(['work', 'work', 'check'], 1), side(['conclude', 'check'], 0)),
      '0:- 1:0 2:1',
    );
  });

  it('prefers steps with like words to steps that only share a kind', () => {
    const of = (t: string): AlignSide => alignSide(t, analyseText(t));
    const a = of('Count blocks of width two.\n\nBlocks of width four need vertical dominoes.');
    const b = of('Blocks of width four need vertical dominoes.');
    const rows = alignSteps(a, b);
    const row = rows.b.indexOf(0);
    assert.equal(rows.a[row], a.kinds.length - 1);
  });

  it('tells where the two part: the first long stretch on one side alone', () => {
    const a = side(['setup', 'plan', 'plan', 'plan', 'work']);
    const b = side(['setup', 'work']);
    assert.equal(alignSteps(a, b).partsAt, 1);
    assert.equal(alignSteps(b, b).partsAt, null);
  });

  it('aligns with an empty trace', () => {
    assert.equal(shown(side([]), side(['work'])), '-:0');
    assert.equal(shown(side([]), side([])), '');
  });

  it('takes long traces in a band, in time that grows with their length', () => {
    assertLinear('steps', 1_000, (n) => {
      const kinds = Array.from({ length: n }, (_, i) => coarseKinds[i % 6]!);
      const rows = alignSteps(side(kinds), side(kinds.slice(3)));
      assert.ok(rows.a.filter((i, row) => i >= 0 && rows.b[row]! >= 0).length > 0.87 * n);
    });
  });

  it('names every step of both sides once and in order', () => {
    const kinds = fc.array(fc.constantFrom(...coarseKinds), { maxLength: 40 });
    fc.assert(
      fc.property(kinds, kinds, fc.nat(39), fc.nat(39), (x, y, ca, cb) => {
        const rows = alignSteps(
          side(x, ca < x.length ? ca : null),
          side(y, cb < y.length ? cb : null),
        );
        assert.deepEqual(
          [...rows.a].filter((i) => i >= 0),
          x.map((_, i) => i),
        );
        assert.deepEqual(
          [...rows.b].filter((i) => i >= 0),
          y.map((_, i) => i),
        );
      }),
    );
  });
});
