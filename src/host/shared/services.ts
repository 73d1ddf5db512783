import type * as vscode from 'vscode';
import type { ActiveTraceSlot } from './activeTrace';

/** What every feature is handed by the composition root. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** The trace in front of the user: set by the trace editor, watched by others. */
  readonly activeTrace: ActiveTraceSlot;
}
