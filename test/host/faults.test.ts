import { inEnglish } from '../../src/core/text/voice';
import assert from 'node:assert/strict';
import { provider } from 'host-tests';
import * as vscode from 'vscode';
import { CaptureFile } from '../../src/host/capture/captureFile';
import { runLive } from '../../src/host/capture/liveRun';
import { MeasuredRuns } from '../../src/host/estimate/measured';
import { answering } from './answers';
import { MemoryFileSystem } from './memoryFileSystem';
import { completion, idsOf, inWorkspace, openDocument, traceTools, write } from './traceTools';
import { until } from './until';

const textOf = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

describe('a live run that was paid for', () => {
  const question = {
    messages: [{ role: 'user', text: 'Which number comes next?' }],
    model: 'paid-for',
    effort: null,
    thinks: true,
    maxOutputTokens: null,
  } as const;
  const target = {
    kind: 'endpoint',
    endpoint: { name: 'Replay', api: 'chat-completions', url: `${provider ?? ''}/v1` },
    key: null,
  } as const;
  before(() => vscode.extensions.getExtension('lrm-lens.lrm-lens')!.activate());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is whole in its file when the disk was full for a while', async () => {
    const storage = new MemoryFileSystem('lens-storage');
    const file = new CaptureFile(storage.uri('/runs/a.capture.jsonl'));
    file.write('{"n":1}');
    await file.flush();
    storage.fill('write');
    file.write('{"n":2}');
    await file.flush();
    assert.equal(storage.text('/runs/a.capture.jsonl'), '{"n":1}\n', 'the disk is full');
    storage.heal();
    file.write('{"n":3}');
    assert.equal(await file.close(), null);
    assert.equal(storage.text('/runs/a.capture.jsonl'), '{"n":1}\n{"n":2}\n{"n":3}\n');
    storage.dispose();
  });

  it('is kept in a real folder that could not be written at first', async () => {
    // A file stands where the folder must be: no permission is needed to make a disk refuse.
    const folder = inWorkspace('blocked');
    await vscode.workspace.fs.writeFile(folder, new Uint8Array(1));
    const file = new CaptureFile(vscode.Uri.joinPath(folder, 'a.capture.jsonl'));
    file.write('{"n":1}');
    await file.flush();
    await vscode.workspace.fs.delete(folder);
    file.write('{"n":2}');
    assert.equal(await file.close(), null);
    assert.equal(await textOf(file.uri), '{"n":1}\n{"n":2}\n');
  });

  it('is shown as an unsaved document, with the reason, when no write succeeded', async function () {
    if (provider === null) this.skip();
    const storage = new MemoryFileSystem('lens-storage');
    storage.fill('write', 'createDirectory');
    const tools = traceTools(storage.uri('/storage'));
    let message = '';
    await answering({ showErrorMessage: (shown) => void (message = String(shown)) }, async () => {
      const { end } = await runLive(tools.services, target, question);
      assert.equal(end.reason, 'complete');
    });
    const unsaved = await until('the document', () =>
      vscode.workspace.textDocuments.find((d) => d.isUntitled && d.getText().includes('paid-for')),
    );
    assert.match(unsaved.getText(), /"lrmLens":"capture\/1"[\s\S]*I plan\.[\s\S]*"end"/);
    assert.match(message, /could not be saved \(.*no space left/);
    await vscode.window.showTextDocument(unsaved);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    tools.dispose();
    storage.dispose();
  });
});

describe('what was measured', () => {
  const run = {
    model: 'o4-mini',
    effort: null,
    costUsd: null,
    seconds: 1,
    reasoningTokens: 800,
    outputTokens: 900,
  };
  const lesson = { logRatio: null, trace: null };
  let storage: MemoryFileSystem;
  beforeEach(() => (storage = new MemoryFileSystem('lens-storage')));
  afterEach(() => storage.dispose());

  it('in two windows is kept by both', async () => {
    const [one, two] = [new MeasuredRuns(storage.uri('/s')), new MeasuredRuns(storage.uri('/s'))];
    assert.deepEqual(await two.of('a prompt'), []);
    await one.add('a prompt', run, lesson);
    await two.add('a prompt', { ...run, seconds: 2 }, lesson);
    for (const window of [one, two])
      assert.deepEqual(
        (await window.of('a prompt')).map(({ seconds }) => seconds),
        [1, 2],
      );
  });

  it('is used as far as its file can be trusted', async () => {
    const runs = new MeasuredRuns(storage.uri('/s'));
    await runs.add('a prompt', run, lesson);
    const kept = JSON.parse(storage.text('/s/measured.json')!) as { runs: unknown[] };
    storage.put('/s/measured.json', JSON.stringify({ runs: [null, { prompt: 1 }, ...kept.runs] }));
    assert.deepEqual(await runs.of('a prompt'), [run]);
    for (const damaged of ['', '{"runs":[', '[]', 'null']) {
      storage.put('/s/measured.json', damaged);
      assert.deepEqual(await runs.of('a prompt'), [], damaged);
    }
    await runs.add('a prompt', run, lesson);
    assert.deepEqual(await runs.of('a prompt'), [run]);
  });
});

describe('a trace file whose worker ends while it is opened', () => {
  it('is opened by another one, with each trace once', async () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => completion(`t${i}`, 'One. '.repeat(200)));
    const uri = await write('killed.jsonl', lines.join(''));
    const tools = traceTools();
    let kills = 0;
    const open = tools.reader.open.bind(tools.reader);
    tools.reader.open = (file, options) =>
      open(file, {
        ...options,
        onProgress: (progress) => {
          options.onProgress?.(progress);
          if (kills++ === 0) tools.engine.dispose();
        },
      });
    const document = await openDocument(uri, tools);
    assert.ok(kills > 1, 'the worker was ended before the file was read');
    assert.equal(document.view().failure, null);
    assert.deepEqual(
      await idsOf(document),
      lines.map((_, i) => `t${i}`),
    );
    document.dispose();
    tools.dispose();
  });

  it('says why when every worker ends', async () => {
    const uri = await write('killed.jsonl', completion('a', 'One.'));
    const tools = traceTools();
    const open = tools.reader.open.bind(tools.reader);
    let tries = 0;
    tools.reader.open = (file, options) => {
      tries++;
      return open(file, { ...options, onProgress: () => tools.engine.dispose() });
    };
    const document = await openDocument(uri, tools);
    assert.deepEqual([document.view().state, tries], ['failed', 2]);
    assert.match(inEnglish(document.view().failure!.message), /cannot be read: The engine stopped/);
    document.dispose();
    tools.dispose();
  });
});
