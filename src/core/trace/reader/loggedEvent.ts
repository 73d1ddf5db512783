/**
 * Some programs log each server-sent event as JSON, `{ "event": ..., "data": ... }`: the data (also when it is JSON
 * text) is the record then, and the event its name. `null` when the value is something else: an event that says beside its
 * data which run it is of (Dify's) is a record as it stands. So is an event of Bedrock's streams, which is packed.
 */
export function loggedEvent(
  value: unknown,
): { readonly name: string; readonly value: unknown } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { event, data } = value as { readonly event?: unknown; readonly data?: unknown };
  const keys = Object.keys(value);
  const chunk = keys.length === 1 ? chunkOf(value) : null;
  if (chunk !== null) return chunk;
  if (typeof event !== 'string' || keys.length > MAX_KEYS || keys.some(isOfRun)) return null;
  if (typeof data === 'object' && data !== null) return { name: event, value: data };
  if (typeof data !== 'string' || !data.startsWith('{')) return null;
  try {
    return { name: event, value: JSON.parse(data) as unknown };
  } catch {
    // Text that only begins like JSON: the record stays as it is.
    return null;
  }
}

/** The longest chunk that is opened, in characters of base64. */
const MAX_CHUNK = 16_000_000;

/** What Bedrock streams: each event of the model in base64, `{ "chunk": { "bytes": ... } }`. */
function chunkOf(value: object): { readonly name: string; readonly value: unknown } | null {
  const { chunk } = value as { readonly chunk?: unknown };
  if (typeof chunk !== 'object' || chunk === null) return null;
  const { bytes } = chunk as { readonly bytes?: unknown };
  // Base64 of `{`.
  if (typeof bytes !== 'string' || !/^ey[A-Z]/.test(bytes) || bytes.length > MAX_CHUNK) return null;
  try {
    const opened = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
    return { name: 'chunk', value: JSON.parse(new TextDecoder().decode(opened)) as unknown };
  } catch {
    // No base64, or no JSON within it: the record stays as it is.
    return null;
  }
}

/** `event`, `data`, `id`, `retry`. */
const MAX_KEYS = 4;

const isOfRun = (key: string): boolean => key === 'task_id' || key === 'workflow_run_id';
