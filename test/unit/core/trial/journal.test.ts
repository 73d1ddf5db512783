import assert from 'node:assert/strict';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import { journalText, readJournal } from '../../../../src/core/trial/run/journal';

describe('the journal after a crash', () => {
  const sent: JournalLine = { line: 'sent', at: 1, key: 'a', heldUsd: 3, trace: null };

  it('holds what was sent and has no end at its worst case, and passes over a line that was cut off', () => {
    const journal = readJournal(`${journalText(sent)}{"line":"call","key":"a`);
    assert.deepEqual([...journal.unfinished], [['a', 3]]);
    assert.equal(journal.spentUsd, 3);
    assert.equal(journal.damaged, 0);
  });

  it('counts a call twice that was sent twice', () => {
    assert.equal(readJournal(journalText(sent) + journalText(sent)).spentUsd, 6);
  });

  it('counts lines that it cannot read, and reads the others', () => {
    const journal = readJournal(`nonsense\n{"line":"other"}\n${journalText(sent)}`);
    assert.equal(journal.damaged, 2);
    assert.equal(journal.unfinished.size, 1);
  });
});
