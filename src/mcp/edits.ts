import type { EngineParams, EngineResult } from '../protocol/engine';
import { fileAt, type EngineThread } from './engine';
import type { Folders } from './folders';
import { reasonOf } from '../core/text/errors';

/** How far the logs could be read. */
export interface ReadEdits {
  /** False where the time was up before all logs were read. */
  readonly complete: boolean;
  readonly unread: readonly string[];
}

/** The recorded edits of the logs in the folders. The engine keeps them: the next question reads only what changed. */
export class Edits {
  #index: Promise<number> | null = null;
  /** Logs that were there the last time. */
  #known: ReadonlySet<string> = new Set();

  constructor(
    private readonly folders: Folders,
    private readonly engine: EngineThread,
  ) {}

  /** Reads the logs that are new or changed, for at most `mostMs`, and forgets those that are gone. Rejects when the signal aborts. */
  async refresh(signal: AbortSignal, mostMs: number): Promise<ReadEdits> {
    const index = await this.#started();
    const unread: string[] = [];
    const found = new Set<string>();
    const stop = AbortSignal.any([signal, AbortSignal.timeout(mostMs)]);
    for await (const { path, mtime } of this.folders.files(undefined, (p) => unread.push(p))) {
      found.add(path);
      try {
        const asked = { index, file: fileAt(path), key: path, mtime };
        await this.engine.call('editsFile', asked, { signal: stop });
      } catch (error) {
        signal.throwIfAborted();
        if (stop.aborted) return { complete: false, unread };
        const why = reasonOf(error);
        unread.push(`${this.folders.shown(path)}: ${why}`);
      }
    }
    const keys = [...this.#known].filter((path) => !found.has(path));
    if (keys.length > 0) await this.engine.call('editsForget', { index, keys }, { signal });
    this.#known = found;
    return { complete: true, unread };
  }

  async ask<N extends 'lineOrigins' | 'editsSearched'>(
    name: N,
    asked: Omit<EngineParams<N>, 'index'>,
    signal: AbortSignal,
  ): Promise<EngineResult<N>> {
    const index = await this.#started();
    // The compiler does not see that the index makes it whole.
    return this.engine.call(name, { ...asked, index } as EngineParams<N>, { signal });
  }

  #started(): Promise<number> {
    this.#index ??= this.engine.call('editsStart', { instead: null });
    return this.#index;
  }
}
