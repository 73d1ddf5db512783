import assert from 'node:assert/strict';
import { rowName } from '../../../../src/core/estimate/decisionWords';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { prepare } from '../../../../src/core/estimate/estimate';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS, type Controls } from '../../../../src/core/estimate/controls';
import { type Report, type ReportRow } from '../../../../src/core/estimate/report';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';
import { recompute } from '../../../../src/core/estimate/whatIf';
import { say } from '../../../../src/core/model/sentence';
import { inEnglish } from '../../../../src/core/text/voice';

const facts = {
  catalogue: makeCatalogue(),
  prices: libraryPrices,
  countTokens,
  now: new Date('2026-03-02'),
};

function report(
  prompt: string,
  from: string,
  to: string,
  controls: Partial<Controls> = {},
  day = '2026-03-02',
): Report {
  const request = { prompt, from: parseChoice(from), to: to.split(',').map(parseChoice) };
  return recompute(prepare(request, { ...facts, now: new Date(day) }), {
    ...DEFAULT_CONTROLS,
    ...controls,
  });
}

const text = ({ decision }: Report): string => inEnglish([decision.sentence, ...decision.detail]);

const CODE = 'Write a Python function that merges two sorted lists.';
const EXTRACT = 'Extract the fields below from the invoice as JSON.\n\nInvoice:\nACME, 12 EUR';

describe('the decision', () => {
  it('decides by cost and time where no public runs exist, with the trial that would settle the rest', () => {
    for (const value of [null, 0.01, 100]) {
      const answer = report(EXTRACT, 'gpt-4o', 'o4-mini:high,gpt-5-mini', {
        valueOfRightUsd: value,
      });
      assert.equal(answer.decision.kind, 'depends');
      assert.match(text(answer), /^(?:Try|Stay with) .* 40 cases for about \$/);
      assert.match(text(answer), /is not publicly known\.$/);
      assert.doesNotMatch(text(answer), /of 100 right|Switch to/);
      for (const row of [answer.baseline, ...answer.rows]) assert.equal(row.success, null);
    }
  });

  it('does not recommend on extrapolated right answers alone, at any value', () => {
    for (const value of [null, 0.01, 100]) {
      const answer = report(CODE, 'gpt-4o', 'gpt-6-astra', { valueOfRightUsd: value });
      assert.equal(answer.rows[0]!.basis.success.kind, 'extrapolated');
      assert.equal(answer.decision.kind, value === 0.01 ? 'stay' : 'depends');
      assert.match(text(answer), /extrapolated, not counted\.$/);
      const asks =
        value === null
          ? /40 cases for about .*it pays from \$[\d.,]+ a right answer/
          : value < 1
            ? /^Stay with gpt-4o: at \$0\.010 a right answer gpt-6-astra cannot pay\./
            : /40 cases for about .*At \$100 a right answer it pays if it is right in 1 more of 100 calls/;
      assert.match(text(answer), asks);
      assert.doesNotMatch(text(answer), /Switch to/);
    }
  });

  it('does not compare right answers with a baseline that was never counted', () => {
    const answer = report(CODE, 'my-own-model', 'o4-mini:high');
    assert.equal(answer.decision.kind, 'unknown');
    assert.match(text(answer), /^Enter the price of my-own-model/);
  });

  it('leads with the cap where it starves every candidate', () => {
    const answer = report(CODE, 'gpt-4o', 'o4-mini:high,deepseek-r1', { capTokens: 500 });
    assert.match(text(answer), /^Raise the cap: \d+ of 100 calls to .* would come back empty\./);
  });

  it('calls a fraction of the cost by its name', () => {
    const answer = report(EXTRACT, 'o1', 'gpt-5-mini');
    assert.match(text(answer), /costs (?:less than )?(?:a|half|three)[ a-z]* of o1\./);
    assert.doesNotMatch(text(answer), /0\.\d+ times/);
  });

  it('names what right answers were counted on, and that a prompt may differ', () => {
    const answer = report(CODE, 'gpt-4o', 'o4-mini:high');
    assert.match(
      text(answer),
      /On hard coding exercises \(Aider polyglot\) it gets about 72 of 100/,
    );
    assert.match(text(answer), /measure it before you rely on the difference\.$/);
  });

  it('never lets a difference lead that chance makes', () => {
    const alike = report(CODE, 'o3:high', 'gemini-2.5-pro,claude-opus-4', {
      valueOfRightUsd: null,
    });
    for (const value of [null, 1, 100]) {
      const near = report(CODE, 'o3:high', 'gemini-2.5-pro', { valueOfRightUsd: value });
      const points = Math.abs(near.baseline.success!.p50 - near.rows[0]!.success!.p50);
      assert.ok(points > 0 && points < 0.05);
      assert.match(text(near), /^Stay with o3 high: nothing here is clearly better or cheaper\./);
      assert.match(text(near), /too close to tell apart/);
      const back = report(CODE, 'gemini-2.5-pro', 'o3:high', { valueOfRightUsd: value });
      assert.match(
        text(back),
        /^(?:Switch to o3 high(?:: it is right about as often| if .* a call)|Stay with gemini)/,
      );
      assert.match(text(back), /too close to tell apart/);
    }
    assert.doesNotMatch(text(alike), /^Switch/);
  });

  it('asks for another model where the only candidate has been switched off', () => {
    const answer = report(CODE, 'gpt-4o', 'deepseek-reasoner', {}, '2026-11-29');
    assert.match(text(answer), /^Choose another model: deepseek-reasoner has been switched off\./);
  });

  it('never stays with a model that is switched off within half a year', () => {
    const soon = report(EXTRACT, 'gpt-5', 'gpt-6.1-sol', {}, '2026-11-30');
    assert.match(
      text(soon),
      /^Replace gpt-5 before 2026-12-11: try gpt-6\.1-sol on 40 cases for about \$[\d.]+\. gpt-5 is retired/,
    );
    const cheaper = report(
      EXTRACT,
      'gpt-4o-mini',
      'gpt-6.1-sol',
      { valueOfRightUsd: 0.0001 },
      '2026-11-30',
    );
    assert.match(text(cheaper), /^Replace gpt-4o-mini before 2027-01-14: try gpt-6\.1-sol/);
    const gone = report(EXTRACT, 'o4-mini', 'gpt-6-luna,gpt-5', {}, '2026-11-30');
    assert.match(
      text(gone),
      /^Replace o4-mini, which was switched off on 2026-10-23: try gpt-6-luna/,
    );
  });

  it('says of a model on the own machine that it has no token price, and what the other costs', () => {
    const own = report(EXTRACT, 'ollama/qwen3:8b', 'gpt-6-luna');
    assert.match(
      text(own),
      /^Stay with ollama\/qwen3:8b unless 40 cases for about \$[\d.]+ show that gpt-6-luna is worth \$[\d.]+ a call\. ollama\/qwen3:8b has no token price on your own machine\./,
    );
    const to = report(EXTRACT, 'gpt-6-luna', 'ollama/qwen3:8b');
    assert.match(
      text(to),
      /^Try ollama\/qwen3:8b on 40 cases for about \$[\d.]+: it has no token price/,
    );
    const both = report(EXTRACT, 'ollama/qwen3:8b', 'ollama/qwen3:14b');
    assert.match(text(both), /^Try ollama\/qwen3:14b on 40 cases: neither has a token price/);
  });

  it('never says of a price that it is about that of a model without one', () => {
    const answer = report(EXTRACT, 'deepseek/deepseek-r1-0528:free', 'gpt-5');
    assert.equal(answer.baseline.meanCostUsd, 0);
    assert.match(
      text(answer),
      /^Stay with deepseek\/deepseek-r1-0528:free unless 40 cases for about \$[\d.]+ show that gpt-5 is worth its price\./,
    );
  });

  it('asks which model is meant where a name begins several', () => {
    const answer = report(EXTRACT, 'gpt-5.6', 'gpt-6-luna', {}, '2026-11-30');
    assert.match(
      text(answer),
      /^Choose which gpt-5\.6 is meant: its prices differ\. ‘gpt-5\.6’ is not one model: choose gpt-5\.6-\w+, gpt-5\.6-\w+/,
    );
  });

  it('never says that two waits differ that are written alike', () => {
    for (const to of ['gpt-6-luna', 'gpt-6.1-terra', 'gemini-3.8-flash', 'claude-sonnet-5-5'])
      for (const from of ['gpt-4o', 'gemini-3.5-flash-lite', 'claude-haiku-5-5'])
        assert.doesNotMatch(
          text(report(EXTRACT, from, to, {}, '2026-11-30')),
          /in about ([\w ]+) instead of \1\./,
        );
  });

  it('says a part of the cost and an equal wait in words', () => {
    const answer = report(CODE, 'claude-opus-4', 'o3:high');
    assert.match(text(answer), /81 of 100 right instead of 71\. o3 high costs half of/);
    assert.doesNotMatch(text(answer), /0\.\d+ times/);
  });

  it('prefers a counted model to a better extrapolated one', () => {
    const answer = report(CODE, 'gpt-4o', 'gpt-6-astra,o4-mini:high', { valueOfRightUsd: 1 });
    assert.equal(answer.decision.model, 'o4-mini');
  });

  it('does not read right answers off a task that is not believed clearly', () => {
    const answer = report('Blue.', 'gpt-4o', 'o4-mini:high');
    assert.equal(answer.baseline.success, null);
    assert.equal(answer.decision.kind, 'depends');
  });

  it('shows a router between the models, whose share is a what-if', () => {
    const few = report(CODE, 'gpt-4o', 'o4-mini:high', { routedShare: 0.1 });
    const [l, r] = [few.baseline, few.rows[0]!];
    assert.ok(
      Math.abs(few.routed!.costUsd - (0.9 * l.meanCostUsd! + 0.1 * r.meanCostUsd!)) < 1e-12,
    );
    const all = report(CODE, 'gpt-4o', 'o4-mini:high', { routedShare: 1 });
    assert.equal(all.routed!.costUsd, r.meanCostUsd);
    assert.equal(all.routed!.success, r.success!.p50);
    assert.equal(report(EXTRACT, 'gpt-4o', 'o4-mini:high').routed!.success, null);
  });
});

describe('half a minute', () => {
  const MODELS = [
    'gpt-4o',
    'gpt-4.1',
    'claude-sonnet-4',
    'claude-sonnet-4:off',
    'claude-opus-4',
    'o3',
    'o3:high',
    'o4-mini:high',
    'gpt-5',
    'gemini-2.5-pro',
    'gemini-2.5-flash',
    'deepseek-r1',
    'deepseek-chat',
    'grok-4',
    'qwen3-235b-a22b',
  ];
  const prepared = prepare(
    { prompt: CODE, from: parseChoice('gpt-4o'), to: MODELS.map(parseChoice) },
    facts,
  );
  /** Middle wait in seconds; `null` unknown or a day. */
  const wait = (r: ReportRow): number | null =>
    r.batched ? null : (r.latencySeconds?.total.p50 ?? null);
  const soon = (r: ReportRow): boolean => (wait(r) ?? Infinity) <= 30;

  it('is promised of no model that takes longer, comes in batch or has no known speed', () => {
    const said = new Set<string>();
    for (const baseline of prepared.candidates)
      for (const other of [...prepared.candidates, null])
        for (const taskType of ['code', 'logic', 'math', 'knowledge'] as const)
          for (const valueOfRightUsd of [0.05, 5])
            for (const batch of [false, true]) {
              const rest = prepared.candidates.filter((c) => c !== baseline);
              const candidates = other === null ? rest : rest.filter((c) => c === other);
              if (candidates.length === 0) continue;
              const controls = { ...DEFAULT_CONTROLS, taskType, valueOfRightUsd, batch };
              const answer = recompute({ ...prepared, baseline, candidates }, controls);
              const rows = [answer.baseline, ...answer.rows];
              for (const { message, args } of answer.decision.detail) {
                if (!message.includes('half a minute')) continue;
                said.add(message);
                const [name] = args;
                if (name === undefined) {
                  assert.ok(!rows.some(soon), text(answer));
                  continue;
                }
                const row = rows.find((r) => inEnglish(say('{0}', name)) === rowName(r));
                assert.ok(row !== undefined && soon(row), text(answer));
              }
            }
    assert.equal(said.size, 4, [...said].join('\n'));
  });
});

describe('staying with today’s model', () => {
  it('names the candidate that pays from the lowest value', () => {
    const rows = ['o3', 'o3:high', 'gpt-5', 'gpt-5:high', 'claude-opus-4', 'gemini-2.5-pro'];
    for (const value of [0.0001, 0.001]) {
      const answer = report(CODE, 'o4-mini:high', rows.join(), { valueOfRightUsd: value });
      const { decision } = answer;
      assert.equal(decision.kind, 'stay');
      const values = answer.rows.flatMap((r) =>
        r.breakEven?.kind === 'from' && r.basis.success.kind === 'measured'
          ? [{ name: rowName(r), value: r.breakEven.valueUsd }]
          : [],
      );
      const least = values.reduce((x, y) => (y.value < x.value ? y : x));
      assert.equal(rowName({ model: decision.model!, effort: decision.effort }), least.name);
      assert.ok(text(answer).includes(`The nearest is ${least.name}, which pays from`));
    }
  });

  it('does not speak of the extra cost of cheaper candidates', () => {
    const answer = report(CODE, 'o3:high', 'gpt-4o', { valueOfRightUsd: 5 });
    assert.ok(answer.rows[0]!.meanCostUsd! < answer.baseline.meanCostUsd!);
    assert.equal(answer.decision.kind, 'stay');
    assert.doesNotMatch(text(answer), /extra cost|The nearest/);
  });
});

describe('right answers', () => {
  it('stay in doubt where only three prompts were tried', () => {
    const { rows } = report(
      'Prove that 6 divides n^3 - n for all integers n.',
      'gpt-4o',
      'o3,gpt-5',
    );
    for (const row of rows) {
      assert.ok(row.success!.p10 < 0.7, `${row.model} ${row.success!.p10}`);
      assert.ok(row.success!.p50 < 0.9);
      assert.notEqual(row.basis.success.kind, 'measured');
      assert.ok(row.success!.p50 <= row.success!.p90 && row.success!.p90 <= 1);
    }
  });
});

describe('an editor’s own token count', () => {
  it('is taken for that model’s prompt alone, and told', () => {
    const request = {
      prompt: CODE,
      from: parseChoice('gpt-4o'),
      to: [parseChoice('claude-sonnet-4')],
    };
    const { candidates, baseline } = prepare(
      { ...request, ownCounts: { 'claude-sonnet-4': 21 } },
      facts,
    );
    assert.deepEqual(candidates[0]!.inputTokens, { p10: 21, p50: 21, p90: 21 });
    assert.match(
      inEnglish(candidates[0]!.basis.costUsd.text),
      /21 tokens, as the editor counts them/,
    );
    assert.doesNotMatch(inEnglish(baseline.basis.costUsd.text), /editor/);
  });
});
