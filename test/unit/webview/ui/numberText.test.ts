import assert from 'node:assert/strict';
import { voice } from '../../../../src/core/text/voice';
import { readNumber, type NumberText } from '../../../../src/webview/ui/numberText';

const voiceOf = (locale: string) => voice(locale, (message) => message);

/** The number after each of the texts that a field held one after the other. */
function afterEdits(locale: string, ...texts: readonly string[]): number | null {
  const writer = voiceOf(locale);
  let read: NumberText | null = null;
  for (const text of texts) read = readNumber(text, writer, read);
  return read!.value;
}

describe('a typed number', () => {
  const typed: readonly (readonly [locale: string, text: string, value: number | null])[] = [
    ['en', '', null],
    ['en', ' $1,200.50 ', 1200.5],
    ['en', '10,000', 10_000],
    ['en', '2,5', 2.5],
    ['en', '.5', 0.5],
    ['en', '2.5k', 2500],
    ['en', '3M', 3_000_000],
    ['en', '1.234,5', NaN],
    ['en', 'ten', NaN],
    ['en', '-3', NaN],
    ['de', '2,5', 2.5],
    ['de', '2.50', 2.5],
    ['de', '10.000', 10_000],
    ['de', '1.234.567,5', 1_234_567.5],
    ['de', '0.005', 0.005],
    ['de', '2,5k', 2500],
    ['de-CH', '10’000.5', 10_000.5],
    ['fr', '10 000,5', 10_000.5],
    ['fr', '10.5', 10.5],
    ['pt-br', '10.000', 10_000],
    ['ru', '2,5', 2.5],
    ['hi', '12,34,567', 1_234_567],
    ['ar-EG', '٢٫٥', 2.5],
    ['zh-cn', '10,000', 10_000],
  ];
  for (const [locale, text, value] of typed) {
    it(`in ${locale}: ${JSON.stringify(text)} is ${value}`, () =>
      assert.equal(readNumber(text, voiceOf(locale)).value, value));
  }

  it('keeps the group marks that stood there while the text is edited', () => {
    assert.equal(afterEdits('de', '10.000', '10.0000'), 100_000);
    assert.equal(afterEdits('de', '10.000', '10.00', '1.00'), 100);
    assert.equal(afterEdits('en', '10,000', '10,00', '10,0', '10,05'), 1005);
    assert.equal(afterEdits('de', '2,5', '2,50'), 2.5);
  });

  it('takes a mark that is typed anew for what it is', () => {
    assert.equal(afterEdits('de', '10.000', '2', '2.', '2.5', '2.50'), 2.5);
    assert.equal(afterEdits('de', '10.000', '2.50'), 2.5);
  });
});
