import assert from 'node:assert/strict';
import { saysTheSame } from '../../../../../src/core/trial/checks/answer';

const same: readonly (readonly [string, string])[] = [
  ['\\tfrac{7}{8}', '0.875'],
  ['2*sqrt(3)', '2√3'],
  ['2\\cdot\\sqrt{3}', '$2\\sqrt{3}$'],
  ['\\sqrt[3]{5}', '∛5'],
  ['12{,}500', '12,500'],
  ['12\u202f500', '12500'],
  ['12 500 km', '12,500 km'],
  ['~10^(-18) J', '10^{-18} J'],
  ['1\u00a0000 kg', '1000'],
  ['45^\\circ', '45°'],
  ['45^{\\circ}', '45 degrees'],
  ['3.0', '3'],
  ['0.50', '1/2'],
  ['.5', '0.5'],
  ['50\\%', '50 per cent'],
  ['\\{1,2,3\\}', '{3, 1, 2}'],
  ['x = 2 or x = 3', '3, 2'],
  ['±3', '3, -3'],
  ['\\pm 3', '-3 and 3'],
  ['Yes', 'yes.'],
  ['No, it does not.', 'No'],
  ['10^{-3}', '10⁻³'],
  ['6.02\\times10^{23}', '6.02e23'],
  ['10^6', '1,000,000'],
  ['\\frac{n(n+1)}{2}', 'n(n+1)/2'],
  ['x \\in [0, 1]', '[0,1]'],
  ['five', '5'],
  ['\\infty', 'infinite'],
  ['5 km', '5 kilometres'],
  ['2 hours', '2 h'],
  ['12 USD', '$12'],
  ['a \\leq b', 'a <= b'],
  ['\\Delta E', 'ΔE'],
  ['\\left\\langle x\\right\\rangle', '\\langle x \\rangle'],
  ['Option B', '(B)'],
  ['B. Paris', 'B'],
];

const others: readonly (readonly [string, string])[] = [
  ['5 km', '5 m'],
  ['42 km', '42 miles'],
  ['7 days', '7 weeks'],
  ['100 kJ', '100 J'],
  ['$5', '5%'],
  ['(1,2)', '(2,1)'],
  ['[0,1)', '[0,1]'],
  ['[0,1]', '[1,0]'],
  ['{1,2}', '{1,3}'],
  ['1.5', '15'],
  ['1,5', '15'],
  ['1/2', '2/1'],
  ['3:4', '4:3'],
  ['-3', '3'],
  ['x^2', 'x^3'],
  ['√2', '2'],
  ['2√3', '3√2'],
  ['5!', '5'],
  ['n!', 'n'],
  ['10^3', '103'],
  ['2e3', '23'],
  ['1e-3', '1e3'],
  ['B', 'C'],
  ['yes', 'no'],
  ['true', 'not true'],
  ['x > 2', 'x < 2'],
  ['x >= 2', 'x > 2'],
  ['a_1', 'a_2'],
  ['12 500', '12 501'],
  ['(n+1)/2', 'n+1/2'],
];

describe('two answers', () => {
  for (const [one, other] of same) {
    it(`are the same: ${one} and ${other}`, () => {
      assert.ok(saysTheSame(one, other));
      assert.ok(saysTheSame(other, one));
    });
  }

  for (const [one, other] of others) {
    it(`are not the same: ${one} and ${other}`, () => {
      assert.ok(!saysTheSame(one, other));
      assert.ok(!saysTheSame(other, one));
    });
  }
});
