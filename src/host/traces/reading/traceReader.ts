import type * as vscode from 'vscode';
import { analyse } from '../../../core/steps/analyse';
import type { Analysis } from '../../../core/steps/model';
import type { Trace } from '../../../core/trace/model';
import { FORMATS } from '../../../core/trace/formats/table';
import { openTraceFile } from '../../../core/trace/open';
import { sniffFile } from '../../../core/trace/sniff';
import type { ByteSource } from '../../../core/trace/source';
import type { OpenFailure, OpenOptions, TraceFile } from '../../../core/trace/traceFile';
import { uriSource } from './uriSource';

/** An opened file: its traces, their analysis and its bytes. Dispose to free what it holds. */
export interface OpenedTraces {
  readonly file: TraceFile;
  readonly source: ByteSource;
  analyse(trace: Trace): Promise<Analysis>;
  dispose(): void;
}

/** Opens files; the work is done away from the extension host's thread where there is a worker. */
export interface TraceReader {
  open(uri: vscode.Uri, options: OpenOptions): Promise<OpenedTraces | OpenFailure>;
  /** Title of the format that the first 64 kB look like; `null` when they look like none. Rejects when unreadable. */
  sniff(uri: vscode.Uri, signal?: AbortSignal): Promise<string | null>;
}

/** Reads in the extension host itself: for hosts without workers. */
export const inProcessReader: TraceReader = {
  async open(uri, options) {
    const source = await uriSource(uri);
    const file = await openTraceFile(source, options);
    if ('error' in file) return file;
    return {
      file,
      source,
      analyse: (trace) => Promise.resolve(analyse(trace)),
      dispose: () => undefined,
    };
  },
  async sniff(uri) {
    const format = await sniffFile(await uriSource(uri), FORMATS);
    return format?.title ?? null;
  },
};
