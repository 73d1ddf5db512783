import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import { isDecided } from '../../../../src/core/trial/decided';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import { checkName } from '../../../../src/core/trial/run/journal';
import {
  call,
  journalOf,
  keysOf,
  outcomes,
  trialOf,
  verdict,
  WRONG,
  type Shown,
} from './shownTrial';

describe('a verdict', () => {
  it('counts pairs, and says first how many cases more are right, and for how much', () => {
    const [c] = verdict(outcomes(9, 2, 22, 7, { callsPerMonth: 1_000 })).comparisons;
    assert.deepEqual(c?.counts, { gained: 9, lost: 2, both: 22, neither: 7 });
    assert.ok(Math.abs((c.difference?.value ?? 0) - 7 / 40) < 1e-12);
    assert.equal(
      inEnglish(c.sentence),
      'o4-mini:low is right on 7 more of 40 cases (95 %: 0 to 13) for $0.0030 more a call.',
    );
    assert.match(
      inEnglish(c.certainty),
      /^Not decided yet: about \d+ more cases would probably do/,
    );
    assert.ok(Math.abs((c.monthly?.right.value ?? 0) - 175) < 1e-9);
    assert.ok(Math.abs((c.monthly?.costUsd?.value ?? 0) - 3) < 1e-9);
    assert.ok(Math.abs((c.usdPerExtraRight?.value ?? 0) - 0.003 / (7 / 40)) < 1e-9);
    assert.equal(c.seconds?.value, 4);
  });

  it('shows what got worse first', () => {
    const shown = outcomes(3, 2, 5, 0);
    const [c] = verdict(shown).comparisons;
    assert.deepEqual(
      c?.flips.map((f) => f.to),
      ['lost', 'lost', 'gained', 'gained', 'gained'],
    );
    assert.equal(c.outcomes[shown.trial.cases[3]!.id], 'lost');
  });

  it('is honest with few cases, and says nothing with none', () => {
    const [few] = verdict(outcomes(2, 0, 2, 0)).comparisons;
    assert.match(inEnglish(few!.certainty), /A first look only: 4 cases/);
    const [none] = verdict({ trial: trialOf(3), lines: [] }).comparisons;
    assert.equal(none?.difference, null);
    assert.match(inEnglish(none.sentence), /No case was answered by both yet/);
  });

  it('says enough, worse, and no useful difference', () => {
    const kind = (shown: Shown) => verdict(shown).comparisons[0]?.evidence.kind;
    assert.equal(kind(outcomes(14, 0, 10, 0)), 'better');
    assert.equal(kind(outcomes(0, 14, 10, 0)), 'worse');
    const same = verdict(outcomes(0, 0, 120, 0)).comparisons[0];
    assert.equal(same?.evidence.kind, 'same');
    assert.match(inEnglish(same.certainty), /No useful difference: at most \d of 100 cases/);
    assert.match(inEnglish(same.sentence), /right as often as gpt-4o on 120 cases/);
  });

  it('shares the error rate among candidates', () => {
    const models = [...trialOf(0).models, { model: 'o3', effort: null, endpoint: null }];
    const rates = verdict({ trial: trialOf(2, { models }), lines: [] }).comparisons.map(
      (c) => c.errorRate,
    );
    assert.deepEqual(rates, [0.025, 0.025]);
  });

  it('agrees with what the runner asks after each case', () => {
    for (const shown of [outcomes(14, 0, 10, 0), outcomes(4, 2, 10, 0), outcomes(0, 0, 120, 0)]) {
      assert.equal(isDecided(shown.trial, journalOf(shown), keysOf(shown)), verdict(shown).decided);
    }
  });

  it('makes the planned look once, however verdicts of a judge trickle in', () => {
    const model = { model: 'gpt-4.1', effort: null, endpoint: null };
    const check = { kind: 'judge', rubric: 'Is it so?', model } as const;
    const { trial, lines } = outcomes(0, 0, 20, 0, { check });
    const started: JournalLine = {
      ...{ line: 'started', at: 1, plan: 'x', cases: 20, predicted: [] },
    };
    const said = (row: number, side: number, right: boolean): JournalLine => ({
      ...{ line: 'grade', key: `${row}-${side}-0`, check: checkName(trial), by: 'judge', right },
      why: '',
    });
    // The first eight all gained: an exact test of those alone would find them better.
    const grades = trial.cases
      .slice(0, 8)
      .flatMap((_, row) => [said(row, 0, false), said(row, 1, true)]);
    const shown = { trial, lines: [started, ...lines, ...grades] };
    assert.equal(verdict(shown).comparisons[0]?.evidence.kind, 'open');
    assert.ok(!isDecided(trial, journalOf(shown), keysOf(shown)));
  });

  it('keeps cut-off, refused and failed calls apart; a failed one leaves its pair out', () => {
    const trial = trialOf(4);
    const lines: JournalLine[] = [0, 1, 2, 3].flatMap((row) => [
      { line: 'call', ...call(trial, row, 0) },
      {
        line: 'call',
        ...call(trial, row, 1, {
          status: (['answered', 'cut-off', 'refused', 'failed'] as const)[row]!,
        }),
      },
    ]);
    const found = verdict({ trial, lines });
    const [c] = found.comparisons;
    assert.equal(c?.pairs, 3);
    assert.equal(c.leftOut, 1);
    assert.deepEqual(c.counts, { gained: 0, lost: 2, both: 1, neither: 0 });
    assert.equal(found.models[1]?.byStatus['cut-off'], 1);
    assert.equal(found.models[1].byStatus.refused, 1);
    assert.equal(found.models[1].right, 1);
  });

  it('waits for all repeats of a case, and counts them as shares', () => {
    const trial = trialOf(2, { repeats: 2 });
    const lines: JournalLine[] = [
      { line: 'call', ...call(trial, 0, 0) },
      { line: 'call', ...call(trial, 0, 0, { repeat: 1, ...WRONG }) },
      { line: 'call', ...call(trial, 0, 1) },
      { line: 'call', ...call(trial, 0, 1, { repeat: 1 }) },
      { line: 'call', ...call(trial, 1, 0) },
      { line: 'call', ...call(trial, 1, 1) },
    ];
    const [c] = verdict({ trial, lines }).comparisons;
    assert.equal(c?.pairs, 1);
    assert.equal(c.counts.gained, 1);
  });

  it('counts a corrected expected answer anew, without a call', () => {
    const shown = outcomes(0, 1, 3, 0);
    const cases = shown.trial.cases.map((c, i) => (i === 0 ? { ...c, expected: '-1' } : c));
    const [c] = verdict({ ...shown, trial: { ...shown.trial, cases } }).comparisons;
    assert.deepEqual(c?.counts, { gained: 1, lost: 0, both: 3, neither: 0 });
  });

  it('tells the estimate beside what was measured', () => {
    const { trial, lines } = outcomes(1, 0, 1, 0);
    const predicted = [
      {
        candidate: 'gpt-4o',
        costUsd: { low: 1, middle: 2, high: 3 },
        seconds: null,
        reasoningTokens: null,
        success: null,
      },
    ];
    const all: JournalLine[] = [
      { line: 'started', at: 0, plan: 'p', cases: 2, predicted },
      ...lines,
    ];
    assert.equal(verdict({ trial, lines: all }).models[0]?.predicted?.costUsd?.middle, 2);
  });
});
