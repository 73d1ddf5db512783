import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ExplainConceptTool } from '../../src/host/concepts/explainTool';
import { Library } from '../../src/host/concepts/library';
import { ReadingMemory } from '../../src/host/concepts/memory';
import { ConceptTree } from '../../src/host/concepts/tree';
import { conceptView, mayOpen } from '../../src/host/concepts/views';
import { until } from './until';

const { extensionUri } = vscode.extensions.getExtension('lrm-lens.lrm-lens')!;

/** A memento that forgets with the test. */
function memento(): vscode.Memento & { setKeysForSync(): void } {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.has(key) ? values.get(key) : fallback) as T,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
    setKeysForSync: () => undefined,
  };
}

function memory(): ReadingMemory {
  return new ReadingMemory({ globalState: memento(), workspaceState: memento() });
}

/** Label of the tab in front. */
const tab = (): string | undefined => vscode.window.tabGroups.activeTabGroup.activeTab?.label;

describe('the concepts in the host', () => {
  const library = new Library(extensionUri, 'en');

  it('list eight groups whose pages count as read one by one', async () => {
    const marks = memory();
    const tree = new ConceptTree(library, marks);
    const groups = await tree.getChildren();
    assert.equal(groups.length, 8);
    const description = async (): Promise<unknown> =>
      (await tree.getTreeItem(groups[0]!)).description;
    assert.equal(await description(), '0 / 3');
    await marks.markRead('lrm-timeline');
    assert.equal(await description(), '1 / 3');
    await marks.markRead('lrm-timeline', false);
    assert.equal(await description(), '0 / 3');
  });

  it('find the row of a page and its group, each the same object every time', async () => {
    const tree = new ConceptTree(library, memory());
    const row = (await tree.rowOf('grpo'))!;
    const parent = (await tree.getParent(row))!;
    assert.ok((await tree.getChildren()).includes(parent));
    assert.ok((await tree.getChildren(parent)).includes(row));
    assert.equal(await tree.rowOf('nothing'), null);
  });

  it('offer the open trace with its number of matching steps, else the sample', async () => {
    const pages = await library.load();
    const concept = pages.concepts.find((page) => page.id === 'self-verification')!;
    const kinds = new Map([
      ['check', 5],
      ['rethink', 2],
      ['reason', 30],
    ] as const);
    const open = { kinds, selected: null, showKinds: () => undefined };
    assert.deepEqual(conceptView(pages, concept, open).trace, { of: 'open', steps: 7 });
    assert.deepEqual(conceptView(pages, concept, null).trace, { of: 'sample', steps: null });
  });

  it('open only addresses that a page or the ledger holds', async () => {
    const pages = await library.load();
    assert.equal(mayOpen(pages, 'https://arxiv.org/abs/2501.12948'), true);
    assert.equal(mayOpen(pages, 'https://example.org/'), false);
    assert.equal(mayOpen(pages, 'file:///etc/passwd'), false);
  });

  it('open in an editor tab that is named after the page and moves on', async () => {
    await vscode.commands.executeCommand('lrmLens.concepts.openInEditor');
    await until('a page is shown', () => tab() !== undefined && tab() !== 'LRM Concepts');
    await vscode.commands.executeCommand('lrmLens.openConcept', 'grpo');
    await until('GRPO is shown', () => tab() === 'GRPO in one picture');
    await vscode.commands.executeCommand('lrmLens.concepts.next');
    await until('the next page is shown', () => tab() === 'Distilled reasoning models');
    await vscode.commands.executeCommand('lrmLens.concepts.back');
    await until('GRPO is shown again', () => tab() === 'GRPO in one picture');
    await vscode.commands.executeCommand('lrmLens.openConcept', 'kind.check');
    await until('the page about checks is shown', () => tab() === 'Self-verification');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  // The launcher fails a run that leaves a rejection unhandled.
  it('may be closed before their tab has a name', async () => {
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).length;
    const before = tabs();
    await vscode.commands.executeCommand('lrmLens.concepts.openInEditor');
    await vscode.commands.executeCommand('lrmLens.openConcept', 'grpo');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // Another that is opened, named and closed comes after all that the first had still to do.
    await vscode.commands.executeCommand('lrmLens.concepts.openInEditor');
    await until('a page is shown', () => tab() !== undefined && tab() !== 'LRM Concepts');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('no more tabs than before', () => tabs() <= before);
  });
});

describe('the language model tool', () => {
  const tool = new ExplainConceptTool(new Library(extensionUri, 'en'));
  const ask = async (query: string): Promise<string> => {
    const { content } = await tool.invoke({ input: { query }, toolInvocationToken: undefined });
    return content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
  };

  it('is registered', () => {
    const names = vscode.lm.tools.map((registered) => registered.name);
    assert.ok(names.includes('lrm-lens_explain_concept'), names.join());
  });

  const cases: [query: string, part: RegExp][] = [
    ['effort-controls', /# Effort settings and hybrid models/],
    ['C54', /Verdict: wrong/],
    ['hallucination', /https:\/\/openai\.com/],
    ['kind.check', /# Self-verification/],
    ['zebra stripes', /No page about "zebra stripes"/],
  ];
  for (const [query, part] of cases) {
    it(`answers '${query}'`, async () => assert.match(await ask(query), part));
  }
});
