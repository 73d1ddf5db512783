import * as vscode from 'vscode';
import type { TraceAction } from '../../../protocol/traceActions';
import type {
  TraceComparison,
  NamedComparison,
  SessionPair,
  TraceRef,
} from '../../../protocol/traceData';
import { TRACE_EDITOR } from '../commands';
import type { RecentFiles } from '../../shared/recentFiles';
import { baseName } from '../../shared/uris';
import type { DocumentTools } from './followedFile';
import { TraceDocument } from './traceDocument';
import { TracePanel, type PanelActions, type StartPlace } from './tracePanel';

/** Files held open only because a panel compares with them. */
const MAX_BORROWED = 3;

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
  readonly #borrowed: TraceDocument[] = [];
  #lastActive: TracePanel | null = null;
  readonly #recent: RecentFiles;

  constructor(tools: DocumentTools, actions: PanelActions, recent: RecentFiles) {
    this.#recent = recent;
    this.#tools = tools;
    this.#actions = actions;
  }

  register(): vscode.Disposable {
    const registration = vscode.window.registerCustomEditorProvider(TRACE_EDITOR, this, {
      supportsMultipleEditorsPerDocument: true,
    });
    const borrowed = new vscode.Disposable(() => {
      for (const document of this.#borrowed) document.dispose();
    });
    return vscode.Disposable.from(registration, borrowed);
  }

  openCustomDocument(uri: vscode.Uri): TraceDocument {
    void this.#recent.opened(uri);
    return this.#document(uri);
  }

  #document(uri: vscode.Uri): TraceDocument {
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

  /** Two traces side by side, each of the given file (`uri: null`) or of another one, opened for it when needed. */
  async comparison(
    own: TraceDocument,
    refs: readonly [TraceRef, TraceRef],
  ): Promise<TraceComparison> {
    const sides = await Promise.all(
      refs.map(async ({ uri, index }) => {
        const document = uri === null ? own : this.#documentOf(uri);
        const { model } = (await document.outline(index)).header;
        const name = [baseName(document.uri), model].filter((part) => part !== null).join(' · ');
        return { document, name, key: await document.key(index) };
      }),
    );
    const [a, b] = sides as [(typeof sides)[0], (typeof sides)[0]];
    const result = await this.#tools.reader.compare(a.key, b.key);
    return {
      ...result,
      names: [a.name, b.name],
      a: await a.document.completed(result.a),
      b: await b.document.completed(result.b),
    };
  }

  /** Two files as sessions side by side, each the given file (`null`) or another one; `null` when one is none. */
  async sessionComparison(
    own: TraceDocument,
    { a, b }: SessionPair,
  ): Promise<NamedComparison | null> {
    const sides = [a, b].map((uri) => (uri === null ? own : this.#documentOf(uri)));
    const [x, y] = await Promise.all(sides.map((document) => document.wholeSession()));
    const found = await this.#tools.reader.compareSessions(x!, y!);
    const [nameA, nameB] = sides.map((document) => baseName(document.uri));
    return found && { ...found, names: [nameA!, nameB!] };
  }

  /** Opens a file that belongs to a page, and no other: a sub-agent's, or a side of a comparison. */
  async openOther(
    own: TraceDocument,
    { uri: name, index, step }: { readonly uri: string } & StartPlace,
  ): Promise<void> {
    const side = [...this.#documents].find((d) => d.uri.toString() === name);
    const uri = own.agentFile(name) ?? side?.uri;
    if (uri !== undefined) await this.openAt(uri, { index, step });
  }

  #documentOf(uri: string): TraceDocument {
    const open = [...this.#documents].find((d) => d.uri.toString() === uri);
    return open ?? this.#borrow(vscode.Uri.parse(uri, true));
  }

  /** A document without a panel, for the other side of a comparison; the last few are kept. */
  #borrow(uri: vscode.Uri): TraceDocument {
    const document = this.#document(uri);
    this.#borrowed.push(document);
    if (this.#borrowed.length > MAX_BORROWED) this.#borrowed.shift()?.dispose();
    return document;
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

  /** Opens the file of `a` and shows it beside `b`, as whole sessions where that is asked for and both are. */
  async compare(
    a: vscode.Uri,
    indexA: number,
    b: vscode.Uri,
    indexB: number,
    whole = false,
  ): Promise<void> {
    await this.openAt(a, whole ? null : { index: indexA, step: null });
    const panel = [...this.#panels].find((p) => p.document.uri.toString() === a.toString());
    panel?.compare({ uri: null, index: indexA }, { uri: b.toString(), index: indexB }, whole);
  }
}
