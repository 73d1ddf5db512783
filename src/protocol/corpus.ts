import * as v from 'valibot';
import type { CorpusReport } from '../core/corpus/model';
import type { SamePrompt } from '../core/corpus/samePrompt';
import { readyRequest, runCommandRequest } from './page';
import type { PageProtocol } from './rpc';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const by = v.picklist(['model', 'effort', 'day']);

/** The host's own computed values: checked to be objects, not field by field. */
const computed = <T extends object>() =>
  v.custom<T>((value) => typeof value === 'object' && value !== null);

/** How far reading has come. `state` says whether it goes on. */
export const corpusStateSchema = v.object({
  title: v.string(),
  /** URIs that are read; the page keeps them so that it comes back after a reload. */
  roots: v.array(v.string()),
  state: v.picklist(['reading', 'done', 'cancelled']),
  filesDone: count,
  filesTotal: count,
  traces: count,
  /** Files that hold no traces. */
  otherFiles: count,
  /** Files taken from the stored index, unchanged since. */
  unchanged: count,
  /** What could not be read, one line each, at most 50. */
  problems: v.array(v.string()),
});
export type CorpusState = v.InferOutput<typeof corpusStateSchema>;

/** The corpus page's message map: the host reads and adds up, the page draws. */
export const corpusProtocol = {
  host: {
    requests: {
      ready: readyRequest,
      runCommand: runCommandRequest,
      getState: { params: v.null(), result: corpusStateSchema },
      getReport: {
        params: v.object({ by }),
        result: v.object({
          report: computed<CorpusReport>(),
          samePrompts: computed<readonly SamePrompt[]>(),
        }),
        // When the worker has ended, all files are read again first.
        untimed: true,
      },
      /** Opens a trace in the viewer. */
      openTrace: { params: v.object({ file: v.string(), index: count }), result: v.null() },
      /** Asks for a place and writes all rows there. */
      exportRows: {
        params: v.object({ kind: v.picklist(['csv', 'ndjson', 'parquet']) }),
        result: v.null(),
        untimed: true,
      },
      cancel: { params: v.null(), result: v.null() },
      /** Goes on where reading was cancelled; reads changed files again. */
      refresh: { params: v.null(), result: v.null() },
    },
    events: {},
  },
  page: {
    requests: {},
    events: { stateChanged: corpusStateSchema },
  },
} satisfies PageProtocol;
