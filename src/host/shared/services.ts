import * as vscode from 'vscode';
import { ActiveTraceSlot } from './activeTrace';
import { ColumnChoices } from './columnChoices';
import type { Engine } from './engine';
import { createEngine } from './engineHost';
import { Learning } from './learning';
import { OwnTraces } from './ownTraces';

/** What every feature is handed by the composition root: features meet here and import nothing of each other. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** Reads, analyses, prices and estimates. */
  readonly engine: Engine;
  /** What was learnt from the user's traces or fetched at their request. */
  readonly memory: Learning;
  /** The trace in front of the user: set by the trace editor, watched by others. */
  readonly activeTrace: ActiveTraceSlot;
  /** The files with the user's traces that are known without a search. */
  readonly ownTraces: OwnTraces;
  /** Columns chosen for home-made logs. */
  readonly columns: ColumnChoices;
}

/** Makes the services; nothing is started or read before it is asked for. */
export function createServices(
  context: vscode.ExtensionContext,
): Services & { readonly disposable: vscode.Disposable } {
  const log = vscode.window.createOutputChannel('LRM Lens', { log: true });
  const activeTrace = new ActiveTraceSlot();
  const memory = new Learning(context.globalStorageUri, context.storageUri);
  const ownTraces = new OwnTraces();
  const columns = new ColumnChoices();
  const engine = createEngine(context.extensionUri, memory, log);
  const disposable = vscode.Disposable.from(log, activeTrace, columns, memory, engine);
  return { context, log, engine, memory, activeTrace, ownTraces, columns, disposable };
}
