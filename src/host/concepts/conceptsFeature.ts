import * as vscode from 'vscode';
import type { SampleHint } from '../../core/concepts/model';
import { registerLazyTool } from '../shared/lazyTool';
import type { Services } from '../shared/services';
import { Concepts, LEDGER } from './concepts';
import { Library } from './library';
import { ReadingMemory } from './memory';
import { openSample } from './samples';
import type { ConceptRow } from './tree';

type Commands = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Registers the concept tree, the reader in side bar and editor, search, links and the language model tool. */
export function conceptsFeature(services: Services): vscode.Disposable {
  const library = new Library(services.context.extensionUri, vscode.env.language);
  const memory = new ReadingMemory(services.context);
  const concepts = new Concepts(services, library, memory);
  const showWasRead = (): void => setContext('lrmLens.conceptWasRead', memory.read.size > 0);
  showWasRead();
  showFollows(memory);
  return vscode.Disposable.from(
    concepts,
    memory.onDidChange(showWasRead),
    services.activeTrace.onDidChange(() => void concepts.follow()),
    ...Object.entries(commandsOf(services, concepts, memory)).map(([id, run]) =>
      vscode.commands.registerCommand(id, run),
    ),
    registerLazyTool('lrm-lens_explain_concept', async () => {
      const { ExplainConceptTool } = await import('./explainTool');
      return new ExplainConceptTool(library);
    }),
    vscode.window.registerUriHandler({ handleUri: (uri) => concepts.openLink(uri) }),
  );
}

function commandsOf(services: Services, concepts: Concepts, memory: ReadingMemory): Commands {
  const mark = async (row: ConceptRow, read: boolean): Promise<void> => {
    if (row.kind === 'concept') await memory.markRead(row.concept.id, read);
  };
  const setFollows = async (follows: boolean): Promise<void> => {
    await memory.setFollows(follows);
    showFollows(memory);
    await concepts.follow();
  };
  return {
    'lrmLens.openConcept': (topic?: unknown) => concepts.openTopic(topic),
    'lrmLens.searchConcepts': () => concepts.search(),
    'lrmLens.openLedger': () => concepts.open(LEDGER, true),
    'lrmLens.concepts.showAll': () => concepts.showTree(),
    'lrmLens.concepts.next': () => concepts.step('next'),
    'lrmLens.concepts.previous': () => concepts.step('previous'),
    'lrmLens.concepts.back': () => concepts.active.move(-1),
    'lrmLens.concepts.forward': () => concepts.active.move(1),
    'lrmLens.concepts.openInEditor': (row?: ConceptRow) =>
      concepts.panel.show(concepts.placeOf(row)),
    'lrmLens.concepts.copyLink': (row?: ConceptRow) => concepts.copyLink(row),
    'lrmLens.concepts.markRead': (row: ConceptRow) => mark(row, true),
    'lrmLens.concepts.markUnread': (row: ConceptRow) => mark(row, false),
    'lrmLens.concepts.followTrace': () => setFollows(true),
    'lrmLens.concepts.stopFollowing': () => setFollows(false),
    'lrmLens.concepts.tryEstimate': (id?: string) => concepts.tryEstimate(id ?? 'builder-effort'),
    'lrmLens.openSample': async (hint?: SampleHint) => {
      const { pickSample } = await import('./samplePick');
      const chosen = hint ?? (await pickSample());
      if (chosen !== undefined) await openSample(services, chosen);
    },
  };
}

function showFollows(memory: ReadingMemory): void {
  setContext('lrmLens.conceptsFollow', memory.follows);
}

function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
