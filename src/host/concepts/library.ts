import * as vscode from 'vscode';
import type { ConceptLibrary } from '../../core/concepts/model';
import type { ConceptIndex } from '../../core/concepts/search';
import {
  TRANSLATED_LANGUAGES,
  translateLibrary,
  type Translation,
} from '../../core/concepts/translation';

/** The pages in the display language as far as they are translated, read once when first wanted. */
export class Library {
  #library: Promise<ConceptLibrary> | undefined;
  #index: ConceptIndex | undefined;

  /** @param language as VS Code names its display language */
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly language: string,
  ) {}

  load(): Promise<ConceptLibrary> {
    this.#library ??= this.#read();
    return this.#library;
  }

  /** The search index, built at the first search. */
  async index(): Promise<ConceptIndex> {
    const { indexConcepts } = await import('../../core/concepts/search');
    this.#index ??= indexConcepts(await this.load());
    return this.#index;
  }

  async #read(): Promise<ConceptLibrary> {
    const language = this.language.toLowerCase();
    if (!TRANSLATED_LANGUAGES.includes(language)) return this.#json('concepts.json');
    const [library, translation] = await Promise.all([
      this.#json<ConceptLibrary>('concepts.json'),
      this.#json<Translation>(`concepts.${language}.json`),
    ]);
    return translateLibrary(library, translation);
  }

  /** A file that the build of this very version made and checked. */
  async #json<T>(name: string): Promise<T> {
    const bytes = await vscode.workspace.fs.readFile(
      vscode.Uri.joinPath(this.extensionUri, 'dist', name),
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  }
}
