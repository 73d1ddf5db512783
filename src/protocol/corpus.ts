import * as v from 'valibot';
import { groupBys } from '../core/corpus/groupings';
import type { CorpusReport } from '../core/corpus/model';
import type { samePrompts } from '../core/corpus/samePrompt';
import { readyRequest, runCommandRequest } from './page';
import { type, type PageProtocol } from './rpc';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const by = v.picklist(groupBys);

/** How far reading has come. `state` says whether it goes on. */
export interface CorpusState {
  readonly title: string;
  /** URIs that are read; the page keeps them so that it comes back after a reload. */
  readonly roots: readonly string[];
  readonly state: 'reading' | 'done' | 'cancelled';
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly traces: number;
  /** Files that hold no traces. */
  readonly otherFiles: number;
  /** Files taken from the stored index, unchanged since. */
  readonly unchanged: number;
  /** What could not be read, one line each, at most 50. */
  readonly problems: readonly string[];
}

/** The corpus page's message map: the host reads and adds up, the page draws. */
export const corpusProtocol = {
  host: {
    requests: {
      ready: readyRequest,
      runCommand: runCommandRequest,
      getState: { params: v.null(), result: type<CorpusState>() },
      getReport: {
        params: v.object({ by }),
        result: type<{
          readonly report: CorpusReport;
          readonly samePrompts: ReturnType<typeof samePrompts>;
        }>(),
        // When the engine has ended, all files are read again first.
        untimed: true,
      },
      /** Opens a trace in the viewer. */
      openTrace: { params: v.object({ file: v.string(), index: count }), result: type<null>() },
      /** Asks for a place and writes all rows there. */
      exportRows: {
        params: v.object({ kind: v.picklist(['csv', 'ndjson', 'parquet']) }),
        result: type<null>(),
        untimed: true,
      },
      cancel: { params: v.null(), result: type<null>() },
      /** Goes on where reading was cancelled; reads changed files again. */
      refresh: { params: v.null(), result: type<null>() },
    },
    events: {},
  },
  page: {
    requests: {},
    events: { stateChanged: type<CorpusState>() },
  },
} satisfies PageProtocol;
