/**
 * A value that may be kept as JSON text inside JSON (OpenTelemetry attributes, Langfuse exports, Cline's messages):
 * the parsed value where it is an object or array, else as it was.
 */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // Text that only begins like JSON, or was cut off by its exporter.
    return value;
  }
}

/** A time without a zone, whose writer keeps UTC and does not say so, with the zone; any other value as it was. */
export function inUtc(value: unknown): unknown {
  const isBare =
    typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?$/.test(value);
  return isBare ? `${value.replace(' ', 'T')}Z` : value;
}

/** Milliseconds between two recorded times; `null` when one is missing or they are in the wrong order. */
export function elapsed(start: number | null, end: number | null): number | null {
  return start !== null && end !== null && end >= start ? end - start : null;
}
