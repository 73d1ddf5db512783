import * as v from 'valibot';
import type { Billed, CallStatus } from '../core/trial/journalModel';
import type { TrialFile, TrialProblem } from '../core/trial/model';
import type { TrialPlan } from '../core/trial/planModel';
import type { TrialVerdict } from '../core/trial/verdictModel';
import type { CameTo } from '../core/trial/parting';
import type { Sentence } from '../core/model/sentence';
import { editSchema } from '../core/trial/schema';
import { readyRequest, runCommandRequest } from './page';
import { type, type PageProtocol } from './rpc';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where a trial stands. `pausing`: calls under way end, no new ones start. `stopped`: calls are missing; `done`: none are. */
export type TrialPhase = 'before' | 'running' | 'pausing' | 'stopped' | 'done';

/** A call as a tile: what it came to, without its text. Calls that were not sent yet are not listed. */
export interface CallTile {
  readonly key: string;
  readonly case: string;
  readonly candidate: string;
  readonly repeat: number;
  readonly status: CallStatus | 'running';
  /** `null`: not judged (yet), or it cannot be told. */
  readonly right: boolean | null;
  /** Why it is right or wrong; `null` where it was not judged. */
  readonly why: Sentence | null;
  readonly costUsd: number | null;
  readonly seconds: number | null;
  readonly reasoningTokens: number | null;
  /** First characters of the answer in one line. */
  readonly answer: string;
  /** What went wrong, in English as the server said it; `null` when nothing did. */
  readonly message: string | null;
  /** HTTP status, where one came. */
  readonly httpStatus: number | null;
  readonly billed: Billed;
  /** USD that count against the budget. */
  readonly heldUsd: number;
  /** Requests it took. */
  readonly attempts: number;
  /** Whether there is a trace to open. */
  readonly hasTrace: boolean;
}

/** A file that cannot be read as a trial: its text can be mended. */
export interface UnreadTrial {
  readonly name: string;
  readonly trial: null;
  readonly problem: TrialProblem;
}

/** The plan, as it is shown before money is spent and beside the results. */
export interface TrialState {
  /** Name of the file without its ending. */
  readonly name: string;
  readonly trial: TrialFile;
  /** All that is wrong or worth knowing: of the cases, the check, the models and the plan. */
  readonly problems: readonly TrialProblem[];
  /** `null` while it is being made. */
  readonly plan: TrialPlan | null;
  /** By index of the model: the effort levels it takes; empty where there is nothing to choose. */
  readonly levels: readonly (readonly string[])[];
  readonly phase: TrialPhase;
  readonly calls: readonly CallTile[];
  /** `null` before the first pair. */
  readonly verdict: TrialVerdict | null;
  /** Runs of the prompt outside of the trial that count for the advice on effort, and the files that hold them; `null`: not looked for. */
  readonly others: { readonly runs: number; readonly files: number } | null;
  /** Whether the command of a check runs here: after a question, not before the folder is trusted, or never. */
  readonly commands: 'asks' | 'untrusted' | 'none';
  /** A server asks to wait: which host, until when (epoch milliseconds). */
  readonly waiting: readonly { readonly host: string; readonly until: number }[];
  /** Why the calls ended or what stands in the way, in one sentence; `null` when nothing does. */
  readonly note: Sentence | null;
}

/** Two answers side by side without their names; `first` and `second` are shuffled by the trial's seed. */
export interface BlindPair {
  readonly case: string;
  readonly repeat: number;
  readonly candidate: string;
  readonly values: Readonly<Record<string, string>>;
  readonly expected: string | null;
  readonly first: string;
  readonly second: string;
  /** Pairs that were chosen already, and all. */
  readonly done: number;
  readonly of: number;
}

/** Today's model and a candidate on one case. */
export interface WhereTheyPart {
  readonly baseline: CameTo | null;
  readonly candidate: CameTo | null;
}

/** What a check says of one answer, shown as it is written. */
export interface CheckTry {
  readonly right: boolean | null;
  readonly why: Sentence;
}

/** What a trial is saved or handed over as; names of forms and tools are the same in every language. */
export const trialExportNames = {
  markdown: 'Markdown',
  csv: 'CSV',
  json: 'JSON',
  parquet: 'Parquet',
  promptfoo: 'promptfoo',
  inspect: 'Inspect',
} as const;
export type TrialExportKind = keyof typeof trialExportNames;
export const trialExportKinds = Object.keys(trialExportNames) as TrialExportKind[];

/** The trial page's message map: the host holds the file, the keys and the runner, the page draws and asks. */
export const trialProtocol = {
  host: {
    requests: {
      ready: readyRequest,
      runCommand: runCommandRequest,
      getState: { params: v.null(), result: type<TrialState | UnreadTrial>() },
      /** Changes the file, as one step of its undo history. */
      edit: { params: editSchema, result: type<null>() },
      /** Tries the check on an answer typed for a row: nothing is sent. */
      tryCheck: {
        params: v.object({ case: v.string(), answer: v.string() }),
        result: type<CheckTry>(),
      },
      /** Shows the file that the prompt came from. */
      openPrompt: { params: v.null(), result: type<null>() },
      /** The trial's own file as text. */
      openText: { params: v.null(), result: type<null>() },
      pickPrompt: { params: v.null(), result: type<null>(), untimed: true },
      /** Asks for a file and takes its cases. */
      pickCases: { params: v.null(), result: type<null>(), untimed: true },
      /** Asks for a model in the place of one, or for one more. */
      pickModel: {
        params: v.object({ model: v.nullable(count) }),
        result: type<null>(),
        untimed: true,
      },
      setKey: { params: v.object({ model: count }), result: type<null>(), untimed: true },
      /** Sends what is missing; `again` also what was sent before without an answer, which may be paid twice. */
      start: { params: v.object({ again: v.boolean() }), result: type<null>(), untimed: true },
      /** Sends the cases once more on which a candidate and today's model differ. */
      recheck: { params: v.object({ candidate: v.string() }), result: type<null>(), untimed: true },
      /** Looks for runs of the prompt in other trials and in saved traces. */
      countOthers: { params: v.null(), result: type<null>(), untimed: true },
      /** No new calls; those under way end. */
      pause: { params: v.null(), result: type<null>() },
      /** Breaks off the calls under way. */
      cancel: { params: v.null(), result: type<null>() },
      openTrace: { params: v.object({ key: v.string() }), result: type<null>() },
      /** The two traces of a case side by side. */
      openPair: {
        params: v.object({ case: v.string(), candidate: v.string(), repeat: count }),
        result: type<null>(),
      },
      /** Where today's model and a candidate came to their answers to a case; `null` where there is no trace. */
      whereTheyPart: {
        params: v.object({ case: v.string(), candidate: v.string() }),
        result: type<WhereTheyPart>(),
      },
      /** The next pair to choose by hand; `null` when all are chosen. */
      nextBlind: { params: v.null(), result: type<BlindPair | null>() },
      choose: {
        params: v.object({
          case: v.string(),
          repeat: count,
          candidate: v.string(),
          took: v.picklist(['first', 'second', 'both', 'neither']),
        }),
        result: type<BlindPair | null>(),
      },
      /** A person's verdict on an answer that a judge model has judged: the sample for their agreement. */
      judgeByPerson: {
        params: v.object({ key: v.string(), right: v.boolean() }),
        result: type<null>(),
      },
      /** The result as Markdown on the clipboard. */
      copyMarkdown: { params: v.null(), result: type<null>() },
      exportTrial: {
        params: v.object({ kind: v.picklist(trialExportKinds) }),
        result: type<null>(),
        untimed: true,
      },
    },
    events: {},
  },
  page: {
    requests: {},
    events: { stateChanged: type<TrialState | UnreadTrial>() },
  },
} satisfies PageProtocol;
