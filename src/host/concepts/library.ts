import * as vscode from 'vscode';
import type { ConceptLibrary } from '../../core/concepts/model';
import { indexConcepts, type ConceptIndex } from '../../core/concepts/search';

/** The pages, read once when first wanted. */
export class Library {
  #library: Promise<ConceptLibrary> | undefined;
  #index: ConceptIndex | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  load(): Promise<ConceptLibrary> {
    this.#library ??= this.#read();
    return this.#library;
  }

  /** The search index, built at the first search. */
  async index(): Promise<ConceptIndex> {
    this.#index ??= indexConcepts(await this.load());
    return this.#index;
  }

  async #read(): Promise<ConceptLibrary> {
    const file = vscode.Uri.joinPath(this.extensionUri, 'dist', 'concepts.json');
    const bytes = await vscode.workspace.fs.readFile(file);
    // Made and checked by the build of this very version.
    return JSON.parse(new TextDecoder().decode(bytes)) as ConceptLibrary;
  }
}
