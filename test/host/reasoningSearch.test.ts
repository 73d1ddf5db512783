import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apis } from './api.platform';
import { completion, inWorkspace, write } from './traceTools';
import { until } from './until';

const FOLDER = 'search-reasoning';

/** Runs `work` with every list that is opened meanwhile at hand: what stands in it, no command can tell. */
async function withLists(
  work: (lists: readonly vscode.QuickPick<vscode.QuickPickItem>[]) => Promise<unknown>,
): Promise<void> {
  const lists: vscode.QuickPick<vscode.QuickPickItem>[] = [];
  const windows = [...new Set((await apis()).map(({ window }) => window))];
  const own = windows.map((window) => window.createQuickPick.bind(window));
  windows.forEach((window, i) => {
    window.createQuickPick = () => {
      const list = own[i]!();
      lists.push(list);
      return list as never;
    };
  });
  try {
    await work(lists);
  } finally {
    windows.forEach((window, i) => (window.createQuickPick = own[i]! as never));
  }
}

describe('the search over reasoning', () => {
  before(async () => {
    await write(`${FOLDER}/one.json`, completion('one', 'The ledger is booked twice.'));
    await write(`${FOLDER}/two.json`, completion('two', 'Wait, the price is rounded first.'));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(inWorkspace(FOLDER), { recursive: true });
  });

  it('lists steps by session as one types, says what is wrong with a line, and opens what is taken', async () => {
    await withLists(async (lists) => {
      const command = 'lrmLens.savedTraces.searchReasoning';
      const shown = vscode.commands.executeCommand(command, inWorkspace(FOLDER));
      await until('the list', () => lists.length > 0);
      const list = lists[0]!;
      const labels = (): readonly string[] => list.items.map(({ label }) => label);
      list.value = 'rounded';
      await until('the step', () => labels().some((label) => label.includes('rounded first')));
      assert.deepEqual(labels()[0], 'two.json');
      assert.equal(list.items[0]?.kind, vscode.QuickPickItemKind.Separator);
      list.value = '/led(ger|er) is/';
      await until('the other step', () => labels().includes('The ledger is booked twice.'));
      assert.ok(!labels().some((label) => label.includes('rounded')));
      list.value = 'kind:nonsense ledger';
      await until('the problem', () => labels().some((label) => label.includes('nonsense')));
      list.value = 'nobody wrote this';
      await until('the end', () => labels().includes('No step was found.'));
      list.value = 'ledger';
      await until('the step again', () => labels().includes('The ledger is booked twice.'));
      let taken = false;
      void shown.then(() => (taken = true));
      // The items are there before the list has drawn them and made one the active one.
      await until('what is taken', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return taken;
      });
    });
    const opened = (): string => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom ? input.uri.path : '';
    };
    await until('the trace', () => opened() === inWorkspace(`${FOLDER}/one.json`).path);
  });
});
