import type { PromptDocument } from './languages';

/** An import that is not at hand yet: the path of the file it stands in, empty for the document itself, and the module it names. */
export interface MissingImport {
  readonly from: string;
  readonly module: string;
}

/** A file that an import stands for; `document` and `path` are null where there is none. */
export interface ImportedFile extends MissingImport {
  readonly path: string | null;
  readonly document: PromptDocument | null;
}

/** The files that imports stand for, as far as they were looked for. */
export type ImportedFiles = readonly ImportedFile[];

const keyOf = ({ from, module }: MissingImport): string => `${from}\n${module}`;

/** A document whose imports, and theirs, are those of the files; `missing` is told those that are not among them. */
export function withImports(
  document: PromptDocument,
  files: ImportedFiles,
  missing?: (one: MissingImport) => void,
): PromptDocument {
  const known = new Map(files.map((f) => [keyOf(f), f]));
  const importing = (own: PromptDocument, from: string): PromptDocument => ({
    ...own,
    imports: (module) => {
      const file = known.get(keyOf({ from, module }));
      if (file === undefined) missing?.({ from, module });
      return file?.document && file.path !== null ? importing(file.document, file.path) : null;
    },
  });
  return importing(document, '');
}
