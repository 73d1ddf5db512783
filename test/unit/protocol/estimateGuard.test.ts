import assert from 'node:assert/strict';
import * as v from 'valibot';
import { makeCatalogue } from '../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../src/core/estimate/effort';
import { prepare } from '../../../src/core/estimate/estimate';
import { libraryPrices } from '../../../src/core/estimate/prices.lazy';
import { countTokens } from '../../../src/core/estimate/tokenizer.lazy';
import { estimateModelSchema } from '../../../src/protocol/estimateData';

describe('the guard of estimates', () => {
  it('lets through what the core makes of every model, as it is', () => {
    const catalogue = makeCatalogue();
    const facts = { catalogue, prices: libraryPrices, countTokens, now: new Date('2026-11-23') };
    const to = [...catalogue.models.map((m) => m.id), 'acme-x1'].map((id) => parseChoice(id));
    const made = prepare({ prompt: 'What is 2 + 2?', from: parseChoice('gpt-4o'), to }, facts);
    const { success, output, issues = [] } = v.safeParse(estimateModelSchema, made);
    const wrong = issues.slice(0, 5).map((i) => `${v.getDotPath(i) ?? ''}: ${i.message}`);
    assert.ok(success, wrong.join('\n'));
    assert.deepEqual(output, made);
  });
});
