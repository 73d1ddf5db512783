import assert from 'node:assert/strict';
import { EditIndex } from '../../../../src/core/why/editIndex';
import { explain, sourceOf, type GitAccess } from '../../../../src/core/why/explain';
import { originsOf } from '../../../../src/core/why/attribute';
import { assertLinear } from '../../growth';
import { ClaudeLog, use } from '../session/claudeLog';
import { editsIn } from './editsFixture';

const FILE = '/home/dev/shop/src/pay.ts';
const [A, B, C] = [
  'const limit = readLimit(order, 72);',
  'await ledger.book(order, amount);',
  'return seen.forget(event.id, 900);',
];

/** An index of one log of calls that all went well. */
async function indexOf(
  ...calls: readonly { readonly name: string; readonly input: object; readonly shown?: string }[]
): Promise<EditIndex> {
  const log = new ClaudeLog().user('Do it');
  for (const [i, { name, input, shown = 'The file has been updated.' }] of calls.entries())
    log.assistant(`m${i}`, [use(`t${i}`, name, input)]).result(`t${i}`, shown);
  const index = new EditIndex();
  index.put((await editsIn('s0.jsonl', log.text()))!);
  return index;
}

const edit = (old_string: string, new_string: string, more: object = {}) => ({
  name: 'Edit',
  input: { file_path: FILE, old_string, new_string, ...more },
});
const written = (content: string) => ({ name: 'Write', input: { file_path: FILE, content } });

async function answers(
  index: EditIndex,
  lines: readonly string[],
  git: GitAccess | null = null,
  path = FILE,
) {
  const folder = path.slice(0, path.indexOf('/src') + 1) || '/';
  const asked = { path, text: `${lines.join('\n')}\n`, from: 1, to: lines.length, folder };
  const { groups } = await explain(sourceOf(index), asked, git);
  return groups.map(({ lines: its, kind, candidates }) => [
    its.join(),
    kind === 'edit' ? `${candidates[0]!.match} ${candidates[0]!.ref.edit.trace}` : kind,
  ]);
}

describe('an answer for several lines', () => {
  it('is apart where the edit fits them differently, and takes blank lines with those before', async () => {
    const index = await indexOf(edit('start();', `start();\n${A}\n\n${B}\n${C}`));
    const changed = 'return seen.forget(event.id, 500);';
    assert.deepEqual(await answers(index, ['', A, '', B, changed, '']), [
      ['1,2,3,4', 'exact 0'],
      ['5,6', 'changed 0'],
    ]);
  });

  it('is apart for different edits of one call that fit alike', async () => {
    const old = ['one();', 'two();', 'three();', 'four();'];
    const edits = old.map((line, i) => ({
      old_string: line,
      new_string: `${line}\n${i < 2 ? A : B}`,
    }));
    const index = await indexOf({ name: 'MultiEdit', input: { file_path: FILE, edits } });
    assert.deepEqual(await answers(index, [A, B]), [
      ['1', 'several'],
      ['2', 'several'],
    ]);
  });

  it('is apart where a mark gives one of the lines to a person', async () => {
    const id = 'a'.repeat(40);
    const about = {
      prompts: { abcd: { agent_id: { tool: 't', id: 's', model: 'm' } } },
      humans: { h_1: {} },
    };
    const notes = `authorship/3.0.0\nsrc/pay.ts\n  h_1 1\n  abcd 2-3\n---\n${JSON.stringify(about)}`;
    const blame = [A, B, C].map(
      (line, i) =>
        `${id} ${i + 1} ${i + 1} 1\ncommitter-time 1893456000\nfilename src/pay.ts\n\t${line}`,
    );
    const said: Readonly<Record<string, string>> = {
      'rev-parse --show-toplevel': '/home/dev/shop\n',
      'rev-parse --show-prefix': 'src/\n',
      blame: `${blame.join('\n')}\n`,
      log: [id, '1893456000', 'Work', 'Work\n', notes].join('\0'),
    };
    let commits = 0;
    const git: GitAccess = {
      run: (args) => {
        if (args[0] === 'log') commits += 1;
        const found = said[args.slice(0, 2).join(' ')] ?? said[args[0]!];
        return found === undefined ? Promise.reject(new Error('no')) : Promise.resolve(found);
      },
      records: () => Promise.resolve(''),
    };
    const index = await indexOf(edit('start();', `start();\n${A}\n${B}\n${C}`));
    assert.deepEqual(await answers(index, [A, B, C], git), [
      ['1', 'none'],
      ['2,3', 'exact 0'],
    ]);
    assert.equal(commits, 1, 'each commit is asked about once');
  });
});

describe('the edit that wrote a line', () => {
  it('is that of every place where all of them were replaced', async () => {
    const index = await indexOf(
      written(`${A}\n${B}\n${A}\n${C}\n`),
      edit(A, 'const limit = readLimit(basket, 9);', { replace_all: true }),
    );
    const now = 'const limit = readLimit(basket, 9);';
    assert.deepEqual(await answers(index, [now, B, now, C]), [
      ['1,3', 'exact 1'],
      ['2,4', 'exact 0'],
    ]);
  });

  it('stays that of the lines beyond what was read before the file was written anew', async () => {
    const own = 'person.wrote(this.line, 4711);';
    const pages = [
      { input: { offset: 2, limit: 1 }, shown: `     2→${own}` },
      { input: { offset: 3, limit: 1 }, shown: `     3→${B}` },
    ];
    const index = await indexOf(
      written(`${A}\n${B}\n`),
      ...pages.map(({ input, shown }) => ({
        ...{ name: 'Read', input: { file_path: FILE, ...input }, shown },
      })),
      written(`${A}\n${own}\n${B}\n${C}\n`),
    );
    const found = await answers(index, [A, own, B, C]);
    assert.deepEqual(found, [
      ['1,3', 'exact 0'],
      ['2', 'none'],
      ['4', 'exact 3'],
    ]);
  });

  it('is found, once, in a file directly under the root', async () => {
    const index = new EditIndex();
    const log = new ClaudeLog()
      .user('Do it')
      .assistant('m', [use('t', 'Write', { file_path: '/pay.ts', content: `${A}\n` })])
      .result('t', 'Done.');
    index.put((await editsIn('s0.jsonl', log.text()))!);
    assert.equal(index.named('pay.ts').length, 1);
    assert.deepEqual(await answers(index, [A], null, '/pay.ts'), [['1', 'exact 0']]);
  });

  it('is found in time that grows with the file, where it is the same few lines over and over', async () => {
    const made = new Map<
      number,
      { readonly index: EditIndex; readonly lines: readonly string[] }
    >();
    for (const n of [1_000, 4_000]) {
      const lines = [A, ...Array.from({ length: n }, () => '[0, 0, 0, 0, 0],'), B];
      made.set(n, { index: await indexOf(written(lines.join('\n'))), lines });
    }
    const file = { names: ['src/pay.ts'], roots: ['/home/dev/shop'], commits: null };
    assertLinear('equal lines', 1_000, (n) => {
      const { index, lines } = made.get(n)!;
      originsOf(index, { ...file, lines });
    });
  });
});
