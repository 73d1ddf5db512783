import { inEnglish } from '../../src/core/text/voice';
import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import * as vscode from 'vscode';
import { exportedText, exportTrace } from '../../src/host/traces/actions/exporting';
import { SavedStore } from '../../src/host/shared/savedStore';
import { SavedTraces } from '../../src/host/traces/saved/savedTraces';
import { Excerpts, excerptUri } from '../../src/host/traces/text/excerpts';
import { sessionFolders } from '../../src/host/traces/saved/sessionFolders';
import { answering, itemNamed } from './answers';
import { MemoryFileSystem } from './memoryFileSystem';
import {
  completion,
  fileEvent,
  inWorkspace,
  isWeb,
  nextEvent,
  openDocument,
  traceTools,
  type TestTools,
} from './traceTools';
import { until } from './until';

const run = vscode.commands.executeCommand;
const sample = (name: string): Thenable<Uint8Array> =>
  vscode.workspace.fs.readFile(inWorkspace(name));
const tabs = (): string[] =>
  vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));

/** An evaluation log as a zip archive with one sample. */
const evalLog = (): Uint8Array =>
  zipSync({
    '_journal/start.json': strToU8(
      JSON.stringify({
        version: 2,
        eval: { task: 'sums', model: 'o4-mini', created: '2026-03-01' },
      }),
    ),
    'samples/q1_epoch_1.json': strToU8(
      JSON.stringify({
        id: 'q1',
        epoch: 1,
        input: 'What is 6 × 7?',
        messages: [
          { role: 'user', content: 'What is 6 × 7?' },
          {
            role: 'assistant',
            source: 'generate',
            model: 'o4-mini',
            content: [
              { type: 'reasoning', reasoning: 'Six sevens are 42.' },
              { type: 'text', text: '42' },
            ],
          },
        ],
        output: { model: 'o4-mini', choices: [{ stop_reason: 'stop' }] },
        events: [],
      }),
    ),
  });

for (const isReadonly of [false, true]) {
  describe(`a ${isReadonly ? 'read-only ' : ''}virtual workspace`, () => {
    let place: MemoryFileSystem;
    let tools: TestTools;
    before(() => vscode.extensions.getExtension('lrm-lens.lrm-lens')!.activate());
    beforeEach(() => {
      place = new MemoryFileSystem('lens-virtual', { isReadonly });
      tools = traceTools();
    });
    afterEach(async () => {
      await run('workbench.action.closeAllEditors');
      tools.dispose();
      place.dispose();
    });

    const readers: readonly (readonly [string, string, () => PromiseLike<Uint8Array>, number])[] = [
      ['one JSON value', 'a.json', () => sample('long-with-backtracks.deepseek.json'), 1],
      ['JSON lines', 'a.jsonl', () => sample('tool-use.claude-code.jsonl'), 3],
      ['a server-sent stream', 'a.sse', () => sample('overthinking-after-the-answer.qwen.sse'), 1],
      ['a zip archive', 'a.eval', () => Promise.resolve(evalLog()), 1],
      [
        'text with tags',
        'a.md',
        () => Promise.resolve(strToU8('<think>\nOne.\n\nTwo.\n</think>\n\nAnswer.\n')),
        1,
      ],
    ];
    for (const [kind, name, bytes, count] of readers) {
      it(`opens ${kind}, quotes its steps and exports it`, async () => {
        const document = await openDocument(place.put(`/w/${name}`, await bytes()), tools);
        const { state, failure, count: found } = document.view();
        assert.deepEqual([state, failure, found], ['ready', null, count]);
        const bodies = await document.ask('bodies', { index: 0, from: 0, to: 1 });
        assert.equal(bodies.length, 1);
        for (const form of ['html', 'md', 'json', 'csv'] as const)
          assert.ok((await exportedText(document, 0, form, false, [])).length > 100, form);
        document.dispose();
      });
    }

    it('shows a trace in the editor, and a file that is there but cannot be read says why', async () => {
      await run('lrmLens.openTrace', place.put('/w/a.jsonl', completion('a', 'One.')));
      await until('the tab', () => tabs().includes('a.jsonl'));
      const uri = place.put('/w/b.jsonl', completion('b', 'One.'));
      place.fault = (operation, path) => {
        if (operation === 'read' && path === '/w/b.jsonl')
          throw vscode.FileSystemError.NoPermissions('not yours');
      };
      const document = await openDocument(uri, tools);
      assert.match(inEnglish(document.view().failure!.message), /cannot be read: .*not yours/);
      document.dispose();
    });

    it('is searched for saved traces where a folder of it was added', async () => {
      place.put('/w/sessions/a.jsonl', completion('a', 'One.') + completion('b', 'Two.'));
      place.put('/w/sessions/deep/b.json', completion('c', 'Three.'));
      place.put('/w/sessions/notes.txt', 'Nothing to see here.');
      const store = new SavedStore(tools.services.context);
      await store.setFolders([{ uri: place.uri('/w/sessions').toString(), agent: 'Codex' }]);
      const traces = new SavedTraces(tools.services, tools.reader, store);
      const { token } = new vscode.CancellationTokenSource();
      await traces.search({ report: () => undefined }, token);
      const found = traces.files.filter((file) => file.uri.startsWith('lens-virtual:'));
      assert.deepEqual(found.map((file) => [file.name, file.digest?.count]).sort(), [
        ['a.jsonl', 2],
        ['b.json', 1],
      ]);
      assert.deepEqual(traces.problems, []);
      traces.dispose();
    });

    it('has outlines, folding and excerpts of its text', async () => {
      const text = '# A\n\n<think>\nOne\nline.\n\nTwo.\n</think>\n\nAnswer.\n';
      const uri = place.put('/w/think.md', text);
      await vscode.workspace.openTextDocument(uri);
      const symbols = await until('the outline', async () => {
        const all = await run<vscode.DocumentSymbol[] | undefined>(
          'vscode.executeDocumentSymbolProvider',
          uri,
        );
        return all?.find((symbol) => symbol.name === '<think>');
      });
      assert.equal(symbols.children.length, 2);
      const excerpt = await new Excerpts().readFile(excerptUri(uri, 0));
      assert.match(new TextDecoder().decode(excerpt), /^<think>\nOne/);
    });

    it('is estimated from, and tells a language model about a trace', async () => {
      const uri = place.put('/w/ask.prompt.md', 'Which is larger, 9.11 or 9.9?\n');
      // What a test before opened may take the focus late and close the list of models: then it is asked for again.
      let asking = false;
      await until('the report', async () => {
        if (!asking) {
          asking = true;
          void run('lrmLens.estimateReasoningCost', uri).then(() => (asking = false));
        }
        await run('workbench.action.acceptSelectedQuickOpenItem');
        return tabs().includes('Estimate: ask.prompt.md');
      });
      // The list may have been asked for once more before the report was there; it comes a moment after the asking.
      await until('the command has ended', async () => {
        await run('workbench.action.closeQuickOpen');
        return !asking;
      });
      const file = place.put('/w/a.jsonl', completion('a', 'One.')).toString();
      const { content } = await vscode.lm.invokeTool('lrm-lens_inspect_trace', {
        input: { file },
        toolInvocationToken: undefined,
      });
      assert.match((content[0] as vscode.LanguageModelTextPart).value, /deepseek-reasoner/);
    });

    it(`${isReadonly ? 'says why it takes no' : 'takes an'} export`, async () => {
      const uri = place.put('/w/a.jsonl', completion('a', 'One.'));
      const document = await openDocument(uri, tools);
      const answers = {
        showQuickPick: (items: unknown) => itemNamed(items, /^HTML$/) ?? [],
        showSaveDialog: () => place.uri('/w/a.html'),
        showInformationMessage: () => undefined,
      };
      const done = answering(answers, () => exportTrace(document, 0));
      if (isReadonly) await assert.rejects(done, /read-?only/i);
      else await done;
      assert.equal(place.text('/w/a.html')?.includes('deepseek-reasoner') ?? false, !isReadonly);
      document.dispose();
    });

    if (!isReadonly)
      it('is followed while a file grows, vanishes and comes back', async () => {
        const uri = place.put('/w/grow.jsonl', completion('a', 'One.'));
        const document = await openDocument(uri, tools);
        const grew = nextEvent(document, fileEvent('grew'));
        const more = strToU8(completion('a', 'One.') + completion('b', 'Two.'));
        await vscode.workspace.fs.writeFile(uri, more);
        await grew;
        assert.equal(document.view().count, 2);
        const gone = nextEvent(document, fileEvent('gone'));
        await vscode.workspace.fs.delete(uri);
        await gone;
        const back = nextEvent(document, fileEvent('replaced'));
        await vscode.workspace.fs.writeFile(uri, more);
        await back;
        assert.equal(document.view().count, 2);
        document.dispose();
      });
  });
}

describe('what cannot work in a browser says so', () => {
  it('folders outside the workspace', async function () {
    if (!isWeb) this.skip();
    assert.equal(sessionFolders(vscode.Uri.parse('vscode-userdata:/User/globalStorage/x')), null);
    let told = '';
    await answering(
      { showInformationMessage: (message) => void (told = String(message)) },
      async () => {
        await run('lrmLens.savedTraces.addSessions');
      },
    );
    assert.match(told, /browser cannot read folders outside the workspace/);
  });
});
