import * as v from 'valibot';
import type { CommitFacts } from '../core/why/askGit';
import type { Searched } from '../core/why/attribute';
import type { WriterMark } from '../core/why/marks';
import type { LineMatch, ToldEdit } from '../core/why/model';
import type { EditStory } from '../core/why/story';
import { readyRequest, runCommandRequest } from './page';
import { type, type PageProtocol } from './rpc';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A candidate of an answer, by their numbers. */
const candidate = { group: index, candidate: index };

/** An edit that may have written a line. */
export interface ShownCandidate {
  readonly ref: ToldEdit;
  readonly match: LineMatch;
  readonly share: number;
  /** `null` until it is read, 'gone' when its log no longer holds it. */
  readonly story: EditStory | 'gone' | null;
}

/** Lines of a selection that have one answer. */
export interface ShownGroup {
  readonly lines: readonly number[];
  readonly kind: 'edit' | 'several' | 'none';
  readonly candidates: readonly ShownCandidate[];
  readonly commit: CommitFacts | null;
  readonly marks: readonly WriterMark[];
}

/** What the page shows. Numbers of lines from 1. */
export interface WhyState {
  /** Path as the user knows it. */
  readonly file: string;
  readonly from: number;
  readonly to: number;
  /** Text of the first line. */
  readonly line: string;
  readonly status: 'reading' | 'done' | 'stopped';
  /** Logs read, of those found. */
  readonly read: number;
  readonly logs: number;
  readonly failure: string | null;
  /** What git may be asked: not at all in Restricted Mode, and not in a browser. */
  readonly git: 'asked' | 'untrusted' | 'missing';
  /** Folders with session logs that the user has added. */
  readonly folders: number;
  readonly groups: readonly ShownGroup[];
  /** Answers of the selection that are not shown. */
  readonly more: number;
  readonly searched: Searched | null;
  readonly nearest: number | null;
}

/** What the page shows, and whether another line is asked about when the cursor goes there. */
export interface ShownWhy extends WhyState {
  readonly following: boolean;
}

/** The message map of the page that says why a line is there. */
export const whyProtocol = {
  host: {
    requests: {
      ready: readyRequest,
      runCommand: runCommandRequest,
      getState: { params: v.null(), result: type<ShownWhy | null>() },
      /** Reads the session of a candidate; its story comes with the state. */
      readStory: { params: v.object(candidate), result: type<null>(), untimed: true },
      /** Opens the trace of the candidate's edit, at the step before it or at another; or its session. */
      openLog: {
        params: v.object({
          ...candidate,
          at: v.picklist(['step', 'before', 'after', 'edit', 'session']),
        }),
        result: type<null>(),
      },
      /** Opens old and new text beside each other. */
      openDiff: { params: v.object(candidate), result: type<null>() },
      /** Opens the commit in which the lines of a group came in, as git shows it. */
      showCommit: { params: v.object({ group: index }), result: type<null>() },
      /** Puts a text on the clipboard. */
      copy: { params: v.object({ text: v.string() }), result: type<null>() },
      /** Whether the line of the cursor is asked about wherever it goes. */
      follow: { params: v.object({ on: v.boolean() }), result: type<null>() },
      /** Asks about another line of the file. */
      askLine: { params: v.object({ line: index }), result: type<null>() },
      /** Puts the cursor back into the line. */
      goBack: { params: v.null(), result: type<null>() },
      stop: { params: v.null(), result: type<null>() },
    },
    events: {},
  },
  page: {
    requests: {},
    events: { stateChanged: type<ShownWhy>() },
  },
} satisfies PageProtocol;
