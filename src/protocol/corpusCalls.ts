import type { Lesson } from '../core/corpus/lessons';
import type { CorpusReport, GroupBy } from '../core/corpus/model';
import type { SamePrompt } from '../core/corpus/samePrompt';
import type { OwnModel } from './estimator';
import type { WorkerFile } from './worker';

// What the host asks the worker about many files. Rows stay in the worker: the host passes files in and gets sums out.

export type ExportKind = 'csv' | 'ndjson' | 'parquet';

/** What reading one file gave. */
export interface CorpusFileResult {
  readonly traces: number;
  /** Why the file holds no traces; `null` when it holds some. */
  readonly failure: string | null;
  /** The stored index knew the file and it has not changed. */
  readonly unchanged: boolean;
  /** Line for the stored index; `null` when it is stored already. */
  readonly line: string | null;
}

interface Call<P, R> {
  readonly params: P;
  readonly result: R;
}

export interface CorpusCalls {
  /** Takes a part of the stored index, older parts first. */
  corpusLoad: Call<{ readonly index: Uint8Array<ArrayBuffer> }, { readonly damaged: number }>;
  /** The user's own prices, for costs that were not recorded. */
  corpusPrices: Call<{ readonly models: readonly OwnModel[] }, null>;
  /** Reads a file, unless it is known and unchanged; `key` is its URI. Reports progress. */
  corpusFile: Call<
    { readonly file: WorkerFile; readonly key: string; readonly mtime: number },
    CorpusFileResult
  >;
  /** What the generations of a file teach about their models. */
  lessons: Call<{ readonly file: WorkerFile }, readonly Lesson[]>;
  /** Adds up the files read since the start. */
  corpusReport: Call<
    { readonly by: GroupBy },
    { readonly report: CorpusReport; readonly samePrompts: readonly SamePrompt[] }
  >;
  /** All rows as the bytes of one file. */
  corpusExport: Call<{ readonly kind: ExportKind }, Uint8Array<ArrayBuffer>>;
  /** A part of the index of the files read since the start, as UTF-8; `next` asks for the following one. */
  corpusIndex: Call<
    { readonly from: number },
    { readonly part: Uint8Array<ArrayBuffer>; readonly next: number | null }
  >;
}

export type CorpusCallName = keyof CorpusCalls;
