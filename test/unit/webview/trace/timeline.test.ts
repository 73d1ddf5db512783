import assert from 'node:assert/strict';
import type { StepKind } from '../../../../src/core/steps/model';
import {
  arcs,
  chapters,
  segments,
  shorten,
  timelineScale,
} from '../../../../src/webview/trace/timeline';
import { stepAt } from '../../../../src/webview/trace/traceModel';
import { modelOf, phase } from './outlines';

const all = (count: number): Uint8Array => new Uint8Array(count).fill(1);

describe('the timeline', () => {
  const model = modelOf({
    kinds: ['setup', 'reason', 'rethink', 'reason', 'answer'],
    tokens: [10, 20, 30, 20, 20],
    seconds: [1, 1, 1, 1, 6],
    phases: [phase(0, 0), phase(1, 2, { depth: 1, deadEnd: true }), phase(3, 4)],
    links: [
      [2, 0, 'backtrack'],
      [4, 3, 'support'],
      [3, 1, 'check'],
    ],
  });

  it('gives every step its share of the width', () => {
    const scale = timelineScale(model, 'tokens', [0, 1], 1000);
    const list = segments(model, scale, all(5), 1);
    assert.deepEqual(
      list.map(({ x, width }) => [x, width]),
      [
        [0, 100],
        [100, 200],
        [300, 300],
        [600, 200],
        [800, 200],
      ],
    );
    assert.deepEqual(
      list.map((s) => s.dead),
      [false, true, true, false, false],
    );
  });

  it('measures time where it was recorded, tokens where not', () => {
    assert.equal(timelineScale(model, 'time', [0, 1], 1000).totals.at(-1), 10);
    const untimed = modelOf({ kinds: ['reason'] });
    assert.equal(timelineScale(untimed, 'time', [0, 1], 1000).unit, 'tokens');
  });

  it('merges what is too narrow, so that the segments are bounded by the width', () => {
    const kinds = Array.from({ length: 100_000 }, (_, i): StepKind =>
      i % 3 === 0 ? 'check' : 'reason',
    );
    const long = modelOf({ kinds });
    const scale = timelineScale(long, 'tokens', [0, 1], 1000);
    const list = segments(long, scale, all(kinds.length), 1.5);
    assert.ok(list.length <= 1000 / 1.5 + 1, String(list.length));
    assert.equal(list[0]!.first, 0);
    assert.equal(list.at(-1)!.last, kinds.length - 1);
    // The kind with most of the stretch: two of three steps are work.
    assert.ok(list.every((s) => s.kind === 2));
  });

  it('shows only what is inside the zoom', () => {
    const list = segments(model, timelineScale(model, 'tokens', [0.3, 0.6], 300), all(5), 1);
    assert.deepEqual(
      list.map((s) => [s.first, s.x, s.width]),
      [[2, 0, 300]],
    );
  });

  it('dims a segment none of whose steps passes the filter', () => {
    const list = segments(
      model,
      timelineScale(model, 'tokens', [0, 1], 1000),
      Uint8Array.of(0, 1, 0, 0, 1),
      1,
    );
    assert.deepEqual(
      list.map((s) => s.dim),
      [true, false, true, true, false],
    );
  });

  it('draws backtracks above checks and leaves support out', () => {
    const scale = timelineScale(model, 'tokens', [0, 1], 1000);
    const list = arcs(model, scale, 4, 10);
    assert.deepEqual(
      list.map((a) => a.kind),
      ['check', 'backtrack'],
    );
    assert.equal(list[1]!.dead, true);
  });

  it('keeps the arcs of the selected step when there are too many', () => {
    const links = Array.from({ length: 200 }, (_, i): [number, number, 'backtrack'] => [
      i + 1,
      0,
      'backtrack',
    ]);
    const many = modelOf({ kinds: Array.from({ length: 201 }, (): StepKind => 'reason'), links });
    const list = arcs(many, timelineScale(many, 'tokens', [0, 1], 2010), 3, 20);
    assert.equal(list.length, 20);
    assert.ok(list.some((a) => a.from === 3));
  });

  it('names the phases that have room', () => {
    const names = chapters(model, timelineScale(model, 'tokens', [0, 1], 200));
    assert.deepEqual(
      names.map((c) => c.phase),
      [1, 2],
    );
    assert.equal(shorten('Count the blocks', 8), 'Count t…');
  });

  it('finds the step at a position', () => {
    assert.deepEqual(
      [0, 9.9, 10, 59, 99, 500].map((p) => stepAt(model.tokensBefore, p)),
      [0, 0, 1, 2, 4, 4],
    );
  });
});
