import assert from 'node:assert/strict';
import { load } from 'js-yaml';
import { parser as python } from '@lezer/python';
import { parquetReadObjects } from 'hyparquet';
import { inEnglish } from '../../../../src/core/text/voice';
import { blindChoices, choiceLine } from '../../../../src/core/trial/byHand';
import { choiceText } from '../../../../src/core/trial/candidate';
import { isDecided } from '../../../../src/core/trial/decided';
import { trialEfforts, type EffortRun } from '../../../../src/core/trial/trialEfforts';
import { TRIAL_EXPORTS } from '../../../../src/core/trial/export/exports';
import { caseId, newTrial } from '../../../../src/core/trial/file';
import { agreement, judgeVerdict } from '../../../../src/core/trial/judge';
import { trialLessons } from '../../../../src/core/trial/lessons';
import type { CallRecord, JournalLine } from '../../../../src/core/trial/journalModel';
import type { CheckSpec, TrialFile } from '../../../../src/core/trial/model';
import { checkName, journalText, readJournal } from '../../../../src/core/trial/run/journal';
import { verdictOf } from '../../../../src/core/trial/verdict';

function trialOf(cases: number, more: Partial<TrialFile> = {}): TrialFile {
  const prompt = {
    file: 'q.md',
    holes: ['q'],
    messages: [{ role: 'user' as const, text: 'What is {{q}}?' }],
  };
  return {
    ...newTrial(prompt),
    models: [
      { model: 'gpt-4o', effort: null, endpoint: null },
      { model: 'o4-mini', effort: 'low', endpoint: null },
    ],
    cases: Array.from({ length: cases }, (_, i) => {
      const values = { q: `"${i}" | \`x\`` };
      return { id: caseId(values), values, expected: String(i), about: { kind: '=SUM(A1)' } };
    }),
    ...more,
  };
}

/** A call of a model on a case; right answers say the number of the case. */
function call(
  trial: TrialFile,
  row: number,
  model: number,
  more: Partial<CallRecord> = {},
): CallRecord {
  const item = trial.cases[row]!;
  return {
    key: `${row}-${model}-${more.repeat ?? 0}`,
    kind: 'answer',
    case: item.id,
    candidate: choiceText(trial.models[model]!),
    repeat: 0,
    status: 'answered',
    billed: 'yes',
    usage: { inputTokens: 100, outputTokens: 50, reasoningTokens: model === 0 ? 0 : 400 },
    costUsd: model === 0 ? 0.001 : 0.004,
    costBound: 'exact',
    heldUsd: model === 0 ? 0.001 : 0.004,
    seconds: model === 0 ? 1 : 5,
    firstTokenSeconds: 0.5,
    answer: `The answer is ${row}.`,
    afterAnswer: model === 0 ? null : 0.4,
    trace: null,
    // In another order than the rows.
    at: 1_000 * ((row * 7) % 41),
    attempts: 1,
    message: null,
    ...more,
  };
}

const WRONG = { answer: 'The answer is -1.' };

interface Shown {
  readonly trial: TrialFile;
  readonly lines: readonly JournalLine[];
}

const journalOf = ({ lines }: Shown) => readJournal(lines.map(journalText).join(''));
const keysOf = ({ lines }: Shown) =>
  new Set(lines.flatMap((l) => (l.line === 'call' ? [l.key] : [])));
const verdict = (shown: Shown) => verdictOf(shown.trial, journalOf(shown), keysOf(shown));

/** Cases: gained, lost, both right, neither. */
function outcomes(
  gained: number,
  lost: number,
  both: number,
  neither: number,
  more: Partial<TrialFile> = {},
): Shown {
  const trial = trialOf(gained + lost + both + neither, more);
  const lines = trial.cases.flatMap((_, row): JournalLine[] => {
    const isGained = row < gained;
    const isLost = !isGained && row < gained + lost;
    const isBoth = row >= gained + lost && row < gained + lost + both;
    return [
      { line: 'call', ...call(trial, row, 0, isLost || isBoth ? {} : WRONG) },
      { line: 'call', ...call(trial, row, 1, isGained || isBoth ? {} : WRONG) },
    ];
  });
  return { trial, lines };
}

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

describe('advice on effort', () => {
  const run = (
    effort: string | null,
    id: number,
    right: boolean,
    more: Partial<EffortRun> = {},
  ): EffortRun => ({
    ...{ model: 'o4-mini', effort, case: String(id), right, afterAnswer: 0.3 },
    ...{
      reasoningTokens: effort === 'low' ? 300 : 2_000,
      costUsd: effort === 'low' ? 0.001 : 0.009,
    },
    ...more,
  });

  it('says in how many of the cases the least effort would have been enough', () => {
    const runs = Array.from({ length: 45 }, (_, i) => [
      run('high', i, i < 40),
      run('low', i, i < 34),
      run('medium', i, true),
    ]).flat();
    const [advice] = trialEfforts(runs);
    assert.deepEqual(
      advice?.efforts.map((e) => e.effort),
      ['low', 'medium', 'high'],
    );
    assert.equal(
      inEnglish(advice.sentences[0]!),
      'o4-mini: low would have been enough in 34 of the 40 cases that high got right, for $0.0080 less a call.',
    );
    assert.match(
      inEnglish(advice.sentences[1]!),
      /o4-mini at low: 30 % of the reasoning came after the answer stood there \(45 runs\)/,
    );
  });

  it('says nothing of few cases, of one effort, and of models that do not reason', () => {
    assert.equal(trialEfforts([run('high', 1, true), run('low', 1, true)])[0]?.enough, null);
    assert.deepEqual(
      trialEfforts([run(null, 1, true, { reasoningTokens: 0, afterAnswer: null })]),
      [],
    );
  });
});

describe('a trial that is handed over', () => {
  const shown = outcomes(3, 1, 4, 0, { maxOutputTokens: 4_000 });
  const input = (more: Partial<TrialFile> = {}) => ({
    trial: { ...shown.trial, ...more },
    journal: journalOf(shown),
    verdict: verdict(shown),
    keys: keysOf(shown),
    name: 'sums',
    date: '2026-11-29',
  });

  it('is a promptfoo configuration with its prompt, providers, tests and assertions', async () => {
    const checks: readonly (readonly [CheckSpec, string])[] = [
      [{ kind: 'equals' }, 'icontains'],
      [{ kind: 'number', within: 0.1, relative: false }, 'javascript'],
      [{ kind: 'pattern', pattern: 'a+' }, 'regex'],
      [{ kind: 'json-field', path: 'a.b' }, 'javascript'],
      [{ kind: 'json-schema', schema: { type: 'object' } }, 'contains-json'],
      [
        { kind: 'judge', rubric: 'r', model: { model: 'gpt-4.1', effort: null, endpoint: null } },
        'llm-rubric',
      ],
    ];
    for (const [check, type] of checks) {
      const text = await TRIAL_EXPORTS['promptfoo']!.make(input({ check }));
      const config = load(String(text)) as {
        prompts: string[];
        providers: { id: string; label: string; config: Record<string, unknown> }[];
        tests: { vars: { q: string }; assert: { type: string; value: unknown }[] }[];
      };
      assert.deepEqual(JSON.parse(config.prompts[0]!), [
        { role: 'user', content: 'What is {{ q }}?' },
      ]);
      assert.deepEqual(config.providers[1], {
        id: 'openai:chat:o4-mini',
        label: 'o4-mini:low',
        config: { reasoning_effort: 'low', max_completion_tokens: 4_000 },
      });
      assert.equal(config.tests.length, 8);
      assert.equal(config.tests[2]?.vars.q, '"2" | `x`');
      assert.equal(config.tests[2].assert[0]?.type, type);
    }
  });

  it('holds no marks of its templates but our own, in the prompt and in what is expected', async () => {
    const text = 'As in {"a": {{b}}, {% if %}, {# c #} and {{q}}: {';
    const prompt = { file: null, holes: ['q'], messages: [{ role: 'user' as const, text }] };
    const cases = shown.trial.cases.slice(0, 1).map((c) => ({ ...c, expected: '{{x}}' }));
    const more = { prompt, cases, check: { kind: 'contains' } as const };
    const config = load(String(await TRIAL_EXPORTS['promptfoo']!.make(input(more)))) as {
      prompts: string[];
      tests: { assert: { value: string }[] }[];
    };
    const [message] = JSON.parse(config.prompts[0]!) as { content: string }[];
    assert.equal(
      message?.content,
      `As in {"a": {{ '{' }}{b}}, {{ '{' }}% if %}, {{ '{' }}# c {{ '#' }}} and {{ q }}: {{ '{' }}`,
    );
    assert.equal(config.tests[0]?.assert[0]?.value, "{{ '{' }}{x}}");
  });

  it('is a task of Inspect that Python can read', async () => {
    for (const kind of ['equals', 'contains'] as const) {
      const text = String(await TRIAL_EXPORTS['inspect']!.make(input({ check: { kind } })));
      let errors = 0;
      python.parse(text).iterate({ enter: (node) => void (errors += node.type.isError ? 1 : 0) });
      assert.equal(errors, 0, text);
      assert.match(text, /from inspect_ai\.scorer import (?:match|includes)/);
      assert.match(text, /ChatMessageUser\(content="What is \\"0\\" \| `x`\?"\)/);
    }
  });

  it('is a table whose cells are no formulas, and a Parquet file of the same rows', async () => {
    const csv = String(await TRIAL_EXPORTS['csv']!.make(input()));
    const lines = csv.trimEnd().split('\r\n');
    assert.equal(lines.length, 17);
    assert.match(lines[0]!, /^case_row,case_id,value_q,about_kind,expected,model,/);
    assert.ok(csv.includes(",'=SUM(A1),"));
    const parquet = (await TRIAL_EXPORTS['parquet']!.make(input())) as Uint8Array;
    const rows = await parquetReadObjects({ file: parquet.slice().buffer });
    assert.equal(rows.length, 16);
    assert.equal(rows[0]?.['case_row'], 1n);
    assert.equal(rows[0]['right'], false);
  });

  it('is Markdown with the sentence first, in which nothing of a case is markup', async () => {
    const text = String(await TRIAL_EXPORTS['markdown']!.make(input()));
    assert.match(text, /^# Trial: sums\n\n\*\*o4-mini:low is right on 2 more of 8 cases/);
    assert.ok(text.includes('"3" \\| \\`x\\`'));
    assert.match(text, /Newcombe/);
  });

  it('is JSON that holds the whole trial', async () => {
    const data = JSON.parse(String(await TRIAL_EXPORTS['json']!.make(input()))) as {
      trial: TrialFile;
      calls: { right: boolean }[];
    };
    assert.deepEqual(data.trial, shown.trial);
    assert.equal(data.calls.length, 16);
  });
});

describe('what a trial teaches', () => {
  it('are the reasoning lengths of answers that were whole', () => {
    const { trial, lines } = outcomes(1, 0, 1, 0);
    const cut: JournalLine = { line: 'call', ...call(trial, 1, 1, { status: 'cut-off' }) };
    const shown = { trial, lines: [...lines, cut] };
    const lessons = trialLessons(trial, journalOf(shown), keysOf(shown));
    assert.deepEqual(
      lessons.map((l) => [l.model, l.effort, l.reasoningTokens]),
      [['o4-mini', 'low', 400]],
    );
  });
});
