import * as vscode from 'vscode';
import type { WorkerFile } from '../../protocol/worker';
import { readsPaths, spawn } from '../../worker/spawn.platform';
import type { WorkerBundle } from '../../worker/compose';
import type { SpawnedWorker } from '../../worker/spawned';
import { TraceWorker } from './traceWorker';

/** Big libraries that bundles of workers require by name, see esbuild.mjs. */
const MODULES = ['./tokenizer.lazy.js', './prices.lazy.js'];

/** Starts the worker of a bundle of this extension (`worker`, `estimator`), in whatever way this host can. */
export function spawnBundle(
  extensionUri: vscode.Uri,
  name: string,
  onError: (error: Error) => void,
): SpawnedWorker {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const bytes = (...path: string[]): Thenable<Uint8Array> =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, ...path));
  const read = async (): Promise<WorkerBundle> => {
    const main = await bytes('web', `${name}.js`);
    // Only what the bundle asks for: the tokenizer alone is megabytes.
    const code = new TextDecoder().decode(main);
    const needed = MODULES.filter((module) => code.includes(`"${module}"`));
    const found = await Promise.all(needed.map(async (m) => [m, await bytes(m)] as const));
    return { main, modules: Object.fromEntries(found) };
  };
  return spawn(vscode.Uri.joinPath(dist, `${name}.js`).fsPath, onError, read);
}

/** The worker of this extension; it starts when it is first asked for something. Dispose it with the extension. */
export function createTraceWorker(extensionUri: vscode.Uri): TraceWorker {
  return new TraceWorker((onEnd) => spawnBundle(extensionUri, 'worker', onEnd));
}

/**
 * A file as the worker takes it: by its path where the worker can read it, else its bytes, read through the
 * workspace (virtual file systems, browsers). Rejects when it cannot be read.
 */
export async function workerFile(uri: vscode.Uri): Promise<WorkerFile> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  if (readsPaths() && uri.scheme === 'file') return { kind: 'path', name, path: uri.fsPath };
  const bytes = await vscode.workspace.fs.readFile(uri);
  return { kind: 'bytes', name, bytes: await copyOf(bytes) };
}

/** How many bytes are copied at a time: a few milliseconds. */
const COPIED_AT_ONCE = 4_000_000;

/** A copy of its own, because the buffer is moved to the worker; made in pieces, so that the host can do other things. */
async function copyOf(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const copy = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += COPIED_AT_ONCE) {
    // After the reading too, which takes its time of the same turn.
    if (bytes.length > COPIED_AT_ONCE) await new Promise((resolve) => setTimeout(resolve, 0));
    copy.set(bytes.subarray(at, at + COPIED_AT_ONCE), at);
  }
  return copy;
}
