import { documentLanguage, findPrompt, findPrompts, whole, whyNone } from '../core/prompt/find';
import { withImports, type MissingImport } from '../core/prompt/imports';
import type { EngineHandlers } from '../protocol/engine';

/** Finds prompts in documents, away from the extension host's thread. */
export const promptCalls = {
  findPrompt: ({ document, at, files = [] }) =>
    at === 'document'
      ? whole(document, 'document', documentLanguage(document))
      : findPrompt(withImports(document, files), at),
  findPrompts: ({ document, files = [] }) => findPrompts(withImports(document, files)),
  missingImports: ({ document, files }) => {
    const missing: MissingImport[] = [];
    findPrompts(withImports(document, files, (one) => missing.push(one)));
    return missing;
  },
  whyNone: ({ document }) => whyNone(document),
} satisfies Partial<EngineHandlers>;
