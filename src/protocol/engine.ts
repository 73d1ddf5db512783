import type { Message } from '../core/model/message';
import type { Calibration } from '../core/estimate/calibration';
import type { OwnModel } from '../core/estimate/priceBook';
import type { Problem } from '../core/model/problem';
import type { StepLesson } from '../core/steps/corrections/teach';
import type { PastRun } from '../core/corpus/likeRuns';
import type { PeekedSession } from '../core/session/peek';
import type { StoredSession } from '../core/trace/reader/sqlite/sessions';
import type { ColumnMapping } from '../core/trace/columnMapping';
import type { FileChange, OpenFailure } from '../core/trace/traceFile';
import type { Unrecognised } from '../core/trace/unrecognised';
import { corpusRequests } from './corpusCalls';
import { estimateRequests } from './estimateCalls';
import { trialRequests } from './trialCalls';
import { call, type, type Contract, type Handlers, type Params, type Result } from './rpc';
import { searchRequests } from './searchCalls';
import { viewRequests } from './viewCalls';
import { whyRequests } from './whyCalls';

// The engine reads, analyses, prices and estimates, away from the extension host's thread. Both sides are this extension's
// own code over the platform's structured clone: messages are typed, not validated at run time as those of a page are.

/** What the engine cannot know by itself; told to each engine that is started, and again when it changes. */
export interface EngineConfig {
  /** The user's own models and prices, which go before the lists. */
  readonly models: readonly OwnModel[];
  /** Newer price lists that were fetched, and on which day; `null` while the shipped ones are used. */
  readonly prices: { readonly date: string; readonly data: unknown } | null;
  /** What was learnt from the user's traces, and from each run of a trial. */
  readonly calibrations: readonly Calibration[];
  /** What the user's corrections in this workspace teach the labels, one list a trace; empty where they do not teach. */
  readonly labelLessons: readonly (readonly StepLesson[])[];
}

/** A file for the engine: a path it reads itself (Node), or the bytes where the host has to read it. */
export type FileToRead = (
  | {
      readonly kind: 'path';
      readonly name: string;
      readonly path: string;
      /** Of a database with many sessions of an agent the one to read, by its id. */
      readonly session?: string;
    }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
) & {
  /** The columns that the user chose for files like this. */
  readonly mapping?: ColumnMapping;
};

/** A file that the engine keeps open. The listing stays there. */
export interface OpenedFile {
  /** Number by which later calls name the file. */
  readonly handle: number;
  readonly format: string;
  readonly formatTitle: Message;
  /** It is the log of one run of an agent. */
  readonly isSession: boolean;
  /** Number of traces. */
  readonly count: number;
  readonly problems: readonly Problem[];
}

/** How far a file is read. */
export interface ReadProgress {
  /** The file's number: its list can be asked for from now on. */
  readonly handle: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Traces found so far. */
  readonly count: number;
  readonly isSession: boolean;
}

const fileRequests = {
  /** Quick look at 64 kB: the format's id and title, `null` when it does not look like traces. */
  sniff: call<
    { readonly file: FileToRead },
    { readonly format: string; readonly title: string } | null
  >(),
  /** What the beginning of a log says of its session; `null` for a file that is none. */
  peek: call<{ readonly file: FileToRead }, PeekedSession | null>(),
  /** An agent's log as a run that another task is compared with; `null` for another file. Tells that it is at work. */
  runOf: {
    ...call<{ readonly file: FileToRead }, PastRun | null>(),
    progress: type<null>(),
  },
  /** The sessions in an agent's database, without their messages. */
  storedSessions: call<{ readonly file: FileToRead }, readonly StoredSession[]>(),
  /** Numbers of the traces of an open file that hold these words anywhere, whatever their case. */
  findTraces: {
    ...call<{ readonly handle: number; readonly words: string }, readonly number[]>(),
    progress: type<null>(),
  },
  /** Makes an open file the log of a sub-agent of another one's session, by the agent's id. Says whether it is a log. */
  joinAgent: call<
    {
      readonly handle: number;
      readonly session: number;
      readonly id: string;
      readonly name: string;
    },
    boolean
  >(),
  /** What there is in a file to choose columns from, whatever format would know it. */
  report: call<{ readonly file: FileToRead }, Unrecognised>(),
  /** Lists the traces of a file and keeps it open. */
  open: {
    ...call<{ readonly file: FileToRead }, OpenedFile | OpenFailure>(),
    progress: type<ReadProgress>(),
  },
  /** Looks at the file again and reads what is new; `bytes` where the engine cannot read it itself. */
  refresh: {
    ...call<
      { readonly handle: number; readonly bytes: Uint8Array<ArrayBuffer> | null },
      { readonly change: FileChange; readonly problems: readonly Problem[]; readonly count: number }
    >(),
    progress: type<ReadProgress>(),
  },
  close: call<{ readonly handle: number }, null>(),
};

/** Everything the engine can be asked. */
export const engineContract = {
  requests: {
    /** Rejects where the price lists are none; all else is taken then. */
    configure: call<EngineConfig, null>(),
    ...fileRequests,
    ...viewRequests,
    ...corpusRequests,
    ...whyRequests,
    ...searchRequests,
    ...estimateRequests,
    ...trialRequests,
  },
  events: {},
} satisfies Contract;

/** The host answers the engine nothing. */
export const hostOfEngine = { requests: {}, events: {} } satisfies Contract;

export type EngineContract = typeof engineContract;
export type EngineRequest = keyof EngineContract['requests'];
export type EngineParams<N extends EngineRequest> = Params<EngineContract, N>;
export type EngineResult<N extends EngineRequest> = Result<EngineContract, N>;
export type EngineHandlers = Handlers<EngineContract>['requests'];
