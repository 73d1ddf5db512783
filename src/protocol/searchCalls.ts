import type { SearchHit, SearchQuery } from '../core/search/model';
import type { SearchedFile } from '../core/search/searchFile';
import type { FileToRead } from './engine';
import { call, type } from './rpc';

/** How far a file is searched, and what was found since the last telling. */
export interface SearchProgress {
  /** 0 where only hits are told. */
  readonly bytesRead: number;
  readonly hits: readonly SearchHit[];
}

export const searchRequests = {
  /** Looks for a text in the reasoning of a file; hits come as they are found. Rejects with why for a query that is none. */
  search: {
    ...call<{ readonly file: FileToRead; readonly query: SearchQuery }, SearchedFile>(),
    progress: type<SearchProgress>(),
  },
};
