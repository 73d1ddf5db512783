import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { copyForBugReport } from '../../src/host/traces/actions/bugReport';
import { answering, itemNamed } from './answers';
import { completion, inWorkspace, traceSuite, write } from './traceTools';

const KEY = `sk-ant-api03-${'Ab3'.repeat(31)}AA`;

describe('a bug report', () => {
  const { open } = traceSuite();
  /** Ticks all that was found, as the review proposes. */
  const chooses = (form: RegExp) => ({
    showQuickPick: (items: unknown, options: unknown) => {
      const { canPickMany } = options as vscode.QuickPickOptions;
      return canPickMany === true ? items : itemNamed(items, form);
    },
    showInformationMessage: () => undefined,
  });

  it('of a trace goes to the clipboard with credentials blacked out', async () => {
    const uri = await write('bug.jsonl', completion('a', `I try ${KEY}. Then I add.`));
    const document = await open(uri);
    await answering(chooses(/^Copy as Markdown/), () => copyForBugReport(document, 0));
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^# deepseek-reasoner/);
    assert.match(text, /For a bug report/);
    assert.ok(!text.includes(KEY));
  });

  it('of a session is saved as one HTML file', async () => {
    const document = await open(inWorkspace('tool-use.claude-code.jsonl'));
    const target = inWorkspace('bug.html');
    const answers = { ...chooses(/^Save as HTML/), showSaveDialog: () => target };
    await answering(answers, () => copyForBugReport(document, null));
    const html = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    assert.match(html, /For a bug report: 3 of 3 calls/);
    assert.ok(!/<script/i.test(html));
    await vscode.workspace.fs.delete(target);
  });
});
