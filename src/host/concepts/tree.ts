import * as vscode from 'vscode';
import { conceptsOf } from '../../core/concepts/library';
import type { Concept, ConceptGroup } from '../../core/concepts/model';
import type { Library } from './library';
import type { ReadingMemory } from './memory';

/** A row: a group, or a page below it. */
export type ConceptRow =
  | { readonly kind: 'group'; readonly group: ConceptGroup }
  | { readonly kind: 'concept'; readonly concept: Concept };

/** Groups with how many of their pages were read, pages with a tick once read. */
export class ConceptTree implements vscode.TreeDataProvider<ConceptRow> {
  readonly #changed = new vscode.EventEmitter<ConceptRow | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rows = new Map<string, ConceptRow>();

  constructor(
    private readonly library: Library,
    private readonly memory: ReadingMemory,
  ) {
    memory.onDidChange(() => this.#changed.fire(undefined));
  }

  async getChildren(row?: ConceptRow): Promise<ConceptRow[]> {
    const library = await this.library.load();
    if (row === undefined)
      return library.groups.map((group) => this.#row({ kind: 'group', group }));
    if (row.kind === 'concept') return [];
    return conceptsOf(library, row.group.id).map((concept) =>
      this.#row({ kind: 'concept', concept }),
    );
  }

  async getParent(row: ConceptRow): Promise<ConceptRow | undefined> {
    if (row.kind === 'group') return undefined;
    const { groups } = await this.library.load();
    const group = groups.find((candidate) => candidate.id === row.concept.group);
    return group && this.#row({ kind: 'group', group });
  }

  async getTreeItem(row: ConceptRow): Promise<vscode.TreeItem> {
    const { read } = this.memory;
    if (row.kind === 'group') {
      const pages = conceptsOf(await this.library.load(), row.group.id);
      const done = pages.filter((page) => read.has(page.id)).length;
      const item = new vscode.TreeItem(row.group.title, vscode.TreeItemCollapsibleState.Expanded);
      item.id = `group:${row.group.id}`;
      item.description = `${done} / ${pages.length}`;
      item.accessibilityInformation = {
        label: vscode.l10n.t('{0}, {1} of {2} pages read', row.group.title, done, pages.length),
      };
      item.contextValue = 'group';
      return item;
    }
    const { id, title, gist } = row.concept;
    const isRead = read.has(id);
    const item = new vscode.TreeItem(title);
    item.id = `concept:${id}`;
    item.tooltip = `${title}\n${gist}`;
    item.iconPath = new vscode.ThemeIcon(isRead ? 'pass' : 'book');
    item.accessibilityInformation = { label: isRead ? vscode.l10n.t('{0}, read', title) : title };
    item.contextValue = isRead ? 'concept.read' : 'concept';
    item.command = { command: 'lrmLens.openConcept', title: '', arguments: [id] };
    return item;
  }

  /** The row of a page, for revealing it. */
  async rowOf(id: string): Promise<ConceptRow | null> {
    const { concepts } = await this.library.load();
    const concept = concepts.find((candidate) => candidate.id === id);
    return concept === undefined ? null : this.#row({ kind: 'concept', concept });
  }

  /** VS Code knows rows by identity, so each is made once. */
  #row(row: ConceptRow): ConceptRow {
    const key = row.kind === 'group' ? row.group.id : `concept:${row.concept.id}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    this.#rows.set(key, row);
    return row;
  }
}
