import assert from 'node:assert/strict';
import type { FoundTable, Unrecognised } from '../../../../src/core/trace/unrecognised';
import {
  canOpen,
  columnLines,
  firstForm,
  withTable,
} from '../../../../src/webview/trace/columnsModel';

const table = (name: string | null, ...paths: readonly string[]): FoundTable => ({
  name,
  records: 2,
  fields: paths.map((path) => ({ path, sample: `of ${path}`, longest: 20, filled: 2 })),
});

const reportOf = (...tables: readonly FoundTable[]): Unrecognised => {
  return { seems: 'table', layers: [], kind: null, tried: [], tables };
};

const NONE = { reasoning: null, answer: null, prompt: null, model: null };

describe('the form in which columns are chosen', () => {
  it('begins with a proposal by the names of the fields', () => {
    const { table: chosen, mapping } = firstForm(
      reportOf(table(null, 'ask', 'muse', 'reply')),
      null,
    );
    assert.equal(chosen, 0);
    assert.deepEqual(mapping, { reasoning: 'muse', answer: 'reply', prompt: 'ask', model: null });
  });

  it('begins at the first table of which a trace could be made', () => {
    const report = reportOf(table('users', 'name', 'mail'), table('runs', 'thinking', 'answer'));
    assert.equal(firstForm(report, null).table, 1);
  });

  it('begins with what was chosen before, at the table that has it', () => {
    const report = reportOf(table('a', 'thinking'), table('b', 'x', 'y'));
    const chosen = { ...NONE, reasoning: 'x', answer: 'y' };
    assert.deepEqual(firstForm(report, chosen), { table: 1, mapping: chosen });
  });

  it('opens with reasoning or answer, and with neither not', () => {
    assert.equal(canOpen({ ...NONE, reasoning: 'a' }), true);
    assert.equal(canOpen({ ...NONE, answer: 'a' }), true);
    assert.equal(canOpen({ ...NONE, prompt: 'a', model: 'b' }), false);
  });

  it('keeps what another table has too, and proposes the rest', () => {
    const report = reportOf(table('a', 'x', 'text'), table('b', 'x', 'thinking'));
    const form = { table: 0, mapping: { ...NONE, answer: 'x' } };
    assert.deepEqual(withTable(report, form, 1), {
      table: 1,
      mapping: { ...NONE, reasoning: 'thinking', answer: 'x' },
    });
  });

  it('shows the first value of each chosen field, and says where the file has no such field', () => {
    const report = reportOf(table(null, 'a', 'b'));
    const lines = columnLines(report, {
      table: 0,
      mapping: { ...NONE, reasoning: 'a', answer: 'z' },
    });
    assert.deepEqual(
      lines.map(({ role, value, sample, isMissing }) => [role, value, sample, isMissing]),
      [
        ['reasoning', 'a', 'of a', false],
        ['answer', 'z', null, true],
        ['prompt', '', null, false],
        ['model', '', null, false],
      ],
    );
    assert.deepEqual(lines[1]?.options, ['z', 'a', 'b']);
  });

  it('has nothing to choose where the file has no fields', () => {
    const lines = columnLines(reportOf(), firstForm(reportOf(), null));
    assert.deepEqual(
      lines.flatMap(({ options }) => options),
      [],
    );
  });
});
