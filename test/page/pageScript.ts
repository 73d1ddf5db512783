/** Names by which the page and the test reach each other. */
export interface Bridge {
  /** Carries what the page says: a message to the host, or a key that it passes on. */
  lrmLensTell(kind: 'message' | 'key', text: string): Promise<void>;
  /** Gives the page a message of the host. */
  lrmLensDeliver(text: string): void;
  acquireVsCodeApi(): unknown;
  /** Done when the host has taken the key that was pressed last. */
  lrmLensKey: Promise<void>;
}

/**
 * Runs in each page before its own script, in place of VS Code's: `acquireVsCodeApi`, messages, and keys, which VS Code
 * takes from every page for its keybindings. Must not reach for anything outside of itself.
 */
export function pageScript(): void {
  const bridge = window as unknown as Bridge;
  const STATE = 'state';
  bridge.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => void bridge.lrmLensTell('message', JSON.stringify(message)),
    getState: (): unknown => JSON.parse(sessionStorage.getItem(STATE) ?? 'null') ?? undefined,
    setState: (state: unknown) => sessionStorage.setItem(STATE, JSON.stringify(state)),
  });

  interface Typed {
    readonly $typed: string;
    readonly bytes: string;
  }
  const isTyped = (value: unknown): value is Typed =>
    typeof value === 'object' && value !== null && '$typed' in value;
  const decode = (_key: string, value: unknown): unknown => {
    if (!isTyped(value)) return value;
    const bytes = Uint8Array.from(atob(value.bytes), (c) => c.charCodeAt(0));
    const kind = (window as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[
      value.$typed
    ]!;
    return new kind(bytes.buffer);
  };
  bridge.lrmLensDeliver = (text) => {
    const data: unknown = JSON.parse(text, decode);
    window.dispatchEvent(new MessageEvent('message', { data }));
  };

  window.addEventListener('keydown', (event) => {
    const { code, ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = event;
    // VS Code keeps the browser's own undo, find, save and print from its pages.
    if ((ctrl || meta) && ['KeyZ', 'KeyY', 'KeyF', 'KeyS', 'KeyP'].includes(code))
      event.preventDefault();
    bridge.lrmLensKey = bridge.lrmLensTell('key', JSON.stringify({ code, ctrl, shift, alt, meta }));
  });
}
