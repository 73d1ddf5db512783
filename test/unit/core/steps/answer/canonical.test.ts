import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonical } from '../../../../../src/core/steps/answer/canonical';
import { forms } from '../../../../../src/core/steps/answer/forms';
import { assertLinearIn } from '../../../growth';

const same: readonly (readonly string[])[] = [
  ['5/12', '\\dfrac{5}{12}', '\\frac5{12}', '$\\frac{5}{12}$', '5 / 12'],
  ['√51', '\\sqrt{51}', 'sqrt(51)', '\\(\\sqrt{51}\\)', '√(51)'],
  ['√(x+1)', '\\sqrt{x + 1}', 'sqrt(x+1)'],
  ['√3/2', '\\frac{\\sqrt{3}}{2}', '\\sqrt3/2'],
  ['1000', '1,000', '1{,}000'],
  ['c=π', 'c = \\pi', '\\(c=π\\)'],
  ['12%', '12 %', '12\\%', '12 percent', '12 per cent'],
  ['x^2', 'x²', '$x^{2}$'],
  ['(1/2,3)', '\\left(\\frac{1}{2}, 3\\right)', '(1/2, 3)'],
  ['-4', '−4'],
  ['yes', '**Yes**', 'Yes'],
];

describe('the one way of writing an answer', () => {
  for (const [form = '', ...others] of same) {
    it(`writes ${others.join(' , ')} as ${form}`, () => {
      for (const other of [form, ...others])
        assert.equal(canonical(other).text.trim(), form, other);
    });
  }

  it('keeps apart what is not the same', () => {
    const texts = ['1,23', '1,2345', '12.5', '3√2', '2*3', 'x_2', '5/12x'].map(
      (s) => canonical(s).text,
    );
    assert.deepEqual(texts, ['1,23', '1,2345', '12.5', '3√2', '2*3', 'x_2', '5/12x']);
  });

  it('gives the ways in which one answer may stand', () => {
    assert.deepEqual(forms('c = \\pi'), ['c=π', 'π']);
    assert.deepEqual(forms('42 km'), ['42 km', '42']);
    assert.deepEqual(forms('\\frac{3}{4}'), ['3/4', '0.75']);
    assert.deepEqual(forms('\\{1, 2\\}'), ['1,2', '2,1']);
  });

  it('knows where in the source each unit stands', () => {
    const source = 'So $\\frac{1}{2}$ of 1,000';
    const { text, places } = canonical(source);
    assert.equal(text, 'so 1/2 of 1000');
    assert.equal(source.slice(places[text.indexOf('1000')], source.length), '1,000');
    assert.equal(places.length, text.length + 1);
  });

  it('goes forward through any text, and never throws', () => {
    const pieces = fc.constantFrom(
      '\\frac',
      '{',
      '}',
      '\\sqrt',
      '(',
      ')',
      '√',
      '1,000',
      '$',
      '*',
      ' ',
      'a',
      '\\',
      'percent',
      '’',
      '²',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const { places } = canonical(parts.join(''));
        for (let i = 1; i < places.length; i++) assert.ok(places[i]! >= places[i - 1]!);
      }),
    );
  });

  it('takes time that grows with the text', () => {
    for (const piece of ['\\frac{', '\\sqrt{', 'sqrt(', '√(', '{', '\\', '*', ' ', 'a b ', '1,000'])
      assertLinearIn(piece, 100_000, canonical);
  });
});
