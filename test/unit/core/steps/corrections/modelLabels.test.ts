import assert from 'node:assert/strict';
import { analyseText } from '../../../../../src/core/steps/analyse';
import {
  applyCorrections,
  type Correction,
} from '../../../../../src/core/steps/corrections/corrections';
import { historyOf, record, undo } from '../../../../../src/core/steps/corrections/history';
import {
  withoutRuns,
  withRun,
  type ModelLabels,
} from '../../../../../src/core/steps/corrections/modelLabels';
import { readSidecar, writeSidecar } from '../../../../../src/core/steps/corrections/sidecar';
import { stepIds } from '../../../../../src/core/steps/corrections/stepId';
import type { StepKind } from '../../../../../src/core/steps/model';

const text = [
  'The problem gives two numbers, 3 and 4, and it asks for their sum.',
  'Let me add them step by step. I need to be careful about it.',
  'So 3 + 4 = 7. That gives 7 in total for the two numbers.',
  'Wait, let me double-check that. 7 - 4 = 3, which matches.',
  'The final answer is \\boxed{7}.',
].join('\n\n');
const suggested = analyseText(text, { answer: '7' });
const ids = stepIds(text, suggested.steps);

const run = (kinds: readonly (readonly [number, StepKind])[], at = '2026-11-30T10:00:00.000Z') =>
  ({
    op: 'labels',
    model: 'labeller-1',
    at,
    via: 'localhost:1234',
    costUsd: 0.004,
    codebook: 2,
    kinds: kinds.map(([step, kind]) => [ids[step]!, kind] as const),
  }) satisfies ModelLabels;

const shown = (...corrections: readonly Correction[]) =>
  applyCorrections(suggested, text, corrections, '7').analysis;

describe('labels of a language model', () => {
  it('stand on their steps with the mark of their run, and on no other', () => {
    const { steps } = shown(run([[1, 'recall']]));
    assert.deepEqual(
      [steps[1]?.kind, steps[1]?.labelled, steps[1]?.corrected],
      ['recall', { model: 'labeller-1', at: '2026-11-30T10:00:00.000Z' }, undefined],
    );
    assert.ok(steps[1]?.spans.every((span) => span.kind === 'recall'));
    assert.deepEqual(
      steps.filter((_, i) => i !== 1),
      suggested.steps.filter((_, i) => i !== 1),
    );
  });

  it('are told with how many agree with what is suggested, of how many', () => {
    const own = suggested.steps.map(({ kind }) => kind);
    const shownAs: StepKind = own[2] === 'reason' ? 'recall' : 'reason';
    const { labellings } = shown(
      run([
        [0, own[0]!],
        [2, shownAs],
        [3, 'setup'],
      ]),
    );
    const [labelling] = labellings;
    assert.deepEqual(
      [labelling?.steps, labelling?.same, labelling?.sameShown, labelling?.costUsd],
      [3, 1, own[2] === 'reason' || own[2] === 'recall' ? 2 : 1, 0.004],
    );
    assert.deepEqual(suggested.labellings, []);
  });

  it('never change what a person said, before or after them', () => {
    const person: Correction = { op: 'relabel', step: ids[1]!, kind: 'check' };
    const label = run([[1, 'recall']]);
    for (const order of [
      [person, label],
      [label, person],
    ]) {
      const { steps, labellings } = shown(...order);
      assert.deepEqual([steps[1]?.kind, steps[1]?.corrected], ['check', true]);
      assert.equal(steps[1]?.labelled, undefined);
      assert.deepEqual(labellings, []);
    }
  });

  it('come back when a person takes back a label of their own', () => {
    const { steps } = shown(
      run([[1, 'recall']]),
      { op: 'relabel', step: ids[1]!, kind: 'check' },
      { op: 'relabel', step: ids[1]!, kind: null },
    );
    assert.deepEqual([steps[1]?.kind, steps[1]?.labelled?.model], ['recall', 'labeller-1']);
  });

  it('keep their mark beside a note', () => {
    const { steps } = shown(run([[1, 'recall']]), { op: 'note', step: ids[1]!, text: 'why?' });
    assert.deepEqual([steps[1]?.note, steps[1]?.labelled?.model], ['why?', 'labeller-1']);
  });

  it('of a later run stand over those of an earlier one', () => {
    const later = run([[1, 'plan']], '2026-11-30T11:00:00.000Z');
    const first = run([
      [1, 'recall'],
      [2, 'recall'],
    ]);
    const { steps, labellings } = shown(first, later);
    assert.deepEqual([steps[1]?.kind, steps[2]?.kind], ['plan', 'recall']);
    assert.deepEqual(
      labellings.map(({ at, steps: n }) => [at, n]),
      [
        [first.at, 1],
        [later.at, 1],
      ],
    );
  });

  it('are without effect, and kept, where none of their steps is in the text', () => {
    const lost = { ...run([]), kinds: [['0123456789abcdef', 'plan'] as const] };
    const { analysis, unmatched } = applyCorrections(suggested, text, [lost], '7');
    assert.deepEqual(analysis.steps, suggested.steps);
    assert.deepEqual(unmatched, [lost]);
  });

  it('are kept beside the trace as they are, one line a run', () => {
    const traces = { t: [run([[1, 'recall']])] };
    const written = writeSidecar({ traces });
    assert.deepEqual(readSidecar(written), { traces });
    assert.equal(written.split('\n').filter((line) => line.includes('labeller-1')).length, 1);
  });

  it('of a kind that there is not make the file a damaged one, so that nobody overwrites it', () => {
    const written = writeSidecar({ traces: { t: [run([[1, 'recall']])] } });
    assert.ok('code' in readSidecar(written.replace('"recall"', '"guess"')));
  });

  it('of one run grow in their place, are undone at once, and can be thrown away', () => {
    const note: Correction = { op: 'note', step: ids[0]!, text: 'n' };
    const [part, whole] = [
      run([[1, 'recall']]),
      run([
        [1, 'recall'],
        [2, 'reason'],
      ]),
    ];
    const grown = withRun(record(withRun(historyOf([]), part), note), whole);
    assert.deepEqual(grown.done, [whole, note]);
    assert.deepEqual(withoutRuns(grown), { done: [note], undone: [] });
    assert.deepEqual(undo(withRun(historyOf([note]), whole)).done, [note]);
  });
});
