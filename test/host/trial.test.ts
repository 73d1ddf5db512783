import assert from 'node:assert/strict';
import { provider } from 'host-tests';
import * as vscode from 'vscode';
import { caseId, newTrial, trialText } from '../../src/core/trial/file';
import type { TrialFile } from '../../src/core/trial/model';
import type { Services } from '../../src/host/shared/services';
import { tryOnExamples } from '../../src/host/trial/newTrial';
import { TrialSession } from '../../src/host/trial/trialSession';
import type { TrialState } from '../../src/protocol/trial';
import { answering } from './answers';
import { inWorkspace, isWeb, traceTools, type TestTools } from './traceTools';
import { until } from './until';

const ENDPOINTS = 'endpoints';
const capture = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('lrmLens.capture');

const trial: TrialFile = {
  ...newTrial({
    file: null,
    holes: ['door'],
    messages: [{ role: 'user', text: 'Is {{door}} done?' }],
  }),
  cases: ['one', 'two', 'three'].map((door) => ({
    id: caseId({ door }),
    values: { door },
    expected: 'Done.',
    about: {},
  })),
  check: { kind: 'contains' },
  models: ['m', 'n'].map((model) => ({ model, effort: null, endpoint: 'Flaky' })),
  concurrency: 1,
};

describe('a trial', () => {
  let tools: TestTools;
  let services: Services;
  const folder = inWorkspace(`trial-${crypto.randomUUID()}`);
  const uri = vscode.Uri.joinPath(folder, 'doors.trial.json');
  const open: TrialSession[] = [];
  const session = (): TrialSession => {
    const made = new TrialSession(services, uri, trialText(trial));
    open.push(made);
    return made;
  };
  const stateOf = (one: TrialSession): TrialState => one.state() as TrialState;

  before(async function () {
    if (provider === null) return this.skip();
    tools = traceTools();
    const secrets = { get: () => Promise.resolve(undefined) };
    const context = { ...tools.services.context, secrets } as unknown as Services['context'];
    services = { ...tools.services, context };
    const endpoint = { name: 'Flaky', api: 'chat-completions', url: `${provider}/flaky/v1` };
    await capture().update(ENDPOINTS, [endpoint], vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.createDirectory(folder);
  });
  after(async () => {
    if (provider === null) return;
    for (const one of open) one.dispose();
    tools.dispose();
    await capture().update(ENDPOINTS, undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  });

  /** Starts it; the user agrees or not. Gives what was asked. */
  async function start(one: TrialSession, agrees: boolean): Promise<string> {
    let asked = '';
    const showWarningMessage = (title: unknown, options: unknown, yes: unknown): unknown => {
      asked = `${String(title)} ${(options as { detail: string }).detail}`;
      return agrees ? yes : undefined;
    };
    await answering({ showWarningMessage }, () => one.start(false));
    await one.settled();
    return asked;
  }

  it('sends nothing before the user has agreed to what leaves the machine', async () => {
    const one = session();
    await one.ready;
    assert.equal(stateOf(one).note, null);
    assert.deepEqual(
      stateOf(one).problems.filter((p) => p.blocks),
      [],
    );
    const asked = await start(one, false);
    assert.match(asked, /^Send 6 calls\? .*127\.0\.0\.1:\d+.*Nothing else leaves this machine\./s);
    assert.equal(stateOf(one).phase, 'before');
    assert.deepEqual(one.journal.calls.size, 0);
  });

  it('sends nothing when it was closed while it asked', async () => {
    const one = session();
    await one.ready;
    const showWarningMessage = (_title: unknown, _options: unknown, yes: unknown): unknown => {
      one.dispose();
      return yes;
    };
    await answering({ showWarningMessage }, () => one.start(false));
    assert.equal(one.isRunning, false);
    await one.settled();
    assert.equal(one.journal.calls.size, 0);
  });

  it('waits when it is turned away, keeps what a broken connection cost, and saves every call', async () => {
    const one = session();
    await start(one, true);
    await until('the calls end', () => stateOf(one).phase === 'done');
    await one.refresh();
    const { calls, verdict, plan } = stateOf(one);
    const statuses = calls.map((c) => c.status).sort();
    assert.deepEqual(statuses, [...Array<string>(5).fill('answered'), 'failed']);
    assert.equal(calls.filter((c) => c.right === true).length, 5);
    assert.equal(verdict?.comparisons[0]?.pairs, 2);
    // A broken answer may have been paid for: it is sent again only when that is asked for.
    assert.deepEqual([plan?.calls, plan?.unfinished], [0, 1]);
    const runs = await vscode.workspace.fs.readDirectory(
      vscode.Uri.joinPath(folder, 'doors.trial.runs'),
    );
    assert.equal(runs.length, 6);
  });

  it('knows after a reload what was paid for, and has nothing to send', async () => {
    const again = session();
    await again.ready;
    const { phase, plan, calls } = stateOf(again);
    assert.deepEqual([phase, plan?.calls, calls.length], ['done', 0, 6]);
  });
});

describe('a trial of a prompt in a notebook', () => {
  let tools: TestTools;
  const folder = inWorkspace(`book-${crypto.randomUUID()}`);
  const cell =
    'q = f"Is {door} done by {hour}?"\nclient.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": q}])';
  before(function () {
    // The format of notebooks comes from an extension that a browser may not have.
    if (isWeb) return this.skip();
    tools = traceTools();
  });
  after(async () => {
    if (isWeb) return;
    tools.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  });

  it('stands beside the notebook, names it, and has a column for each hole', async () => {
    const book = vscode.Uri.joinPath(folder, 'doors.ipynb');
    const content = {
      ...{ nbformat: 4, nbformat_minor: 5, metadata: { language_info: { name: 'python' } } },
      cells: [
        {
          ...{ cell_type: 'code', id: 'a', metadata: {}, outputs: [], execution_count: null },
          source: cell.split(/(?<=\n)/),
        },
      ],
    };
    await vscode.workspace.fs.writeFile(book, new TextEncoder().encode(JSON.stringify(content)));
    const notebook = await vscode.workspace.openNotebookDocument(book);
    const document = notebook.cellAt(0).document;
    const at = document.positionAt(document.getText().indexOf('Is {'));
    await tryOnExamples(tools.services, {
      ...{ uri: document.uri.toString(), line: at.line, character: at.character },
    });
    const made = await vscode.workspace.fs.readFile(
      vscode.Uri.joinPath(folder, 'doors.trial.json'),
    );
    const { prompt, models } = JSON.parse(new TextDecoder().decode(made)) as TrialFile;
    assert.deepEqual(
      [prompt.file, prompt.holes, models[0]?.model],
      ['doors.ipynb', ['door', 'hour'], 'gpt-4o'],
    );
    assert.deepEqual(
      prompt.messages.map((m) => m.text),
      ['Is {door} done by {hour}?'],
    );
  });
});

describe('a trial of models that the editor provides', () => {
  let tools: TestTools | null = null;
  let services: Services;
  const folder = inWorkspace(`editor-${crypto.randomUUID()}`);
  const requests = () => vscode.commands.executeCommand<number>('chatModels.requests');
  const asked = vscode.lm.selectChatModels;
  before(async function () {
    // Editors before 1.104 take no chat models from extensions.
    if ((await vscode.lm.selectChatModels({ vendor: 'replay' })).length === 0) return this.skip();
    const own =
      await vscode.commands.executeCommand<vscode.LanguageModelChat[]>('chatModels.models');
    vscode.lm.selectChatModels = () => Promise.resolve(own);
    tools = traceTools();
    services = tools.services;
    await vscode.workspace.fs.createDirectory(folder);
  });
  after(async () => {
    vscode.lm.selectChatModels = asked;
    if (tools === null) return;
    tools.dispose();
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
  });

  it('needs no key and no budget, says whose models get the cases, and keeps each answer as a trace', async () => {
    const models = ['o4-mini', 'claude-sonnet-4.5'].map((model) => ({
      ...{ model, effort: null, endpoint: 'editor' },
    }));
    const uri = vscode.Uri.joinPath(folder, 'mine.trial.json');
    const one = new TrialSession(services, uri, trialText({ ...trial, models }));
    const state = (): TrialState => one.state() as TrialState;
    await one.ready;
    assert.deepEqual(
      state().problems.filter((p) => p.blocks),
      [],
    );
    assert.deepEqual(
      state().plan?.models.map((m) => [m.payment, m.endpoint]),
      [
        ['subscription', 'Replay o4-mini'],
        ['subscription', 'Replay that hangs'],
      ],
    );
    const before = await requests();
    let said = '';
    const showWarningMessage = (_title: unknown, options: unknown, yes: unknown): unknown => {
      said = (options as { detail: string }).detail;
      return yes;
    };
    await answering({ showWarningMessage }, () => one.start(false));
    await one.settled();
    await until('the calls end', () => state().phase === 'done');
    assert.match(said, /goes to replay, in the editor\..*No one is paid by the call/s);
    assert.equal((await requests()) - before, 6);
    assert.deepEqual(
      state().calls.map((c) => [c.status, c.answer, c.hasTrace, c.costUsd]),
      Array.from({ length: 6 }, () => ['answered', 'Forty-two.', true, null]),
    );
    one.dispose();
  });
});
