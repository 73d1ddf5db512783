import assert from 'node:assert/strict';
import { provider } from 'host-tests';
import * as vscode from 'vscode';
import { caseId, newTrial, trialText } from '../../src/core/trial/file';
import type { TrialFile } from '../../src/core/trial/model';
import type { Services } from '../../src/host/shared/services';
import { TrialSession } from '../../src/host/trial/trialSession';
import type { TrialState } from '../../src/protocol/trial';
import { answering } from './answers';
import { inWorkspace, traceTools, type TestTools } from './traceTools';
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
