import { gunzipSync } from 'fflate';
import { MAX_ENTRY_BYTES } from '../../reader/bounds';
import { unpacked } from '../../build/embedded';
import { at, isObject, list, str, text } from '../../../text/json';

/** One HTTP exchange: the bodies, the response's as text or as parsed JSON. */
export interface Exchange {
  readonly url: string | null;
  readonly request: unknown;
  readonly response: unknown;
}

/** Exchanges of a VCR cassette, a HAR file, a log line with request and response, or a batch result. */
export function exchangesOf(value: unknown): readonly Exchange[] {
  const recorded = [
    ...list(value, 'interactions'),
    ...list(value, 'http_interactions'),
    ...list(value, 'log', 'entries'),
  ];
  return (recorded.length > 0 ? recorded : [value]).flatMap(readExchange);
}

function readExchange(value: unknown): readonly Exchange[] {
  const response = bodyOf(at(value, 'response'));
  if (response === null) return [];
  const request = unpacked(bodyOf(at(value, 'request')));
  const url = text(value, 'request', 'uri') ?? text(value, 'request', 'url') ?? text(value, 'url');
  return [{ url, request, response }];
}

/** The body of a recorded message: parsed, as text, as base64, or the message itself where it is the body. */
function bodyOf(message: unknown): unknown {
  if (!isObject(message)) return null;
  const parsed = at(message, 'parsed_body');
  if (isObject(parsed) || Array.isArray(parsed)) return parsed;
  const content = at(message, 'content');
  const body =
    at(message, 'body') ?? at(message, 'postData') ?? (isObject(content) ? content : message);
  if (typeof body === 'string') return body;
  const words =
    str(body, 'string') ?? (isObject(content) || body !== message ? str(body, 'text') : null);
  const packed = str(body, 'base64_string') ?? (str(body, 'encoding') === 'base64' ? words : null);
  if (packed !== null) return fromBase64(packed);
  if (words !== null) return looksPacked(words) ? fromBase64(words) : words;
  return isObject(body) || Array.isArray(body) ? body : null;
}

/** YAML writes a body that is not text as base64 without saying so once it is parsed. */
function looksPacked(words: string): boolean {
  return (
    words.length > 20 && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(words.slice(0, 200) + words.slice(-4))
  );
}

function fromBase64(words: string): string {
  try {
    const bytes = Uint8Array.from(atob(words.replace(/\s/g, '')), (c) => c.charCodeAt(0));
    return new TextDecoder('utf-8').decode(
      bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : bytes,
    );
  } catch {
    // It only looked like base64, or its gzip is damaged: read it as it is.
    return words;
  }
}

/** The last four bytes tell the size, which bounds what is unpacked (RFC 1952, section 2.3.1). */
function gunzip(bytes: Uint8Array): Uint8Array {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  return size > MAX_ENTRY_BYTES ? bytes : gunzipSync(bytes, { out: new Uint8Array(size) });
}
