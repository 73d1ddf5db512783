import * as vscode from 'vscode';
import type { ColumnMapping } from '../../core/trace/columnMapping';
import type { EngineConfig, FileToRead } from '../../protocol/engine';
import { readsPaths, spawn } from '../../worker/spawn.platform';
import type { WorkerBundle } from '../../worker/compose';
import type { SpawnedWorker } from '../../worker/spawned';
import { Engine } from './engine';
import type { Learning } from './learning';
import { canLearnLabels, readOwnModels } from './settings';
import { sessionIdOf } from './uris';

/** Big libraries that the engine requires by name, see esbuild.mjs. */
const MODULES = ['./tokenizer.lazy.js', './prices.lazy.js'];

/** Settings that the engine is told. */
const TOLD = ['lrmLens.estimate.models', 'lrmLens.traces.learnFromCorrections'];

/** The engine of this extension: it starts when it is first asked for something. Dispose it with the extension. */
export function createEngine(
  extensionUri: vscode.Uri,
  memory: Learning,
  log: vscode.LogOutputChannel,
): Engine {
  const tell = (problem: string): void => log.warn(problem);
  const engine = new Engine((onEnd) => spawnEngine(extensionUri, onEnd), {
    config: () => configOf(memory, tell),
    onProblem: tell,
  });
  const again = (): void => void engine.configure();
  const watching = vscode.Disposable.from(
    memory.onDidChange(again),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (TOLD.some((name) => event.affectsConfiguration(name))) again();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(again),
  );
  const dispose = engine.dispose.bind(engine);
  return Object.assign(engine, {
    dispose: () => {
      watching.dispose();
      dispose();
    },
  });
}

async function configOf(memory: Learning, tell: (problem: string) => void): Promise<EngineConfig> {
  const { models, problems } = readOwnModels();
  problems.forEach(tell);
  const [prices, learnt, trials, labelLessons] = await Promise.all([
    memory.prices(),
    memory.calibration(),
    memory.trials(),
    canLearnLabels() ? memory.labelLessons() : [],
  ]);
  const calibrations = [...(learnt === null ? [] : [learnt]), ...trials].map((l) => l.calibration);
  return { models, prices, calibrations, labelLessons };
}

/** Starts the engine in whatever way this host can. */
function spawnEngine(extensionUri: vscode.Uri, onEnd: (error: Error) => void): SpawnedWorker {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const bytes = (name: string): Thenable<Uint8Array> =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name));
  const read = async (): Promise<WorkerBundle> => {
    const main = await bytes('engine.js');
    const found = await Promise.all(MODULES.map(async (m) => [m, await bytes(m)] as const));
    return { main, modules: Object.fromEntries(found) };
  };
  return spawn(vscode.Uri.joinPath(dist, 'engine.js').fsPath, onEnd, read);
}

/**
 * A file as the engine takes it: by its path where the worker can read it, else its bytes, read through the
 * workspace (virtual file systems, browsers), with the columns chosen for it. Rejects when it cannot be read.
 */
export async function fileToRead(
  uri: vscode.Uri,
  columns: ColumnMapping | null = null,
): Promise<FileToRead> {
  const mapping = columns === null ? {} : { mapping: columns };
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  if (readsPaths() && uri.scheme === 'file') {
    const session = sessionIdOf(uri);
    const part = session === null ? {} : { session };
    return { kind: 'path', name, path: uri.fsPath, ...part, ...mapping };
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  return { kind: 'bytes', name, bytes: await copyOf(bytes), ...mapping };
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
