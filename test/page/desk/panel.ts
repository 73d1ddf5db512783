import type { URI } from 'vscode-uri';
import { EventEmitter, Uri } from './values';

/** The document of a panel or view on the host's side. Its page is a tab of the test's browser, once there is one. */
export class Webview {
  options: unknown = {};
  html = '';
  readonly cspSource: string;
  readonly #received = new EventEmitter<unknown>();
  readonly onDidReceiveMessage = this.#received.event;
  #page: ((message: string) => Promise<unknown>) | null = null;
  readonly #waiting: string[] = [];

  /** `origin` serves the extension's folder. */
  constructor(
    private readonly origin: string,
    private readonly extension: URI,
  ) {
    this.cspSource = origin;
  }

  asWebviewUri(uri: URI): URI {
    return Uri.parse(`${this.origin}${uri.path.slice(this.extension.path.length)}`);
  }

  async postMessage(message: unknown): Promise<boolean> {
    const text = encode(message);
    if (this.#page === null) this.#waiting.push(text);
    else await this.#page(text);
    return true;
  }

  /** What comes from the page. */
  receive(text: string): void {
    this.#received.fire(JSON.parse(text));
  }

  /** The page listens from now on. */
  connect(page: (message: string) => Promise<unknown>): void {
    this.#page = page;
    for (const text of this.#waiting.splice(0)) void page(text);
  }
}

/** Messages cross as text; typed arrays by name and bytes, which `pageScript.ts` puts together again. */
function encode(message: unknown): string {
  return JSON.stringify(message, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { $typed: value.constructor.name, bytes: bytes.toString('base64') };
  });
}

/** A panel of an editor tab, or a view of the side bar. */
export class Panel {
  title: string;
  iconPath: unknown;
  active = true;
  visible = true;
  readonly #disposed = new EventEmitter<void>();
  readonly onDidDispose = this.#disposed.event;
  readonly #changed = new EventEmitter<{ readonly webviewPanel: Panel }>();
  readonly onDidChangeViewState = this.#changed.event;

  constructor(
    readonly viewType: string,
    title: string,
    readonly webview: Webview,
    private readonly onReveal: (panel: Panel) => void,
  ) {
    this.title = title;
  }

  reveal(): void {
    this.onReveal(this);
  }

  /** How views are brought to the front. */
  show(): void {
    this.onReveal(this);
  }

  /** Has the keyboard or not. */
  setActive(active: boolean): void {
    if (this.active === active) return;
    this.active = active;
    this.#changed.fire({ webviewPanel: this });
  }

  dispose(): void {
    this.active = false;
    this.visible = false;
    this.#disposed.fire();
  }
}
