import assert from 'node:assert/strict';
import { analyseText } from '../../../../../src/core/steps/analyse';
import {
  applyCorrections,
  correctionOf,
  type Correction,
  type CorrectionByNumber,
} from '../../../../../src/core/steps/corrections/corrections';
import { historyOf, record, undo } from '../../../../../src/core/steps/corrections/history';
import {
  withoutRuns,
  withRun,
  type LabelPiece,
  type ModelLabels,
} from '../../../../../src/core/steps/corrections/modelLabels';
import { readSidecar, writeSidecar } from '../../../../../src/core/steps/corrections/sidecar';
import { stepIds } from '../../../../../src/core/steps/corrections/stepId';
import type { Step, StepKind } from '../../../../../src/core/steps/model';

const text = [
  'The problem gives two numbers, 3 and 4, and it asks for their sum and for nothing else beside it.',
  'Let me add them step by step. I need to be careful about it.',
  'First, adding both: 3 + 4 = 7. That gives 7 in total for the two numbers.',
  'Wait, let me double-check that. 7 - 4 = 3, which matches.',
  'The final answer is \\boxed{7}.',
].join('\n\n');
const suggested = analyseText(text, { answer: '7', tokens: 100 });
const spans = suggested.steps.flatMap((step) => step.spans);
const names = stepIds(text, spans);

type Entry = readonly [first: number, last: number, kind: StepKind, title?: string];
type PhaseEntry = readonly [first: number, last: number, title: string, summary?: string];

const piece = (
  steps: readonly Entry[],
  phases: readonly PhaseEntry[] = [],
  goesOn = false,
): LabelPiece => ({
  steps: steps.map(([a, b, kind, title]) => [names[a]!, names[b]!, kind, title ?? null]),
  phases: phases.map(([a, b, title, summary]) => [names[a]!, names[b]!, title, summary ?? null]),
  ...(goesOn ? { goesOn } : {}),
});

const run = (pieces: readonly LabelPiece[], at = '2026-11-30T10:00:00.000Z'): ModelLabels => ({
  ...{ op: 'labels', model: 'labeller-1', at, via: 'localhost:1234', costUsd: 0.004, codebook: 3 },
  pieces,
});
const labels = (...entries: readonly Entry[]): ModelLabels => run([piece(entries)]);

const shown = (...corrections: readonly Correction[]) =>
  applyCorrections(suggested, text, corrections, { answer: '7' }).analysis;
const textOf = ({ start, end }: Pick<Step, 'start' | 'end'>): string =>
  text.slice(start, end).trim();
const asked = (steps: readonly Step[], correction: CorrectionByNumber): Correction =>
  correctionOf(steps, text, correction)!;

/** Sentence 2 and 3, which the text of two paragraphs has. */
const ACROSS: Entry = [2, 3, 'recall', 'Careful sum'];

describe('labels of a language model', () => {
  it('cut the steps where the model does, with its kinds and titles and the mark of their run', () => {
    assert.equal(names.length, 8);
    const { steps } = shown(labels(ACROSS));
    const step = steps.find(({ title }) => title === 'Careful sum')!;
    assert.equal(textOf(step), 'I need to be careful about it.\n\nFirst, adding both: 3 + 4 = 7.');
    const mark = { model: 'labeller-1', at: '2026-11-30T10:00:00.000Z' };
    assert.deepEqual([step.kind, step.labelled, step.corrected], ['recall', mark, undefined]);
    assert.ok(step.spans.every((span) => span.kind === 'recall'));
  });

  it('leave every character and token in one step, whatever they cut', () => {
    for (const entries of [
      [ACROSS],
      [[0, 7, 'answer']],
      names.map((_, i) => [i, i, 'plan'] as const),
      [
        [1, 1, 'plan'],
        [4, 6, 'check'],
      ],
    ] as readonly (readonly Entry[])[]) {
      const { steps } = shown(labels(...entries));
      assert.equal(steps.map((s) => text.slice(s.start, s.end)).join(''), text);
      assert.equal(
        steps.reduce((sum, s) => sum + s.tokens, 0),
        100,
      );
      assert.ok(steps.every((s) => s.spans[0]!.start === s.start && s.spans.at(-1)!.end === s.end));
    }
  });

  it('leave a step without any as it is', () => {
    const { steps } = shown(labels([7, 7, 'plan']));
    const others = (list: readonly Step[]) => list.filter(({ end }) => end <= spans[7]!.start);
    assert.deepEqual(others(steps), others(suggested.steps));
  });

  it('never change what a person said, before or after them', () => {
    const own = suggested.steps.findIndex(({ start }) => start === spans[3]!.start);
    const person = asked(suggested.steps, { op: 'relabel', step: own, kind: 'check' });
    const before = shown(person, labels([0, 7, 'recall', 'All']));
    const [corrected] = before.steps.filter(({ corrected }) => corrected === true);
    assert.deepEqual(
      [corrected?.start, corrected?.end, corrected?.kind, corrected?.labelled],
      [spans[3]!.start, suggested.steps[own]!.end, 'check', undefined],
    );
    const run2 = labels([0, 2, 'recall'], ACROSS, [4, 7, 'plan']);
    const cut = shown(run2).steps;
    const after = shown(run2, asked(cut, { op: 'relabel', step: 1, kind: 'check' }));
    assert.deepEqual([after.steps[1]?.kind, after.steps[1]?.corrected], ['check', true]);
  });

  it('come back when a person takes back a label of their own', () => {
    const model = labels(ACROSS);
    const at = shown(model).steps.findIndex(({ title }) => title !== undefined);
    const set = asked(shown(model).steps, { op: 'relabel', step: at, kind: 'check' });
    const back = asked(shown(model, set).steps, { op: 'relabel', step: at, kind: null });
    assert.deepEqual(shown(model, set, back).steps, shown(model).steps);
  });

  it('keep a note with the step that holds its first sentence, beside their mark', () => {
    const first = suggested.steps.findIndex(({ start }) => start === spans[3]!.start);
    const note = asked(suggested.steps, { op: 'note', step: first, text: 'why?' });
    const held = shown(note, labels(ACROSS)).steps.find((step) => step.note !== undefined)!;
    assert.deepEqual([held.note, held.title], ['why?', 'Careful sum']);
  });

  it('of a later run stand over those of an earlier one', () => {
    const first = run([piece([[0, 7, 'recall', 'Old']])]);
    const later = run([piece([ACROSS])], '2026-11-30T11:00:00.000Z');
    const { labellings, steps } = shown(first, later);
    assert.deepEqual(
      steps.map(({ kind, title }) => [kind, title]),
      [
        ['recall', 'Old'],
        ['recall', 'Careful sum'],
        ['recall', undefined],
      ],
    );
    assert.deepEqual(
      labellings.map(({ at, steps: n }) => [at, n]),
      [
        [first.at, 2],
        [later.at, 1],
      ],
    );
  });

  it('are without effect, and kept, where none of their sentences is in the text', () => {
    const lost: ModelLabels = run([
      { steps: [['0123456789abcdef', '0123456789abcdef', 'plan', null]], phases: [] },
    ]);
    const { analysis, unmatched } = applyCorrections(suggested, text, [lost], { answer: '7' });
    assert.deepEqual(analysis.steps, suggested.steps);
    assert.deepEqual(unmatched, [lost]);
  });

  it('hold where the text grew', () => {
    const more = `${text}\n\nBut what if the numbers were others? Then the sum would differ.`;
    const grown = analyseText(more, { answer: '7' });
    const { steps } = applyCorrections(grown, more, [labels(ACROSS)], { answer: '7' }).analysis;
    assert.ok(steps.some(({ title }) => title === 'Careful sum'));
  });

  it('are kept beside the trace as they are, one line a run', () => {
    const ranged: Correction = {
      ...{ op: 'relabel', step: names[0]!, kind: 'plan' },
      range: [names[0]!, names[1]!],
    };
    const both = run([
      piece([ACROSS], [[0, 7, 'All', 'It is 7.']]),
      piece([[7, 7, 'plan']], [], true),
    ]);
    const traces = { t: [both, ranged] };
    const written = writeSidecar({ traces });
    assert.deepEqual(readSidecar(written), { traces });
    assert.equal(written.split('\n').filter((line) => line.includes('labeller-1')).length, 1);
  });

  it('of a kind that there is not make the file a damaged one, so that nobody overwrites it', () => {
    const written = writeSidecar({ traces: { t: [labels(ACROSS)] } });
    assert.ok('code' in readSidecar(written.replace('"recall"', '"guess"')));
  });

  it('of one run grow in their place, are undone at once, and can be thrown away', () => {
    const note: Correction = { op: 'note', step: names[0]!, text: 'n' };
    const [part, whole] = [labels(ACROSS), labels(ACROSS, [7, 7, 'plan'])];
    const grown = withRun(record(withRun(historyOf([]), part), note), whole);
    assert.deepEqual(grown.done, [whole, note]);
    assert.deepEqual(withoutRuns(grown), { done: [note], undone: [] });
    assert.deepEqual(undo(withRun(historyOf([note]), whole)).done, [note]);
  });
});

describe('what a person changed on steps that a language model cut', () => {
  const model = labels([0, 1, 'setup'], ACROSS, [4, 7, 'reason', 'The rest']);
  const cut = shown(model).steps;
  const own: readonly [string, CorrectionByNumber][] = [
    ['a label', { op: 'relabel', step: 1, kind: 'check' }],
    ['a joint', { op: 'merge', step: 1 }],
    ['a split', { op: 'split', step: 1, span: 1 }],
  ];
  for (const [name, by] of own) {
    it(`stays when the labels of the model go: ${name}`, () => {
      const correction = asked(cut, by);
      const mine = (steps: readonly Step[]) =>
        steps.filter(({ corrected }) => corrected === true).map((step) => textOf(step));
      const { analysis, unmatched } = applyCorrections(suggested, text, [correction], {
        answer: '7',
      });
      assert.deepEqual(unmatched, []);
      assert.deepEqual(mine(analysis.steps), mine(shown(model, correction).steps));
      assert.ok(mine(analysis.steps).length > 0);
      assert.equal(analysis.steps.map((s) => text.slice(s.start, s.end)).join(''), text);
      assert.equal(
        analysis.steps.reduce((sum, s) => sum + s.tokens, 0),
        100,
      );
    });
  }

  it('stays when the labels of the model go: a note, with the step that holds its first sentence', () => {
    const note = asked(cut, { op: 'note', step: 1, text: 'why?' });
    const { steps } = applyCorrections(suggested, text, [note], { answer: '7' }).analysis;
    const held = steps.find((step) => step.note === 'why?')!;
    assert.ok(held.start <= spans[2]!.start && spans[2]!.start < held.end);
    assert.equal(steps.length, suggested.steps.length);
  });
});

describe('phases of a language model', () => {
  const all: Entry = [0, 7, 'reason'];

  it('have its borders, title, summary and mark; between them the suggested ones stay', () => {
    const steps: readonly Entry[] = [
      [0, 0, 'setup'],
      [1, 2, 'plan'],
      [3, 4, 'reason'],
    ];
    const { phases } = shown(
      run([
        piece(steps, [
          [0, 2, 'Reading', 'Two numbers to add.'],
          [3, 4, 'Adding'],
        ]),
      ]),
    );
    assert.deepEqual(
      phases.slice(0, 2).map(({ first, last, title, summary }) => [first, last, title, summary]),
      [
        [0, 1, 'Reading', 'Two numbers to add.'],
        [2, 2, 'Adding', undefined],
      ],
    );
    assert.equal(phases[0]?.labelled?.model, 'labeller-1');
    assert.ok(phases.length > 2 && phases.slice(2).every(({ labelled }) => labelled === undefined));
    assert.deepEqual(
      phases.map(({ first }) => first),
      [0, ...phases.slice(0, -1).map(({ last }) => last + 1)],
    );
  });

  it('go on over two answers where the model says so, with both summaries', () => {
    const pieces = [
      piece([[0, 3, 'reason']], [[0, 3, 'Adding', 'The sum is begun.']]),
      piece([[4, 7, 'reason']], [[4, 7, 'More', 'It is 7.']], true),
    ];
    const { phases, labellings } = shown(run(pieces));
    assert.deepEqual(
      phases.map(({ first, last, title, summary }) => [first, last, title, summary]),
      [[0, 1, 'Adding', 'The sum is begun. It is 7.']],
    );
    assert.equal(labellings[0]?.phases, 1);
  });

  it('go with the run', () => {
    const history = record(historyOf([]), run([piece([all], [[0, 7, 'All', 'S.']])]));
    assert.equal(shown(...history.done).phases[0]?.summary, 'S.');
    assert.deepEqual(shown(...undo(history).done).phases, suggested.phases);
  });
});

describe('the agreement of a language model with LRM Lens', () => {
  it('is whole where it says the same', () => {
    let at = 0;
    const entries = suggested.steps.map((step): Entry => {
      const first = at;
      at += step.spans.length;
      return [first, at - 1, step.kind];
    });
    const [labelling] = shown(labels(...entries)).labellings;
    const starts = suggested.steps.length - 1;
    assert.deepEqual(labelling, {
      ...{ model: 'labeller-1', at: '2026-11-30T10:00:00.000Z' },
      ...{ by: 'labeller-1, 2026-11-30', via: 'localhost:1234', costUsd: 0.004 },
      ...{ steps: suggested.steps.length, sentences: 8, same: 8, sameShown: 8, phases: 0 },
      starts: { model: starts, own: starts, both: starts },
    });
  });

  it('counts kinds by sentence and starts apart from the first one of each question', () => {
    const two = [
      piece([[0, 1, 'recall']]),
      piece([
        [2, 2, 'recall'],
        [3, 7, 'recall'],
      ]),
    ];
    const [labelling] = shown(run(two)).labellings;
    const own = suggested.steps.flatMap((step) => step.spans.map(() => step.kind));
    assert.ok(labelling !== undefined);
    assert.equal(labelling.same, own.filter((kind) => kind === 'recall').length);
    const starts = new Set(suggested.steps.map(({ start }) => start));
    const counted = [1, 3, 4, 5, 6, 7].filter((i) => starts.has(spans[i]!.start));
    assert.deepEqual(labelling.starts, {
      ...{ model: 1, own: counted.length, both: Number(starts.has(spans[3]!.start)) },
    });
    assert.deepEqual(suggested.labellings, []);
  });
});
