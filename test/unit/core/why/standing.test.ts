import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { lineFacts } from '../../../../src/core/why/lineFacts';
import { takenOut } from '../../../../src/core/why/takenOut';
import { runIn } from './measure';
import { standingOf } from '../../../../src/core/why/standing';

const A = 'const limit = readLimit(order, 72);';
const B = 'await ledger.book(order, amount);';
const C = 'return seen.forget(event.id, 900);';
const D = 'const total = sum(order.items, 0);';

describe('how much of an edit still stands', () => {
  it('counts the lines that it put in, not those it showed, wherever they are now', () => {
    const edit = { file: 'a.ts', old: `${C}\n}\n`, new: `${C}\n${A}\n${B}\n}\n` };
    assert.deepEqual(standingOf(edit, `// new\n\n${B};\n${C}\n`), {
      added: 2,
      standing: 1,
      line: 3,
      gone: [lineFacts(A)!.hash],
    });
  });

  it('is found in the file of a notebook, where code stands as JSON text', () => {
    const edit = {
      file: 'a.ipynb',
      old: '',
      new: `${A}\n"a longer note",\nprint("${'total'.repeat(3)}")`,
    };
    const cell = { cell_type: 'code', source: edit.new.split('\n').map((line) => `${line}\n`) };
    const { added, standing, line } = standingOf(edit, JSON.stringify({ cells: [cell] }, null, 1));
    assert.deepEqual([added, standing, line], [3, 3, 6]);
  });

  it('is all of a file that was written whole, and none of one that is gone', () => {
    const edit = { file: 'a.ts', old: null, new: `${A}\n${B}\n` };
    assert.deepEqual(standingOf(edit, `${A}\n${B}\n`), {
      added: 2,
      standing: 2,
      line: 1,
      gone: [],
    });
    assert.equal(standingOf(edit, '').standing, 0);
    assert.equal(standingOf(edit, '').line, null);
    assert.equal(standingOf(edit, '').gone.length, 2);
  });
});

describe('the commits that took lines of an edit out', () => {
  const at = Date.parse('2026-03-01T10:00:00Z');
  const hash = (line: string): number => lineFacts(line)!.hash;
  let folder: string;
  let minutes = 0;
  const commit = (text: string, name = 'pay.ts'): void => {
    writeFileSync(join(folder, name), text);
    git('add', '-A');
    git('commit', '-q', '-m', 'Work');
  };
  const git = (...args: readonly string[]): void => {
    const date = `${at / 1000 + ++minutes * 60} +0000`;
    const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const who = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com'];
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...dates };
    execFileSync('git', [...who, ...args], { cwd: folder, env, stdio: 'ignore' });
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taken-out-'));
    minutes = 0;
    git('init', '-q');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are counted once each, renames followed, and a line that only moved or is not committed is none of theirs', async () => {
    commit(`${A}\n${B}\n${C}\n${D}\n`);
    commit(`${D}\n${B}\n${C}\n`);
    git('mv', 'pay.ts', 'book.ts');
    git('commit', '-q', '-m', 'Rename');
    commit(`${D}\n${C}\n`, 'book.ts');
    const gone = [A, B, C].map(hash);
    assert.deepEqual(await takenOut(runIn(folder), 'book.ts', gone, at), { lines: 2, commits: 2 });
    assert.deepEqual(await takenOut(runIn(folder), 'book.ts', [hash(D)], at), {
      lines: 0,
      commits: 0,
    });
  });

  it('are those after the edit', async () => {
    commit(`${A}\n`);
    commit(`${B}\n`);
    const later = at + 60 * 60_000;
    assert.deepEqual(await takenOut(runIn(folder), 'pay.ts', [hash(A)], later), {
      lines: 0,
      commits: 0,
    });
  });

  it('are unknown where there is no repository', async () => {
    rmSync(join(folder, '.git'), { recursive: true });
    assert.equal(await takenOut(runIn(folder), 'pay.ts', [hash(A)], at), null);
  });
});
