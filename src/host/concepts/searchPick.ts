import * as vscode from 'vscode';
import type { ConceptLibrary } from '../../core/concepts/model';
import { searchConcepts } from '../../core/concepts/search';
import { ask } from '../shared/ask';
import type { Library } from './library';

interface PageItem extends vscode.QuickPickItem {
  readonly id: string | null;
}

/** Full-text search over the pages in a quick pick; every page while nothing is typed. `null`: the ledger was chosen. */
export async function pickConcept(library: Library): Promise<string | null | undefined> {
  const pages = allPages(await library.load());
  const index = await library.index();
  const ledger = vscode.l10n.t('Search the claims of the note instead');
  const found = (query: string): readonly PageItem[] => {
    if (query.trim() === '') return pages;
    const hits = searchConcepts(index, query).map(({ concept, snippet }) => ({
      id: concept.id,
      label: concept.title,
      detail: snippet,
      // The order is ours: VS Code must not filter it again.
      alwaysShow: true,
    }));
    return hits.length > 0 ? hits : [{ id: null, label: ledger, alwaysShow: true }];
  };
  return (await ask(() => pickItem(found)))?.id;
}

/** One quick pick whose items follow what is typed. */
function pickItem(itemsFor: (query: string) => readonly PageItem[]): Promise<PageItem | undefined> {
  const pick = vscode.window.createQuickPick<PageItem>();
  pick.title = vscode.l10n.t('Search the concept pages');
  pick.placeholder = vscode.l10n.t('Words of the title or text');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  /** Whether the window shows the items last set. */
  let shown = false;
  const update = (query: string): void => {
    pick.items = itemsFor(query);
    shown = false;
  };
  update('');
  let chosen: PageItem | undefined;
  return new Promise((resolve) => {
    pick.onDidChangeValue(update);
    // When the window has taken a new list it tells that nothing is active, and then what is.
    pick.onDidChangeActive((active) => {
      if (active.length === 0) shown = true;
    });
    pick.onDidAccept(() => {
      // Enter between two lists tells a place in the one before, or none: it means the first hit of what was typed.
      chosen = (shown ? pick.selectedItems[0] : undefined) ?? pick.items[0];
      pick.hide();
    });
    // Only now: the list that closes gives the keyboard back, and the page that is opened takes it.
    pick.onDidHide(() => {
      resolve(chosen);
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
