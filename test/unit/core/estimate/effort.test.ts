import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import {
  budgetOf,
  ignoredBecause,
  parseChoice,
  takesEffort,
  withBudget,
} from '../../../../src/core/estimate/effort';

const catalogue = makeCatalogue();

describe('parseChoice', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['o4-mini', 'o4-mini', null],
    ['o4-mini:high', 'o4-mini', 'high'],
    ['gpt-5.5:XHIGH', 'gpt-5.5', 'xhigh'],
    ['claude-sonnet-4:off', 'claude-sonnet-4', 'off'],
    ['gemini-2.5-flash:none', 'gemini-2.5-flash', 'off'],
    ['claude-sonnet-4:16k', 'claude-sonnet-4', '16k'],
    ['claude-sonnet-4:4096', 'claude-sonnet-4', '4096'],
    ['qwen3:8b', 'qwen3:8b', null],
    ['gpt-oss:20b', 'gpt-oss:20b', null],
    ['deepseek/deepseek-r1:free', 'deepseek/deepseek-r1:free', null],
    ['gemini-2.5-flash-preview-05-20:thinking', 'gemini-2.5-flash-preview-05-20', null],
    [':high', ':high', null],
  ];
  for (const [text, model, effort] of cases) {
    it(`reads '${text}' as ${model} at ${effort ?? 'its default'}`, () => {
      assert.deepEqual(parseChoice(text), { model, effort });
    });
  }
});

describe('effort', () => {
  it('reads budgets in tokens', () => {
    assert.deepEqual(['16k', '4096', '0', 'high', null].map(budgetOf), [
      16_000,
      4096,
      null,
      null,
      null,
    ]);
  });

  it('takes a budget as a cap, not a target', () => {
    const range = { median: 3, below: 0.5, above: 0.6 };
    const tight = withBudget(range, 2_000);
    assert.ok(tight.median + tight.above <= Math.log10(2_000) + 1e-9);
    const [ten, hundred] = [withBudget(range, 10_000), withBudget(range, 100_000)];
    assert.ok(10 ** (hundred.median - ten.median) < 2);
  });

  it('knows models that do not heed their level', () => {
    assert.match(ignoredBecause(catalogue.find('gemini-2.5-pro')) ?? '', /OpenRouter/);
    assert.equal(ignoredBecause(catalogue.find('gpt-oss-120b')), null);
    assert.equal(ignoredBecause(catalogue.find('o4-mini')), null);
  });

  it('knows which levels a model lists', () => {
    const o4 = catalogue.find('o4-mini');
    assert.equal(takesEffort(o4, 'high'), true);
    assert.equal(takesEffort(o4, 'xhigh'), false);
    assert.equal(takesEffort(o4, 'off'), false);
    assert.equal(takesEffort(catalogue.find('claude-sonnet-4'), 'off'), true);
    assert.equal(takesEffort(catalogue.find('glm-z1-32b'), 'high'), null);
  });
});
