import assert from 'node:assert/strict';
import { blindChoices, choiceLine } from '../../../../src/core/trial/byHand';
import { agreement, judgeVerdict } from '../../../../src/core/trial/judge';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import type { CheckSpec } from '../../../../src/core/trial/model';
import { checkName } from '../../../../src/core/trial/run/journal';
import { verdictOf } from '../../../../src/core/trial/verdict';
import { call, journalOf, keysOf, outcomes, trialOf, verdict, type Shown } from './shownTrial';

describe('a judge', () => {
  const check: CheckSpec = {
    kind: 'judge',
    rubric: 'Is it so?',
    model: { model: 'gpt-4.1', effort: null, endpoint: null },
  };

  for (const [words, wanted] of [
    ['Fine.\nVERDICT: right', true],
    ['**Verdict:** wrong', false],
    ['VERDICT: **wrong**', false],
    ['verdict: correct', true],
    ['VERDICT: right. On second thought, VERDICT: wrong', null],
    ['It is right.', null],
    ['', null],
    ['VERDICT: maybe', null],
  ] as const) {
    it(`that says ${JSON.stringify(words)} says ${wanted ?? 'nothing'}`, () =>
      assert.equal(judgeVerdict(words), wanted));
  }

  it('is unclear and neither right nor wrong when it talks nonsense; a person goes before it', () => {
    const { trial, lines } = outcomes(0, 0, 3, 0, { check });
    const name = checkName(trial);
    const grade = (key: string, by: 'judge' | 'person', right: boolean | null): JournalLine => ({
      ...{ line: 'grade', key, check: name, by, right, why: '' },
    });
    const judged = [
      grade('0-0-0', 'judge', true),
      grade('0-1-0', 'judge', null),
      grade('1-0-0', 'judge', true),
      grade('1-1-0', 'judge', true),
      grade('1-1-0', 'person', false),
      { ...grade('2-0-0', 'judge', true), check: 'judge of another rubric' } as JournalLine,
    ];
    const found = verdict({ trial, lines: [...lines, ...judged] });
    assert.equal(found.models[1]?.unclear, 1);
    const [c] = found.comparisons;
    assert.deepEqual(c?.counts, { gained: 0, lost: 1, both: 0, neither: 0 });
    assert.deepEqual([found.judge?.same, found.judge?.compared], [0, 1]);
  });

  it('agrees with a person by chance and beyond: kappa of a published table', () => {
    // Cohen's kappa of 20, 5, 10, 15: 0.4 (Wikipedia's first example, 50 grant proposals).
    const of = (n: number, judge: boolean, person: boolean) =>
      Array.from({ length: n }, () => ({ judge, person }));
    const found = agreement([
      ...of(20, true, true),
      ...of(5, true, false),
      ...of(10, false, true),
      ...of(15, false, false),
    ]);
    assert.ok(Math.abs((found?.kappa ?? 0) - 0.4) < 1e-12);
    assert.equal(agreement([]), null);
    assert.equal(agreement(of(3, true, true))?.kappa, null);
  });
});

const choicesOf = (shown: Shown) => blindChoices(shown.trial, journalOf(shown), keysOf(shown));

describe('judging by hand', () => {
  it('shuffles the sides, and turns a choice back into names', () => {
    const shown = outcomes(0, 0, 40, 0, { check: { kind: 'hand' } });
    const pairs = choicesOf(shown).left;
    assert.equal(pairs.length, 40);
    const first = pairs.filter((p) => p.isBaselineFirst).length;
    assert.ok(first > 8 && first < 32, `${first} of 40`);
    assert.deepEqual(pairs, choicesOf(shown).left, 'the same each time');
    for (const pair of pairs.slice(0, 6)) {
      const side = pair.isBaselineFirst ? 'second' : 'first';
      const line = choiceLine(pair, side);
      assert.ok(line.line === 'choice' && line.took === 'candidate');
    }
    const lines = [
      ...shown.lines,
      ...pairs.slice(0, 30).map((p) => choiceLine(p, p.isBaselineFirst ? 'second' : 'first')),
    ];
    const after = choicesOf({ ...shown, lines });
    assert.deepEqual([after.left.length, after.done], [10, 30]);
    const [c] = verdict({ ...shown, lines }).comparisons;
    assert.equal(c?.evidence.kind, 'better');
    assert.equal(c.counts.gained, 30);
  });

  /** A choice as journals of old have it. */
  const chosen = (trial: Shown['trial'], row: number, repeat: number, took: string): JournalLine =>
    ({
      ...{ line: 'choice', case: trial.cases[row]!.id, repeat, candidate: 'o4-mini:low', took },
    }) as unknown as JournalLine;

  it('finds a tie where half of the repeats of a case are alike, and counts whole cases of the plan', () => {
    const trial = trialOf(40, { repeats: 2, check: { kind: 'hand' } });
    const calls = (row: number): JournalLine[] =>
      [0, 1].flatMap((model) =>
        [0, 1, 2].map((repeat): JournalLine => ({
          line: 'call',
          ...call(trial, row, model, { repeat }),
        })),
      );
    const lines = trial.cases.flatMap((_, row): JournalLine[] => [
      ...calls(row),
      chosen(trial, row, 0, row % 2 === 0 ? 'candidate' : 'baseline'),
      ...(row === 39 ? [] : [chosen(trial, row, 1, 'both')]),
      chosen(trial, row, 2, 'baseline'),
    ]);
    const started: JournalLine = {
      ...{ line: 'started', at: 1, plan: 'x', cases: 39, predicted: [] },
    };
    const [c] = verdict({ trial, lines: [started, ...lines] }).comparisons;
    assert.deepEqual(c?.counts, { gained: 20, lost: 19, both: 0, neither: 0 });
    assert.equal(c.evidence.kind, 'open');
  });

  it('asks anew where the prompt or the baseline is another one, also of choices that do not tell', () => {
    const shown = outcomes(0, 0, 4, 0, { check: { kind: 'hand' } });
    const { trial } = shown;
    const told = choicesOf(shown).left.map((pair) => choiceLine(pair, 'both'));
    const old = trial.cases.map((_, row) => chosen(trial, row, 0, 'candidate'));
    /** The same cases, asked with another prompt; by both models, or by the baseline only. */
    const later = (models: readonly number[]): JournalLine[] =>
      trial.cases.flatMap((_, row) =>
        models.map((model): JournalLine => ({
          line: 'call',
          ...call(trial, row, model, { key: `later ${row}-${model}` }),
        })),
      );
    for (const choices of [told, old]) {
      const before = { trial, lines: [...shown.lines, ...choices] };
      assert.equal(choicesOf(before).done, 4);
      assert.equal(verdict(before).comparisons[0]?.pairs, 4);
      for (const models of [[0, 1], [0]]) {
        const journal = journalOf({ trial, lines: [...before.lines, ...later(models)] });
        const keys = new Set([
          ...later(models).flatMap((l) => (l.line === 'call' ? [l.key] : [])),
          ...(models.length === 1 ? trial.cases.map((_, row) => `${row}-1-0`) : []),
        ]);
        const { left, done } = blindChoices(trial, journal, keys);
        assert.deepEqual([left.length, done], [4, 0]);
        assert.equal(verdictOf(trial, journal, keys).comparisons[0]?.pairs, 0);
      }
    }
  });
});
