import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { prepare } from '../../../../src/core/estimate/estimate';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS, type Controls, type Report } from '../../../../src/core/estimate/report';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';
import { recompute } from '../../../../src/core/estimate/whatIf';
import { inEnglish } from '../../../../src/core/sentence';

const facts = {
  catalogue: makeCatalogue(),
  prices: libraryPrices,
  countTokens,
  now: new Date('2026-11-01'),
};

function report(
  prompt: string,
  from: string,
  to: string,
  controls: Partial<Controls> = {},
): Report {
  const request = { prompt, from: parseChoice(from), to: to.split(',').map(parseChoice) };
  return recompute(prepare(request, facts), { ...DEFAULT_CONTROLS, ...controls });
}

const text = ({ decision }: Report): string => inEnglish([decision.sentence, ...decision.detail]);

const CODE = 'Write a Python function that merges two sorted lists.';
const EXTRACT = 'Extract the fields below from the invoice as JSON.\n\nInvoice:\nACME, 12 EUR';

describe('the decision', () => {
  it('says measure where no public runs exist of this kind of task', () => {
    for (const value of [null, 0.01, 100]) {
      const answer = report(EXTRACT, 'gpt-4o', 'o4-mini:high,gpt-5-mini', {
        valueOfRightUsd: value,
      });
      assert.equal(answer.decision.kind, 'unknown');
      assert.match(text(answer), /^Measure before you switch\. How often each model here is right/);
      assert.doesNotMatch(text(answer), /of 100 right|Switch to/);
      for (const row of [answer.baseline, ...answer.rows]) assert.equal(row.success, null);
    }
  });

  it('does not recommend on extrapolated right answers alone, at any value', () => {
    for (const value of [null, 0.01, 100]) {
      const answer = report(CODE, 'gpt-4o', 'gpt-6-astra', { valueOfRightUsd: value });
      assert.equal(answer.rows[0]!.basis.success.kind, 'extrapolated');
      assert.equal(answer.decision.kind, 'unknown');
      assert.match(text(answer), /^Measure before you switch\. .*extrapolated/);
      assert.equal(text(answer).includes('If they held'), value !== null);
    }
  });

  it('does not compare with a baseline that was never counted', () => {
    const answer = report(CODE, 'my-own-model', 'o4-mini:high');
    assert.equal(answer.decision.kind, 'unknown');
  });

  it('names what right answers were counted on, and that a prompt may differ', () => {
    const answer = report(CODE, 'gpt-4o', 'o4-mini:high');
    assert.match(
      text(answer),
      /On hard coding exercises \(Aider polyglot\) it gets about 72 of 100/,
    );
    assert.match(text(answer), /measure it before you rely on the difference\.$/);
  });

  it('prefers a counted model to a better extrapolated one', () => {
    const answer = report(CODE, 'gpt-4o', 'gpt-6-astra,o4-mini:high', { valueOfRightUsd: 1 });
    assert.equal(answer.decision.model, 'o4-mini');
  });

  it('does not read right answers off a task that is not believed clearly', () => {
    const answer = report('Blue.', 'gpt-4o', 'o4-mini:high');
    assert.equal(answer.baseline.success, null);
    assert.equal(answer.decision.kind, 'unknown');
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

describe('right answers', () => {
  it('stay in doubt where only three prompts were tried', () => {
    const { rows } = report(
      'Prove that 6 divides n^3 - n for all integers n.',
      'gpt-4o',
      'o3,gpt-5',
    );
    for (const row of rows) {
      assert.ok(row.success!.p10 < 0.7, `${row.model} ${row.success!.p10}`);
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
