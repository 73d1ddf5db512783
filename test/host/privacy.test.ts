import assert from 'node:assert/strict';
import { provider } from 'host-tests';
import * as vscode from 'vscode';
import { spawn } from '../../src/worker/spawn.platform';
import { answering, itemNamed } from './answers';
import { completion, inWorkspace, write } from './traceTools';
import { until } from './until';
import { isProvider, network } from './wholeRun';

const run = vscode.commands.executeCommand;
const tabs = (): string[] =>
  vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
const written = (uri: vscode.Uri) => async (): Promise<boolean> => {
  try {
    return (await vscode.workspace.fs.stat(uri)).size > 0;
  } catch {
    return false;
  }
};
const text = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

/** What a language model tool answers. */
async function tool(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((p) => (p instanceof vscode.LanguageModelTextPart ? p.value : '')).join('');
}

describe('privacy: every feature is used and recorded', () => {
  const settings = vscode.workspace.getConfiguration('lrmLens.estimate');
  const set = (key: string, value: unknown) =>
    settings.update(key, value, vscode.ConfigurationTarget.Global);
  /** What was contacted since this suite began: those before it have asked a provider, too. */
  let earlier = 0;
  const contacts = () => network.contacts.slice(earlier);
  before(async () => {
    earlier = network.contacts.length;
    await vscode.extensions.getExtension('lrm-lens.lrm-lens')!.activate();
  });
  afterEach(() => run('workbench.action.closeAllEditors'));

  it('concepts: pages, a link, the ledger', async () => {
    await run('lrmLens.concepts.openInEditor');
    await run('lrmLens.openConcept', 'grpo');
    await until('the page', () => tabs().includes('GRPO in one picture'));
    await run('lrmLens.openLedger');
  });

  it('a trace: opened, exported, compared', async () => {
    const uri = inWorkspace('tool-use.claude-code.jsonl');
    await run('lrmLens.openTrace', uri);
    for (const form of ['html', 'md', 'json', 'csv']) {
      const target = inWorkspace(`exported.${form}`);
      await answering(
        {
          showQuickPick: (items) => itemNamed(items, new RegExp(`^(${form}|Markdown)$`, 'i')) ?? [],
          showSaveDialog: () => target,
          showInformationMessage: () => undefined,
        },
        async () => {
          await run('lrmLens.trace.exportTrace');
          await until(form, written(target));
        },
      );
    }
    const other = inWorkspace('long-with-backtracks.deepseek.json');
    await run('lrmLens.compareTraces', uri, [uri, other]);
  });

  it('saved traces: searched', async () => {
    await run('lrmLens.savedTraces.search');
  });

  it('the corpus: read and reported', async () => {
    await write('private/a.jsonl', completion('a', 'One.') + completion('b', 'Two.'));
    await run('lrmLens.corpusReport', inWorkspace('private'));
    await until('the report', () => tabs().includes('Corpus: private'));
  });

  it('an estimate: counted, saved; prices are not fetched when refused', async () => {
    await estimate();
    await saveReport('private.estimate.json');
    const asked = await answering({ showInformationMessage: () => undefined }, () =>
      Promise.resolve(run('lrmLens.updatePrices')),
    );
    assert.deepEqual([...asked], [['showInformationMessage', 1]]);
  });

  it('calibration: learnt from traces and forgotten', async () => {
    const said: string[] = [];
    const answers = {
      showOpenDialog: () => [vscode.workspace.workspaceFolders![0]!.uri],
      showInformationMessage: (message: unknown, _options: unknown, yes: unknown) => {
        said.push(String(message));
        return yes;
      },
    };
    await answering(answers, async () => {
      await run('lrmLens.calibrate');
      await run('lrmLens.resetCalibration');
    });
    assert.match(said.join('\n'), /Learnt from \d+ files\nForget what was learnt/);
  });

  it('in the text: lenses, hints, hovers, outlines', async () => {
    await set('codeLens', true);
    await set('migrationHints', 'always');
    const document = await vscode.workspace.openTextDocument(inWorkspace('schedule_deliveries.py'));
    await vscode.window.showTextDocument(document);
    await until('hints', () =>
      vscode.languages.getDiagnostics(document.uri).some((d) => d.source === 'LRM Lens'),
    );
    await until('a lens', async () => {
      const all = await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
      return all.some((l) => l.command?.command === 'lrmLens.estimateReasoningCost');
    });
    const at = document.positionAt(document.getText().indexOf('gpt-'));
    await run('vscode.executeHoverProvider', document.uri, at.translate(0, 2));
    const thought = await write('private/think.md', '<think>\nOne.\n\nTwo.\n</think>\n');
    await run('vscode.executeDocumentSymbolProvider', thought);
    for (const key of ['codeLens', 'migrationHints']) await set(key, undefined);
  });

  it('the three tools for language models', async () => {
    assert.match(await tool('lrm-lens_explain_concept', { query: 'grpo' }), /GRPO/);
    const file = 'long-with-backtracks.deepseek.json';
    assert.match(await tool('lrm-lens_inspect_trace', { file }), /Model: "deepseek/);
    const prompt = 'Which is larger, 9.11 or 9.9?';
    assert.match(await tool('lrm-lens_estimate_reasoning_cost', { prompt }), /cost per call/);
  });

  it('and none of it has contacted anything', () => {
    assert.ok(network.workers >= 3, `${network.workers} workers were recorded`);
    assert.deepEqual(contacts(), []);
  });

  it('a live run sends nothing before the user agrees, then to the one address', async function () {
    if (provider === null) this.skip();
    const capture = vscode.workspace.getConfiguration('lrmLens.capture');
    const endpoint = { name: 'Replay', api: 'chat-completions', url: `${provider}/v1` };
    await capture.update('endpoints', [endpoint], vscode.ConfigurationTarget.Global);
    await estimate();
    await saveReport('private.measure.json');
    for (const agrees of [false, true]) {
      let answered = false;
      const asked = await answering(
        {
          showQuickPick: (items) => itemNamed(items, /^Replay$/) ?? itemNamed(items),
          showWarningMessage: (_message, _options, send) => {
            answered = true;
            return agrees ? send : undefined;
          },
        },
        async () => {
          console.log('[press] Measure…');
          await until('the answer', () => answered);
          if (agrees)
            await until('the run', () => tabs().some((t) => t.endsWith('.capture.jsonl')));
        },
      );
      assert.equal(asked.get('showWarningMessage'), 1);
      assert.equal(contacts().length > 0, agrees, JSON.stringify(contacts()));
      assert.ok(contacts().every(isProvider), JSON.stringify(contacts()));
    }
    await capture.update('endpoints', undefined, vscode.ConfigurationTarget.Global);
  });

  it('the record would have seen a worker ask, too', async function () {
    if (provider === null) this.skip();
    const code = `fetch(${JSON.stringify(provider)}, { method: 'POST', body: '' }).catch(() => 0);`;
    const file = await write('private/worker.js', code);
    const main = new TextEncoder().encode(code);
    const read = () => Promise.resolve({ main, modules: {} });
    const worker = spawn(file.fsPath, () => undefined, read);
    await until('the contact', () =>
      contacts().some((contact) => contact.where === 'worker' && isProvider(contact)),
    );
    worker.terminate();
  });

  /** Runs the estimate of a sample with the choices as they stand. */
  async function estimate(): Promise<void> {
    const ready = run('lrmLens.estimateReasoningCost', inWorkspace('schedule_deliveries.py'));
    const isThere = () => tabs().includes('Estimate: schedule_deliveries.py');
    await until('the report', async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return isThere();
    });
    await ready;
  }

  /** Resolves when the page has drawn its figures, which it must to write them. */
  async function saveReport(name: string): Promise<void> {
    const target = inWorkspace(name);
    await answering({ showSaveDialog: () => target }, () =>
      until('the saved report', async () => {
        await run('lrmLens.saveReport');
        // The file is there before its text is.
        return (await written(target)()) && (await text(target)).includes('costUsd');
      }),
    );
  }
});
