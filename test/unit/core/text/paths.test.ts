import assert from 'node:assert/strict';
import { impliedRoot, isAbsolute, joinedPath, tidyPath } from '../../../../src/core/text/paths';
import { fileName } from '../../../../src/core/session/findings/words';
import { GROUPINGS } from '../../../../src/core/corpus/groupings';
import { mayHoldTraces } from '../../../../src/core/trace/files';

describe('paths of every system', () => {
  it('are told with slashes, without dots, and with a small drive letter', () => {
    for (const [path, tidy] of [
      ['C:\\Users\\Ada Byron\\shop\\src\\a.ts', 'c:/Users/Ada Byron/shop/src/a.ts'],
      ['c:/Users/Ada Byron/shop/./src/../src/a.ts', 'c:/Users/Ada Byron/shop/src/a.ts'],
      ['file:///C:/Users/shop/a.ts', 'c:/Users/shop/a.ts'],
      ['/Users/ada/Café 1/日本/a.ts', '/Users/ada/Café 1/日本/a.ts'],
      ['src\\a.ts', 'src/a.ts'],
      ['./src//a.ts', 'src/a.ts'],
      ['../other/a.ts', '../other/a.ts'],
    ] as const)
      assert.equal(tidyPath(path), tidy, path);
  });

  it('are absolute from a root or a drive', () => {
    assert.equal(isAbsolute(tidyPath('D:\\a.ts')), true);
    assert.equal(isAbsolute(tidyPath('/a.ts')), true);
    assert.equal(isAbsolute(tidyPath('a\\b.ts')), false);
    assert.equal(joinedPath('C:\\shop', 'src\\a.ts'), 'c:/shop/src/a.ts');
    assert.equal(joinedPath('C:\\shop', 'D:\\src\\a.ts'), 'd:/src/a.ts');
  });

  it('say in which folder a file would be the one of another folder', () => {
    assert.equal(impliedRoot(tidyPath('C:\\shop\\src\\a.ts'), 'src/a.ts'), 'c:/shop');
    assert.equal(impliedRoot(tidyPath('C:\\shop\\other-src\\a.ts'), 'src/a.ts'), null);
  });

  it('end in a name, whatever stands before it', () => {
    assert.equal(fileName('C:\\Users\\Ada\\run 1.jsonl'), 'run 1.jsonl');
    assert.equal(fileName('/home/ada/run 1.jsonl'), 'run 1.jsonl');
  });

  it('are grouped by their folder, of which the last two parts are shown', () => {
    const { keyOf, labelOf } = GROUPINGS.folder;
    for (const [file, key, label] of [
      ['C:\\runs\\june\\a\\1.json', 'C:\\runs\\june\\a', 'june\\a'],
      ['/runs/june/a/1.json', '/runs/june/a', 'june/a'],
    ] as const) {
      const row = { file } as never;
      assert.deepEqual([keyOf(row), labelOf(row)], [key, label]);
    }
  });

  it('hold traces by an ending in small or capital letters', () => {
    assert.equal(mayHoldTraces('RUN.JSONL'), true);
    assert.equal(mayHoldTraces('Package.JSON'), false);
  });
});
