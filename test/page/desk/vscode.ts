// What the extension host's code gets for `vscode` in page tests: the API as far as it is used there, over a `Desk`. What
// is not here is told by name when it is asked for.
import type { URI } from 'vscode-uri';
import type { Desk } from './desk';
import type { TextDocument } from './documents';
import { allFiles, fileSystem } from './files';
import { chosenOf, QuickPick, type Item } from './questions';
import { Disposable, EventEmitter, Uri } from './values';
import type { Range, RelativePattern, WorkspaceEdit } from './values';

export * from './values';

let standing: Desk | null = null;
const desk = (): Desk => {
  if (standing === null) throw new Error('no desk yet');
  return standing;
};

/** The desk that all of this is about. */
export function standAt(one: Desk): void {
  standing = one;
}

/** Names what is missing, instead of an `undefined` somewhere else. */
function only<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get: (all, key) => {
      if (!Reflect.has(all, key)) throw new Error(`the desk has no vscode.${name}.${String(key)}`);
      return Reflect.get(all, key) as unknown;
    },
  });
}

const nothing = new Disposable(() => undefined);
const never = new EventEmitter<never>().event;

export const l10n = only('l10n', {
  get bundle() {
    return desk().options.messages;
  },
  t: (message: string, ...args: readonly (string | number)[]): string =>
    (desk().options.messages[message] ?? message).replace(/\{(\d+)\}/g, (hole, n: string) =>
      String(args[Number(n)] ?? hole),
    ),
});

export const env = only('env', {
  get language() {
    return desk().options.language;
  },
  uriScheme: 'vscode',
  clipboard: {
    readText: async () => desk().clipboard,
    writeText: async (text: string) => void (desk().clipboard = text),
  },
  openExternal: async (uri: URI) => desk().done.push(`openExternal ${uri.toString(true)}`) > 0,
});

export const commands = only('commands', {
  registerCommand: (id: string, run: (...args: readonly unknown[]) => unknown) => {
    desk().commands.set(id, run);
    return nothing;
  },
  executeCommand: async (id: string, ...args: readonly unknown[]): Promise<unknown> => {
    if (id === 'setContext') return desk().contexts.set(args[0] as string, args[1]);
    if (id === 'vscode.openWith' && args[1] !== 'default')
      return void desk().openCustom(args[0] as URI, args[1] as string);
    const view = id.endsWith('.focus') ? id.slice(0, -'.focus'.length) : '';
    if (desk().viewProviders.has(view)) return void desk().showView(view);
    return desk().run(id, ...args);
  },
});

interface Dialog {
  readonly title?: string;
}

export const window = only('window', {
  createOutputChannel: () => {
    const tell = (text: string): void => void desk().problems.push(text);
    const quiet = (): void => undefined;
    return { warn: tell, error: tell, info: quiet, debug: quiet, trace: quiet, dispose: quiet };
  },
  registerCustomEditorProvider: (id: string, provider: never) => {
    desk().customEditors.set(id, provider);
    return nothing;
  },
  registerWebviewViewProvider: (id: string, provider: never) => {
    desk().viewProviders.set(id, provider);
    return nothing;
  },
  registerWebviewPanelSerializer: () => nothing,
  registerUriHandler: () => nothing,
  createWebviewPanel: (viewType: string, title: string) => desk().createPanel(viewType, title),
  createTreeView: () => ({
    visible: false,
    selection: [],
    reveal: async () => undefined,
    onDidChangeSelection: never,
    onDidChangeVisibility: never,
    onDidChangeCheckboxState: never,
    dispose: () => undefined,
  }),
  createStatusBarItem: () => ({
    show: () => undefined,
    hide: () => undefined,
    dispose: () => undefined,
  }),
  setStatusBarMessage: () => nothing,
  createQuickPick: <T extends Item>() => new QuickPick<T>(desk().nextAnswer()),
  showQuickPick: async (
    items: readonly (Item | string)[] | PromiseLike<readonly (Item | string)[]>,
    options: Dialog = {},
  ) => {
    const given = await items;
    const listed = given.map((one) => (typeof one === 'string' ? { label: one } : one));
    const answer = desk().ask({
      kind: 'pick',
      title: options.title ?? '',
      detail: '',
      items: listed,
    });
    if (answer === undefined) return undefined;
    const chosen = chosenOf(listed, answer).map((one) => given[listed.indexOf(one)]);
    return Array.isArray(answer) ? chosen : chosen[0];
  },
  showInputBox: async (options: Dialog = {}) =>
    desk().ask({ kind: 'input', title: options.title ?? '', detail: '', items: [] }),
  showInformationMessage: message,
  showWarningMessage: message,
  showErrorMessage: message,
  showOpenDialog: async (options: Dialog = {}) =>
    desk().ask({ kind: 'open', title: options.title ?? '', detail: '', items: [] }),
  showSaveDialog: async (options: Dialog = {}) =>
    desk().ask({ kind: 'save', title: options.title ?? '', detail: '', items: [] }),
  withProgress: async <T>(_options: unknown, work: (...args: never[]) => Promise<T>) => {
    const onCancellationRequested = desk().cancelled.event;
    const token = { isCancellationRequested: false, onCancellationRequested };
    return work({ report: () => undefined } as never, token as never);
  },
  showTextDocument: async (
    target: TextDocument | URI,
    options: { readonly selection?: Range } = {},
  ) => {
    const document = target instanceof Uri ? await desk().document(target) : target;
    return desk().showText(document, options.selection);
  },
  get activeTextEditor() {
    return desk().activeEditor;
  },
  get visibleTextEditors() {
    const { activeEditor } = desk();
    return activeEditor === undefined ? [] : [activeEditor];
  },
  activeNotebookEditor: undefined,
  get tabGroups() {
    return { activeTabGroup: { activeTab: undefined }, all: [] };
  },
  get onDidChangeActiveTextEditor() {
    return desk().editorChanged.event;
  },
  onDidChangeTextEditorSelection: never,
});

/** A message with buttons; those who ask want the button or its words back. */
async function message(text: string, ...rest: readonly unknown[]): Promise<unknown> {
  const buttons = rest.filter(
    (one) => typeof one === 'string' || (typeof one === 'object' && one !== null && 'title' in one),
  );
  const items = buttons.map((b) => ({
    label: typeof b === 'string' ? b : String(b.title),
  }));
  const modal = rest.find(
    (one): one is { readonly detail: string } =>
      typeof one === 'object' && one !== null && 'detail' in one,
  );
  const detail = modal?.detail ?? '';
  const answer = desk().ask({ kind: 'message', title: text, detail, items });
  if (answer === undefined) return undefined;
  return buttons[items.indexOf(chosenOf(items, answer)[0]!)];
}

/** A glob of the few forms that settings of this extension have: `*` within a folder's names. */
function fits(pattern: string, path: string): boolean {
  const source = pattern.replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*+/g, '[^/]*');
  return new RegExp(`^${source}$`).test(path);
}

export const workspace = only('workspace', {
  fs: only('workspace.fs', fileSystem),
  get isTrusted() {
    return desk().options.trusted;
  },
  onDidGrantWorkspaceTrust: never,
  get workspaceFolders() {
    return [{ uri: desk().workspace, name: 'samples', index: 0 }];
  },
  getWorkspaceFolder: (uri: URI) => {
    const uri_ = desk().workspace;
    return uri.path.startsWith(`${uri_.path}/`)
      ? { uri: uri_, name: 'samples', index: 0 }
      : undefined;
  },
  asRelativePath: (uri: URI) => uri.path.slice(desk().workspace.path.length + 1),
  // The callers look at the names themselves.
  findFiles: async () => (await allFiles(desk().workspace)).map((path) => Uri.file(path)),
  createFileSystemWatcher: () => {
    const told = desk().fileChanged.event;
    return { onDidChange: told, onDidCreate: never, onDidDelete: never, dispose: () => undefined };
  },
  registerFileSystemProvider: () => nothing,
  registerTextDocumentContentProvider: (
    scheme: string,
    provider: { provideTextDocumentContent(uri: URI): string },
  ) => {
    desk().providers.set(scheme, (uri) => provider.provideTextDocumentContent(uri));
    return nothing;
  },
  notebookDocuments: [],
  get textDocuments() {
    return desk().documents;
  },
  openTextDocument: (uri: URI) => desk().document(uri),
  applyEdit: async (edit: WorkspaceEdit) => {
    // From the end, so that no edit moves another.
    const edits = await Promise.all(
      edit.edits.map(async ({ uri, range, text }) => {
        const document = await desk().document(uri);
        const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
        return { document, from, to, text };
      }),
    );
    for (const { document, from, to, text } of edits.sort((a, b) => b.from - a.from))
      desk().edit(document, from, to, text);
    return true;
  },
  getConfiguration: (section: string) => ({
    get: (key: string, otherwise?: unknown) => desk().setting(`${section}.${key}`) ?? otherwise,
    inspect: (key: string) => ({
      key,
      globalValue: undefined,
      workspaceValue: undefined,
      workspaceFolderValue: desk().setting(`${section}.${key}`),
    }),
    update: async (key: string, value: unknown) => desk().configure(`${section}.${key}`, value),
  }),
  get onDidChangeConfiguration() {
    return desk().configured.event;
  },
  get onDidChangeTextDocument() {
    return desk().documentChanged.event;
  },
  onDidSaveTextDocument: never,
  onDidCloseTextDocument: never,
});

export const languages = only('languages', {
  registerCodeLensProvider: () => nothing,
  registerHoverProvider: () => nothing,
  registerFoldingRangeProvider: () => nothing,
  registerDocumentSymbolProvider: () => nothing,
  registerCodeActionsProvider: () => nothing,
  createDiagnosticCollection: () => ({
    set: () => undefined,
    delete: () => undefined,
    clear: () => undefined,
    dispose: () => undefined,
  }),
  match: (
    { pattern }: { readonly pattern?: RelativePattern | string },
    { uri }: { readonly uri: URI },
  ): number => {
    if (pattern === undefined) return 0;
    if (typeof pattern === 'string') return fits(pattern, uri.path) ? 10 : 0;
    const path = uri.path.slice(desk().workspace.path.length + 1);
    return fits(pattern.pattern, path) ? 10 : 0;
  },
});

export const lm = only('lm', {
  registerTool: () => nothing,
  selectChatModels: async () => [],
});

export const CodeActionKind = { QuickFix: 'quickfix' };
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const FileChangeType = { Changed: 1, Created: 2, Deleted: 3 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };
