import { inEnglish } from '../../src/core/text/voice';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TraceDocument } from '../../src/host/traces/editor/traceDocument';
import { MemoryFileSystem } from './memoryFileSystem';
import {
  completion,
  kindOf,
  openDocument,
  SHORT_REASONING,
  traceTools,
  type TestTools,
} from './traceTools';

const relabel = { op: 'relabel', step: 0, kind: 'other' } as const;

describe('corrections in a virtual workspace', () => {
  let place: MemoryFileSystem;
  let storage: MemoryFileSystem;
  let tools: TestTools;
  const documents: TraceDocument[] = [];
  const open = async (uri: vscode.Uri): Promise<TraceDocument> => {
    const document = await openDocument(uri, tools);
    documents.push(document);
    return document;
  };
  beforeEach(() => {
    place = new MemoryFileSystem('lens-place');
    storage = new MemoryFileSystem('lens-storage');
    tools = traceTools(storage.uri('/storage'));
  });
  afterEach(() => {
    for (const document of documents.splice(0)) document.dispose();
    tools.dispose();
    place.dispose();
    storage.dispose();
  });

  it('are kept beside the file', async () => {
    const document = await open(place.put('/w/a.jsonl', completion('a', SHORT_REASONING)));
    assert.equal(document.view().state, 'ready', inEnglish(document.view().failure?.message ?? []));
    await document.correct(0, relabel);
    assert.match(place.text('/w/a.jsonl.lens.json')!, /relabel/);
    assert.deepEqual(storage.paths, []);
    assert.equal(await kindOf(await open(document.uri), 0), 'other (corrected)');
  });

  it('go to the storage of the extension when the disk is full, and back beside the file when it is not', async () => {
    const uri = place.put('/w/a.jsonl', completion('a', SHORT_REASONING));
    const document = await open(uri);
    place.fill('write');
    await document.correct(0, relabel);
    assert.equal(storage.paths.length, 1);
    assert.deepEqual(place.paths, ['/w/a.jsonl'], 'no half file is left');
    assert.equal(await kindOf(await open(uri), 0), 'other (corrected)');

    place.heal();
    await document.correct(0, { op: 'note', step: 0, text: 'room again' });
    assert.match(place.text('/w/a.jsonl.lens.json')!, /relabel[\s\S]*room again/);
    assert.deepEqual(storage.paths, []);
  });

  it('stay as they were when no place has room, and the correction is refused with the reason', async () => {
    const uri = place.put('/w/a.jsonl', completion('a', SHORT_REASONING));
    const document = await open(uri);
    await document.correct(0, relabel);
    const before = place.text('/w/a.jsonl.lens.json');
    for (const system of [place, storage]) system.fill('write');
    await assert.rejects(
      document.correct(0, { op: 'note', step: 0, text: 'lost?' }),
      /no space left/,
    );
    assert.equal(place.text('/w/a.jsonl.lens.json'), before);
    assert.equal((await document.ask('bodies', { index: 0, from: 0, to: 1 }))[0]?.note, null);
    for (const system of [place, storage]) system.heal();
    await document.correct(0, { op: 'note', step: 0, text: 'kept' });
    assert.match(place.text('/w/a.jsonl.lens.json')!, /relabel[\s\S]*kept/);
  });

  it('are whole in one of two places at every moment of a write', async () => {
    const uri = place.put('/w/a.jsonl', completion('a', SHORT_REASONING));
    const document = await open(uri);
    await document.correct(0, relabel);
    const moments: boolean[] = [];
    place.fault = () => {
      const kept = [
        place.text('/w/a.jsonl.lens.json'),
        ...storage.paths.map((p) => storage.text(p)),
      ];
      moments.push(kept.some((text) => text?.includes('relabel') === true && text.endsWith('}\n')));
    };
    await document.correct(0, { op: 'note', step: 0, text: 'more' });
    assert.ok(moments.length > 2);
    assert.ok(moments.every(Boolean));
    assert.deepEqual(storage.paths, []);
  });

  it('survive a rename that fails, with nothing half written left over', async () => {
    const uri = place.put('/w/a.jsonl', completion('a', SHORT_REASONING));
    const document = await open(uri);
    await document.correct(0, relabel);
    place.fill('rename');
    await document.correct(0, { op: 'note', step: 0, text: 'elsewhere' });
    assert.ok(!place.paths.some((path) => path.endsWith('.tmp')), place.paths.join());
    assert.match(storage.text(storage.paths[0]!)!, /relabel[\s\S]*elsewhere/);
    assert.equal(await kindOf(await open(uri), 0), 'other (corrected)');
  });

  it('that are taken back stay so where the file beside the trace cannot be written', async () => {
    const uri = place.put('/w/a.jsonl', completion('a', SHORT_REASONING));
    const document = await open(uri);
    const before = await kindOf(document, 0);
    await document.correct(0, relabel);
    place.fill('write', 'delete', 'rename');
    await document.undo(0);
    assert.equal(await kindOf(document, 0), before);
    assert.equal(await kindOf(await open(uri), 0), before);
  });

  it('that cannot be read do not hide the trace, and are not overwritten', async () => {
    const uri = place.put('/w/a.jsonl', completion('a', SHORT_REASONING));
    place.put('/w/a.jsonl.lens.json', '{"version":1,"traces":{}}');
    place.fault = (operation, path) => {
      if (operation === 'read' && path.endsWith('.lens.json'))
        throw vscode.FileSystemError.NoPermissions('not yours');
    };
    const document = await open(uri);
    assert.doesNotMatch(await kindOf(document, 0), /corrected/);
    await assert.rejects(document.correct(0, relabel), /cannot be read/);
    assert.equal(place.text('/w/a.jsonl.lens.json'), '{"version":1,"traces":{}}');
  });

  it('in the storage of the extension that are damaged are never overwritten', async () => {
    const uri = place.put('/w/a.jsonl', completion('a', SHORT_REASONING));
    place.fill('write');
    await (await open(uri)).correct(0, relabel);
    place.heal();
    const [kept] = storage.paths;
    const damaged = storage.text(kept!)!.slice(0, -20);
    storage.put(kept!, damaged);
    await assert.rejects((await open(uri)).correct(0, relabel), /damaged/);
    assert.equal(storage.text(kept!), damaged);
  });

  it('of a trace whose id is "constructor" or "__proto__" are as those of any other', async () => {
    for (const id of ['constructor', '__proto__']) {
      const uri = place.put(`/w/${id}.jsonl`, completion(id, SHORT_REASONING));
      const document = await open(uri);
      assert.doesNotMatch(await kindOf(document, 0), /corrected/);
      await document.correct(0, relabel);
      assert.equal(await kindOf(await open(uri), 0), 'other (corrected)');
    }
  });

  it('of a read-only file system are kept in the storage of the extension', async () => {
    const disc = new MemoryFileSystem('lens-readonly', { isReadonly: true });
    const uri = disc.put('/w/a.jsonl', completion('a', SHORT_REASONING));
    await (await open(uri)).correct(0, relabel);
    assert.equal(storage.paths.length, 1);
    assert.equal(await kindOf(await open(uri), 0), 'other (corrected)');
    disc.dispose();
  });

  it('of a sample of the extension never go into its folder', async () => {
    const { extensionUri } = vscode.extensions.getExtension('lrm-lens.lrm-lens')!;
    const samples = vscode.Uri.joinPath(extensionUri, 'media/samples');
    const uri = vscode.Uri.joinPath(samples, 'short-success.anthropic.json');
    await (await open(uri)).correct(0, relabel);
    assert.equal(storage.paths.length, 1);
    assert.equal(await kindOf(await open(uri), 0), 'other (corrected)');
    await assert.rejects(() =>
      Promise.resolve(
        vscode.workspace.fs.stat(
          vscode.Uri.joinPath(samples, 'short-success.anthropic.json.lens.json'),
        ),
      ),
    );
  });
});
