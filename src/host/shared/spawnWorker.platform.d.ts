import type * as vscode from 'vscode';
import type { SpawnWorker } from './workerPort';

/** Starts the trace worker of this platform: a worker thread in Node, a Web Worker in a browser. */
export function createSpawn(extensionUri: vscode.Uri): SpawnWorker;
/** Whether the worker can read a file with the scheme `file` by its path. */
export const readsPaths: boolean;
