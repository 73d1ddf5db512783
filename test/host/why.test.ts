import assert from 'node:assert/strict';
import { restricted } from 'host-tests';
import * as vscode from 'vscode';
import { SavedStore } from '../../src/host/shared/savedStore';
import { EditLogs } from '../../src/host/why/editLogs';
import { EditTexts } from '../../src/host/why/editTexts';
import { peekReasoning } from '../../src/host/why/peek';
import { WhyLine } from '../../src/host/why/whyLine';
import type { WhyState } from '../../src/protocol/why';
import { claudeCode } from '../unit/core/why/agentLogs';
import { commitAll } from './repository.platform';
import { inWorkspace, isWeb, traceTools, write, type TestTools } from './traceTools';
import { until } from './until';
import { network } from './wholeRun';

const FOLDER = 'why-shop';
const FILE = `${FOLDER}/src/pay.go`;
const OWN = "return refuse(401, 'bad signature');";
const AGENT = 'if (await seen.has(event.id, { hours: 72 })) return ok();';

describe('why a line is here', () => {
  let tools: TestTools;
  let document: vscode.TextDocument;

  before(async () => {
    tools = traceTools();
    const at = Date.parse('2026-03-01T10:00:00Z');
    await write(FILE, `${OWN}\n${AGENT}\n`);
    const shop = inWorkspace(FOLDER);
    if (!isWeb) commitAll(shop.fsPath, 'Pay once');
    const log = claudeCode('s1', shop.fsPath);
    log.prompt(at, 'Some orders show the payment twice.');
    const file = inWorkspace(FILE).fsPath;
    const thought = 'So the limit has to be 72 hours.';
    log.call({ at, thought, file, old: `${OWN}\n`, new: `${OWN}\n${AGENT}\n` });
    const written = await write('why-logs/s1.jsonl', log.text());
    const uri = vscode.Uri.joinPath(written, '..').toString();
    await new SavedStore(tools.services.context).setFolders([{ uri, agent: null }]);
    document = await vscode.workspace.openTextDocument(inWorkspace(FILE));
  });
  after(async () => {
    tools.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of [FOLDER, 'why-logs'])
      await vscode.workspace.fs.delete(inWorkspace(name), { recursive: true });
  });

  async function ask(line: number): Promise<WhyState> {
    const asked = { document, from: line, to: line };
    const { services } = tools;
    const why = new WhyLine(services, new EditLogs(services), asked, () => undefined);
    await why.run();
    assert.equal(why.state.failure, null);
    assert.equal(why.state.status, 'done');
    return why.state;
  }

  it('is told by the edit of a log in an added folder, with the step before it and the request', async () => {
    const { groups } = await ask(2);
    assert.equal(groups[0]?.kind, 'edit');
    const [candidate] = groups[0].candidates;
    assert.equal(candidate?.match, 'exact');
    const { story } = candidate;
    assert.ok(story !== null && story !== 'gone');
    assert.match(story.step?.text ?? '', /72 hours/);
    assert.match(story.request, /payment twice/);
  });

  it('is answered although a log goes away, which then counts no more', async () => {
    const shop = inWorkspace(FOLDER).fsPath;
    const log = claudeCode('s2', shop);
    const at = Date.parse('2026-03-02T10:00:00Z');
    log.prompt(at, 'Write a note.');
    const [note, name] = ['const note = "seventy-two hours at least";', `${FOLDER}/src/note.go`];
    log.call({ at, thought: 'So.', file: inWorkspace(name).fsPath, old: null, new: `${note}\n` });
    const other = await vscode.workspace.openTextDocument(await write(name, `${note}\n`));
    const uri = await write('why-logs/s2.jsonl', log.text());
    const { services } = tools;
    const logs = new EditLogs(services);
    const ask = async (): Promise<WhyState> => {
      const asked = { document: other, from: 1, to: 1 };
      const why = new WhyLine(services, logs, asked, () => undefined);
      await why.run();
      assert.deepEqual([why.state.status, why.state.failure], ['done', null]);
      return why.state;
    };
    assert.equal((await ask()).groups[0]?.kind, 'edit');
    await vscode.workspace.fs.delete(uri);
    const refresh = logs.refresh.bind(logs);
    // It went after the logs were looked through.
    logs.refresh = () => Promise.resolve();
    assert.equal((await ask()).groups[0]?.candidates[0]?.story, 'gone');
    logs.refresh = refresh;
    assert.equal((await ask()).groups[0]?.kind, 'none');
  });

  it('is asked of git in a trusted folder only, and of none in a browser', async () => {
    const before = network.contacts.length;
    const { git, groups } = await ask(1);
    assert.equal(groups[0]?.kind, 'none');
    assert.equal(git, restricted ? 'untrusted' : isWeb ? 'missing' : 'asked');
    assert.equal(groups[0].commit?.subject ?? null, git === 'asked' ? 'Pay once' : null);
    if (git !== 'asked') assert.equal(network.contacts.length, before);
  });

  it('is peeked at below the line: the step of reasoning, the request and the edit', async () => {
    const selection = new vscode.Range(1, 0, 1, 0);
    await vscode.window.showTextDocument(document, { selection });
    const { services } = tools;
    const texts = new EditTexts();
    try {
      const asked = { document, from: 2, to: 2 };
      await peekReasoning(services, new EditLogs(services), texts, asked);
      const open = (): vscode.TextDocument | undefined =>
        vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'lrm-lens-edit');
      await until('the text in the peek', () => open() !== undefined);
      const text = open()!.getText();
      for (const words of ['72 hours', 'payment twice', `+ ${AGENT}`])
        assert.ok(text.includes(words), text);
    } finally {
      texts.dispose();
    }
    await vscode.commands.executeCommand('closeReferenceSearch');
  });

  it('is a command about the line of the cursor, with its answer beside the editor', async () => {
    const selection = new vscode.Range(1, 0, 1, 0);
    await vscode.window.showTextDocument(document, { selection });
    await vscode.commands.executeCommand('lrmLens.whyLine');
    const labels = (): readonly string[] =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until('the tab of the answer', () => labels().includes('Why: pay.go, line 2'));
  });
});
