import * as vscode from 'vscode';
import type { TraceRow } from '../../../core/list/list';
import type { TraceOutline } from '../../../protocol/traceData';
import type { EngineParams, EngineResult } from '../../../protocol/engine';
import type { TraceKey } from '../../../protocol/viewCalls';
import type { EngineFile, FileRequest } from '../../shared/engineFile';
import { fileOf } from '../../shared/uris';
import type { DocumentTools } from './followedFile';

/** The requests that are about one trace with its corrections. */
export type TraceRequest = {
  [N in FileRequest]: EngineParams<N> extends TraceKey ? N : never;
}[FileRequest];

/** What a page asks about the traces of a file. */
export interface AskedLog {
  readonly uri: vscode.Uri;
  rows(indexes: readonly number[]): Promise<readonly TraceRow[]>;
  outline(index: number): Promise<TraceOutline>;
  ask<N extends TraceRequest>(
    name: N,
    params: Omit<EngineParams<N>, 'handle' | 'corrections'> & { readonly index: number },
  ): Promise<EngineResult<N>>;
}

interface Stamp {
  readonly size: number;
  readonly mtime: number;
}

/**
 * The log of a sub-agent in a file of its own, held open by the engine as a part of the session that started it. Its labels are
 * the suggested ones: corrections are made where it is opened itself.
 */
export class OpenAgentLog implements AskedLog {
  #stamp: Stamp;
  #analysing = false;

  private constructor(
    readonly uri: vscode.Uri,
    private readonly file: EngineFile,
    stamp: Stamp,
    private readonly analysed: () => void,
  ) {
    this.#stamp = stamp;
  }

  /** `null` for a file without traces. `analysed` is called when labels have come. Rejects when it cannot be read. */
  static async open(
    uri: vscode.Uri,
    { reader }: DocumentTools,
    analysed: () => void,
  ): Promise<OpenAgentLog | null> {
    const stamp = await vscode.workspace.fs.stat(fileOf(uri));
    const file = await reader.open(uri, {});
    return 'error' in file ? null : new OpenAgentLog(uri, file, stamp, analysed);
  }

  dispose(): void {
    this.file.dispose();
  }

  /** Makes it a part of a session; says whether it is a log. */
  join(session: EngineFile, id: string, name: string): Promise<boolean> {
    return this.file.ask('joinAgent', { session: session.handle, id, name });
  }

  holding(words: string, signal: AbortSignal): Promise<readonly number[]> {
    return this.file.ask('findTraces', { words }, { signal });
  }

  /** Reads on where it has grown. */
  async refresh(): Promise<void> {
    const { size, mtime } = await vscode.workspace.fs.stat(fileOf(this.uri));
    if (size === this.#stamp.size && mtime === this.#stamp.mtime) return;
    this.#stamp = { size, mtime };
    await this.file.refresh();
  }

  async rows(indexes: readonly number[]): Promise<readonly TraceRow[]> {
    const rows = await this.file.ask('rows', { indexes });
    if (!this.#analysing && rows.some(({ analysed }) => analysed === null)) void this.#analyse();
    return rows;
  }

  async #analyse(): Promise<void> {
    this.#analysing = true;
    try {
      await this.file.ask('analyseList', {}, { onProgress: this.analysed });
      this.analysed();
    } catch {
      // Nobody looks at a file that was closed meanwhile.
    }
    this.#analysing = false;
  }

  async outline(index: number): Promise<TraceOutline> {
    const outline = await this.ask('outline', { index });
    return { ...outline, version: 0, canUndo: false, canRedo: false };
  }

  ask<N extends TraceRequest>(
    name: N,
    params: Omit<EngineParams<N>, 'handle' | 'corrections'> & { readonly index: number },
  ): Promise<EngineResult<N>> {
    const all = { ...params, corrections: [] } as unknown as Omit<EngineParams<N>, 'handle'>;
    return this.file.ask(name, all);
  }
}
