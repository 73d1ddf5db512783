import assert from 'node:assert/strict';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';
import { originsOf, type AskedFile, type LineCommit } from '../../../../src/core/why/attribute';
import { EditIndex } from '../../../../src/core/why/editIndex';
import type { LineOrigin } from '../../../../src/core/why/model';
import { readLogEdits } from '../../../../src/core/why/readLog';
import { claudeCode, type ScriptedCall } from './agentLogs';

const T = Date.parse('2026-03-01T10:00:00Z');
const MINUTE = 60_000;

interface Told {
  readonly id?: string;
  readonly folder?: string;
  readonly edits: readonly Omit<ScriptedCall, 'thought'>[];
}

async function indexOf(...logs: readonly Told[]): Promise<EditIndex> {
  const index = new EditIndex();
  for (const [i, { id = `s${i}`, folder = '/w/shop', edits }] of logs.entries()) {
    const log = claudeCode(id, folder);
    log.prompt(T, 'Do it');
    for (const edit of edits) log.call({ thought: 'So.', ...edit });
    const bytes = new TextEncoder().encode(log.text());
    const scan = await startScan(memorySource(log.name, bytes), FORMATS);
    assert.ok('format' in scan);
    index.put((await readLogEdits(log.name, scan))!);
  }
  return index;
}

const asked = (text: string, more: Partial<AskedFile> = {}): AskedFile => ({
  lines: text.split('\n'),
  names: ['src/pay.ts'],
  roots: ['/w/shop'],
  commits: null,
  ...more,
});

const told = (origins: readonly LineOrigin[]): readonly string[] =>
  origins.map((o) =>
    o.kind === 'edit'
      ? `${o.match} ${o.ref.log.file} ${o.ref.log.edits.indexOf(o.ref.edit)}`
      : o.kind,
  );

const FILE = '/w/shop/src/pay.ts';
const A = 'const limit = readLimit(order, 72);';
const B = 'await ledger.book(order, amount);';
const C = 'return seen.forget(event.id, 900);';

const committed = (minutes: readonly (number | null)[]): readonly LineCommit[] =>
  minutes.map((m, i) => ({
    commit: m === null ? null : `c${m}`,
    at: m === null ? null : T + m * MINUTE,
    path: 'src/pay.ts',
    line: i + 1,
  }));

describe('the edit that wrote a line', () => {
  const old = 'start();\n';
  const one = { at: T + MINUTE, file: FILE, old, new: `${old}${A}\n${B}\n` };

  it('is found by its text, whatever the numbers of lines are now', async () => {
    const index = await indexOf({ edits: [one] });
    assert.deepEqual(told(originsOf(index, asked(`// mine\nstart();\n  ${A}\n${B}`))), [
      'none',
      'none',
      'exact s0.jsonl 0',
      'exact s0.jsonl 0',
    ]);
  });

  it('is the last that changed it; an edit that failed wrote nothing', async () => {
    const later = {
      at: T + 2 * MINUTE,
      file: FILE,
      old: `${A}\n`,
      new: `${A.replace('72', '96')}\n`,
    };
    const failed = { ...later, at: T + 3 * MINUTE, new: `${C}\n`, failed: true };
    const index = await indexOf({ edits: [one, later, failed] });
    const text = `start();\n${A.replace('72', '96')}\n${C}`;
    assert.deepEqual(told(originsOf(index, asked(text))), ['none', 'exact s0.jsonl 1', 'none']);
  });

  it('is that of a part of the line, where only a part was replaced', async () => {
    const part = { at: T + 2 * MINUTE, file: FILE, old: 'order, 72', new: 'order, 96' };
    const index = await indexOf({ edits: [one, part] });
    const [, line] = originsOf(index, asked(`start();\n${A.replace('72', '96')}\n${B}`));
    assert.ok(line?.kind === 'edit' && line.ref.edit === line.ref.log.edits[1]);
  });

  it('is none for a line that was committed before the edit', async () => {
    const index = await indexOf({ edits: [{ ...one, old: null, new: `${A}\n${B}\n${C}\n` }] });
    const commits = committed([-5, 5, null]);
    const file = asked(`${A}\n${B}\n${C}`, { commits });
    assert.deepEqual(told(originsOf(index, file)), [
      'none',
      'exact s0.jsonl 0',
      'exact s0.jsonl 0',
    ]);
  });

  it('is none for lines of a person that an agent read and wrote back', async () => {
    const whole = { at: T + MINUTE, file: FILE, old: null, new: `${A}\n${B}\n`, read: `${A}\n` };
    const index = await indexOf({ edits: [whole] });
    assert.deepEqual(told(originsOf(index, asked(`${A}\n${B}`))), ['none', 'exact s0.jsonl 0']);
  });

  it('is told twice, and not chosen, when two edits fit alike', async () => {
    const other = { ...one, at: T + 3 * MINUTE, old: 'finish();\n', new: `finish();\n${A}\n` };
    const index = await indexOf({ edits: [one] }, { edits: [other] });
    const [, line] = originsOf(index, asked(`call();\n${A}\nreset();`));
    assert.ok(line?.kind === 'several');
    assert.deepEqual(
      line.refs.map(({ log }) => log.file),
      ['s0.jsonl', 's1.jsonl'],
    );
  });

  it('is not guessed for braces, blank lines, and small lines at the end of a block', async () => {
    const block = { ...one, new: `${A}\n\nreturn null;\n}\n` };
    const index = await indexOf({ edits: [block] });
    assert.deepEqual(told(originsOf(index, asked(`mine();\n\nreturn null;\n}`))), [
      'none',
      'none',
      'none',
      'none',
    ]);
  });

  it('is found in a worktree and under an earlier name, and in a moved checkout by several lines', async () => {
    const inTree = { ...one, file: '/w/tree/src/pay.ts' };
    const index = await indexOf({ folder: '/w/tree', edits: [inTree] });
    const text = `start();\n${A}\n${B}`;
    const exact = ['none', 'exact s0.jsonl 0', 'exact s0.jsonl 0'];
    assert.deepEqual(told(originsOf(index, asked(text, { roots: ['/w/shop', '/w/tree'] }))), exact);
    assert.deepEqual(told(originsOf(index, asked(text))), ['none', 'none', 'none']);
    const three = await indexOf({
      folder: '/old/shop',
      edits: [{ ...one, file: '/old/shop/src/pay.ts', new: `${A}\n${B}\n${C}\n` }],
    });
    assert.equal(told(originsOf(three, asked(`${A}\n${B}\n${C}`)))[1], 'exact s0.jsonl 0');
    const renamed = asked(text, { names: ['src/money/pay.ts', 'src/pay.ts'] });
    assert.deepEqual(told(originsOf(await indexOf({ edits: [one] }), renamed)), exact);
  });

  it('is none for a file of the same path in a folder inside the repository', async () => {
    const inner = { ...one, file: '/w/shop/packages/a/src/pay.ts', new: `${A}\n${B}\n${C}\n` };
    const index = await indexOf({ edits: [inner] });
    assert.deepEqual(told(originsOf(index, asked(`${A}\n${B}\n${C}`))), ['none', 'none', 'none']);
  });

  it('is found again after a formatter broke its line, and after a number was changed by hand', async () => {
    const index = await indexOf({ edits: [one] });
    const text = `start();\nconst limit = readLimit(\n    order,\n    72,\n);\n${B}`;
    assert.deepEqual(told(originsOf(index, asked(text))).slice(1), [
      'formatted s0.jsonl 0',
      'formatted s0.jsonl 0',
      'formatted s0.jsonl 0',
      'none',
      'exact s0.jsonl 0',
    ]);
    const changed = originsOf(index, asked(`start();\n${A.replace('72', '80')}\n${B}`))[1];
    assert.ok(changed?.kind === 'edit' && changed.match === 'changed' && changed.share < 1);
  });

  it('says so when the line had been taken out and is back', async () => {
    const out = { at: T + 2 * MINUTE, file: FILE, old: `${A}\n${B}\n`, new: `${B}\n` };
    const index = await indexOf({ edits: [one, out] });
    assert.equal(told(originsOf(index, asked(`start();\n${A}\n${B}`)))[1], 'came-back s0.jsonl 0');
  });

  it('says so of a small line only between the lines that it stood between', async () => {
    const small = '  return null;';
    const add = { at: T + MINUTE, file: FILE, old: '', new: `${A}\n${small}\n${B}\n` };
    const out = { at: T + 2 * MINUTE, file: FILE, old: `${A}\n${small}\n`, new: `${A}\n` };
    const index = await indexOf({ edits: [add, out] });
    const back = told(originsOf(index, asked(`${A}\n${small}\n${B}\n${C}\n${small}\nend(${C});`)));
    assert.equal(back[1], 'came-back s0.jsonl 0');
    assert.equal(back[4], 'none');
    // Beside a copy of its place nobody can tell which of the two the edit wrote.
    const copied = told(originsOf(index, asked(`${A}\n${B}\n${C}\n${A}\n${small}\n${B}`)));
    assert.equal(copied[4], 'none');
  });

  it('is still that of the first edit where another edit shows the line after it had been taken out', async () => {
    const out = { at: T + 2 * MINUTE, file: FILE, old: `${A}\n`, new: `${B}\n` };
    const later = { at: T + 4 * MINUTE, file: FILE, old: `${A}\n`, new: `${A}\n${C}\n` };
    const index = await indexOf({ edits: [one, out, later] });
    const lines = told(originsOf(index, asked(`start();\n${A}\n${C}`)));
    assert.deepEqual(lines.slice(1), ['exact s0.jsonl 0', 'exact s0.jsonl 2']);
  });
});
