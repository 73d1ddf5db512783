import * as vscode from 'vscode';
import { forecast, type PastRun, type Task } from '../../core/corpus/likeRuns';
import { mayBeSessionLog, storeOfPath } from '../../core/session/running/workspace';
import type { FoundRuns } from '../../protocol/estimateData';
import { fileToRead } from './engineHost';
import { SavedStore } from './savedStore';
import type { Services } from './services';
import { filesBelow, type FoundFile } from './traceFiles';
import { sessionUri } from './uris';

/** So many of the newest logs are read. */
const MOST_LOGS = 500;

export interface LikeRunsOptions {
  readonly signal: AbortSignal;
  /** Logs read, of those there are. */
  readonly onRead?: (read: number, logs: number) => void;
}

interface Log {
  readonly uri: vscode.Uri;
  readonly at: number;
  readonly stamp: string;
}

/** The user's own runs, read when they are asked about; a log that did not change is read once. */
export class LikeRuns {
  readonly #known = new Map<string, { readonly stamp: string; readonly run: PastRun | null }>();

  constructor(private readonly services: Pick<Services, 'context' | 'engine' | 'log'>) {}

  /**
   * What runs like a task took, from the logs below the folders of Saved Traces and `also`. Rejects with `Cancelled` when
   * the signal aborts.
   */
  async forecast(
    task: Task,
    also: readonly vscode.Uri[],
    { signal, onRead }: LikeRunsOptions,
  ): Promise<FoundRuns> {
    const added = new SavedStore(this.services.context).folders.map(({ uri }) => uri);
    const folders = [...new Set([...added, ...also.map(String)])].map((f) => vscode.Uri.parse(f));
    const logs = await this.#logs(folders, signal);
    const runs: PastRun[] = [];
    for (const [i, log] of logs.entries()) {
      onRead?.(i, logs.length);
      const run = await this.#run(log, signal);
      if (run !== null) runs.push(run);
    }
    return { folders: folders.length, found: forecast(task, runs) };
  }

  /** The newest ones first. */
  async #logs(folders: readonly vscode.Uri[], signal: AbortSignal): Promise<readonly Log[]> {
    const stopped = (): boolean => signal.aborted;
    const tell = (message: string): void => this.services.log.warn(`runs: ${message}`);
    const logs: Log[] = [];
    for await (const file of filesBelow(folders, stopped, tell)) {
      const { uri, size, mtime } = file;
      if (storeOfPath(uri.path) === uri.path) logs.push(...(await this.#stored(file)));
      else if (mayBeSessionLog(uri.path)) logs.push({ uri, at: mtime, stamp: `${size} ${mtime}` });
    }
    return logs.sort((a, b) => b.at - a.at).slice(0, MOST_LOGS);
  }

  async #stored({ uri }: FoundFile): Promise<readonly Log[]> {
    const file = await fileToRead(uri);
    const sessions = await this.services.engine.call('storedSessions', { file });
    return sessions.map(({ id, at }) => ({ uri: sessionUri(uri, id), at, stamp: String(at) }));
  }

  async #run({ uri, stamp }: Log, signal: AbortSignal): Promise<PastRun | null> {
    const key = uri.toString();
    const known = this.#known.get(key);
    if (known?.stamp === stamp) return known.run;
    let run: PastRun | null = null;
    try {
      const file = await fileToRead(uri);
      run = await this.services.engine.call('runOf', { file }, { signal });
    } catch (error) {
      if (signal.aborted) throw error;
      // A log that went away or cannot be read: the others tell what they know.
      this.services.log.warn(`runs: ${uri.path}: ${String(error)}`);
    }
    this.#known.set(key, { stamp, run });
    return run;
  }
}
