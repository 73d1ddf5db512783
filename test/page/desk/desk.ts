import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { URI } from 'vscode-uri';
import { TextDocument, TextEditor } from './documents';
import { keybindingFor, type PressedKey } from './keybindings';
import { Panel, Webview } from './panel';
import type { Answer, Question } from './questions';
import { EventEmitter, Uri, type Range } from './values';

/** Where a desk stands and what it is set to. */
export interface DeskOptions {
  /** The project's folder, whose built extension runs. */
  readonly root: string;
  readonly workspace: string;
  /** Folder for what the extension keeps. */
  readonly storage: string;
  /** Where the project's folder is served. */
  readonly origin: string;
  /** BCP 47 tag of the display language, and its messages by English message. */
  readonly language: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly trusted: boolean;
}

interface CustomEditorProvider {
  openCustomDocument(uri: URI): { dispose(): void };
  resolveCustomEditor(document: { dispose(): void }, panel: Panel): void;
}
/** One over a text document, whose saving and undo are those of any text. */
interface TextEditorProvider {
  resolveCustomTextEditor(document: TextDocument, panel: Panel): Promise<void>;
}
interface ViewProvider {
  resolveWebviewView(view: Panel): void;
}
type Command = (...args: readonly unknown[]) => unknown;

/**
 * What stands in for VS Code around the real extension host's code: it keeps what is registered, opens editors and
 * panels, answers questions as the test says, and writes down what was asked of it. `vscode.ts` gives it the shape of the API.
 */
export class Desk {
  readonly extension: URI;
  readonly workspace: URI;
  readonly contexts = new Map<string, unknown>();
  readonly commands = new Map<string, Command>();
  readonly customEditors = new Map<string, CustomEditorProvider | TextEditorProvider>();
  readonly viewProviders = new Map<string, ViewProvider>();
  readonly documents: TextDocument[] = [];
  readonly panels: Panel[] = [];
  /** Told of each panel and view that is opened. */
  readonly opened = new EventEmitter<Panel>();
  readonly editorChanged = new EventEmitter<TextEditor | undefined>();
  readonly documentChanged = new EventEmitter<unknown>();
  readonly configured = new EventEmitter<{ affectsConfiguration(section: string): boolean }>();
  readonly fileChanged = new EventEmitter<void>();
  /** The user stops what a notification shows the progress of. */
  readonly cancelled = new EventEmitter<void>();
  /** Commands of VS Code itself that were run, messages shown, links opened: `name text`. */
  readonly done: string[] = [];
  /** What the log holds that is no mere information. */
  readonly problems: string[] = [];
  clipboard = '';
  /** By scheme, what gives the text of documents that are no files. */
  readonly providers = new Map<string, (uri: URI) => string>();
  activeEditor: TextEditor | undefined;
  #answers: Answer[] = [];
  readonly #settings: Map<string, unknown>;
  readonly #keybindings: readonly { key: string; command: string; when?: string }[];

  constructor(readonly options: DeskOptions) {
    this.extension = Uri.file(options.root);
    this.workspace = Uri.file(options.workspace);
    this.#settings = new Map(Object.entries(options.settings));
    const manifest = JSON.parse(readFileSync(join(options.root, 'package.json'), 'utf8')) as {
      contributes: { keybindings: { key: string; command: string; when?: string }[] };
    };
    this.#keybindings = manifest.contributes.keybindings;
  }

  /** The panel in front. */
  get active(): Panel | undefined {
    return this.panels.find((panel) => panel.active);
  }

  file(name: string): URI {
    return Uri.joinPath(this.workspace, name);
  }

  /** Answers the next question. */
  answer(answer: Answer): void {
    this.#answers.push(answer);
  }

  nextAnswer(): Answer | null {
    return this.#answers.shift() ?? null;
  }

  ask(question: Question): unknown {
    const answer = this.nextAnswer();
    if (answer !== null) return answer(question);
    this.done.push(`${question.kind} ${question.title}`);
    // A message needs no answer.
    if (question.kind === 'message') return undefined;
    throw new Error(`nobody answers: ${question.title}`);
  }

  /** Runs a command as the palette or a button would. */
  async run(command: string, ...args: readonly unknown[]): Promise<unknown> {
    const own = this.commands.get(command);
    if (own !== undefined) return own(...args);
    this.done.push(`${command} ${args.map(String).join(' ')}`.trim());
    return undefined;
  }

  /** A key that a page passed on, as VS Code does with all of them. */
  async press(key: PressedKey): Promise<void> {
    const found = keybindingFor(this.#keybindings, key, this.contexts);
    if (found !== null) await this.run(found.command);
  }

  /** Opens a file in a custom editor. */
  openCustom(uri: URI, viewType: string): Panel {
    const provider = this.customEditors.get(viewType);
    if (provider === undefined) throw new Error(`no editor ${viewType}`);
    const panel = this.panel(viewType, uri.path.slice(uri.path.lastIndexOf('/') + 1));
    if ('resolveCustomTextEditor' in provider) {
      const filled = provider.resolveCustomTextEditor(this.text(uri), panel);
      void filled.then(() => this.#open(panel));
      return panel;
    }
    const document = provider.openCustomDocument(uri);
    panel.onDidDispose(() => document.dispose());
    provider.resolveCustomEditor(document, panel);
    return this.#open(panel);
  }

  /** A new panel that has the keyboard; its page opens once the code has filled it. */
  panel(viewType: string, title: string): Panel {
    const webview = new Webview(this.options.origin, this.extension);
    const panel = new Panel(viewType, title, webview, (one) => this.#front(one));
    panel.onDidDispose(() => this.panels.splice(this.panels.indexOf(panel), 1));
    this.#front(panel);
    this.panels.push(panel);
    return panel;
  }

  /** The same for a panel that the code fills after it was made. */
  createPanel(viewType: string, title: string): Panel {
    const panel = this.panel(viewType, title);
    queueMicrotask(() => this.#open(panel));
    return panel;
  }

  /** Brings a view of the side bar to the front. */
  showView(id: string): Panel {
    const known = this.panels.find((panel) => panel.viewType === id);
    if (known !== undefined) return known;
    const view = this.panel(id, '');
    this.viewProviders.get(id)!.resolveWebviewView(view);
    return this.#open(view);
  }

  async document(uri: URI): Promise<TextDocument> {
    return this.text(uri);
  }

  /** The document of a file, opened when it is first asked for. */
  text(uri: URI): TextDocument {
    const known = this.documents.find((d) => d.uri.toString() === uri.toString());
    if (known !== undefined) return known;
    const document = new TextDocument(uri, this.providers.get(uri.scheme)?.(uri));
    this.documents.push(document);
    return document;
  }

  /** Shows a document as text; the cursor stands at `selection`. */
  async showText(document: TextDocument, selection?: Range): Promise<TextEditor> {
    this.activeEditor = new TextEditor(document, selection);
    this.editorChanged.fire(this.activeEditor);
    return this.activeEditor;
  }

  /** Replaces the text of an open document, as typing does. */
  edit(document: TextDocument, from: number, to: number, text: string): void {
    const before = document.getText();
    const range = { start: document.positionAt(from), end: document.positionAt(to) };
    document.set(before.slice(0, from) + text + before.slice(to));
    const change = { range, rangeOffset: from, rangeLength: to - from, text };
    this.documentChanged.fire({ document, contentChanges: [change] });
  }

  setting(key: string): unknown {
    return this.#settings.get(key);
  }

  configure(key: string, value: unknown): void {
    if (value === undefined) this.#settings.delete(key);
    else this.#settings.set(key, value);
    this.configured.fire({ affectsConfiguration: (section) => key.startsWith(section) });
  }

  /** Writes a file of the workspace and has it noticed. */
  write(name: string, content: string | Uint8Array): void {
    writeFileSync(this.file(name).fsPath, content);
    this.fileChanged.fire();
  }

  /** What a file holds by now, '' while it is not there: a file is there before its words are, so poll for these. */
  written(name: string): string {
    const path = this.file(name).fsPath;
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  read(name: string): string {
    return readFileSync(this.file(name).fsPath, 'utf8');
  }

  #open(panel: Panel): Panel {
    this.opened.fire(panel);
    return panel;
  }

  #front(panel: Panel): void {
    for (const other of this.panels) other.setActive(other === panel);
    this.contexts.set('activeCustomEditorId', panel.viewType);
  }
}
