import { readFile } from 'node:fs/promises';
import type { ConceptLibrary } from '../core/concepts/model';
import type { ConceptIndex } from '../core/concepts/search';

/** The concept pages, from the file that the build puts beside this bundle; read when first asked for. */
export class ConceptsFile {
  #library: Promise<ConceptLibrary> | null = null;

  constructor(private readonly path: string) {}

  library(): Promise<ConceptLibrary> {
    // The file is made and checked by the build of this very version.
    this.#library ??= readFile(this.path, 'utf8').then(
      (text) => JSON.parse(text) as ConceptLibrary,
    );
    return this.#library;
  }

  async index(): Promise<ConceptIndex> {
    const { indexConcepts } = await import('../core/concepts/search');
    return indexConcepts(await this.library());
  }
}
