import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffLines } from '../../../../src/webview/session/diff';

const shown = (old: string | null, next: string): string =>
  diffLines({ file: 'a.ts', old, new: next })
    .map(({ sign, text }) => sign + text)
    .join('|');

describe('the lines of an edit', () => {
  it('are those taken out and put in, with what stays around them', () => {
    assert.equal(shown('a\nb\nc', 'a\nx\nc'), ' a|-b|+x| c');
    assert.equal(shown('a\nb', 'a\nb\nc'), ' a| b|+c');
  });

  it('are all put in when the file is written whole', () => {
    assert.equal(shown(null, 'a\nb\n'), '+a|+b');
  });

  it('keep lines in the middle that stay', () => {
    assert.equal(shown('1\nkeep\n2', '3\nkeep\n4'), '-1|+3| keep|-2|+4');
  });

  it('show only a few of the lines around', () => {
    const many = Array.from({ length: 20 }, (_, i) => `l${i}`).join('\n');
    assert.equal(shown(`${many}\nold`, `${many}\nnew`), ' l17| l18| l19|-old|+new');
  });

  it('rebuild both sides of what changed', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines({ file: 'f', old: before.join('\n'), new: after.join('\n') });
        const side = (sign: string): string =>
          lines
            .filter((line) => line.sign === ' ' || line.sign === sign)
            .map((line) => line.text)
            .join('');
        assert.ok(before.join('').includes(side('-')));
        assert.ok(after.join('').includes(side('+')));
      }),
    );
  });
});
