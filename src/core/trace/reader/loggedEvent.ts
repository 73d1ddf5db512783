/**
 * Some programs log each server-sent event as JSON, `{ "event": ..., "data": ... }`: the data (also when it is JSON
 * text) is the record then, and the event its name. `null` when the value is something else: an event that says beside its
 * data which run it is of (Dify's) is a record as it stands.
 */
export function loggedEvent(
  value: unknown,
): { readonly name: string; readonly value: unknown } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { event, data } = value as { readonly event?: unknown; readonly data?: unknown };
  const keys = Object.keys(value);
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

/** `event`, `data`, `id`, `retry`. */
const MAX_KEYS = 4;

const isOfRun = (key: string): boolean => key === 'task_id' || key === 'workflow_run_id';
