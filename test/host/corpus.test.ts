import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Corpus } from '../../src/host/corpus/corpus';
import type { Engine } from '../../src/host/shared/engine';
import type { EngineParams, EngineRequest } from '../../src/protocol/engine';
import { MemoryFileSystem } from './memoryFileSystem';
import { completion, traceTools, type TestTools } from './traceTools';

describe('the corpus of a virtual folder', () => {
  let place: MemoryFileSystem;
  let storage: MemoryFileSystem;
  let tools: TestTools;
  const open: Corpus[] = [];
  const corpus = (): Corpus => {
    const made = new Corpus(tools.services, [place.uri('/w')], 'w');
    open.push(made);
    return made;
  };
  /** Reads all and gives [state, traces by model, unchanged files, problems]. */
  const outcome = async (made: Corpus) => {
    await made.read();
    const { report } = await made.report('model');
    const { state, unchanged, problems } = made.state;
    return { state, traces: report.all.traces, unchanged, problems };
  };
  const indexParts = (): string[] => storage.paths.filter((p) => p.endsWith('.ndjson'));

  beforeEach(() => {
    place = new MemoryFileSystem('lens-corpus');
    storage = new MemoryFileSystem('lens-storage');
    tools = traceTools(storage.uri('/storage'));
    place.put('/w/a.jsonl', completion('a', 'One.') + completion('b', 'Two.'));
    place.put('/w/sub/b.jsonl', completion('c', 'Three.'));
    place.put('/w/sub/c.jsonl', completion('d', 'Four.'));
  });
  afterEach(() => {
    for (const made of open.splice(0)) made.dispose();
    tools.dispose();
    place.dispose();
    storage.dispose();
  });
  const all = { state: 'done', traces: 4, unchanged: 0, problems: [] };

  it('is read once, and only what changed is read again', async () => {
    assert.deepEqual(await outcome(corpus()), all);
    assert.deepEqual(await outcome(corpus()), { ...all, unchanged: 3 });
    place.put('/w/sub/b.jsonl', completion('c', 'Three.') + completion('e', 'Five.'));
    assert.deepEqual(await outcome(corpus()), { ...all, traces: 5, unchanged: 2 });
  });

  it('leaves out and names a file that was deleted while it was read', async () => {
    place.fault = (operation, path) => {
      if (operation === 'read' && path === '/w/sub/b.jsonl')
        throw vscode.FileSystemError.FileNotFound(path);
    };
    const { state, traces, problems } = await outcome(corpus());
    assert.deepEqual([state, traces, problems.length], ['done', 3, 1]);
    assert.match(problems[0]!, /\/w\/sub\/b\.jsonl/);
    place.heal();
    assert.deepEqual(await outcome(corpus()), { ...all, unchanged: 2 });
  });

  it('starts another worker when one is killed between two files or in one, and misses no trace', async () => {
    for (const when of ['before', 'during'] as const) {
      const kills = killAt(tools.engine, '/w/sub/b.jsonl', when, 1);
      const { state, traces, problems } = await outcome(corpus());
      assert.deepEqual([state, traces, problems, kills()], ['done', 4, [], 1], when);
      for (const path of indexParts()) storage.delete(storage.uri(path));
    }
  });

  it('passes over a file at which workers end, and says so', async () => {
    killAt(tools.engine, '/w/sub/b.jsonl', 'during', Infinity);
    const { state, traces, problems } = await outcome(corpus());
    assert.deepEqual([state, traces, problems.length], ['done', 3, 1]);
    assert.match(problems[0]!, /b\.jsonl was left out/);
  });

  it('is never reported as empty when the worker ended after the reading', async () => {
    const made = corpus();
    await made.read();
    tools.engine.dispose();
    const { report } = await made.report('model');
    assert.equal(report.all.traces, 4);
    tools.engine.dispose();
    const csv = new TextDecoder().decode(await made.rows('csv'));
    assert.equal(csv.trim().split('\n').length, 5);
  });

  it('is read again where the index is damaged', async () => {
    await outcome(corpus());
    const damages: [string, (text: string) => string][] = [
      ['cut off', (text) => text.slice(0, text.length / 2)],
      ['a figure changed', (text) => text.replace('"outputTokens":120', '"outputTokens":999')],
      ['rows of nothing', (text) => text.replace(/"rows":\[\{.*?\}\]/, '"rows":[null]')],
      ['not an index', () => '\u0000\u0001'],
      ['empty', () => ''],
    ];
    for (const [what, damage] of damages) {
      for (const path of indexParts()) storage.put(path, damage(storage.text(path)!));
      const made = corpus();
      await made.read();
      const { report } = await made.report('model');
      assert.deepEqual([made.state.state, report.all.traces], ['done', 4], what);
      assert.ok(made.state.unchanged < 3, what);
      assert.equal(report.all.reasoningTokens?.max, 100, what);
      assert.deepEqual(await outcome(corpus()), { ...all, unchanged: 3 }, what);
    }
  });

  it('is whole without an index: a full or unreadable storage is told once', async () => {
    for (const failing of ['write', 'list'] as const) {
      storage.fill(failing);
      const { state, traces, problems } = await outcome(corpus());
      assert.deepEqual([state, traces, problems.length], ['done', 4, 1], failing);
      assert.match(problems[0]!, /no space left.*The report is complete/);
    }
  });

  it('may be read by two windows at once, which lose nothing of each other', async () => {
    const [one, two] = [corpus(), corpus()];
    const both = await Promise.all([outcome(one), outcome(two)]);
    for (const { state, traces, problems } of both)
      assert.deepEqual([state, traces, problems], ['done', 4, []]);
    // Both join the same parts now, each finding that the other has taken some away.
    place.put('/w/a.jsonl', completion('a', 'One.'));
    const again = await Promise.all([outcome(corpus()), outcome(corpus())]);
    for (const { state, traces, problems } of again)
      assert.deepEqual([state, traces, problems], ['done', 3, []]);
    assert.deepEqual(await outcome(corpus()), { ...all, traces: 3, unchanged: 3 });
  });

  it('follows files and its index when the clock went back', async () => {
    await outcome(corpus());
    const [part] = indexParts();
    storage.put(part!.replace(/\d{15}/, '000099999999999'), storage.text(part!)!);
    storage.delete(storage.uri(part!));
    place.put('/w/a.jsonl', completion('a', 'One.') + completion('z', 'Two.'), 1000);
    assert.deepEqual(await outcome(corpus()), { ...all, unchanged: 2 });
    assert.deepEqual(await outcome(corpus()), { ...all, unchanged: 3 });
  });

  it('goes on from its index after the window was loaded anew in the middle', async function () {
    this.timeout(90_000);
    const files = 250;
    for (let i = 0; i < files; i++) place.put(`/w/many/${i}.jsonl`, completion(`m${i}`, 'One.'));
    const first = corpus();
    let reads = 0;
    place.fault = (operation) => {
      if (operation !== 'read' || ++reads < files - 20) return;
      // The host ends here: nothing more is written, nobody is told.
      storage.fill('write', 'createDirectory', 'delete', 'rename');
      first.dispose();
    };
    await first.read();
    place.heal();
    storage.heal();
    assert.ok(reads < files, `${reads} files were read before the end`);
    const before = reads;
    const { state, traces, unchanged, problems } = await outcome(corpus());
    assert.deepEqual([state, traces, problems], ['done', files + all.traces, []]);
    // The index is written every 200 files, so that many can be lost at most.
    assert.ok(unchanged >= before - 201, `${unchanged} of ${before} files were in the index`);
  });

  it('goes on after a cancelled run where that stopped', async () => {
    const made = corpus();
    place.fault = (operation, path) => {
      if (operation === 'read' && path === '/w/sub/c.jsonl') made.cancel();
    };
    await made.read();
    assert.equal(made.state.state, 'cancelled');
    place.heal();
    assert.deepEqual(await outcome(made), { ...all, unchanged: 2 });
  });
});

/** Ends the engine each time it is asked for a file, before or while it answers; gives how often it was. */
function killAt(
  engine: Engine,
  path: string,
  when: 'before' | 'during',
  times: number,
): () => number {
  const call = engine.call.bind(engine);
  let killed = 0;
  engine.call = (async (name: EngineRequest, params: { key: string }, options: object) => {
    const hit = name === 'corpusFile' && params.key.endsWith(path) && killed < times;
    if (hit) killed++;
    if (hit && when === 'before') engine.dispose();
    const answer = call(name, params as unknown as EngineParams<EngineRequest>, options);
    if (hit && when === 'during') engine.dispose();
    return answer;
  }) as Engine['call'];
  return () => killed;
}
