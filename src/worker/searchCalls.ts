import { createMatcher } from '../core/search/matcher';
import { searchFile } from '../core/search/searchFile';
import type { EngineHandlers } from '../protocol/engine';
import { mappingOf, withSource, type OpenSource } from './source';
import { SentenceError } from '../core/text/sentenceError';

/** Looks for texts in the reasoning of files, which are opened for it and not kept. */
export function searchCalls(openSource: OpenSource) {
  return {
    search: async ({ file, query }, { signal, progress }) => {
      const matcher = createMatcher(query);
      if ('problem' in matcher) throw new SentenceError(matcher.problem);
      return withSource(openSource, file, (source) =>
        searchFile(source, matcher, query.filters, {
          ...mappingOf(file),
          signal,
          onHits: (hits) => progress({ bytesRead: 0, hits }),
          onProgress: (bytesRead) => progress({ bytesRead, hits: [] }),
        }),
      );
    },
  } satisfies Partial<EngineHandlers>;
}
