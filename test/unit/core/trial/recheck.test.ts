import assert from 'node:assert/strict';
import { caseId, newTrial } from '../../../../src/core/trial/file';
import type { CallRecord } from '../../../../src/core/trial/journalModel';
import type { TrialFile } from '../../../../src/core/trial/model';
import type { Comparison } from '../../../../src/core/trial/verdictModel';
import { recheckOf, recheckTrial } from '../../../../src/core/trial/recheck';
import { journalText, readJournal } from '../../../../src/core/trial/run/journal';
import { callKey, orderedCalls } from '../../../../src/core/trial/run/order';

const trial: TrialFile = {
  ...newTrial({ file: null, holes: ['q'], messages: [{ role: 'user', text: 'Q {q}' }] }),
  models: ['small', 'large', 'third'].map((model) => ({ model, effort: null, endpoint: null })),
  cases: ['a', 'b', 'c', 'd'].map((q) => {
    const values = { q };
    return { id: caseId(values), values, expected: q, about: {} };
  }),
};
const idOf = (row: number): string => trial.cases[row]!.id;
const comparison: Pick<Comparison, 'baseline' | 'candidate' | 'flips'> = {
  baseline: 'small',
  candidate: 'large',
  flips: [
    { case: idOf(2), to: 'lost' },
    { case: idOf(0), to: 'gained' },
    { case: idOf(1), to: 'gained' },
  ],
};

/** The second answer of a model to a case. */
function second(row: number, model: number, answer: string): CallRecord {
  const [item, asked] = [trial.cases[row]!, trial.models[model]!];
  return {
    ...{ key: callKey(trial, item, asked, 1), kind: 'answer', case: item.id },
    ...{ candidate: asked.model, repeat: 1, status: 'answered', billed: 'yes' },
    usage: { inputTokens: 1, outputTokens: 1, reasoningTokens: 0 },
    ...{ costUsd: 1, costBound: 'exact', heldUsd: 1, seconds: 1, firstTokenSeconds: 1 },
    ...{ answer, afterAnswer: null, trace: null, at: 1, attempts: 1, message: null },
    httpStatus: 200,
  };
}
const journalOf = (...records: readonly CallRecord[]) =>
  readJournal(records.map((r) => journalText({ line: 'call', ...r })).join(''));

describe('cases that differ and are sent once more', () => {
  it('are those alone, of the two models, in one repeat beyond the plan', () => {
    const part = recheckTrial(trial, comparison);
    const calls = orderedCalls(part, part.cases, () => ({ cap: null, worstUsd: 0 }));
    const more = calls.filter((c) => c.repeat === 1);
    assert.equal(more.length, 6);
    assert.deepEqual([...new Set(more.map((c) => c.candidate))].sort(), ['large', 'small']);
    assert.deepEqual(
      more.map((c) => c.key).sort(),
      [0, 1, 2]
        .flatMap((row) => [0, 1].map((m) => callKey(trial, trial.cases[row]!, trial.models[m]!, 1)))
        .sort(),
    );
    // Those of the plan keep their names: nothing of it is sent again.
    const planned = orderedCalls(trial, trial.cases, () => ({ cap: null, worstUsd: 0 }));
    const first = calls.filter((c) => c.repeat === 0).map((c) => c.key);
    assert.ok(first.every((key) => planned.some((c) => c.key === key)));
  });

  it('are counted where both have an answer, and stand where they differ the same way', () => {
    const journal = journalOf(
      // Gained again.
      ...[second(0, 0, 'no'), second(0, 1, 'a')],
      // The other way round: luck.
      ...[second(1, 0, 'b'), second(1, 1, 'no')],
      // Only one of the two.
      second(2, 0, 'c'),
    );
    assert.deepEqual(recheckOf(trial, journal, comparison), { asked: 2, stood: 1 });
  });

  it('say nothing before they were sent, and nothing by hand', () => {
    assert.equal(recheckOf(trial, journalOf(), comparison), null);
    const both = journalOf(second(0, 0, 'no'), second(0, 1, 'a'));
    assert.equal(recheckOf({ ...trial, check: { kind: 'hand' } }, both, comparison), null);
  });
});
