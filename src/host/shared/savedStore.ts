import type * as vscode from 'vscode';
import type { FileDigest } from '../../core/session/digest';

export const groupings = ['tool', 'model', 'day', 'folder'] as const;
/** What Saved Traces groups its files by. */
export type Grouping = (typeof groupings)[number];

/** A folder outside the workspace that the user added; `agent` names the tool whose sessions it holds. */
export interface AddedFolder {
  readonly uri: string;
  readonly agent: string | null;
}

interface KnownFile {
  readonly size: number;
  readonly mtime: number;
  /** `null`: looked at and no trace file. */
  readonly tool: string | null;
  readonly digest: FileDigest | null;
}

/** Files remembered between sessions; the least recently used go first. */
const REMEMBERED = 1000;
const KEYS = {
  folders: 'savedTraces.folders',
  pins: 'savedTraces.pins',
  grouping: 'savedTraces.grouping',
  known: 'savedTraces.known.3',
} as const;

/** What Saved Traces keeps: folders and pins for all windows, the rest for this workspace. */
export class SavedStore {
  readonly #context: vscode.ExtensionContext;
  readonly #known: Map<string, KnownFile>;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
    this.#known = new Map(context.workspaceState.get<[string, KnownFile][]>(KEYS.known, []));
  }

  get folders(): readonly AddedFolder[] {
    return this.#context.globalState.get<readonly AddedFolder[]>(KEYS.folders, []);
  }

  async setFolders(folders: readonly AddedFolder[]): Promise<void> {
    await this.#context.globalState.update(KEYS.folders, folders);
  }

  get pins(): ReadonlySet<string> {
    return new Set(this.#context.globalState.get<readonly string[]>(KEYS.pins, []));
  }

  async pin(uri: string, pinned: boolean): Promise<void> {
    const pins = new Set(this.pins);
    if (pinned) pins.add(uri);
    else pins.delete(uri);
    await this.#context.globalState.update(KEYS.pins, [...pins]);
  }

  get grouping(): Grouping {
    return this.#context.workspaceState.get<Grouping>(KEYS.grouping, 'tool');
  }

  async setGrouping(grouping: Grouping): Promise<void> {
    await this.#context.workspaceState.update(KEYS.grouping, grouping);
  }

  /** What is known of a file, if it is still as it was. */
  known(uri: vscode.Uri, size: number, mtime: number): KnownFile | null {
    const key = uri.toString();
    const known = this.#known.get(key);
    if (known?.size !== size || known.mtime !== mtime) return null;
    this.#known.delete(key);
    this.#known.set(key, known);
    return known;
  }

  remember(uri: vscode.Uri, known: KnownFile): void {
    const key = uri.toString();
    this.#known.delete(key);
    this.#known.set(key, known);
  }

  /** Writes what is known, so that the next session reads only changed files. */
  async save(): Promise<void> {
    await this.#context.workspaceState.update(KEYS.known, [...this.#known].slice(-REMEMBERED));
  }
}
