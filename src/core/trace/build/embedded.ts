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

/** Milliseconds between two recorded times; `null` when one is missing or they are in the wrong order. */
export function elapsed(start: number | null, end: number | null): number | null {
  return start !== null && end !== null && end >= start ? end - start : null;
}
