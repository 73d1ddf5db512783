import assert from 'node:assert/strict';
import { assertLinearIn } from '../../growth';
import { plainLine } from '../../../../src/webview/ui/plainLine';

const cases: readonly [line: string, plain: string][] = [
  ['**So** $x^2 \\le 9$', 'So x² ≤ 9'],
  ['## Step 1: `f(n)`', 'Step 1: f(n)'],
  ['We get \\(\\frac{1}{2} \\cdot a_{12}\\).', 'We get 1/2 · a₁₂.'],
  ['\\[ \\sqrt{2} \\approx 1.41 \\]', ' √(2) ≈ 1.41 '],
  ['It costs $5 or $6 today.', 'It costs $5 or $6 today.'],
  ['$\\boxed{571}$', '571'],
  ['$x^{abc}$ stays', 'x^{abc} stays'],
  ['see [this](https://example.org) and ![that](x.png)', 'see this and that'],
  ['* **Theme 1: what the user', '• Theme 1: what the user'],
  ['*   **Idea:** go on', '• Idea: go on'],
  ['2. **Check', '2. Check'],
  ['**kept** 2**3 and f(**all)', 'kept 2**3 and f(**all)'],
  ['- 5 * 3 = -15', '- 5 * 3 = -15'],
  ['nothing to do', 'nothing to do'],
];

describe('plainLine', () => {
  for (const [line, plain] of cases) {
    it(`makes ${JSON.stringify(plain)} of ${JSON.stringify(line)}`, () => {
      assert.equal(plainLine(line), plain);
    });
  }

  it('takes a hostile line in time that grows with its length', () => {
    for (const mark of ['$', '**', '`', '\\(', '\\[', '{', '\\frac{'])
      assertLinearIn(mark, 2_000, plainLine);
  });
});
