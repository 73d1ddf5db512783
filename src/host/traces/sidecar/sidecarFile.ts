import * as vscode from 'vscode';
import type { Correction } from '../../../core/steps/corrections/corrections';
import {
  EMPTY_SIDECAR,
  readSidecar,
  withCorrections,
  writeSidecar,
  type Sidecar,
} from '../../../core/steps/corrections/sidecar';
import type { Services } from '../../shared/services';
import { baseName, sibling } from '../reading/uris';
import { mergeCorrections } from './merge';

/** Name of the file beside a trace file that holds labels and notes. */
export function sidecarName(uri: vscode.Uri): string {
  return `${baseName(uri)}.lens.json`;
}

/**
 * The corrections kept beside one trace file. Each change is read, merged and written as one, so that two windows do
 * not undo each other. Where the folder cannot be written, they go to the extension's own storage, and the user is told.
 */
export class SidecarFile {
  readonly uri: vscode.Uri;
  readonly #services: Services;
  /** As last read or written here, by trace id: the base for merging. */
  #known: Sidecar = EMPTY_SIDECAR;
  #queue: Promise<unknown> = Promise.resolve();
  #told = false;

  constructor(traceFile: vscode.Uri, services: Services) {
    this.uri = sibling(traceFile, sidecarName(traceFile));
    this.#services = services;
  }

  /** Ids of traces whose corrections on disk are no longer those last read or written here. */
  async changed(): Promise<readonly string[]> {
    await this.#queue;
    const current = await this.#read();
    if (!('traces' in current)) return [];
    const [now, before] = [current.traces, this.#known.traces];
    const ids = new Set([...Object.keys(now), ...Object.keys(before)]);
    return [...ids].filter((id) => JSON.stringify(now[id]) !== JSON.stringify(before[id]));
  }

  /** Corrections of a trace as they are on disk now. A damaged file counts as empty here; writing to it fails. */
  async read(traceId: string): Promise<readonly Correction[]> {
    const read = await this.#read();
    this.#known = 'traces' in read ? read : EMPTY_SIDECAR;
    return this.#known.traces[traceId] ?? [];
  }

  /** Keeps the corrections of a trace; gives what holds after merging with another window's. Rejects when nothing could be kept. */
  write(traceId: string, corrections: readonly Correction[]): Promise<readonly Correction[]> {
    const done = this.#queue.then(() => this.#write(traceId, corrections));
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #write(
    traceId: string,
    corrections: readonly Correction[],
  ): Promise<readonly Correction[]> {
    const current = await this.#read();
    if (!('traces' in current)) {
      throw new Error(
        vscode.l10n.t(
          '{0} is damaged or was written by a newer version, so nothing was changed: {1}',
          baseName(this.uri),
          current.message,
        ),
      );
    }
    const base = this.#known.traces[traceId] ?? [];
    const merged = mergeCorrections(base, corrections, current.traces[traceId] ?? []);
    const next = withCorrections(current, traceId, merged);
    await this.#save(next);
    this.#known = next;
    return merged;
  }

  /** The file beside the trace together with what had to be kept elsewhere. */
  async #read(): Promise<ReturnType<typeof readSidecar>> {
    const beside = await readText(this.uri);
    const kept = await readText(this.#refuge());
    const main = beside === null ? EMPTY_SIDECAR : readSidecar(beside);
    const refuge = kept === null ? EMPTY_SIDECAR : readSidecar(kept);
    if (!('traces' in main) || !('traces' in refuge)) return main;
    return { traces: { ...main.traces, ...refuge.traces } };
  }

  async #save(sidecar: Sidecar): Promise<void> {
    const text = writeSidecar(sidecar);
    const empty = Object.keys(sidecar.traces).length === 0;
    try {
      if (empty) await deleteIfThere(this.uri);
      else await writeWhole(this.uri, text);
      await deleteIfThere(this.#refuge());
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#services.log.warn(`${this.uri.toString()}: ${message}`);
      await vscode.workspace.fs.createDirectory(sibling(this.#refuge(), '.'));
      await writeWhole(this.#refuge(), text);
      this.#tell(message);
    }
  }

  /** Once a file: the change is safe, but not where the user expects it. */
  #tell(message: string): void {
    if (this.#told) return;
    this.#told = true;
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} cannot be written ({1}). Your corrections are kept in the storage of LRM Lens on this machine instead.',
        baseName(this.uri),
        message,
      ),
    );
  }

  /** Where corrections go when the folder of the trace is read-only or full. */
  #refuge(): vscode.Uri {
    const name = encodeURIComponent(this.uri.toString()).slice(-180);
    return vscode.Uri.joinPath(this.#services.context.globalStorageUri, 'sidecars', `${name}.json`);
  }
}

/** The text of a file; `null` when there is none. */
async function readText(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return null;
    throw error;
  }
}

/** Writes beside and renames, so that the file is never half written. */
async function writeWhole(uri: vscode.Uri, text: string): Promise<void> {
  const temporary = uri.with({ path: `${uri.path}.${crypto.randomUUID()}.tmp` });
  const { fs } = vscode.workspace;
  try {
    await fs.writeFile(temporary, new TextEncoder().encode(text));
    await fs.rename(temporary, uri, { overwrite: true });
  } catch (error) {
    await deleteIfThere(temporary).catch(() => undefined);
    throw error;
  }
}

async function deleteIfThere(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
  }
}
