import { gunzipSync } from 'fflate';
import { MAX_ENTRY_BYTES } from '../../reader/bounds';
import { elapsed, unpacked } from '../../build/embedded';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';

/** One HTTP exchange: the bodies, the response's as text or as parsed JSON. */
export interface Exchange {
  readonly url: string | null;
  readonly request: unknown;
  readonly response: unknown;
  /** What the log says of the exchange beside its bodies. */
  readonly facts: ExchangeFacts;
}

export interface ExchangeFacts {
  readonly model: string | null;
  readonly costUsd: number | null;
  readonly startedAt: number | null;
  readonly durationMs: number | null;
  readonly ttftMs: number | null;
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
  // Bedrock's batches name the bodies their own way.
  const response = bodyOf(at(value, 'response') ?? at(value, 'modelOutput'));
  if (response === null) return [];
  const sent = unpacked(bodyOf(at(value, 'request') ?? at(value, 'modelInput')));
  // LiteLLM, DSPy and logs of scripts keep the prompt beside the response.
  const asked = ['messages', 'prompt', 'input', 'contents'].some((key) => has(value, key));
  const request = sent ?? (asked ? value : null);
  const url = text(value, 'request', 'uri') ?? text(value, 'request', 'url') ?? text(value, 'url');
  return [{ url, request, response, facts: factsOf(value) }];
}

/** Cost and times of LiteLLM's payload and DSPy's history. */
function factsOf(value: unknown): ExchangeFacts {
  const start = time(value, 'startTime') ?? time(value, 'start_time') ?? time(value, 'timestamp');
  const end = time(value, 'endTime') ?? time(value, 'end_time');
  const first = time(value, 'completionStartTime');
  const seconds = num(value, 'response_time') ?? num(value, 'latency');
  return {
    model: text(value, 'model'),
    costUsd: num(value, 'response_cost') ?? num(value, 'cost'),
    startedAt: start,
    durationMs: elapsed(start, end) ?? (seconds === null ? null : Math.round(seconds * 1_000)),
    ttftMs: first === end ? null : elapsed(start, first),
  };
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
