import { documentLanguage, findPrompt, findPrompts, whole, whyNone } from '../core/prompt/find';
import type { EngineHandlers } from '../protocol/engine';

/** Finds prompts in documents, away from the extension host's thread. */
export const promptCalls = {
  findPrompt: ({ document, at }) =>
    at === 'document'
      ? whole(document, 'document', documentLanguage(document))
      : findPrompt(document, at),
  findPrompts: ({ document }) => findPrompts(document),
  whyNone: ({ document }) => whyNone(document),
} satisfies Partial<EngineHandlers>;
