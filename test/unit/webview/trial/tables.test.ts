import assert from 'node:assert/strict';
import { caseId } from '../../../../src/core/trial/file';
import { say } from '../../../../src/core/model/sentence';
import type { TrialCase, TrialProblem } from '../../../../src/core/trial/model';
import type { Comparison } from '../../../../src/core/trial/verdictModel';
import type { CallTile } from '../../../../src/protocol/trial';
import {
  casesOfSheet,
  columnsOf,
  problemCells,
  sheetOf,
} from '../../../../src/webview/trial/caseSheet';
import { moved, withBlock, withCell, withoutRow } from '../../../../src/webview/trial/sheet';
import { wholeSetting, wholeSettings } from '../../../../src/webview/trial/wholeSettings';
import { groupsOf, kindsOf, spreadOf, tallyOf } from '../../../../src/webview/trial/tally';

const aCase = (
  values: Record<string, string>,
  expected: string | null,
  about: Record<string, string> = {},
): TrialCase => ({ id: caseId(values), values, expected, about });

describe('a sheet', () => {
  const sheet = { columns: ['q', 'a'], rows: [['one', '1']] };

  it('takes a text in a cell, and in the row behind the last one', () => {
    assert.deepEqual(withCell(sheet, { row: 0, column: 1 }, '2').rows, [['one', '2']]);
    assert.deepEqual(withCell(sheet, { row: 2, column: 0 }, 'x').rows, [
      ['one', '1'],
      ['', ''],
      ['x', ''],
    ]);
  });

  it('takes pasted rows from a cell on, and leaves out what has no column', () => {
    const rows = [['7'], ['8', 'left out']];
    assert.deepEqual(withBlock(sheet, { row: 0, column: 1 }, rows).rows, [
      ['one', '7'],
      ['', '8'],
    ]);
  });

  it('is bounded', () => {
    const block = Array.from({ length: 10_010 }, () => ['x']);
    assert.equal(withBlock(sheet, { row: 5, column: 0 }, block).rows.length, 10_000);
  });

  it('loses a row', () => {
    assert.deepEqual(withoutRow(sheet, 0).rows, []);
  });

  it('is walked by keys inside its bounds', () => {
    const at = (row: number, column: number) => ({ row, column });
    assert.deepEqual(moved(at(0, 0), 'ArrowUp', false, sheet), at(0, 0));
    assert.deepEqual(moved(at(0, 0), 'ArrowDown', false, sheet), at(1, 0));
    assert.deepEqual(moved(at(1, 1), 'PageDown', false, sheet), at(1, 1));
    assert.deepEqual(moved(at(1, 1), 'Home', true, sheet), at(0, 0));
    assert.equal(moved(at(0, 0), 'x', false, sheet), null);
  });
});

describe('a setting whose field is emptied', () => {
  it('is what the field says an empty one means', () => {
    for (const key of ['repeats', 'concurrency', 'timeoutSeconds'] as const) {
      assert.equal(wholeSetting(key, null), wholeSettings[key].usual);
    }
  });

  it('is a whole number inside its bounds else', () => {
    assert.equal(wholeSetting('concurrency', 2.6), 3);
    assert.equal(wholeSetting('concurrency', 0), 1);
    assert.equal(wholeSetting('timeoutSeconds', 1e9), 7200);
  });
});

describe('cases as a table', () => {
  const cases = [
    aCase({ text: 'Which door?' }, 'left', { kind: 'logic' }),
    aCase({ text: 'Which key?' }, null),
  ];
  const columns = columnsOf(cases, ['text']);

  it('come back as they were', () => {
    const sheet = sheetOf(cases, columns, 'expected');
    assert.deepEqual(sheet.columns, ['text', 'expected', 'kind']);
    assert.deepEqual(casesOfSheet(sheet, columns, cases), cases);
  });

  it('keep the columns that are not drawn when their text changes', () => {
    const about = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`c${i}`, `${i}`]));
    const wide = [aCase({ text: 'a' }, null, about), aCase({ text: 'b' }, null, about)];
    const drawn = columnsOf(wide, ['text']);
    const edited = withCell(sheetOf(wide, drawn, 'expected'), { row: 1, column: 0 }, 'c');
    const [first, second] = casesOfSheet(edited, drawn, wide);
    assert.deepEqual([first!.about, second!.about], [about, about]);
    assert.notEqual(second!.id, wide[1]!.id);
    // Rows that moved up keep their own, and a new one has none.
    const own = [wide[0]!, aCase({ text: 'b' }, null, { ...about, c13: 'x' })];
    const [moved] = casesOfSheet(withoutRow(sheetOf(own, drawn, 'expected'), 0), drawn, own);
    assert.equal(moved!.about['c13'], 'x');
    const added = withCell(sheetOf(wide, drawn, 'expected'), { row: 2, column: 0 }, 'd');
    assert.deepEqual(casesOfSheet(added, drawn, wide)[2]!.about, {});
  });

  it('keep their id when only the expected answer changes, and get a new one with their text', () => {
    const sheet = sheetOf(cases, columns, 'expected');
    const answered = casesOfSheet(withCell(sheet, { row: 1, column: 1 }, 'red'), columns, cases);
    assert.deepEqual([answered[1]!.id, answered[1]!.expected], [cases[1]!.id, 'red']);
    const asked = casesOfSheet(withCell(sheet, { row: 1, column: 0 }, 'Why?'), columns, cases);
    assert.notEqual(asked[1]!.id, cases[1]!.id);
  });

  it('keep names that have no column of their own', () => {
    const about = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`c${i}`, 'x']));
    const wide = [aCase({ text: 'a' }, null, about)];
    const some = columnsOf(wide, ['text']);
    assert.equal(some.about.length, 12);
    assert.deepEqual(casesOfSheet(sheetOf(wide, some, 'expected'), some, wide)[0]!.about, about);
  });

  it('leave out empty rows', () => {
    const sheet = { columns: ['text', 'expected', 'kind'], rows: [['', ' ', '']] };
    assert.deepEqual(casesOfSheet(sheet, columns, []), []);
  });

  it('show a problem at its cell', () => {
    const problem = (code: TrialProblem['code'], column: string | null): TrialProblem => ({
      code,
      sentence: say('wrong'),
      blocks: true,
      at: { part: 'case', row: 1, column },
    });
    const cells = problemCells(
      [
        problem('missing-value', 'text'),
        problem('missing-expected', null),
        problem('duplicate-case', null),
      ],
      columns,
    );
    assert.deepEqual(
      cells.map(({ row, column }) => [row, column]),
      [
        [1, 0],
        [1, 1],
        [1, null],
      ],
    );
  });
});

describe('calls added up', () => {
  const call = (
    candidate: string,
    id: string,
    right: boolean | null,
    status: CallTile['status'] = 'answered',
    repeat = 0,
  ): CallTile => ({
    key: `${candidate}/${id}/${repeat}`,
    case: id,
    candidate,
    repeat,
    status,
    right,
    costUsd: null,
    seconds: null,
    reasoningTokens: null,
    why: null,
    answer: '',
    message: null,
    httpStatus: 200,
    billed: 'yes',
    heldUsd: 0,
    attempts: 1,
    hasTrace: true,
  });

  it('are right where most repeats are, and say why where not', () => {
    const tally = tallyOf([
      call('a', '1', true),
      call('a', '1', true, 'answered', 1),
      call('a', '1', false, 'answered', 2),
      call('a', '2', true),
      call('a', '2', null, 'cut-off', 1),
      call('a', '3', null),
    ]);
    assert.deepEqual([...tally.get('a')!.values()], ['right', 'cutOff', 'notJudged']);
  });

  const comparison = {
    outcomes: { 1: 'gained', 2: 'both', 3: 'lost', 4: 'gained' },
  } as unknown as Comparison;

  it('stand in groups, what changed first', () => {
    const groups = groupsOf(comparison, ['1', '2', '3', '4', '5'], (id) => id);
    assert.deepEqual(
      groups.map(({ id, items }) => [id, items]),
      [
        ['gained', ['1', '4']],
        ['lost', ['3']],
        ['both', ['2']],
        ['open', ['5']],
      ],
    );
  });

  it('are counted by a column, the largest gain first', () => {
    const cases = ['1', '2', '3', '4'].map((id, i) => ({ id, about: { kind: i < 2 ? 'x' : 'y' } }));
    assert.deepEqual(kindsOf(cases, 'kind', comparison), [
      { value: 'x', cases: 2, baseline: 1, candidate: 2 },
      { value: 'y', cases: 2, baseline: 1, candidate: 1 },
    ]);
    assert.equal(kindsOf(cases, 'other', comparison), null);
  });

  it('spread around their middle', () => {
    assert.deepEqual(spreadOf([3, 1, 2]), { low: 1.2, middle: 2, high: 2.8 });
    assert.equal(spreadOf([]), null);
  });
});
