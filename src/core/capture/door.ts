import { say } from '../model/sentence';
import { SentenceError } from '../text/sentenceError';
import type { HttpResponse } from './capture';
import type { HttpRequest } from './model';

/** What is sent. `body` is JSON already. */
export interface Sending {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** The part of `fetch`'s options that is used. */
export interface FetchOptions {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly redirect: 'manual';
  readonly credentials: 'omit';
  readonly referrerPolicy: 'no-referrer';
}

/** The part of `fetch`'s answer that tells of redirects. */
interface MovedResponse {
  readonly status: number;
  readonly type: string;
  readonly redirected: boolean;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  readonly body: { cancel(): Promise<void> } | null;
}

/**
 * A server wants what was sent to it to go elsewhere. Following would hand prompt and key to a place that the user did not name, so nobody
 * does. Addresses are without query and credentials.
 */
export class RedirectRefused extends SentenceError {
  constructor(
    readonly from: string,
    /** Null where the platform does not tell. */
    readonly to: string | null,
    /** The platform has followed it unasked. */
    followed = false,
  ) {
    const sentence = followed
      ? say(
          '{0} redirected to {1}, and this editor followed: what was sent may be known there.',
          from,
          to ?? '',
        )
      : to === null
        ? say(
            '{0} redirects to another address. It was not followed: nothing was sent there.',
            from,
          )
        : say('{0} redirects to {1}. It was not followed: nothing was sent there.', from, to);
    super(sentence);
  }
}

/**
 * Sends a request through a platform's `fetch`, to the address that the user agreed to and no other. Cookies of a browser
 * stay out. Rejects with `RedirectRefused` where the server wants it elsewhere, and when there is no connection.
 */
export async function sendTo<R extends MovedResponse>(
  fetchOf: (url: string, options: FetchOptions) => Promise<R>,
  url: string,
  { method, headers, body, signal }: Sending,
): Promise<R> {
  const response = await fetchOf(url, {
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

interface ChunkReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/** The body in chunks. Closes the connection when the reading is given up. */
export async function* chunksOf(response: {
  readonly body: { getReader(): ChunkReader } | null;
}): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { value } = await reader.read();
      if (value === undefined) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The part of `fetch`'s answer that a capture reads. */
type Answer = Parameters<typeof chunksOf>[0] & Pick<MovedResponse, 'status' | 'headers'>;

/** Posts a prompt as JSON through a door to the network; rejects as the door does. */
export async function postJson(
  door: (url: string, sending: Sending) => Promise<Answer>,
  { url, headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const sent = JSON.stringify(body);
  const response = await door(url, { method: 'POST', headers, body: sent, signal });
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    chunks: () => chunksOf(response),
  };
}
