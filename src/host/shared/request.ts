import { RedirectRefused } from '../../core/capture/redirect';

/** What is sent. `body` is JSON already. */
export interface Sending {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * The one door to the network: every request of the extension goes through it, to the address that the user agreed to and no other.
 * Cookies of the browser stay out. Rejects with `RedirectRefused` where the server wants it elsewhere, and when there is no connection.
 */
export async function request(url: string, sending: Sending): Promise<Response> {
  const { method, headers, body, signal } = sending;
  const response = await fetch(url, {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
    // Not 'error', which does not tell where it leads.
    redirect: 'manual',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  const moved = response.status >= 300 && response.status < 400 && response.status !== 304;
  // A browser hides the answer; a replaced `fetch` that has followed all the same is at least told.
  if (moved || response.type === 'opaqueredirect' || response.redirected) {
    await response.body?.cancel().catch(() => undefined);
    const { protocol, host } = new URL(url);
    const { redirected } = response;
    const to = redirected ? response.url : response.headers.get('location');
    throw new RedirectRefused(`${protocol}//${host}`, redirectTarget(url, to), redirected);
  }
  return response;
}

/** Where a redirect leads, without query and credentials; null where the platform does not tell. */
function redirectTarget(from: string, location: string | null): string | null {
  if (location === null) return null;
  try {
    const { protocol, host, pathname } = new URL(location, from);
    return `${protocol}//${host}${pathname}`;
  } catch {
    // No address: told as it is.
    return location.slice(0, 100);
  }
}

/** The body in chunks. Closes the connection when the reading is given up. */
export async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
