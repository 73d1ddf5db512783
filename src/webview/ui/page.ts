import { connect, type Channel, type Contract, type Handlers, type Peer } from '../../protocol/rpc';
import { setLanguage } from './l10n';

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
