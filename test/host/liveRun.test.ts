import assert from 'node:assert/strict';
import { provider } from 'host-tests';
import * as vscode from 'vscode';
import type { Question } from '../../src/core/capture/model';
import { inEnglish } from '../../src/core/text/voice';
import { measure } from '../../src/host/capture/measure';
import type { LiveRun } from '../../src/host/capture/liveRun';
import type { Services } from '../../src/host/shared/services';
import { answering, itemNamed } from './answers';
import { inWorkspace, isWeb } from './traceTools';

const log = vscode.window.createOutputChannel('live runs', { log: true });
const kept = new Map<string, string>();
const secrets = {
  get: (name: string) => Promise.resolve(kept.get(name)),
  store: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
  delete: (name: string) => Promise.resolve(void kept.delete(name)),
};
const services = {
  context: { globalStorageUri: inWorkspace('.test-runs'), secrets },
  log,
} as unknown as Services;
const question: Question = {
  messages: [{ role: 'user', text: 'Which door?' }],
  model: 'm',
  effort: null,
  thinks: false,
  maxOutputTokens: null,
};

/** Measures once on the test's server at a path; the user agrees to all that is asked, and types a key where one is. */
async function run(path: string, enterKey = true) {
  const capture = vscode.workspace.getConfiguration('lrmLens.capture');
  const endpoint = { name: 'Replay', api: 'chat-completions', url: `${provider}${path}` };
  await capture.update('endpoints', [endpoint], vscode.ConfigurationTarget.Global);
  const said: string[] = [];
  let live: LiveRun | null = null;
  const asked = await answering(
    {
      showQuickPick: (items) => itemNamed(items, /^Replay$/),
      showWarningMessage: (message, _options, yes) => {
        said.push(String(message));
        return said.length === 1 || enterKey ? yes : undefined;
      },
      showInputBox: () => 'mine',
    },
    async () => (live = await measure(services, { question, expected: null, placeholders: [] })),
  );
  await capture.update('endpoints', undefined, vscode.ConfigurationTarget.Global);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const { end } = live as unknown as LiveRun;
  return { end, said, keys: asked.get('showInputBox') ?? 0 };
}

describe('a live run', () => {
  before(async function () {
    if (provider === null) this.skip();
    await vscode.extensions.getExtension('lrm-lens.lrm-lens')!.activate();
  });

  it('on a local server that wants a key asks for one, sends once more, and knows it from then on', async () => {
    const declined = await run('/locked/v1', false);
    assert.deepEqual([declined.end.status, declined.keys], [401, 0]);
    const first = await run('/locked/v1');
    assert.deepEqual([first.end.reason, first.keys], ['complete', 1]);
    assert.match(first.said[1]!, /^Replay wants a key\.$/);
    const second = await run('/locked/v1');
    assert.deepEqual([second.end.reason, second.keys, second.said.length], ['complete', 0, 1]);
  });

  it('that is sent elsewhere does not follow', async () => {
    const { end } = await run('/moved/v1');
    assert.equal(end.reason, 'failed');
    const message = end.message === null ? '' : inEnglish(end.message);
    // A browser tells nobody where a redirect leads.
    const target = isWeb ? /another address/ : /redirects to http:\/\/localhost:\d+\/elsewhere/;
    assert.match(message, target);
    assert.match(message, /It was not followed: nothing was sent there\.$/);
  });
});
