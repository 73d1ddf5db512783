import assert from 'node:assert/strict';
import { blindChoices, choiceLine } from '../../../../src/core/trial/byHand';
import { agreement, judgeVerdict } from '../../../../src/core/trial/judge';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import type { CheckSpec } from '../../../../src/core/trial/model';
import { checkName } from '../../../../src/core/trial/run/journal';
import { journalOf, outcomes, verdict } from './shownTrial';

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

describe('judging by hand', () => {
  it('shuffles the sides, and turns a choice back into names', () => {
    const shown = outcomes(0, 0, 40, 0, { check: { kind: 'hand' } });
    const pairs = blindChoices(shown.trial, journalOf(shown));
    assert.equal(pairs.length, 40);
    const first = pairs.filter((p) => p.isBaselineFirst).length;
    assert.ok(first > 8 && first < 32, `${first} of 40`);
    assert.deepEqual(pairs, blindChoices(shown.trial, journalOf(shown)), 'the same each time');
    for (const pair of pairs.slice(0, 6)) {
      const side = pair.isBaselineFirst ? 'second' : 'first';
      const line = choiceLine(pair, side);
      assert.ok(line.line === 'choice' && line.took === 'candidate');
    }
    const lines = [
      ...shown.lines,
      ...pairs.slice(0, 30).map((p) => choiceLine(p, p.isBaselineFirst ? 'second' : 'first')),
    ];
    assert.equal(blindChoices(shown.trial, journalOf({ ...shown, lines })).length, 10);
    const [c] = verdict({ ...shown, lines }).comparisons;
    assert.equal(c?.evidence.kind, 'better');
    assert.equal(c.counts.gained, 30);
  });
});
