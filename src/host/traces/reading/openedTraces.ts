import type * as vscode from 'vscode';
import type { OpenFailure } from '../../../core/trace/traceFile';
import type { TraceKey, ViewCallName, ViewCalls } from '../../../protocol/viewCalls';
import type { CallProgress, WorkerFile } from '../../../protocol/worker';
import { readOwnModels } from '../../estimate/settings';
import { TraceFileClient } from '../../shared/traceFileClient';
import type { CallOptions, TraceWorker } from '../../shared/traceWorker';
import { workerFile } from '../../shared/workerFiles';

type Params<N extends ViewCallName> = Omit<ViewCalls[N]['params'], 'handle'>;

/** A file that the worker holds open, with the questions that views ask about it. */
export class OpenedTraces {
  constructor(readonly file: TraceFileClient) {}

  /** Asks the worker about a trace. Rejects when the file is gone or has no such trace. */
  ask<N extends ViewCallName>(
    name: N,
    params: Params<N>,
    options: CallOptions = {},
  ): Promise<ViewCalls[N]['result']> {
    return this.file.view(name, params, options);
  }

  dispose(): void {
    // A worker that has ended has nothing to close.
    this.file.close().catch(() => undefined);
  }
}

/** Opens files in the worker. */
export class TraceReader {
  constructor(private readonly worker: TraceWorker) {}

  /** `started` is given the file once its list can be asked for, while it is still being read. */
  async open(
    uri: vscode.Uri,
    options: CallOptions,
    started: (opened: OpenedTraces) => void = () => undefined,
  ): Promise<OpenedTraces | OpenFailure> {
    // Also when the worker was started anew: it knows nothing of the user's prices then.
    const load = async (): Promise<WorkerFile> => {
      await this.worker.call('ownPrices', { models: readOwnModels().models });
      return workerFile(uri);
    };
    const client = new TraceFileClient(this.worker, load);
    const opened = new OpenedTraces(client);
    let told = false;
    const onProgress = (progress: CallProgress): void => {
      if (!told) started(opened);
      told = true;
      options.onProgress?.(progress);
    };
    return (await client.open({ ...options, onProgress })) ?? opened;
  }

  /** Two traces of open files side by side. */
  compare(a: TraceKey, b: TraceKey): Promise<ViewCalls['compare']['result']> {
    return this.worker.call('compare', { a, b });
  }

  /** Title of the format that the first 64 kB look like; `null` when they look like none. Rejects when unreadable. */
  async sniff(uri: vscode.Uri): Promise<string | null> {
    const format = await this.worker.sniff(await workerFile(uri));
    return format?.title ?? null;
  }

  /** The same for a text that is already in memory. */
  async sniffText(name: string, text: string): Promise<string | null> {
    const bytes = new TextEncoder().encode(text);
    const format = await this.worker.sniff({ kind: 'bytes', name, bytes });
    return format?.title ?? null;
  }
}
