import { hostVoice } from '../../shared/voice';
import { verbatim } from '../../../core/model/sentence';
import * as vscode from 'vscode';
import { textHash } from '../../../core/text/hash';
import type { Problem } from '../../../core/model/problem';
import type { Correction } from '../../../core/steps/corrections/corrections';
import {
  correctionsOf,
  EMPTY_SIDECAR,
  readSidecar,
  withCorrections,
  writeSidecar,
  type Sidecar,
} from '../../../core/steps/corrections/sidecar';
import type { Services } from '../../shared/services';
import { baseName, sibling } from '../../shared/uris';
import { KnownCorrections } from './knownCorrections';
import { mergeCorrections } from './merge';
import { sidecarUri } from './sidecarUri';
import { reasonOf } from '../../../core/text/errors';

/**
 * The corrections kept beside one trace file. Each change is read, merged and written as one, so that two windows do
 * not undo each other. Where the folder cannot be written, they go to the extension's own storage, and the user is told.
 */
export class SidecarFile {
  readonly #uri: vscode.Uri;
  readonly #services: Services;
  readonly #known = new KnownCorrections();
  #queue: Promise<unknown> = Promise.resolve();
  #told = false;

  constructor(traceFile: vscode.Uri, services: Services) {
    this.#uri = sidecarUri(traceFile);
    this.#services = services;
  }

  /** Ids of traces whose corrections on disk are no longer those last read or written here. */
  async changed(): Promise<readonly string[]> {
    await this.#queue;
    const current = await this.#read();
    return 'traces' in current ? this.#known.changedIn(current) : [];
  }

  /** Corrections of a trace as they are on disk now. A damaged or unreadable file counts as empty here; writing to it fails. */
  async read(traceId: string): Promise<readonly Correction[]> {
    const read = await this.#read();
    const corrections = correctionsOf('traces' in read ? read : EMPTY_SIDECAR, traceId);
    this.#known.keep(traceId, corrections);
    return corrections;
  }

  /**
   * Keeps the corrections of a trace, which were made from `base`; gives what holds after merging with another window's.
   * Rejects when nothing could be kept.
   */
  write(
    traceId: string,
    base: readonly Correction[],
    corrections: readonly Correction[],
  ): Promise<readonly Correction[]> {
    const done = this.#queue.then(() => this.#write(traceId, base, corrections));
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #write(
    traceId: string,
    base: readonly Correction[],
    corrections: readonly Correction[],
  ): Promise<readonly Correction[]> {
    const current = await this.#read();
    if (!('traces' in current)) {
      throw new Error(
        vscode.l10n.t(
          '{0} cannot be read, is damaged or was written by a newer version, so nothing was changed: {1}',
          baseName(this.#uri),
          hostVoice().words(current.message),
        ),
      );
    }
    const merged = mergeCorrections(base, corrections, correctionsOf(current, traceId));
    const next = withCorrections(current, traceId, merged);
    await this.#save(next);
    this.#known.keep(traceId, merged);
    return merged;
  }

  /** The file beside the trace together with what had to be kept elsewhere. */
  async #read(): Promise<Sidecar | Problem> {
    const main = await readKept(this.#uri);
    const refuge = await readKept(this.#refuge());
    if (!('traces' in main)) return main;
    if (!('traces' in refuge)) return refuge;
    const traces = { ...main.traces, ...refuge.traces };
    // An empty list in the refuge stands for one that was taken back, but is still in a file that cannot be written.
    return { traces: Object.fromEntries(Object.entries(traces).filter(([, c]) => c.length > 0)) };
  }

  /**
   * VS Code deletes the target of a rename before it renames: until the new file stands beside the trace, the storage of
   * the extension holds what is in it, so that an end in the middle loses nothing.
   */
  async #save(sidecar: Sidecar): Promise<void> {
    if (this.#isShipped()) {
      await this.#saveInRefuge(sidecar);
      this.#tell(vscode.l10n.t('the samples are part of LRM Lens'));
      return;
    }
    const unsafe = await this.#saveInRefuge(sidecar).then(() => null, reasonOf);
    const empty = Object.keys(sidecar.traces).length === 0;
    try {
      if (empty) await deleteIfThere(this.#uri);
      else await writeWhole(this.#uri, writeSidecar(sidecar));
    } catch (error) {
      const message = reasonOf(error);
      this.#services.log.warn(`${this.#uri.toString()}: ${message}`);
      if (unsafe !== null) throw error;
      this.#tell(message);
      return;
    }
    if (unsafe === null) await deleteIfThere(this.#refuge());
    else this.#services.log.warn(`${this.#refuge().toString()}: ${unsafe}`);
  }

  /** Nothing is written into the folder of the extension: an update would lose it. */
  #isShipped(): boolean {
    const { extensionUri } = this.#services.context;
    return this.#uri.toString().startsWith(`${extensionUri.toString()}/`);
  }

  async #saveInRefuge(sidecar: Sidecar): Promise<void> {
    const beside = await readKept(this.#uri);
    const gone = Object.keys('traces' in beside ? beside.traces : {}).map(
      (id) => [id, []] as const,
    );
    const traces = { ...Object.fromEntries(gone), ...sidecar.traces };
    await vscode.workspace.fs.createDirectory(sibling(this.#refuge(), '.'));
    await writeWhole(this.#refuge(), writeSidecar({ traces }));
  }

  /** Once a file: the change is safe, but not where the user expects it. */
  #tell(message: string): void {
    if (this.#told) return;
    this.#told = true;
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} cannot be written ({1}). Your corrections are kept in the storage of LRM Lens on this machine instead.',
        baseName(this.#uri),
        message,
      ),
    );
  }

  /** Where corrections go when the folder of the trace is read-only or full. */
  #refuge(): vscode.Uri {
    const { globalStorageUri } = this.#services.context;
    const name = `${textHash(this.#uri.toString())}-${baseName(this.#uri).slice(-100)}`;
    return vscode.Uri.joinPath(globalStorageUri, 'sidecars', name);
  }
}

/** What a file holds; empty when there is none, a problem when it cannot be read. */
async function readKept(uri: vscode.Uri): Promise<Sidecar | Problem> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (isNotFound(error)) return EMPTY_SIDECAR;
    return { code: 'malformed', message: verbatim(reasonOf(error)) };
  }
  return readSidecar(new TextDecoder().decode(bytes));
}

function isNotFound(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
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
    if (!isNotFound(error)) throw error;
  }
}
