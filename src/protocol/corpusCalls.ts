import type { Failure } from '../core/corpus/fileIndex';
import type { Lesson } from '../core/corpus/lessons';
import type { GroupBy } from '../core/corpus/groupings';
import type { CorpusReport } from '../core/corpus/model';
import type { samePrompts } from '../core/corpus/samePrompt';
import type { FileToRead } from './engine';
import { call, type } from './rpc';

// What the host asks the engine about many files. Rows stay in the engine: the host passes files in and gets sums out.

export type ExportKind = 'csv' | 'ndjson' | 'parquet';

/** What reading one file gave. */
export interface CorpusFileResult {
  readonly traces: number;
  /** Why the file holds no traces; `null` when it holds some. */
  readonly failure: Failure | null;
  /** The stored index knew the file and it has not changed. */
  readonly unchanged: boolean;
  /** Line for the stored index; `null` when it is stored already. */
  readonly line: string | null;
}

/** One of the corpora that the engine holds, by the number that it gave to `corpusStart`. */
export interface OfCorpus {
  readonly corpus: number;
}

export const corpusRequests = {
  /** Makes room for a corpus, in place of the one `instead` of which it is read anew; gives its number. */
  corpusStart: call<{ readonly instead: number | null }, number>(),
  corpusEnd: call<OfCorpus, null>(),
  /** Takes a part of the stored index, older parts first. */
  corpusLoad: call<
    OfCorpus & { readonly index: Uint8Array<ArrayBuffer> },
    { readonly damaged: number }
  >(),
  /** Reads a file, unless it is known and unchanged; `key` is its URI. Tells that it is at work. */
  corpusFile: {
    ...call<
      OfCorpus & { readonly file: FileToRead; readonly key: string; readonly mtime: number },
      CorpusFileResult
    >(),
    progress: type<null>(),
  },
  /** Adds up the files read since the start. */
  corpusReport: call<
    OfCorpus & { readonly by: GroupBy },
    { readonly report: CorpusReport; readonly samePrompts: ReturnType<typeof samePrompts> }
  >(),
  /** All rows as the bytes of one file. */
  corpusExport: call<OfCorpus & { readonly kind: ExportKind }, Uint8Array<ArrayBuffer>>(),
  /** A part of the index of the files read since the start, as UTF-8; `next` asks for the following one. */
  corpusIndex: call<
    OfCorpus & { readonly from: number },
    { readonly part: Uint8Array<ArrayBuffer>; readonly next: number | null }
  >(),
  /** What the generations of a file teach about their models. */
  lessons: {
    ...call<{ readonly file: FileToRead }, readonly Lesson[]>(),
    progress: type<null>(),
  },
};
