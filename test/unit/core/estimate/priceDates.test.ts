import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { retirementWarnings } from '../../../../src/core/estimate/candidateFacts';
import { priceOf, type Moment } from '../../../../src/core/estimate/prices';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { inEnglish } from '../../../../src/core/text/voice';

const catalogue = makeCatalogue();
const price = (id: string, at: string, moment?: Moment) =>
  priceOf(catalogue.find(id), libraryPrices, new Date(at), moment);

describe('a price with an end', () => {
  it('is the old one to its last day, and names the day and the next', () => {
    const { rates, until, then } = price('gemini-4-argon', '2026-11-30T23:00:00Z');
    assert.deepEqual([rates?.input, rates?.output, until], [2, 10, '2026-11-30']);
    assert.deepEqual([then?.input, then?.output], [4, 20]);
  });

  it('is the new one from that day', () => {
    const { rates, until } = price('gemini-4-argon', '2026-12-01T00:00:00Z');
    assert.deepEqual([rates?.input, rates?.output, until], [4, 20, null]);
  });

  it('is read from the price library’s dated rules too', () => {
    const { until, then } = price('gemini-3.8-flash', '2026-11-29T12:00:00Z');
    assert.deepEqual([until, then?.output], ['2026-12-31', 7.5]);
  });
});

describe('a price by the hour', () => {
  it('is the mean of a month’s hours for calls to come, whatever the hour they are asked at', () => {
    // 35 of 168 hours at 1.2, the others at half of it.
    for (const at of ['2026-11-30T02:00:00Z', '2026-11-30T12:00:00Z', '2026-11-29T08:00:00Z']) {
      const { rates, warnings } = price('deepseek-flash', at);
      assert.equal(rates?.output, 0.725);
      assert.match(
        warnings.map((w) => inEnglish(w.message)).join(),
        /^The price is the mean over the hours of a week: \$1.2 .* \$0.6 at other hours/,
      );
    }
  });

  it('is that of its own hour for a call that was made', () => {
    assert.equal(price('deepseek-flash', '2026-11-30T02:00:00Z', 'call').rates?.output, 1.2);
    assert.equal(price('deepseek-flash', '2026-11-30T12:00:00Z', 'call').rates?.output, 0.6);
    assert.equal(price('deepseek-flash', '2026-11-29T02:00:00Z', 'call').rates?.output, 0.6);
  });
});

describe('the retirement of a model', () => {
  const said = (id: string, today: string) =>
    retirementWarnings(catalogue.find(id), today).map((w) => `${w.code}: ${inEnglish(w.message)}`);

  it('is said half a year before, with the successor', () => {
    assert.deepEqual(said('gpt-4o', '2026-11-29'), [
      'retires-soon: gpt-4o is retired by its vendor on 2027-01-14; its successor is gpt-6-luna.',
    ]);
    assert.deepEqual(said('gpt-5.1', '2026-09-01'), []);
  });

  it('is said of a model that is gone', () => {
    assert.deepEqual(said('o4-mini', '2026-11-29'), [
      'retired: o4-mini was retired by its vendor on 2026-10-23; its successor is gpt-5.6-terra.',
    ]);
  });

  it('holds for dated snapshots and aliases, and not for another host', () => {
    for (const id of ['gpt-5-2025-08-07', 'openai/gpt-5', 'gpt-5:high'.split(':')[0]!]) {
      assert.equal(catalogue.find(id).retirement?.date, '2026-12-11', id);
    }
    assert.equal(catalogue.find('azure/gpt-5').retirement, null);
    assert.equal(catalogue.find('gpt-5-codex').retirement?.date, '2026-07-23');
    assert.equal(catalogue.find('gpt-5.2').retirement, null);
  });
});
