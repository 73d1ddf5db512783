import assert from 'node:assert/strict';
import { coarseKinds, STEP_KINDS } from '../../../../src/core/steps/kinds';
import type { StepKind } from '../../../../src/core/steps/model';
import {
  callsWithKinds,
  glyphsOf,
  kindsOfColumn,
  tickOf,
} from '../../../../src/webview/session/lanes';
import type { SessionModel } from '../../../../src/webview/session/sessionModel';
import { columnsOf, scaleOf, type ColumnOfCalls } from '../../../../src/webview/session/timeline';
import { modelOf } from './sessions';

const only = (kind: StepKind): readonly number[] => STEP_KINDS.map((k) => Number(k === kind));

describe('the lanes of the timeline', () => {
  let model: SessionModel;
  let columns: readonly ColumnOfCalls[];
  /** One column over some calls, so many pixels wide. */
  const over = (from: number, to: number, width: number): ColumnOfCalls => ({
    ...columns[from]!,
    ...{ from, to, left: 0, right: width },
  });
  before(async () => {
    model = await modelOf();
    columns = columnsOf(model, scaleOf(model, 'calls'), 800);
  });

  it('colours reasoning by the kinds of its call, and leaves what is not labelled', () => {
    const thinking = columns.find(({ parts }) => (parts?.reasoning ?? 0) > 0)!;
    assert.deepEqual(callsWithKinds(model, thinking), [model.order[thinking.from]]);
    const checked = kindsOfColumn(model, thinking, () => only('check'));
    for (const [k, share] of checked.entries()) {
      assert.ok(Math.abs(share - Number(coarseKinds[k] === 'check')) < 1e-9);
    }
    assert.ok(kindsOfColumn(model, thinking, () => null).every((share) => share === 0));
  });

  it('asks for no kinds where nothing was thought, or where they could not be seen', () => {
    const thinking = columns.find(({ parts }) => (parts?.reasoning ?? 0) > 0)!;
    assert.deepEqual(callsWithKinds(model, columns[0]!), []);
    assert.deepEqual(callsWithKinds(model, { ...thinking, left: 0, right: 3 }), []);
    assert.deepEqual(callsWithKinds(model, { ...thinking, from: 0, to: 6 }), []);
  });

  it('draws one glyph a family, and a cross at the end that is the last to give way', () => {
    const icons = (column: ColumnOfCalls): readonly string[] =>
      glyphsOf(model, column).map(({ icon }) => icon);
    assert.deepEqual(icons(over(0, 1, 80)), ['file']);
    assert.deepEqual(icons(over(1, 2, 80)), ['terminal', 'close']);
    assert.deepEqual(icons(over(1, 2, 14)), ['close']);
    assert.deepEqual(icons(over(1, 2, 13)), []);
    assert.deepEqual(icons(over(0, 4, 80)), ['file', 'terminal', 'pencil', 'close']);
  });

  it('ticks a column without room, and none that did nothing', () => {
    assert.equal(tickOf(model, over(0, 1, 4)), 'plain');
    assert.equal(tickOf(model, over(0, 2, 4)), 'failed');
    assert.equal(tickOf(model, over(2, 3, 4)), 'none');
  });
});
