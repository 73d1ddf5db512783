import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { prepare } from '../../../../src/core/estimate/estimate';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';
import { recompute } from '../../../../src/core/estimate/whatIf';

const catalogue = makeCatalogue();
const PROMPT = 'Write a function that merges two sorted lists of integers. Return the code only.';

function decided(to: readonly string[], day: string) {
  const now = new Date(`${day}T12:00:00Z`);
  const facts = { catalogue, prices: libraryPrices, countTokens, now };
  const request = { prompt: PROMPT, from: parseChoice('gpt-4o'), to: to.map(parseChoice) };
  return recompute(prepare(request, facts), DEFAULT_CONTROLS);
}

describe('a model that its vendor has switched off', () => {
  it('is recommended until that day and never after it', () => {
    assert.equal(decided(['o4-mini:high'], '2026-10-22').decision.model, 'o4-mini');
    assert.notEqual(decided(['o4-mini:high'], '2026-10-23').decision.model, 'o4-mini');
    assert.notEqual(
      decided(['o4-mini:high', 'gpt-6.1-sol'], '2026-11-29').decision.model,
      'o4-mini',
    );
  });

  it('keeps its figures, with the successor named', () => {
    const { rows, baseline } = decided(['o4-mini:high'], '2026-11-29');
    assert.ok(rows[0]!.costUsd);
    assert.equal(rows[0]!.facts.replacement, 'gpt-5.6-terra');
    assert.deepEqual(
      baseline.warnings.map((w) => w.code),
      ['retires-soon'],
    );
  });

  it('is known by every name that it went by', () => {
    const gone = (id: string) => catalogue.find(id).retirement?.date ?? null;
    assert.equal(gone('claude-3-opus-20240229'), '2026-01-05');
    assert.equal(gone('claude-3-opus-latest'), '2026-01-05');
    assert.equal(gone('claude-3-5-haiku-20241022'), '2026-02-19');
    assert.equal(gone('claude-3-5-haiku-latest'), '2026-02-19');
    assert.equal(gone('claude-3-haiku-20240307'), '2026-04-20');
    assert.equal(gone('claude-3-sonnet-20240229'), '2025-07-21');
    assert.equal(gone('claude-2.1'), '2025-07-21');
    assert.equal(gone('gemini-2.0-flash'), '2026-06-01');
    assert.equal(gone('gemini-2.0-flash-001'), '2026-06-01');
    assert.equal(gone('gemini-3.1-flash-lite-preview'), '2026-05-25');
    assert.equal(gone('gemini-2.5-pro-preview-05-06'), '2025-12-02');
    assert.equal(gone('claude-haiku-4-5'), null);
    assert.equal(gone('mistral-large-latest'), null);
  });
});

describe('a baseline that always thinks', () => {
  it('is priced with its thinking', () => {
    for (const id of ['claude-opus-5-5', 'claude-fable-5-1', 'claude-sonnet-5']) {
      const facts = {
        catalogue,
        prices: libraryPrices,
        countTokens,
        now: new Date('2026-11-29T12:00:00Z'),
      };
      const { baseline } = recompute(
        prepare({ prompt: PROMPT, from: parseChoice(id), to: [parseChoice('o3')] }, facts),
        DEFAULT_CONTROLS,
      );
      assert.ok(baseline.reasons && baseline.reasoningTokens.p50 > 0, id);
    }
  });
});
