import assert from 'node:assert/strict';
import { failuresOf } from '../../../scripts/lib/failures.mjs';

describe('what is told of failures where a whole run ends', () => {
  it('is taken from mocha with the outermost suite', () => {
    const [first, second, ...more] = failuresOf(
      [
        '  the extension',
        '    \u001b[32m✔\u001b[39m starts (3 ms)',
        '    1) is a (real) test',
        '  7 passing',
        '  1 pending',
        '  2 failing',
        '',
        '  1) the extension (new)',
        '       is a (real) test:',
        '     Error: not within 60 s',
        '      at until (test/e2e/workbench.ts:375:34)',
        '',
        '  2) a page',
        '       keeps its place:',
        '     Error: another',
        '',
      ].join('\n'),
    );
    assert.deepEqual(more, []);
    assert.match(first ?? '', /^ {2}1\) the extension \(new\)\n/);
    assert.match(first ?? '', /is a \(real\) test:\n {5}Error: not within 60 s\n.*workbench/);
    assert.match(second ?? '', /Error: another$/);
  });

  it('is taken from Playwright with the file', () => {
    const [only, ...more] = failuresOf(
      [
        '  ✘  2 test/page/why.test.ts:54:1 › goes from the line to the edit (30.4s)',
        '  1) test/page/why.test.ts:54:1 › goes from the line to the edit ─────',
        '    Error: expect(locator).toBeFocused() failed',
        '  1 failed',
        '    test/page/why.test.ts:54:1 › goes from the line to the edit ─────',
        '  120 passed (3.2m)',
      ].join('\n'),
    );
    assert.deepEqual(more, []);
    assert.match(only ?? '', /^ {2}1\) test\/page\/why\.test\.ts:54/);
    assert.match(only ?? '', /toBeFocused\(\) failed$/);
  });

  it('is nothing where a stage died without a list, and little of a long one', () => {
    assert.deepEqual(failuresOf('TypeError: x is not a function\n  3 passing\n'), []);
    const long = Array.from({ length: 900 }, (_, i) => `     line ${i}`);
    const [failure] = failuresOf(['  1 failing', '', '  1) a', ...long].join('\n'));
    assert.equal(failure?.split('\n').length, 40);
  });
});
