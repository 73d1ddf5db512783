import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Alarm } from '../../src/core/session/running/model';
import { FEWEST_FOR_CAP } from '../../src/core/corpus/likeRuns';
import { LikeRuns } from '../../src/host/shared/likeRuns';
import type { AddedFolder } from '../../src/host/shared/savedStore';
import { likeRunsWords } from '../../src/host/traces/running/likeRunsWords';
import { evidenceOf, nowRows } from '../../src/host/traces/running/nowRows';
import { Notices } from '../../src/host/traces/running/notices';
import { runningLine } from '../../src/host/traces/running/runningWords';
import { SessionLogs } from '../../src/host/traces/running/sessionLogs';
import { SessionWatch, type AskedOfSession } from '../../src/host/traces/running/sessionWatch';
import { askAboutTask, tellRuns } from '../../src/host/traces/running/taskQuestion';
import { chooseSessions } from '../../src/host/traces/saved/savedChoices';
import { answering, itemNamed } from './answers';
import {
  inWorkspace,
  isWeb,
  openDocument,
  traceTools,
  workspaceUri,
  write,
  type TestTools,
} from './traceTools';
import { until } from './until';

const FOLDER = 'running-sessions';

/** Lines of a Claude Code log in a folder; each act is a command that failed or not. */
function log(id: string, cwd: string, acts: readonly ('ok' | 'fails')[], output = 100): string {
  const at = (n: number) => new Date(Date.UTC(2026, 10, 1, 10, 0, n)).toISOString();
  const line = (n: number, value: object) =>
    `${JSON.stringify({ sessionId: id, cwd, isSidechain: false, uuid: `${id}${n}`, timestamp: at(n), ...value })}\n`;
  const text = [line(0, { type: 'user', message: { role: 'user', content: 'Make it pass' } })];
  acts.forEach((end, i) => {
    const call = { type: 'tool_use', id: `t${i}`, name: 'Bash', input: { command: 'npm test' } };
    const usage = { input_tokens: 1_000, output_tokens: output };
    const message = { id: `${id}m${i}`, role: 'assistant', model: 'claude-sonnet-4-5', usage };
    text.push(line(2 * i + 1, { type: 'assistant', message: { ...message, content: [call] } }));
    const result = { type: 'tool_result', tool_use_id: `t${i}`, content: `${end} ${i}` };
    const content = [{ ...result, is_error: end === 'fails' }];
    text.push(line(2 * i + 2, { type: 'user', message: { role: 'user', content } }));
  });
  return text.join('');
}

describe('the folder of an agent', () => {
  const choose = async (label: RegExp) => {
    const storage = vscode.Uri.file('/user/User/globalStorage/lens');
    const folder = vscode.Uri.file('/elsewhere/logs');
    const chosen: (AddedFolder | null)[] = [];
    await answering(
      { showQuickPick: (items) => itemNamed(items, label), showOpenDialog: () => [folder] },
      async () => chosen.push(await chooseSessions(storage, 'Watch')),
    );
    return chosen[0] ?? null;
  };

  it('is where the agent keeps its logs, or where the user says', async function () {
    if (isWeb) this.skip();
    const { uri, agent } = (await choose(/^Qwen Code$/)) ?? assert.fail('nothing was chosen');
    assert.equal(agent, 'Qwen Code');
    assert.match(uri, /\/\.qwen\/projects$/);
    const roo = await choose(/^Roo Code$/);
    assert.match(
      roo?.uri ?? '',
      /\/user\/User\/globalStorage\/rooveterinaryinc\.roo-cline\/tasks$/,
    );
    assert.deepEqual(await choose(/^Another folder…$/), {
      uri: 'file:///elsewhere/logs',
      agent: null,
    });
  });
});

describe('the session that goes on', function () {
  let tools: TestTools;
  let watch: SessionWatch;
  let asked: AskedOfSession = { alarms: [], budgetUsd: null };
  const alarms: Alarm[] = [];
  const problems: string[] = [];
  const here = vscode.Uri.joinPath(workspaceUri, 'src').fsPath;

  before(async function () {
    if (isWeb) this.skip();
    tools = traceTools();
    await write(`${FOLDER}/b/other.jsonl`, log('other', '/somewhere/else', ['ok']));
    await write(`${FOLDER}/a/agent-1.jsonl`, log('agent', here, ['ok']));
    await write(`${FOLDER}/a/first.jsonl`, log('first', here, ['ok', 'ok']));
    await write(`${FOLDER}/b/newer.jsonl`, log('newer', '/somewhere/else', ['ok']));
    const tell = (message: string): void => void problems.push(message);
    const roots = [workspaceUri.fsPath];
    const logs = new SessionLogs(inWorkspace(FOLDER), roots, tools.reader, tell);
    const never = () => ({ dispose: () => undefined });
    watch = new SessionWatch(logs, tools.reader, () => asked, tell, never);
    watch.onDidChange((told) => alarms.push(...told));
    await watch.settled;
  });
  after(async () => {
    if (isWeb) return;
    watch.dispose();
    tools.dispose();
    await vscode.workspace.fs.delete(inWorkspace(FOLDER), { recursive: true });
  });

  const shownCalls = (calls: number) => () =>
    watch.shown?.session.calls === calls ? watch.shown : undefined;

  it('is the newest log of this workspace, not of another and not of a sub-agent', () => {
    assert.deepEqual(problems, []);
    assert.equal(watch.shown?.uri.path, inWorkspace(`${FOLDER}/a/first.jsonl`).path);
    const { session } = watch.shown;
    assert.equal(session.title, 'Make it pass');
    assert.match(runningLine(session), /^≥ \$0\.0\d+ · 1K of \d/);
  });

  it('grows with its log and tells the asked alarms of what came', async () => {
    asked = { alarms: ['loop', 'budget'], budgetUsd: 1_000 };
    const acts = ['ok', 'ok', 'fails', 'fails', 'fails'] as const;
    await write(`${FOLDER}/a/first.jsonl`, log('first', here, acts));
    await until('the log as it grew', shownCalls(5));
    assert.deepEqual(
      alarms.map(({ id, call }) => [id, call]),
      [['loop', 4]],
    );
  });

  it('is told in the strip above the concepts, alarms first', () => {
    const quiet = nowRows(watch.shown!.session, []);
    assert.deepEqual([quiet[0]!.label, quiet[0]!.detail], ['Make it pass', 'claude-sonnet-4-5']);
    assert.match(quiet[1]!.spoken, /^≥ \$0\.\d+, 5 calls · reasoning not counted$/);
    assert.match(quiet[2]!.spoken, /^1K tokens of context, under 1 % of 1M$/);
    const loud = nowRows(watch.shown!.session, alarms);
    assert.equal(loud[0]!.label, 'It may be going in circles');
    assert.match(loud[0]!.spoken, /The same call failed 3 times/);
    // The evidence has lines of its own, so fewer are left.
    assert.match(evidenceOf(alarms), /^The same call failed 3 times .*: npm test\.$/);
    assert.deepEqual(
      loud.map(({ label }) => label),
      ['It may be going in circles', quiet[1]!.label, quiet[0]!.label],
    );
  });

  it('goes over to a newer log, and back when that is gone', async () => {
    const second = await write(`${FOLDER}/a/second.jsonl`, log('second', here, ['ok']));
    await until('the newer log', () => watch.shown?.uri.path === second.path);
    await vscode.workspace.fs.delete(second);
    await until('the log before', () => watch.shown?.uri.path.endsWith('/first.jsonl') === true);
  });

  it('is shown no more when its log is gone and the one before cannot be opened', async () => {
    const gone = await write(`${FOLDER}-gone/a.jsonl`, log('gone', here, ['ok']));
    const other = await write(`${FOLDER}-gone/b.txt`, 'Nothing but words.');
    const logs = new SessionLogs(inWorkspace(`${FOLDER}-gone`), [], tools.reader, () => undefined);
    const found = [gone, other];
    const newest = () => Promise.resolve({ uri: found.shift()!, at: 0 });
    const stub = Object.assign(Object.create(logs) as typeof logs, { newest });
    const never = () => ({ dispose: () => undefined });
    const own = new SessionWatch(
      stub,
      tools.reader,
      () => asked,
      () => undefined,
      never,
    );
    const told: (string | null)[] = [];
    own.onDidChange(() => told.push(own.shown?.uri.path ?? null));
    await until('its log', () => own.shown?.uri.path === gone.path);
    await vscode.workspace.fs.delete(gone);
    await until('nothing shown', () => told.at(-1) === null);
    own.dispose();
    await vscode.workspace.fs.delete(inWorkspace(`${FOLDER}-gone`), { recursive: true });
  });

  it('reads nothing while nothing changes', async () => {
    await watch.settled;
    const read = tools.engine.call.bind(tools.engine);
    const questions: string[] = [];
    tools.engine.call = (name, params, options) => {
      questions.push(JSON.stringify(params));
      return read(name, params, options);
    };
    // A log of another workspace that grows is known as such, and not read again.
    await write(`${FOLDER}/b/newer.jsonl`, log('newer', '/somewhere/else', ['ok', 'ok']));
    const third = await write(`${FOLDER}/a/third.jsonl`, log('third', here, ['ok', 'ok', 'ok']));
    await until('the third log', () => watch.shown?.uri.path === third.path);
    tools.engine.call = read;
    assert.ok(questions.some((params) => params.includes('third.jsonl')));
    // A file system may tell of a new log more than once; of the others nothing is read.
    const others = ['newer.jsonl', 'other.jsonl', 'agent-1.jsonl'];
    assert.deepEqual(
      questions.filter((params) => others.some((name) => params.includes(name))),
      [],
    );
  });

  it('is one of many in a database, with what stands only in its log', async () => {
    const name = `${FOLDER}/store/opencode.db`;
    const { extensionUri } = tools.services.context;
    const fixture = (ending: string) =>
      vscode.workspace.fs.readFile(
        vscode.Uri.joinPath(extensionUri, `test/fixtures/databases/opencode-many.db${ending}`),
      );
    const database = await write(name, await fixture(''));
    const folder = inWorkspace(`${FOLDER}/store`);
    const tell = (message: string): void => void problems.push(message);
    const logs = new SessionLogs(folder, ['/w/shop'], tools.reader, tell);
    const told: Alarm[] = [];
    const loop = (): AskedOfSession => ({ alarms: ['loop'], budgetUsd: null });
    const never = () => ({ dispose: () => undefined });
    const stored = new SessionWatch(logs, tools.reader, loop, tell, never);
    stored.onDidChange((alarms) => told.push(...alarms));
    try {
      await stored.settled;
      assert.equal(
        stored.shown?.uri.toString(),
        database.with({ query: 'session=ses_now' }).toString(),
      );
      assert.equal(stored.shown.session.calls, 2);
      assert.match(runningLine(stored.shown.session), /^\$0\.0200 · 1K of 1M · 40 % reasoning$/);
      await write(`${name}-wal`, await fixture('-wal'));
      await until('the calls in the log', () => stored.shown?.session.calls === 5);
      assert.deepEqual(
        told.map(({ id, call }) => [id, call]),
        [['loop', 4]],
      );
      assert.deepEqual(problems, []);
      const { uri } = stored.shown;
      const document = await openDocument(uri, tools);
      assert.deepEqual([document.view().isSession, document.view().count], [true, 5]);
      document.dispose();
      await vscode.commands.executeCommand('lrmLens.openTrace', uri);
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab!;
      assert.ok(input instanceof vscode.TabInputCustom);
      assert.equal(input.uri.toString(), uri.toString());
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    } finally {
      stored.dispose();
    }
  });

  it('tells before a task what runs like it took, of a folder that is watched too', async () => {
    const runs = new LikeRuns(tools.services);
    const folder = inWorkspace(FOLDER);
    const titled: string[] = [];
    const asked = async (words: string | null) => {
      const found: Awaited<ReturnType<typeof askAboutTask>>[] = [];
      const showInputBox = (options: unknown) => words ?? (options as vscode.InputBoxOptions).value;
      await answering({ showInputBox }, async () => {
        found.push(await askAboutTask(runs, 'Make it pass', folder));
      });
      return found[0];
    };
    const like = await asked(null);
    assert.ok(like?.isRunning);
    assert.ok(like.runs.found.like >= FEWEST_FOR_CAP);
    assert.match(
      likeRunsWords(like.runs.found),
      /^\d+ of your \d+ runs are like this one\. Eight of ten took 1 to 1 turns, .*Cap to suggest: \$/,
    );
    assert.match(runningLine(watch.shown!.session, like.runs.found), / · like runs /);
    const strip = nowRows(watch.shown!.session, [], like.runs.found);
    assert.match(strip.map(({ detail }) => detail).join('\n'), /^like runs \$[^\n]* calls · /m);
    const none = await asked('Translate the poem of the evening into Latin');
    assert.ok(none && !none.isRunning);
    assert.match(likeRunsWords(none.runs.found), /^No like run yet, among \d+ of yours\.$/);
    await answering({ showInformationMessage: (words) => void titled.push(String(words)) }, () =>
      tellRuns({ folders: 0, found: none.runs.found }),
    );
    assert.deepEqual(titled, ['No folder with sessions was added to Saved Traces.']);
  });

  it('tells each kind of notice once a session, and turns it off when asked', async () => {
    const state = tools.services.context.workspaceState;
    const opened: string[] = [];
    const notices = new Notices(state, (uri) => opened.push(uri.path));
    const loop = alarms[0]!;
    const shown: unknown[] = [];
    const uri = inWorkspace(`${FOLDER}/a/first.jsonl`);
    await answering(
      {
        showWarningMessage: (words, open) => {
          shown.push(words);
          return open;
        },
      },
      async () => {
        await notices.show(uri, [loop]);
        await notices.show(uri, [loop]);
        await new Notices(state, () => undefined).show(uri, [loop]);
        await until('the session is opened', () => opened.length > 0);
      },
    );
    assert.deepEqual(shown, [
      'LRM Lens: The same call failed 3 times and nothing was changed between: npm test.',
    ]);
    assert.deepEqual(opened, [uri.path]);
  });
});
