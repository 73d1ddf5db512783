import assert from 'node:assert/strict';
import fc from 'fast-check';
import { voice } from '../../../../src/core/text/voice';
import { readNumber } from '../../../../src/webview/ui/numberText';

/** Languages with every pair of marks, both ways to group, and digits of their own. */
const locales =
  'en de de-AT de-CH fr es it pt-br pt-PT ru pl tr hu cs sv nb nl ja ko zh-cn zh-tw hi en-IN ar-EG fa bn'.split(
    ' ',
  );

describe('a number as a page writes it', () => {
  it('is read as that number in every language, whatever is written behind it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.nat({ max: 2_000_000_000 }),
        fc.integer({ min: 0, max: 4 }),
        (locale, whole, digits) => {
          const writer = voice(locale, (message) => message);
          const { count, decimal } = writer;
          const value = whole / 10 ** digits;
          const shown = readNumber(decimal(value, digits, true), writer);
          assert.equal(shown.value, value, shown.text);
          const counted = readNumber(count(whole), writer);
          assert.equal(counted.value, whole, counted.text);
          assert.equal(readNumber(`${counted.text}0`, writer, counted).value, whole * 10);
        },
      ),
    );
  });
});
