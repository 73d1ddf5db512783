import * as v from 'valibot';
import type { Unrecognised } from '../core/trace/unrecognised';
import { sortColumns, type Listing, type TraceRow } from '../core/list/list';
import { readyRequest, runCommandRequest } from './page';
import { type, type PageProtocol } from './rpc';
import { sessionLists, type SessionHead, type SessionPart, type TracesFound } from './sessionData';
import { traceActionNames } from './traceActions';
import {
  correctionSchema,
  mappingSchema,
  refSchema,
  sessionPairSchema,
  targetSchema,
  type TraceComparison,
  type FileView,
  type FindResult,
  type NamedComparison,
  type StepBody,
  type TraceOutline,
  type TraceRef,
} from './traceData';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A text, `cut` when it is longer than the host gives. */
export interface CutText {
  readonly text: string;
  readonly cut: boolean;
}

/** Recorded bytes as text, and where they stand in the file: byte offsets, `null` when the format keeps none. */
export interface RawText extends CutText {
  readonly range: { readonly start: number; readonly end: number } | null;
}

/** Which traces the list shows, and in which order. */
export const listQuerySchema = v.object({
  query: v.string(),
  models: v.array(v.string()),
  withFlags: v.boolean(),
  hasAnswer: v.boolean(),
  sort: v.picklist(sortColumns),
  descending: v.boolean(),
});

const range = { index: count, from: count, to: count };
/** The file of a sub-agent, as its session names it; without it the page's own file is meant. */
const ofAgent = { agent: v.exactOptional(v.string()) };

const shownSchema = v.object({
  view: v.picklist(['loading', 'session', 'list', 'trace', 'compare', 'problem']),
  index: v.nullable(count),
  step: v.nullable(count),
  playing: v.boolean(),
  /** The document has the keyboard: plain-key bindings hold only then. */
  focused: v.boolean(),
});
/** What a page shows. */
export type ShownState = v.InferOutput<typeof shownSchema>;

/**
 * The trace page's message map. The page asks for the file, then for the outline of one trace, then for lines and
 * bodies as they come into view; it never parses a file and never sees a path.
 */
export const traceProtocol = {
  host: {
    requests: {
      ready: readyRequest,
      runCommand: runCommandRequest,
      /** What is known of the file now; `fileChanged` tells when to ask again. */
      getFile: { params: v.null(), result: type<FileView>() },
      /** The order of the list of traces with its sums; `progress` and `listChanged` tell when to ask again. */
      getList: { params: listQuerySchema, result: type<Listing>() },
      /** Lines of the list by number of the trace; the page asks for at most 200 at a time. */
      getRows: {
        params: v.object({ ...ofAgent, indexes: v.pipe(v.array(count), v.maxLength(200)) }),
        result: type<readonly TraceRow[]>(),
      },
      /** The file as one session without its long lists; `known` is the version the page has. */
      getSession: {
        params: v.object({ known: v.nullable(count) }),
        result: type<SessionHead | null>(),
      },
      /** Items [from, to) of a list of the session. */
      getSessionPart: {
        params: v.object({
          version: count,
          list: v.picklist(sessionLists),
          from: count,
          to: count,
        }),
        result: type<SessionPart>(),
      },
      /** The traces of the session that hold these words anywhere in their texts. */
      findInSession: {
        params: v.object({ words: v.string() }),
        result: type<readonly TracesFound[]>(),
        untimed: true,
      },
      /** Reads and analyses one trace. */
      getTrace: { params: v.object({ ...ofAgent, index: count }), result: type<TraceOutline>() },
      /** First lines of the steps [from, to). */
      getLines: { params: v.object(range), result: type<readonly string[]>() },
      /** Bodies of the steps [from, to); the page asks for at most 64 at a time. */
      getBodies: { params: v.object(range), result: type<readonly StepBody[]>() },
      /** Whole text of an item. `cut` when it is longer than the host gives (1,000,000 characters). */
      getText: {
        params: v.object({ ...ofAgent, index: count, target: targetSchema }),
        result: type<CutText>(),
      },
      /** The recorded bytes behind a step or item, as text, and where they stand in the file. */
      getRaw: {
        params: v.object({ index: count, target: targetSchema }),
        result: type<RawText>(),
      },
      /** Searches the text of all steps, away from the page's thread and within a time limit. */
      find: {
        params: v.object({
          index: count,
          query: v.string(),
          regex: v.boolean(),
          matchCase: v.boolean(),
        }),
        result: type<FindResult>(),
      },
      /** Labels, joins, splits or notes a step; answered once the sidecar is written, followed by `traceChanged`. */
      correct: {
        params: v.object({ index: count, correction: correctionSchema }),
        result: type<null>(),
      },
      undo: { params: v.object({ index: count }), result: type<null>() },
      redo: { params: v.object({ index: count }), result: type<null>() },
      /** Shows the exact range in the text editor. */
      reveal: {
        params: v.object({ ...ofAgent, index: count, target: targetSchema }),
        result: type<null>(),
      },
      /** Puts a step or item on the clipboard. */
      copy: {
        params: v.object({
          index: count,
          target: targetSchema,
          as: v.picklist(['text', 'markdown', 'json', 'raw']),
        }),
        result: type<null>(),
      },
      /** Lets the user choose the form and the file. */
      exportTrace: { params: v.object({ index: count }), result: type<null>(), untimed: true },
      /**
       * Lets the user choose a language model that labels the steps, and agree to what is sent; or agree to `drop` such labels.
       * `traceChanged` tells of every change.
       */
      modelLabels: {
        params: v.object({ index: count, drop: v.boolean() }),
        result: type<null>(),
        untimed: true,
      },
      /** Corrections made so far teach the labels no more; `fileChanged` tells when that holds. */
      forgetCorrections: { params: v.null(), result: type<null>() },
      /** Lets the user choose the form and the file of the whole session. */
      exportSession: { params: v.null(), result: type<null>(), untimed: true },
      /** Lets the user choose another trace; `null` when they did not. */
      chooseOther: {
        params: v.object({ index: count }),
        result: type<TraceRef | null>(),
        untimed: true,
      },
      compare: {
        params: v.object({ a: refSchema, b: refSchema }),
        result: type<TraceComparison>(),
      },
      /** Lets the user choose another session; its URI, `null` when they did not. */
      chooseOtherSession: { params: v.null(), result: type<string | null>(), untimed: true },
      /** Two sessions side by side, each by its URI, `null` for this file; `null` when one of them is none. */
      compareSessions: { params: sessionPairSchema, result: type<NamedComparison | null>() },
      /** Opens another file of the comparison, or a sub-agent's. */
      openOther: {
        params: v.object({ uri: v.string(), index: count, step: v.nullable(count) }),
        result: type<null>(),
      },
      /** Opens the concept page of a kind, badge or metric ('kind.rethink', 'fidelity.summary', 'metric.backtracks'). */
      openConcept: { params: v.object({ topic: v.string() }), result: type<null>() },
      startEstimate: { params: v.object({ index: count }), result: type<null>(), untimed: true },
      /** Opens the file in the text editor, at a byte offset where one is given. */
      openAsText: { params: v.object({ offset: v.nullable(count) }), result: type<null>() },
      /** What there is to choose columns from, also in a file that is open. */
      getColumns: { params: v.null(), result: type<Unrecognised>() },
      /** Keeps a choice of columns and opens the file anew, `null` forgets it; `fileChanged` tells when it is open. */
      chooseColumns: {
        params: v.object({ mapping: v.nullable(mappingSchema) }),
        result: type<null>(),
      },
      /** How much of an edit of a session still stands in its file, in words; `null` where that is in no open folder. */
      editStanding: {
        params: v.object({
          file: v.string(),
          folder: v.nullable(v.string()),
          old: v.nullable(v.string()),
          new: v.string(),
          at: v.nullable(v.number()),
        }),
        result: type<string | null>(),
        untimed: true,
      },
      cancelOpening: { params: v.null(), result: type<null>() },
      setFollowing: { params: v.object({ following: v.boolean() }), result: type<null>() },
      /** Says what the page shows, for when-contexts and the targets of commands; whether they hold for it now. */
      showState: { params: shownSchema, result: type<boolean>() },
    },
    events: {},
  },
  page: {
    requests: {},
    events: {
      /** Bytes read and rows found while the file is being opened. */
      progress: v.object({
        bytesRead: count,
        bytesTotal: count,
        count,
        isSession: v.boolean(),
      }),
      /** Analyses of listed traces are done, of this file or a sub-agent's: ask for the list again if it is shown. */
      listChanged: v.object({ agent: v.nullable(v.string()) }),
      /** Ask for the file again. `grew` keeps the place, `replaced` starts anew. */
      fileChanged: v.object({
        reason: v.picklist(['ready', 'grew', 'replaced', 'gone', 'settings']),
      }),
      /** Ask for this trace again if it is shown. */
      traceChanged: v.object({ index: count, reason: v.picklist(['corrected', 'grew']) }),
      /** Go to a step, from a command, link or the text editor. */
      selectStep: v.object({ index: count, step: count }),
      /** `whole` shows the files as sessions where both are. */
      showComparison: v.object({ a: refSchema, b: refSchema, whole: v.boolean() }),
      /** A command for the page. `step` comes from the context menu (`lrmStep` of `data-vscode-context`). */
      runAction: v.object({
        action: v.picklist(traceActionNames),
        step: v.exactOptional(count),
      }),
    },
  },
} satisfies PageProtocol;
