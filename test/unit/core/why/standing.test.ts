import assert from 'node:assert/strict';
import { standingOf } from '../../../../src/core/why/standing';

const A = 'const limit = readLimit(order, 72);';
const B = 'await ledger.book(order, amount);';
const C = 'return seen.forget(event.id, 900);';

describe('how much of an edit still stands', () => {
  it('counts the lines that it put in, not those it showed, wherever they are now', () => {
    const edit = { old: `${C}\n}\n`, new: `${C}\n${A}\n${B}\n}\n` };
    assert.deepEqual(standingOf(edit, `// new\n\n${B};\n${C}\n`), {
      added: 2,
      standing: 1,
      line: 3,
    });
  });

  it('is all of a file that was written whole, and none of one that is gone', () => {
    const edit = { old: null, new: `${A}\n${B}\n` };
    assert.deepEqual(standingOf(edit, `${A}\n${B}\n`), { added: 2, standing: 2, line: 1 });
    assert.deepEqual(standingOf(edit, ''), { added: 2, standing: 0, line: null });
  });
});
