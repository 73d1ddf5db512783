import * as vscode from 'vscode';
import type { TraceAction } from '../../../protocol/traceActions';
import { TRACE_EDITOR } from '../commands';
import { TraceDocument, type DocumentTools } from './traceDocument';
import { TracePanel, type PanelActions, type StartPlace } from './tracePanel';

/**
 * The read-only custom editor for saved traces. It keeps track of its documents and panels, so that commands find the
 * active one and a trace can be opened at a place.
 */
export class TraceEditor implements vscode.CustomReadonlyEditorProvider<TraceDocument> {
  readonly #tools: DocumentTools;
  readonly #actions: PanelActions;
  readonly #panels = new Set<TracePanel>();
  readonly #documents = new Set<TraceDocument>();
  /** Places wanted by `openAt`, by URI, until the panel is there. */
  readonly #starts = new Map<string, StartPlace>();
  #lastActive: TracePanel | null = null;

  constructor(tools: DocumentTools, actions: PanelActions) {
    this.#tools = tools;
    this.#actions = actions;
  }

  register(): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(TRACE_EDITOR, this, {
      supportsMultipleEditorsPerDocument: true,
    });
  }

  openCustomDocument(uri: vscode.Uri): TraceDocument {
    const document = new TraceDocument(uri, this.#tools);
    this.#documents.add(document);
    document.onDidDispose(() => this.#documents.delete(document));
    return document;
  }

  resolveCustomEditor(document: TraceDocument, panel: vscode.WebviewPanel): void {
    const key = document.uri.toString();
    const start = this.#starts.get(key) ?? null;
    this.#starts.delete(key);
    const tracePanel = new TracePanel(panel, document, this.#tools, this.#actions, start);
    this.#panels.add(tracePanel);
    const activate = (): void => {
      if (panel.active) this.#lastActive = tracePanel;
    };
    activate();
    panel.onDidChangeViewState(activate);
    panel.onDidDispose(() => {
      this.#panels.delete(tracePanel);
      if (this.#lastActive === tracePanel) this.#lastActive = null;
      tracePanel.dispose();
    });
  }

  /** The panel that commands are for: the active one, else the one that was active last and is still visible. */
  get active(): TracePanel | null {
    const active = [...this.#panels].find((p) => p.panel.active);
    return active ?? (this.#lastActive?.panel.visible === true ? this.#lastActive : null);
  }

  /** Files that are open now. */
  get documents(): readonly TraceDocument[] {
    return [...this.#documents];
  }

  run(action: TraceAction, step?: number): void {
    this.active?.run(action, step);
  }

  /** Opens a file as traces, at a trace and step where they are given. */
  async openAt(
    uri: vscode.Uri,
    place: StartPlace | null,
    column: vscode.ViewColumn = vscode.ViewColumn.Active,
  ): Promise<void> {
    const key = uri.toString();
    const open = [...this.#panels].find((p) => p.document.uri.toString() === key);
    if (place && !open) this.#starts.set(key, place);
    await vscode.commands.executeCommand('vscode.openWith', uri, TRACE_EDITOR, column);
    if (place && open) open.select(place.index, place.step);
  }
}
