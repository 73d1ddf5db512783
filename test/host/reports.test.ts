import assert from 'node:assert/strict';
import { provider } from 'host-tests';
import * as vscode from 'vscode';
import { promptText } from '../../src/core/prompt/model';
import { inEnglish } from '../../src/core/text/voice';
import { Estimator } from '../../src/host/estimate/estimator';
import { FollowedPrompt } from '../../src/host/estimate/followedPrompt';
import { MeasuredRuns } from '../../src/host/estimate/measured';
import { MigrationHints } from '../../src/host/estimate/migrationHints';
import type { Engine } from '../../src/host/shared/engine';
import { promptIn, type PromptSource } from '../../src/host/shared/promptSource';
import type { ReportPanel } from '../../src/host/estimate/reportPanel';
import { Reports } from '../../src/host/estimate/reports';
import { answering, itemNamed } from './answers';
import { inWorkspace, traceTools, type TestTools } from './traceTools';
import { until } from './until';

const call = (question: string, more = ''): string =>
  `client.chat.completions.create(model="gpt-4o", ${more}messages=[{"role": "user", "content": "${question}"}])\n`;
const FIRST = call('Which door hides the car?', 'max_tokens=256, temperature=0.2, ');
const CHOICES = {
  from: { model: 'gpt-4o', effort: null },
  to: [{ model: 'o4-mini', effort: null }],
};

/** Makes what the refactor preview would show, as a user does who agrees. */
async function agreeing(work: () => Promise<unknown>): Promise<void> {
  const workspace = vscode.workspace as { applyEdit: typeof vscode.workspace.applyEdit };
  const original = workspace.applyEdit;
  workspace.applyEdit = (edit) => {
    const agreed = new vscode.WorkspaceEdit();
    for (const [uri, edits] of edit.entries()) agreed.set(uri, edits);
    return original(agreed);
  };
  try {
    await work();
  } finally {
    workspace.applyEdit = original;
  }
}

const insert = async (document: vscode.TextDocument, at: number, text: string): Promise<void> => {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(at), text);
  await vscode.workspace.applyEdit(edit);
};

async function sourceAt(
  engine: Engine,
  document: vscode.TextDocument,
  text: string,
): Promise<PromptSource> {
  const at = document.positionAt(document.getText().indexOf(text));
  return (await promptIn(engine, document, new vscode.Range(at, at))) ?? assert.fail('no prompt');
}

describe('a report of a document that is edited', () => {
  let tools: TestTools;
  let runs: MeasuredRuns;
  let reports: Reports;
  let parts: { dispose(): unknown }[];
  before(async () => {
    // The build sets it in the extension; a page without its script is enough here.
    Object.assign(globalThis, { PAGE_CHUNKS: {} });
    await vscode.extensions.getExtension('lrm-lens.lrm-lens')!.activate();
  });
  after(() => Reflect.deleteProperty(globalThis, 'PAGE_CHUNKS'));
  beforeEach(() => {
    const storage = inWorkspace(`reports-${crypto.randomUUID()}`);
    tools = traceTools(storage);
    const secrets = { get: () => Promise.resolve('a key') } as unknown as vscode.SecretStorage;
    const services = { ...tools.services, context: { ...tools.services.context, secrets } };
    runs = new MeasuredRuns(storage);
    const estimator = new Estimator(services, runs);
    const hints = new MigrationHints();
    reports = new Reports({ services, estimator, runs, hints });
    parts = [reports, hints, estimator, runs];
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const part of parts) part.dispose();
    tools.dispose();
  });

  /** A new document under a name of its own: without one it may get that of a closed one, and its text with it. */
  async function open(content: string): Promise<vscode.TextDocument> {
    const path = `prompt-${crypto.randomUUID()}.py`;
    const uri = vscode.Uri.from({ scheme: 'untitled', path });
    const document = await vscode.workspace.openTextDocument(uri);
    await insert(document, 0, content);
    assert.equal(document.getText(), content);
    return document;
  }
  const ready = (report: ReportPanel) => until('figures', () => report.estimated ?? undefined);
  async function show(source: PromptSource): Promise<ReportPanel> {
    reports.show(source, CHOICES);
    const report = await until('the report', () => reports.active);
    await ready(report);
    return report;
  }

  it('changes the whole call where its place is by then, and only once', async () => {
    const document = await open(FIRST);
    const report = await show(await sourceAt(tools.engine, document, 'Which door'));
    const listed = await report.changesFor(document, null);
    const id =
      listed.find((c) => c.quickFix && inEnglish(c.quickFix.title).startsWith('Change the call'))
        ?.id ?? assert.fail(JSON.stringify(listed));
    await insert(document, 0, '# a comment\n');
    await agreeing(() => reports.applyFix(report, id));
    const changed = /"o4-mini", max_completion_tokens=\d+, messages=/;
    assert.match(document.getText(), changed);
    const once = document.getText();
    let said = '';
    await answering({ showInformationMessage: (text) => void (said = String(text)) }, () =>
      agreeing(() => reports.applyFix(report, id)),
    );
    assert.equal(document.getText(), once);
    assert.match(said, /does not fit it any more/);
  });

  it('finds its call again when another one is put above it', async () => {
    const document = await open(FIRST);
    const report = await show(await sourceAt(tools.engine, document, 'Which door'));
    await insert(document, 0, call('What is the capital of Peru?').repeat(3));
    await reports.estimateAgain(report);
    assert.equal(promptText(report.source.found), 'Which door hides the car?');
    await insert(document, 0, call('What is the capital of Chile?').repeat(3));
    reports.estimateAll();
    await ready(report);
    assert.equal(promptText(report.source.found), 'Which door hides the car?');
    assert.ok((await report.changesFor(document, null)).every(({ range }) => range !== null));
  });

  it('tells its prompt from another one of the file, and not from itself after an edit', async () => {
    const document = await open(FIRST + call('What is the capital of Peru?'));
    const prompt = new FollowedPrompt(await sourceAt(tools.engine, document, 'Which door'));
    const { id } = prompt;
    const listening = vscode.workspace.onDidChangeTextDocument((event) => prompt.note(event));
    await insert(document, 0, '# a comment\n');
    listening.dispose();
    prompt.replace(await sourceAt(tools.engine, document, 'temperature'));
    assert.equal(prompt.id, id);
    prompt.replace(await sourceAt(tools.engine, document, 'capital'));
    assert.notEqual(prompt.id, id);
  });

  it('keeps a measured run for the prompt that was sent, not for what is shown when it ends', async function () {
    if (provider === null) this.skip();
    const capture = vscode.workspace.getConfiguration('lrmLens.capture');
    const endpoint = { name: 'Replay', api: 'chat-completions', url: `${provider}/v1` };
    await capture.update('endpoints', [endpoint], vscode.ConfigurationTarget.Global);
    const document = await open(FIRST + call('What is the capital of Peru?'));
    const report = await show(await sourceAt(tools.engine, document, 'Which door'));
    const other = await sourceAt(tools.engine, document, 'capital');
    await answering(
      {
        showQuickPick: (items) => itemNamed(items, /^Replay$/),
        showWarningMessage: (_message, _options, send) => {
          report.update(other, CHOICES);
          return send;
        },
      },
      () =>
        reports.measure(report, {
          choices: [{ model: 'o4-mini', effort: null, thinks: true, expected: null }],
          maxOutputTokens: null,
        }),
    );
    await capture.update('endpoints', undefined, vscode.ConfigurationTarget.Global);
    const [run] = await runs.of('Which door hides the car?');
    assert.equal(run?.reasoningTokens, 800);
    assert.ok(run.costUsd !== null, 'priced as the estimate was');
    assert.deepEqual(await runs.of('What is the capital of Peru?'), []);
  });
});
