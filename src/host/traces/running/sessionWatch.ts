import * as vscode from 'vscode';
import type { Alarm, AlarmId, RunningSession } from '../../../core/session/running/model';
import {
  mayBeSessionLog,
  RUNNING_GLOB,
  storeOfPath,
} from '../../../core/session/running/workspace';
import type { EngineFile } from '../../shared/engineFile';
import { FileWatch } from '../editor/fileWatch';
import type { TraceReader } from '../reading/traceReader';
import type { SessionLogs } from './sessionLogs';

/** How long new logs are let alone before they are looked at: the first lines must be there. */
const SETTLE_MS = 500;

/** What is asked of a session when its log grows. */
export interface AskedOfSession {
  readonly alarms: readonly AlarmId[];
  readonly budgetUsd: number | null;
}

export interface WatchedSession {
  readonly uri: vscode.Uri;
  readonly session: RunningSession;
}

interface Followed {
  readonly uri: vscode.Uri;
  readonly watch: FileWatch;
  readonly file: EngineFile;
  /** Calls that were there when it was looked at last; `null` before the first look. */
  calls: number | null;
}

/**
 * Follows the newest log of this workspace below one folder: reads what it grows by, and goes over to a newer one. At rest
 * nothing is read.
 */
export class SessionWatch implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<readonly Alarm[]>();
  /** Tells that what is shown changed, with the alarms that hold since the log grew. */
  readonly onDidChange = this.#changed.event;
  readonly #folder: vscode.FileSystemWatcher;
  readonly #configured: { dispose(): void };
  #followed: Followed | null = null;
  #shown: WatchedSession | null = null;
  readonly #fresh = new Map<string, vscode.Uri>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #disposed = false;

  constructor(
    private readonly logs: SessionLogs,
    private readonly reader: TraceReader,
    private readonly asked: () => AskedOfSession,
    private readonly onProblem: (message: string) => void,
    onReprice: (listener: () => void) => { dispose(): void },
  ) {
    const pattern = new vscode.RelativePattern(logs.folder, RUNNING_GLOB);
    this.#folder = vscode.workspace.createFileSystemWatcher(pattern, false, false, true);
    const look = (uri: vscode.Uri): void => this.#noticed(uri);
    this.#folder.onDidCreate(look);
    this.#folder.onDidChange(look);
    this.#configured = onReprice(() => this.#queue(() => this.#look()));
    this.#queue(() => this.#start());
  }

  /** `null` while there is no log of this workspace. */
  get shown(): WatchedSession | null {
    return this.#shown;
  }

  /** Resolves when what was noticed so far is done. */
  get settled(): Promise<void> {
    return this.#work;
  }

  /** What the user said first in the session that is shown; `null` while there is none. */
  async firstWords(): Promise<string | null> {
    const run = await this.#followed?.file.ask('pastRun', {});
    return run?.words ?? null;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#folder.dispose();
    this.#configured.dispose();
    this.#leave();
    this.#changed.dispose();
  }

  #queue(work: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#disposed) return;
      try {
        await work();
      } catch (error) {
        this.onProblem(String(error));
      }
    });
  }

  async #start(): Promise<void> {
    try {
      const newest = await this.logs.newest(() => this.#disposed);
      if (newest !== null) await this.#follow(newest.uri);
    } finally {
      // Also where the newest cannot be opened: what was shown before is not followed any more.
      if (this.#followed === null && !this.#disposed) this.#changed.fire([]);
    }
  }

  /** The log that is followed has a watch of its own. */
  #noticed(uri: vscode.Uri): void {
    if (uri.toString() === this.#followed?.uri.toString()) return;
    const log = storeOfPath(uri.path) ?? (mayBeSessionLog(uri.path) ? uri.path : null);
    if (log === null) return;
    this.#fresh.set(log, uri.with({ path: log }));
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const fresh = [...this.#fresh.values()];
      this.#fresh.clear();
      this.#queue(() => this.#consider(fresh));
    }, SETTLE_MS);
  }

  /** Goes over to another log when it was written after the one that is followed. */
  async #consider(fresh: readonly vscode.Uri[]): Promise<void> {
    for (const file of fresh) {
      const other = await this.logs.written(file);
      if (other === null || other.uri.toString() === this.#followed?.uri.toString()) continue;
      const own = this.#followed === null ? null : await this.logs.at(this.#followed.uri);
      if (other.at > (own?.at ?? 0)) await this.#follow(other.uri);
    }
  }

  async #follow(uri: vscode.Uri): Promise<void> {
    const file = await this.reader.open(uri, {});
    if ('error' in file) return;
    if (this.#disposed || !file.isSession) {
      file.dispose();
      return;
    }
    this.#leave();
    const watch = new FileWatch(uri, (change) =>
      this.#queue(() => (change === 'gone' ? this.#lost(uri) : this.#grown(uri))),
    );
    this.#followed = { uri, watch, file, calls: null };
    await watch.reset();
    await this.#look();
  }

  async #grown(uri: vscode.Uri): Promise<void> {
    if (this.#followed?.uri !== uri) return;
    const change = await this.#followed.file.refresh();
    if (change.kind === 'failed') await this.#lost(uri);
    else if (change.kind !== 'unchanged') await this.#look();
  }

  async #lost(uri: vscode.Uri): Promise<void> {
    if (this.#followed?.uri !== uri) return;
    this.#leave();
    await this.#start();
  }

  /** Asks for the state; what had happened before the log was opened raises no alarm. */
  async #look(): Promise<void> {
    const followed = this.#followed;
    if (followed === null) return;
    const { alarms, budgetUsd } = this.asked();
    const { uri, file, calls } = followed;
    // A result is written after its call: the newest call may have been there before.
    const since = calls === null ? 0 : Math.max(0, calls - 1);
    const asked = calls === null ? [] : alarms;
    const found = await file.ask('running', { asked, budgetUsd, since });
    if (found === null || this.#disposed) return;
    followed.calls = found.session.calls;
    this.#shown = { uri, session: found.session };
    this.#changed.fire(found.alarms);
  }

  #leave(): void {
    this.#followed?.watch.dispose();
    this.#followed?.file.dispose();
    this.#followed = null;
    this.#shown = null;
  }
}
