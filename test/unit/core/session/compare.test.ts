import assert from 'node:assert/strict';
import type { SessionComparison } from '../../../../src/core/model/sessionComparison';
import { compareSessions, lastWords } from '../../../../src/core/session/compare';
import { ClaudeLog, say, use } from './claudeLog';
import { sessionOf } from './sessionFixture';

const bash = (id: string, command: string) => use(id, 'Bash', { command });
const read = (id: string, file: string) => use(id, 'Read', { file_path: file });
const edit = (id: string, file: string, next: string) =>
  use(id, 'Edit', { file_path: file, old_string: 'x', new_string: next });

/** A log of one turn: the task, then a call for each tool, then the last words. */
function log(task: string, tools: readonly object[], answer: string): ClaudeLog {
  const made = new ClaudeLog().user(task);
  for (const [i, tool] of tools.entries()) {
    made.assistant(`c${i}`, [tool], { input_tokens: 1000, output_tokens: 100 });
    made.result((tool as { id: string }).id, 'fine');
  }
  return made.assistant('last', [say(answer)], { output_tokens: 50 });
}

async function compare(a: ClaudeLog, b: ClaudeLog): Promise<SessionComparison> {
  const [x, y] = [await sessionOf(a.text()), await sessionOf(b.text())];
  return compareSessions(x, y, [null, null]);
}

/** The rows as "left | right". */
function rows({ a, b, pairs }: SessionComparison): readonly string[] {
  const of = (side: SessionComparison['a'], i: number) => (i < 0 ? '-' : side.lines[i]!.text);
  return pairs.a.map((i, row) => `${of(a, i)} | ${of(b, pairs.b[row]!)}`);
}

describe('comparison of two sessions', () => {
  const task = 'Make the total of the invoice round down';

  it('puts like tool calls beside each other and tells where the two part', async () => {
    const a = log(
      task,
      [read('r1', '/w/a.ts'), bash('b1', 'npm test'), edit('e1', '/w/a.ts', 'y')],
      'Done',
    );
    const b = log(
      task,
      [
        read('r1', '/w/a.ts'),
        bash('b0', 'git log --oneline'),
        bash('b2', 'grep -rn total src'),
        bash('b1', 'npm test'),
        edit('e1', '/w/a.ts', 'z'),
      ],
      'All done',
    );
    const found = await compare(a, b);
    assert.deepEqual(rows(found), [
      `${task} | ${task}`,
      '/w/a.ts | /w/a.ts',
      '- | git log --oneline',
      '- | grep -rn total src',
      'npm test | npm test',
      '/w/a.ts | /w/a.ts',
      'Done | All done',
    ]);
    assert.equal(found.partsAt, 2);
    assert.equal(found.sameTask, true);
  });

  it('never puts a read beside a command, nor two edits of different files', async () => {
    const a = log(task, [read('r', '/w/a.ts'), edit('e', '/w/a.ts', 'y')], 'A');
    const b = log(task, [bash('r', 'npm test'), edit('e', '/w/b.ts', 'y')], 'B');
    assert.deepEqual(
      rows(await compare(a, b)).filter((row) => !row.includes('-')),
      [`${task} | ${task}`, 'A | B'],
    );
  });

  it('knows a file again that two Windows folders hold, with a drive of either letter', async () => {
    const of = (folder: string, file: string) => {
      const made = log(task, [edit('e', file, 'y')], 'A');
      for (const line of made.lines) Object.assign(line, { cwd: folder });
      return made;
    };
    const a = of('C:\\work\\shop', 'C:\\work\\shop\\src\\a.ts');
    const b = of('d:\\shop', 'D:/shop/src/a.ts');
    const { files } = await compare(a, b);
    assert.deepEqual(files, { both: ['src/a.ts'], onlyA: [], onlyB: [] });
  });

  it('tells the files that both touched, and those of one alone, without failed edits', async () => {
    const failed = log(task, [edit('e1', '/w/a.ts', 'y'), edit('e2', '/w/only.ts', 'y')], 'A');
    const broken = new ClaudeLog().user(task);
    broken.assistant('x', [edit('f', '/w/never.ts', 'y')], {}).result('f', 'No match', {}, true);
    broken.assistant('y', [edit('g', '/w/a.ts', 'q')], {}).result('g', 'fine');
    const { files } = await compare(failed, broken);
    assert.deepEqual(
      { ...files, both: files.both.map(end), onlyA: files.onlyA.map(end) },
      { both: ['a.ts'], onlyA: ['only.ts'], onlyB: [] },
    );
  });

  it('says that the tasks differ', async () => {
    const other = log('Write a poem about the sea and its many colours', [], 'B');
    assert.equal((await compare(log(task, [], 'A'), other)).sameTask, false);
    assert.equal(
      (await compare(log(task, [], 'A'), new ClaudeLog().assistant('x', [say('B')]))).sameTask,
      null,
    );
  });

  it('is the same comparison turned over when the sides are swapped', async () => {
    const [a, b] = [
      log(task, [read('r', '/w/a.ts'), bash('t', 'npm test')], 'A'),
      log(task, [bash('t', 'npm test')], 'B'),
    ];
    const [there, back] = [await compare(a, b), await compare(b, a)];
    const turned = rows(back).map((row) => row.split(' | ').reverse().join(' | '));
    assert.deepEqual(rows(there), turned);
  });

  it('knows the trace of the last words', async () => {
    const session = await sessionOf(log(task, [bash('t', 'npm test')], 'The end').text());
    assert.equal(lastWords(session)?.said, 'The end');
    assert.equal(lastWords(await sessionOf(new ClaudeLog().user('Hi').text())), null);
  });
});

const end = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
