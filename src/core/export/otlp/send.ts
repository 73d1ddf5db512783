import { count, str } from '../../text/json';

/** Where the traces go at a collector (https://opentelemetry.io/docs/specs/otlp/#otlphttp-request). */
const PATH = '/v1/traces';

/** The address to which traces are posted at a collector that is named by its own; `null` for what is no web address. */
export function tracesUrl(named: string): string | null {
  const found = /^(https?:\/\/[^/?#\s]+)([^?#\s]*)(\?[^#\s]*)?$/i.exec(named.trim());
  if (found === null) return null;
  const [, origin = '', path = '', query = ''] = found;
  const base = path.replace(/\/+$/, '');
  return `${origin}${base.endsWith(PATH) ? base : base + PATH}${query}`;
}

/**
 * Reads headers as `OTEL_EXPORTER_OTLP_HEADERS` has them: `name=value` separated by commas, values percent-encoded. `null`
 * where they are not of that form.
 */
export function otlpHeaders(text: string): Readonly<Record<string, string>> | null {
  const headers: Record<string, string> = {};
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    if (name === undefined || value === undefined) return null;
    const read = decoded(value);
    // A line break would begin another header.
    if (read === null || /[\r\n\0]/.test(read)) return null;
    headers[name.toLowerCase()] = read;
  }
  return { ...headers, 'content-type': 'application/json' };
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    // A percent sign that encodes nothing.
    return null;
  }
}

/** How a collector took the spans. */
export type OtlpAnswer =
  | { readonly kind: 'taken' }
  /** It kept the others. */
  | { readonly kind: 'rejected'; readonly spans: number; readonly why: string }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string };

/** So much of what a server says is told. */
const MOST_WORDS = 300;

function valueIn(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // An empty answer, or a page of a proxy: it is told as it is.
    return null;
  }
}

export function otlpAnswer(status: number, body: string): OtlpAnswer {
  const value = valueIn(body);
  const said = (text: string | null): string =>
    (text ?? (value === null ? body : '')).replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
  if (status < 200 || status > 299)
    return { kind: 'refused', status, why: said(str(value, 'message')) };
  const spans = count(value, 'partialSuccess', 'rejectedSpans') ?? 0;
  const why = said(str(value, 'partialSuccess', 'errorMessage'));
  return spans > 0 ? { kind: 'rejected', spans, why } : { kind: 'taken' };
}
