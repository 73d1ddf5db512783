import assert from 'node:assert/strict';
import { parseChoice } from '../../../../src/core/estimate/effort';
import { prepare } from '../../../../src/core/estimate/estimate';
import { PriceBook } from '../../../../src/core/estimate/priceBook';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { DEFAULT_CONTROLS } from '../../../../src/core/estimate/controls';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';
import { recompute } from '../../../../src/core/estimate/whatIf';
import { inEnglish } from '../../../../src/core/text/voice';

const LIMITS = { cachedInput: null, contextTokens: null, maxOutputTokens: null };

function report(byWorkspace: boolean) {
  const own = { id: 'o3', input: 0, output: 0, ...LIMITS, byWorkspace };
  const book = new PriceBook();
  book.useOwn([own]);
  const { catalogue } = book;
  const facts = { catalogue, prices: libraryPrices, countTokens, now: new Date('2026-11-23') };
  const to = [parseChoice('o3'), parseChoice('gpt-5')];
  return recompute(
    prepare({ prompt: 'What is 2 + 2?', from: parseChoice('gpt-4o'), to }, facts),
    DEFAULT_CONTROLS,
  );
}

describe('a price that the workspace sets', () => {
  it('is told in its row and beside the decision, before all else', () => {
    const { rows, decision } = report(true);
    const said = rows.map((r) => r.warnings.some((w) => w.code === 'workspace-price'));
    assert.deepEqual(said, [true, false]);
    assert.equal(rows[0]!.basis.costUsd.source?.message, 'the settings of this workspace');
    assert.equal(
      inEnglish(decision.detail[0]!),
      'It rests on prices that this workspace sets: o3.',
    );
  });

  it("is told apart from the user's own", () => {
    const { rows, decision } = report(false);
    const said = rows.flatMap((r) => r.warnings.map((w) => w.code));
    assert.ok(!said.includes('workspace-price'));
    assert.ok(!decision.detail.some((s) => inEnglish(s).includes('workspace')));
  });
});
