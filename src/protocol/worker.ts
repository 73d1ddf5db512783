import type { CorpusCalls } from './corpusCalls';
import type { ViewCalls } from './viewCalls';
import type { Analysis } from '../core/steps/model';
import type { Problem } from '../core/model/problem';
import type { Trace } from '../core/model/trace';
import type { FileChange, OpenFailure } from '../core/trace/traceFile';

// Both sides are this extension's own code over the platform's structured clone, and a listing has 10,000s of rows:
// messages are typed, not validated at run time as those of a webview are.

/** A file for the worker: a path it reads itself (Node), or the bytes where the host has to read it. */
export type WorkerFile =
  | { readonly kind: 'path'; readonly name: string; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** A file that the worker keeps open. The listing stays there. */
export interface OpenedFile {
  /** Number by which later calls name the file. */
  readonly handle: number;
  readonly format: string;
  readonly formatTitle: string;
  /** Number of traces. */
  readonly count: number;
  readonly problems: readonly Problem[];
}

/** How far a call is. */
export interface CallProgress {
  /** The file's number while it is being opened: its list can be asked for from now on. */
  readonly handle: number | null;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Traces found so far. */
  readonly count: number;
}

export interface AnalysedTrace {
  readonly trace: Trace;
  readonly analysis: Analysis;
}

/** What the worker can be asked, by name. */
export interface WorkerCalls extends ViewCalls, CorpusCalls {
  /** Lists the traces of a file and keeps it open. */
  open: { params: { readonly file: WorkerFile }; result: OpenedFile | OpenFailure };
  /** Quick look at 64 kB: the format's id and title, `null` when it does not look like traces. */
  sniff: {
    params: { readonly file: WorkerFile };
    result: { readonly format: string; readonly title: string } | null;
  };
  read: { params: { readonly handle: number; readonly index: number }; result: Trace };
  analyse: { params: { readonly handle: number; readonly index: number }; result: AnalysedTrace };
  /**
   * Looks at the file again and reads what is new; `bytes` where the worker cannot read it itself.
   */
  refresh: {
    params: { readonly handle: number; readonly bytes: Uint8Array<ArrayBuffer> | null };
    result: {
      readonly change: FileChange;
      readonly problems: readonly Problem[];
      readonly count: number;
    };
  };
  close: { params: { readonly handle: number }; result: null };
}

export type CallName = keyof WorkerCalls;
export type CallParams<N extends CallName> = WorkerCalls[N]['params'];
export type CallResult<N extends CallName> = WorkerCalls[N]['result'];

/** From the host to the worker. A cancelled call is answered by a failure. */
export type ToWorker =
  | {
      [N in CallName]: {
        readonly type: 'call';
        readonly id: number;
        readonly name: N;
        readonly params: CallParams<N>;
      };
    }[CallName]
  | { readonly type: 'cancel'; readonly id: number };

/** From the worker to the host. */
export type FromWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: CallProgress }
  | { readonly type: 'done'; readonly id: number; readonly result: CallResult<CallName> }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly message: string;
      readonly cancelled: boolean;
    };
