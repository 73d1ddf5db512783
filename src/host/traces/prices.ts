import * as vscode from 'vscode';
import { readOwnModels } from '../estimate/settings';
import type { TraceWorker } from '../shared/traceWorker';

/** Hands the user's own prices to the worker whenever they change, and tells that lists are to be asked for again. */
export class Prices implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(worker: TraceWorker, log: vscode.LogOutputChannel) {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('lrmLens.estimate.models')) return;
      worker.call('ownPrices', { models: readOwnModels().models }).then(
        () => this.#changed.fire(),
        (error: unknown) => log.warn(String(error)),
      );
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
