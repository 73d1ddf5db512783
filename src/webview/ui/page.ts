import { connect, type Channel, type Contract, type Handlers, type Peer } from '../../protocol/rpc';
import { setLanguage } from './l10n';
import { saveSoon } from './saveSoon';
import type { Store } from './store';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

/**
 * Navigation and interface state kept across reloads and moves of the page; never data. What was kept may be from another
 * version, or nothing: it is had through a guard only.
 */
export const pageState = {
  get: <S>(guard: (kept: unknown) => S): S => guard(api.getState()),
  set: (state: unknown): void => api.setState(state),
};

/**
 * Keeps a part of what a page shows, soon after that part is another object, and before another tab takes the page's
 * place. Nothing is kept while the part is `null`.
 */
export function keep<S extends object>(store: Store<S>, part: (state: S) => object | null): void {
  let kept: object | null = null;
  const saving = saveSoon(() => pageState.set(kept));
  const take = (): void => {
    const now = part(store.get());
    if (now === null || now === kept) return;
    kept = now;
    saving.changed();
  };
  store.subscribe(take);
  take();
  // The keyboard leaves a page before another tab takes its place.
  window.addEventListener('blur', saving.flush);
}

const channel: Channel = {
  post: (message) => api.postMessage(message),
  listen: (listener) => {
    const onMessage = (event: MessageEvent<unknown>): void => listener(event.data);
    window.addEventListener('message', onMessage);
    return () => window.removeEventListener('message', onMessage);
  },
};

/** Connects the page to the host and finishes the ready handshake, after which the display language is known. */
export async function connectPage<Page extends Contract, Host extends Contract>(
  protocol: { readonly page: Page; readonly host: Host },
  handlers: Handlers<Page>,
): Promise<Peer<Host>> {
  const host = connect(channel, protocol.page, protocol.host, handlers);
  const ready = (await host.request('ready', null as never)) as {
    locale: string;
    strings: Record<string, string>;
  };
  setLanguage(ready.locale, ready.strings);
  return host;
}
