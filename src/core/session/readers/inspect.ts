import type { NoteBody, SessionNote } from '../../model/sessionNote';
import { at as valueAt, isObject, list, num, str, text, time } from '../../text/json';
import type { FileRecord } from '../../trace/format';
import { noted, type SessionReader } from '../reader';

/** The events of Inspect's samples tell how long a tool took, whether it failed, and what a request went through. */
export const inspectReader = (): SessionReader => ({
  read: (record) => eventsOf(record).flatMap((event) => notesOf(record, event)),
});

/** Of a sample, of all samples of a log, or of one entry of a log that keeps them apart. */
function eventsOf({ value }: FileRecord): readonly unknown[] {
  if (Array.isArray(value)) return list(value);
  return [value, ...list(value, 'samples')].flatMap((sample) => list(sample, 'events'));
}

function notesOf(record: FileRecord, event: unknown): readonly SessionNote[] {
  const at = time(event, 'timestamp');
  return bodiesOf(event, at).map((body) => noted(record, at, body));
}

function bodiesOf(event: unknown, at: number | null): readonly NoteBody[] {
  switch (str(event, 'event') ?? '') {
    case 'tool': {
      const callId = text(event, 'id');
      if (callId === null) return [];
      const end = time(event, 'completed');
      const durationMs = at === null || end === null ? null : Math.max(0, end - at);
      const failed = isObject(valueAt(event, 'error')) ? true : null;
      return [{ kind: 'tool', callId, durationMs, failed }];
    }
    case 'model': {
      const error = text(event, 'error');
      if (error !== null) return [{ kind: 'event', event: 'api-error', text: error }];
      return (num(event, 'retries') ?? 0) > 0 ? [{ kind: 'event', event: 'retry', text: '' }] : [];
    }
    case 'compaction':
      return [{ kind: 'event', event: 'compaction', text: '' }];
    default:
      return [];
  }
}
