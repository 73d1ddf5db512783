import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { inEnglish } from '../../../../src/core/text/voice';
import { edited } from '../../../../src/core/trial/edit';
import { caseId, newTrial } from '../../../../src/core/trial/file';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import type { TrialFile, TrialModel } from '../../../../src/core/trial/model';
import { type ModelPlace, type PlanFacts } from '../../../../src/core/trial/expected';
import { dearest } from '../../../../src/core/trial/worstCase';
import { planTrial } from '../../../../src/core/trial/plan';
import { journalText, readJournal } from '../../../../src/core/trial/run/journal';
import { judging } from '../../../../src/core/trial/run/judging';
import { call as callOf } from './shownTrial';

const place = (more: Partial<ModelPlace> = {}): ModelPlace => ({
  endpoint: 'OpenAI',
  api: 'chat-completions',
  host: 'api.openai.com',
  payment: 'tokens',
  hasKey: true,
  ...more,
});

const facts = (placeOf: PlanFacts['placeOf'] = () => place()): PlanFacts => ({
  catalogue: makeCatalogue(),
  prices: libraryPrices,
  // Four characters a token: near enough for a plan.
  countTokens: (text) => ({ tokens: Math.ceil(text.length / 4), exact: true }),
  now: new Date('2026-11-29T12:00:00Z'),
  placeOf,
});

const model = (name: string, effort: string | null = null): TrialModel => ({
  model: name,
  effort,
  endpoint: null,
});

function trialOf(cases: number, more: Partial<TrialFile> = {}): TrialFile {
  const prompt = {
    file: null,
    holes: ['q'],
    messages: [{ role: 'user' as const, text: 'Solve {q} and show the result.' }],
  };
  return {
    ...newTrial(prompt),
    models: [model('gpt-4o'), model('o4-mini', 'low'), model('o4-mini', 'high')],
    cases: Array.from({ length: cases }, (_, i) => {
      const values = { q: `${i} + ${i}` };
      return { id: caseId(values), values, expected: String(2 * i), about: {} };
    }),
    budgetUsd: 5,
    ...more,
  };
}

const none = readJournal('');
const codes = (trial: TrialFile, f = facts()) =>
  planTrial(trial, none, f).plan.problems.map((p) => p.code);

describe('the plan of a trial', () => {
  it('says what is sent where, and what it will cost as ranges', () => {
    const { plan, missing } = planTrial(trialOf(20), none, facts());
    assert.deepEqual(plan.problems, []);
    assert.equal(plan.calls, 60);
    assert.equal(missing.length, 60);
    assert.deepEqual(
      plan.models.map((m) => [m.candidate, m.host, m.calls]),
      [
        ['gpt-4o', 'api.openai.com', 20],
        ['o4-mini:low', 'api.openai.com', 20],
        ['o4-mini:high', 'api.openai.com', 20],
      ],
    );
    for (const { costUsd, cap, worstCallUsd, secondsPerCall } of plan.models) {
      assert.ok(costUsd !== null && costUsd.low > 0);
      assert.ok(costUsd.low <= costUsd.middle && costUsd.middle <= costUsd.high);
      // Twenty calls at their worst are dearer than the dear end of the range.
      assert.ok(worstCallUsd !== null && 20 * worstCallUsd > costUsd.high);
      assert.ok(cap !== null && cap >= 2_000 && secondsPerCall !== null);
    }
    const [, low, high] = plan.models;
    assert.ok(low!.costUsd!.middle < high!.costUsd!.middle);
    const sum = plan.models.reduce((s, m) => s + m.costUsd!.middle, 0);
    assert.ok(Math.abs(plan.costUsd!.middle - sum) < 1e-12);
    assert.ok(plan.seconds!.low < plan.seconds!.high);
  });

  it('reserves the longest input and the whole cap, for every call', () => {
    const long = { q: 'x'.repeat(40_000) };
    const trial = edited(trialOf(5, { maxOutputTokens: 3_000 }), {
      op: 'cases',
      cases: [...trialOf(5).cases, { id: caseId(long), values: long, expected: '1', about: {} }],
    });
    const { missing } = planTrial(trial, none, facts());
    const worst = missing.filter((c) => c.candidate === 'gpt-4o').map((c) => c.worstUsd);
    // 2.50 and 10 USD per million: 10,000 tokens of input and 3,000 of output cost 0.055.
    assert.ok(Math.max(...worst) > 0.055 && Math.max(...worst) < 0.09, `${Math.max(...worst)}`);
    assert.ok(Math.min(...worst) > 0.03);
    assert.ok(missing.every((c) => c.cap === 3_000));
  });

  it('asks again only for what changed', () => {
    const trial = trialOf(4);
    const keys = (t: TrialFile): ReadonlySet<string> => planTrial(t, none, facts()).keys;
    const before = keys(trial);
    const same = (t: TrialFile): boolean => [...keys(t)].every((k) => before.has(k));
    assert.ok(same({ ...trial, cases: [...trial.cases].reverse() }), 'another order');
    assert.ok(same(edited(trial, { op: 'expected', case: trial.cases[0]!.id, expected: '7' })));
    assert.ok(same({ ...trial, check: { kind: 'contains' }, seed: 9, budgetUsd: 9 }));
    const prompt = { ...trial.prompt, messages: [{ role: 'user' as const, text: 'Add {q}' }] };
    assert.ok(
      [...keys({ ...trial, prompt })].every((k) => !before.has(k)),
      'another prompt',
    );
    assert.equal(before.size, 12);
  });

  it('knows what is done, and what may have been paid for', () => {
    const trial = trialOf(2);
    const { missing } = planTrial(trial, none, facts());
    const [done, failed, broken, lost] = missing;
    const call = (
      key: string,
      status: 'answered' | 'failed',
      billed: 'yes' | 'no' | 'maybe',
    ): JournalLine => ({
      ...{
        line: 'call',
        key,
        kind: 'answer',
        case: 'c',
        candidate: 'gpt-4o',
        repeat: 0,
        status,
        billed,
      },
      ...{
        usage: { inputTokens: 1, outputTokens: 1, reasoningTokens: null },
        costUsd: 1,
        costBound: 'exact',
      },
      ...{
        heldUsd: 1,
        seconds: 1,
        firstTokenSeconds: 1,
        answer: '',
        afterAnswer: null,
        trace: null,
        at: 0,
      },
      ...{ attempts: 1, message: null, httpStatus: null },
    });
    const lines: JournalLine[] = [
      call(done!.key, 'answered', 'yes'),
      call(failed!.key, 'failed', 'no'),
      call(broken!.key, 'failed', 'maybe'),
      { line: 'sent', at: 0, key: lost!.key, heldUsd: 0.5, trace: null },
    ];
    const journal = readJournal(lines.map(journalText).join(''));
    const { plan, missing: left, again } = planTrial(trial, journal, facts());
    assert.deepEqual([plan.done, plan.calls, plan.unfinished], [1, 3, 2]);
    assert.ok(
      left.some((c) => c.key === failed!.key),
      'what was turned down costs nothing',
    );
    assert.deepEqual(again.map((c) => c.key).sort(), [broken!.key, lost!.key].sort());
    assert.equal(plan.spentUsd, 3.5);
  });

  const rubric = 'The sum is right.';
  const check = { kind: 'judge', rubric, model: model('gpt-4.1') } as const;

  it('counts the judge, and keeps its worst case free for every answer', () => {
    const { plan, judgeWorstUsd } = planTrial(trialOf(10, { check }), none, facts());
    assert.equal(plan.judge?.calls, 30);
    assert.ok(judgeWorstUsd > 0);
    assert.ok(plan.costUsd!.middle > planTrial(trialOf(10), none, facts()).plan.costUsd!.middle);
  });

  it('bills cases by their length, and bounds the judge by the longest of them', () => {
    const long = (n: number): TrialFile => {
      const { cases, ...rest } = trialOf(10, { check, maxOutputTokens: 100, budgetUsd: 500 });
      const values = { q: 'word '.repeat(n) };
      return {
        ...rest,
        cases: [...cases.slice(0, 9), { ...cases[9]!, id: caseId(values), values }],
      };
    };
    const [a, b] = [long(1), long(20_000)].map((trial) => planTrial(trial, none, facts()));
    const input = (20_000 * 5) / 4;
    const rates = a!.ratesOf({ kind: 'answer', model: 0 })!;
    const dearer = b!.plan.models[0]!.costUsd!.middle - a!.plan.models[0]!.costUsd!.middle;
    const wanted = (input * rates.input) / 1e6;
    assert.ok(Math.abs(dearer / wanted - 1) < 0.05, `${dearer} for ${wanted}`);
    assert.ok(b!.judgeWorstUsd - a!.judgeWorstUsd > 0.5 * wanted);
    // What is sent then is bounded by its own length.
    const bounds = a!.judgeBounds!;
    assert.ok(dearest(bounds.worst, 50) > dearest(bounds.worst, 1));
  });

  it('bounds each call to the judge by what it sends', async () => {
    const trial = trialOf(10, { check });
    const planned = planTrial(trial, none, facts());
    const worst = async (answer: string): Promise<number> => {
      const record = { ...callOf(trial, 0, 0), answer };
      const { calls } = await judging(trial, planned, null)(
        record,
        null,
        new AbortController().signal,
      );
      return calls[0]!.worstUsd;
    };
    const [short, long] = [await worst('Yes.'), await worst('word '.repeat(10_000))];
    const { input } = planned.ratesOf({ kind: 'judge', model: -1 })!;
    assert.ok(long - short > (12_000 * input) / 1e6, `${short} ${long}`);
  });

  it('needs no budget where nobody is billed by the call', () => {
    for (const payment of ['own-machine', 'subscription'] as const) {
      const { plan, missing } = planTrial(
        trialOf(20, { budgetUsd: null }),
        none,
        facts(() => place({ payment })),
      );
      assert.deepEqual(plan.problems, []);
      assert.ok(missing.every((c) => c.worstUsd === 0));
      assert.equal(plan.costUsd?.middle, 0);
    }
  });

  it('sends no limit to a model of the editor, which takes none', () => {
    const editor = facts(() => place({ api: 'editor', payment: 'subscription' }));
    assert.ok(planTrial(trialOf(3), none, editor).missing.every((c) => c.cap === null));
  });

  const blocked: readonly (readonly [string, Partial<TrialFile>, PlanFacts['placeOf'], RegExp])[] =
    [
      ['no-budget', { budgetUsd: null }, () => place(), /Set a budget/],
      ['small-budget', { budgetUsd: 0.001 }, () => place(), /does not cover one call/],
      ['no-key', {}, () => place({ hasKey: false }), /no key for OpenAI/],
      ['no-endpoint', {}, () => null, /choose an endpoint/],
      [
        'no-price',
        { models: [model('gpt-4o'), model('my-own-9b')] },
        () => place(),
        /price of my-own-9b/,
      ],
      ['same-model', { models: [model('gpt-4o'), model('gpt-4o')] }, () => place(), /twice/],
      ['bad-model', { models: [model('gpt-4o')] }, () => place(), /at least one candidate/],
      ['bad-check', { check: { kind: 'code', command: '' } }, () => place(), /Write the command/],
    ];
  for (const [code, more, placeOf, why] of blocked) {
    it(`is blocked by ${code}, with a reason`, () => {
      const { problems } = planTrial(trialOf(12, more), none, facts(placeOf)).plan;
      const found = problems.find((p) => p.code === code);
      assert.ok(found?.blocks, JSON.stringify(problems));
      assert.match(inEnglish(found.sentence), why);
    });
  }

  it('says so when there are few cases, and goes on', () => {
    const { problems } = planTrial(trialOf(4), none, facts()).plan;
    assert.deepEqual(
      problems.map((p) => [p.code, p.blocks]),
      [['few-cases', false]],
    );
    assert.deepEqual(codes(trialOf(12)), []);
  });

  it('is made for no cases and no models without a fault', () => {
    assert.ok(codes(trialOf(0)).includes('no-cases'));
    assert.ok(codes(trialOf(3, { models: [] })).includes('bad-model'));
  });

  it('is made for ten thousand cases', () => {
    const { plan } = planTrial(trialOf(10_000), none, facts());
    assert.equal(plan.calls, 30_000);
  });
});
