import * as vscode from 'vscode';
import type { ConceptLibrary } from '../../core/concepts/model';
import { searchConcepts } from '../../core/concepts/search';
import type { Library } from './library';

interface PageItem extends vscode.QuickPickItem {
  readonly id: string | null;
}

/** Full-text search over the pages in a quick pick; every page while nothing is typed. `null`: the ledger was chosen. */
export async function pickConcept(library: Library): Promise<string | null | undefined> {
  const pages = await library.load();
  const index = await library.index();
  const pick = vscode.window.createQuickPick<PageItem>();
  pick.title = vscode.l10n.t('Search the concept pages');
  pick.placeholder = vscode.l10n.t('Words of the title or text');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const update = (query: string): void => {
    pick.items = query.trim() === '' ? allPages(pages) : found(query);
  };
  const found = (query: string): PageItem[] => {
    const hits = searchConcepts(index, query).map(({ concept, snippet }) => ({
      id: concept.id,
      label: concept.title,
      detail: snippet,
      // The order is ours: VS Code must not filter it again.
      alwaysShow: true,
    }));
    const ledger = vscode.l10n.t('Search the claims of the note instead');
    return hits.length > 0 ? hits : [{ id: null, label: ledger, alwaysShow: true }];
  };
  update('');
  pick.onDidChangeValue(update);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      // Enter between two lists finds nothing selected: it means the first hit of what was typed.
      resolve((pick.selectedItems[0] ?? pick.items[0])?.id);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function allPages(library: ConceptLibrary): PageItem[] {
  return library.concepts.map(({ id, title, group }) => ({
    id,
    label: title,
    description: library.groups.find((candidate) => candidate.id === group)?.title ?? '',
  }));
}
