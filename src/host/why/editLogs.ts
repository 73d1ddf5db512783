import * as vscode from 'vscode';
import { textHash } from '../../core/text/hash';
import { storedHeader } from '../../core/why/stored';
import type { EngineParams, EngineResult } from '../../protocol/engine';
import type { whyRequests } from '../../protocol/whyCalls';
import { Cancelled, EngineStopped, StaleHandle } from '../shared/engine';
import { fileToRead } from '../shared/engineHost';
import { IndexStore } from '../shared/indexStore';
import type { Services } from '../shared/services';
import { SavedStore } from '../shared/savedStore';
import { filesBelow, type FoundFile } from '../shared/traceFiles';

type EditsRequest = {
  [N in keyof typeof whyRequests]: EngineParams<N> extends { readonly index: number } ? N : never;
}[keyof typeof whyRequests];

export interface LogsRead {
  readonly read: number;
  readonly logs: number;
}

/**
 * The edits of the logs below the folders that the user has added to Saved Traces, and of no others. Read when they are
 * first asked about; later only what is new or has changed. The index is kept in the extension's storage.
 */
export class EditLogs {
  #store: { readonly key: string; readonly store: IndexStore } | null = null;
  #index: { readonly number: number; readonly generation: number; readonly key: string } | null =
    null;
  /** What the engine has of each file: its size and time when it was read. */
  readonly #seen = new Map<string, string>();

  constructor(private readonly services: Services) {}

  get folders(): readonly vscode.Uri[] {
    return new SavedStore(this.services.context).folders.map((f) => vscode.Uri.parse(f.uri));
  }

  /** Reads what is new. Rejects with `Cancelled` when the signal aborts; what was read until then is kept. */
  async refresh(signal: AbortSignal, onRead: (read: LogsRead) => void): Promise<void> {
    const { folders } = this;
    const store = await this.#open(folders);
    const files: FoundFile[] = [];
    const stopped = (): boolean => signal.aborted;
    const tell = (message: string): void => this.services.log.warn(`why: ${message}`);
    for await (const file of filesBelow(folders, stopped, tell)) files.push(file);
    try {
      for (const [i, file] of files.entries()) {
        onRead({ read: i, logs: files.length });
        if (signal.aborted) throw new Cancelled();
        await this.#read(file, store, signal);
      }
      await this.#forget(files);
      await store.compact((from) => this.#call('editsPart', { from }));
      onRead({ read: files.length, logs: files.length });
    } finally {
      await store.flush();
    }
  }

  /** Asks the engine about the edits that were read. */
  ask<N extends EditsRequest>(
    name: N,
    params: Omit<EngineParams<N>, 'index'>,
  ): Promise<EngineResult<N>> {
    return this.#call(name, params);
  }

  async #open(folders: readonly vscode.Uri[]): Promise<IndexStore> {
    const { engine, context, log } = this.services;
    const key = textHash(folders.map(String).sort().join('\n'));
    if (this.#store?.key !== key) {
      const folder = vscode.Uri.joinPath(context.globalStorageUri, 'edits', key);
      const store = new IndexStore(folder, storedHeader(), (reason) =>
        log.warn(`why: the index is not kept: ${reason}`),
      );
      this.#store = { key, store };
    }
    const { store } = this.#store;
    const index = this.#index;
    if (index?.key === key && index.generation === engine.generation) return store;
    this.#seen.clear();
    const instead = index?.generation === engine.generation ? index.number : null;
    const number = await engine.call('editsStart', { instead });
    this.#index = { number, generation: engine.generation, key };
    for await (const part of store.load()) {
      const { damaged } = await this.#call('editsLoad', { part }, { transfer: [part.buffer] });
      if (damaged > 0) log.warn(`why: ${damaged} damaged lines of the index left out`);
    }
    return store;
  }

  async #read(
    { uri, size, mtime }: FoundFile,
    store: IndexStore,
    signal: AbortSignal,
  ): Promise<void> {
    const key = uri.toString();
    const stamp = `${size} ${mtime}`;
    if (this.#seen.get(key) === stamp) return;
    try {
      const file = await fileToRead(uri);
      const { line } = await this.#call('editsFile', { file, key, mtime }, { signal });
      this.#seen.set(key, stamp);
      if (line !== null) await store.add(line);
    } catch (error) {
      if (signal.aborted || error instanceof Cancelled || isGone(error)) throw error;
      // A log that went away or cannot be read: the others tell what they know.
      this.services.log.warn(`why: ${uri.path}: ${String(error)}`);
    }
  }

  /** Logs that were read and are there no more. */
  async #forget(files: readonly FoundFile[]): Promise<void> {
    const found = new Set(files.map(({ uri }) => uri.toString()));
    const keys = [...this.#seen.keys()].filter((key) => !found.has(key));
    if (keys.length === 0) return;
    await this.#call('editsForget', { keys });
    for (const key of keys) this.#seen.delete(key);
  }

  #call<N extends EditsRequest>(
    name: N,
    params: Omit<EngineParams<N>, 'index'>,
    options: { readonly signal?: AbortSignal; readonly transfer?: readonly ArrayBuffer[] } = {},
  ): Promise<EngineResult<N>> {
    if (this.#index === null) return Promise.reject(new StaleHandle());
    const { number, generation } = this.#index;
    const all = { ...params, index: number } as unknown as EngineParams<N>;
    return this.services.engine.call(name, all, { ...options, generation });
  }
}

/** The engine ended, and with it the index: it is read from the store again. */
export function isGone(error: unknown): boolean {
  return error instanceof EngineStopped || error instanceof StaleHandle;
}
