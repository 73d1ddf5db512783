import { say, type Sentence } from '../model/sentence';

/** An answer that is not a stream: what to tell the user, and whether waiting helps. */
export interface HttpFailure {
  readonly status: number;
  readonly message: Sentence;
  /** Seconds the server asks to wait before another try; null when it does not say. */
  readonly retryAfter: number | null;
}

/** The server's own words, from the error shapes of the vendors; at most 300 characters. */
function serverMessage(body: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // Proxies answer in HTML or plain text.
    return body
      .replace(/<[^>]{0,200}>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 300);
  }
  const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  return messageIn(first).slice(0, 300);
}

function messageIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const { error, message, detail } = value as Record<string, unknown>;
  return messageIn(message ?? error ?? detail);
}

/** Seconds of a `retry-after` header: a number of seconds or an HTTP date. */
export function retryAfterSeconds(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1_000));
}

const REASONS: ReadonlyMap<number, Sentence> = new Map([
  [400, say('The server did not accept the request')],
  [401, say('The key was refused')],
  [402, say('The account has no credit')],
  [403, say('The key may not use this model')],
  [404, say('The server does not know this model or address')],
  [408, say('The server gave up waiting')],
  [413, say('The prompt is too large for the server')],
  [429, say('Too many requests')],
  [529, say('The provider is overloaded')],
]);

/** Explains a status and body. */
export function httpFailure(
  status: number,
  body: string,
  retryAfterHeader: string | null,
  now: number,
): HttpFailure {
  const reason =
    REASONS.get(status) ?? (status >= 500 ? say('The server failed') : say('The request failed'));
  const said = serverMessage(body);
  return {
    status,
    message:
      said === ''
        ? say('{0} ({1}).', reason, String(status))
        : say('{0} ({1}): {2}', reason, String(status), said),
    retryAfter: retryAfterSeconds(retryAfterHeader, now),
  };
}
