import assert from 'node:assert/strict';
import type { StepKind } from '../../../../src/core/steps/model';
import {
  decodeRow,
  encodeRow,
  filteredSteps,
  nextStep,
  rowIndex,
  rowIn,
  stepBefore,
  visibleRows,
  type ListLine,
  type RowFilter,
} from '../../../../src/webview/trace/rows';
import { modelOf, phase } from './outlines';

const kinds: StepKind[] = ['setup', 'plan', 'reason', 'check', 'answer', 'check'];
const model = modelOf({
  kinds,
  phases: [phase(0, 1), phase(2, 3), phase(4, 5)],
  items: [{ before: 0, kind: 'prompt' }, { before: 3 }, { before: 6 }],
  concluded: 4,
});
const everything: RowFilter = {
  kindsOff: new Set(),
  afterAnswer: false,
  hits: null,
  folded: new Set(),
};

function shown(filter: Partial<RowFilter>): string {
  const full = { ...everything, ...filter };
  return Array.from(visibleRows(model, full, filteredSteps(model, full)), (code) => {
    const row = decodeRow(code);
    return row.kind === 'step'
      ? `${row.step}`
      : row.kind === 'phase'
        ? `p${row.phase}`
        : `i${row.item}`;
  }).join(' ');
}

const hits = { steps: Uint32Array.of(1, 3), snippets: [], problem: null };

describe('the rows of the step list', () => {
  const cases: readonly [what: string, filter: Partial<RowFilter>, rows: string][] = [
    ['are phases, steps, and what stands between them', {}, 'i0 p0 0 1 p1 2 i1 3 p2 4 5 i2'],
    ['leave out what is folded', { folded: new Set([1]) }, 'i0 p0 0 1 p1 p2 4 5 i2'],
    [
      'leave out kinds that are off, and phases without a step left',
      { kindsOff: new Set([3, 5]) },
      'p0 0 1 p1 2',
    ],
    ['show only what comes after the answer', { afterAnswer: true }, 'p2 5'],
    ['show only hits, in folded phases too', { hits, folded: new Set([0]) }, 'p0 1 p1 3'],
  ];
  for (const [what, filter, rows] of cases) {
    it(what, () => assert.equal(shown(filter), rows));
  }

  it('are coded in one number and back', () => {
    const rows: ListLine[] = [
      { kind: 'step', step: 0 },
      { kind: 'step', step: 99_999 },
      { kind: 'phase', phase: 0 },
      { kind: 'phase', phase: 7 },
      { kind: 'item', item: 0 },
      { kind: 'item', item: 7 },
    ];
    for (const row of rows) assert.deepEqual(decodeRow(encodeRow(row)), row);
  });

  it('find a hidden step at the nearest row above it', () => {
    const filter = { ...everything, kindsOff: new Set([2]) };
    const rows = visibleRows(model, filter, filteredSteps(model, filter));
    const at = rowIndex(model, rows, 2);
    assert.equal(decodeRow(rows[at]!).kind, 'phase');
  });

  it('give the next step that passes, in both directions', () => {
    const passes = Uint8Array.of(1, 0, 1, 0, 1, 1);
    assert.equal(nextStep(passes, 0, 1), 2);
    assert.equal(nextStep(passes, 4, -1), 2);
    assert.equal(nextStep(passes, 5, 1), null);
    assert.equal(
      nextStep(passes, 0, 1, (i) => kinds[i] === 'answer'),
      4,
    );
  });
});

describe('the columns of the steps', () => {
  it('are there when a step or what stands between has a value', () => {
    assert.deepEqual([model.hasCost, model.hasTime], [false, false]);
    const timed = modelOf({ kinds, seconds: kinds.map(() => 1) });
    assert.deepEqual([timed.hasCost, timed.hasTime], [false, true]);
  });

  it('are gone on from where a row that is hidden would be', () => {
    const filter = { ...everything, kindsOff: new Set([2]) };
    const rows = visibleRows(model, filter, filteredSteps(model, filter));
    for (const [code, below] of [
      [encodeRow({ kind: 'item', item: 1 }), 3],
      [encodeRow({ kind: 'item', item: 2 }), undefined],
    ] as const) {
      assert.ok(!rows.includes(code));
      const next = rows[rowIndex(model, rows, code) + 1];
      assert.equal(next, below);
    }
  });

  it('are gone on from what stands between steps without leaving one out', () => {
    const passes = new Uint8Array(model.count).fill(1);
    const from = (item: number, direction: 1 | -1) =>
      nextStep(passes, stepBefore(model, encodeRow({ kind: 'item', item }), direction), direction);
    assert.deepEqual([from(1, -1), from(1, 1)], [2, 3]);
    assert.deepEqual([from(2, -1), from(2, 1)], [5, null]);
  });

  it('stay inside the trace', () => {
    assert.deepEqual([rowIn(model, 5), rowIn(model, 6)], [5, 5]);
    assert.deepEqual([rowIn(model, -6), rowIn(model, -8)], [-6, 5]);
    assert.equal(rowIn(modelOf({ kinds: [] }), 3), 0);
  });
});
