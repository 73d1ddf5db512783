import assert from 'node:assert/strict';
import type { TrialEdit } from '../../../../src/core/trial/edit';
import { isTrial, readTrial } from '../../../../src/core/trial/file';
import type { TrialFile } from '../../../../src/core/trial/model';
import { OpenEdits } from '../../../../src/webview/trial/openEdits';
import { additionTrial } from '../../../page/trialFixture';

function written(): TrialFile {
  const trial = readTrial(additionTrial());
  assert.ok(isTrial(trial));
  return trial;
}

const aCase = (id: string) => ({ id, values: { a: id, b: '1' }, expected: null, about: {} });
const cases = (...ids: readonly string[]): TrialEdit => ({ op: 'cases', cases: ids.map(aCase) });
const ids = (file: TrialFile): readonly string[] => file.cases.map(({ id }) => id);
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Edits whose answers come when the test says so, and settings that wait until it does. */
function opened() {
  const sent: TrialEdit[] = [];
  const answers: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  let told = 0;
  const edits = new OpenEdits(
    (edit) => {
      sent.push(edit);
      return new Promise((resolve) => answers.push(resolve));
    },
    () => told++,
    {
      setTimeout: ((run: () => void) => waiting.push(run)) as unknown as typeof setTimeout,
      clearTimeout: () => void waiting.splice(0),
    },
  );
  const answer = async (): Promise<void> => {
    answers.shift()!();
    await soon();
  };
  return { edits, sent, answer, waiting, told: () => told };
}

describe('the open edits of a trial', () => {
  it('are shown until the host has answered the last one, whatever it tells before', async () => {
    const { edits, sent, answer, told } = opened();
    const before = written();
    edits.edit(before, cases('1'));
    edits.edit(before, cases('1', '2'));
    await answer();
    // The host has written the first one, and says so while the second is under way.
    const half = { ...before, cases: [aCase('1')] };
    assert.deepEqual(ids(edits.shown(half)), ['1', '2']);
    edits.edit(half, { op: 'remove-case', case: '1' });
    assert.deepEqual(ids(edits.shown(half)), ['2']);
    assert.deepEqual(sent.length, 3);
    await answer();
    await answer();
    assert.equal(told(), 4);
    assert.deepEqual(ids(edits.shown(half)), ['1']);
  });

  it('write numbers once they rest, and before any other edit', async () => {
    const { edits, sent, answer, waiting } = opened();
    const before = written();
    edits.edit(before, { op: 'settings', settings: { budgetUsd: 2 } });
    edits.edit(before, { op: 'settings', settings: { repeats: 3 } });
    assert.deepEqual(sent, []);
    assert.equal(waiting.length, 1);
    assert.equal(edits.shown(before).budgetUsd, 2);
    edits.edit(before, cases('1'));
    const both = { op: 'settings', settings: { budgetUsd: 2, repeats: 3 } };
    assert.deepEqual(sent, [both, cases('1')]);
    await answer();
    edits.edit(before, { op: 'settings', settings: { repeats: 4 } });
    await answer();
    // What waits is shown, too.
    assert.equal(edits.shown(before).repeats, 4);
    waiting[0]!();
    await answer();
    assert.equal(edits.shown(before), before);
  });
});
