import { msg } from '../../../model/message';
import { at, isObject } from '../../../text/json';
import { createGrouper } from '../../assemble';
import { unpacked } from '../../build/embedded';
import type { FileRecord, Format, ParseResult } from '../../format';
import { ProblemList } from '../../reader/problems';
import { detectFormat } from '../../sniff';

/** Records that are looked at for the key, and keys of each. */
const LOOKED_AT = 40;
const MAX_KEYS = 24;

/**
 * The events of a model's API as programs log them, each in a record of their own (`{ts, direction, frame: {...}}`): they
 * are under one key in most records, and read by the format that knows them. What stands beside them is the program's.
 */
export function wrappedStream(formats: () => readonly Format[]): Format {
  return {
    id: 'wrapped-stream',
    title: msg('Log of a stream'),
    unit: 'file',
    detect: ({ records }) => found(records, formats()) !== null,
    parse(records): ParseResult {
      const inside = found(records, formats());
      if (inside === null) return { traces: [], problems: [] };
      const grouper = createGrouper(inside.format, new ProblemList());
      const events = records.flatMap((record) => opened(record, inside.key));
      const groups = [...events.flatMap((event) => grouper.push(event)), ...grouper.end()];
      const parts = groups.map((group) => inside.format.parse(group, { fileName: 'stream' }));
      return {
        traces: parts.flatMap(({ traces }) => traces),
        problems: parts.flatMap(({ problems }) => problems),
      };
    },
  };
}

/** APIs whose streams are told from anything else by their events. */
const STREAMED: ReadonlySet<string> = new Set([
  'openai-responses',
  'anthropic-messages',
  'gemini',
  'gemini-interactions',
  'gemini-live',
  'bedrock-converse',
  'chat-completions',
  'mistral-conversations',
]);

interface Inside {
  readonly key: string;
  readonly format: Format;
}

/** The key that most records have an event under, and the format of these. */
function found(records: readonly FileRecord[], formats: readonly Format[]): Inside | null {
  const head = records.slice(0, LOOKED_AT);
  if (head.length < 2) return null;
  const known = formats.filter(({ id }) => STREAMED.has(id));
  for (const key of keysOf(head)) {
    const inner = head.flatMap((record) => opened(record, key));
    if (inner.length < 2 || inner.length * 2 <= head.length) continue;
    const sniff = { fileName: 'stream', container: 'ndjson', text: '', records: inner } as const;
    const format = detectFormat(sniff, known);
    const events = inner.filter((record) => format?.detect({ ...sniff, records: [record] }));
    if (format !== null && events.length * 2 >= inner.length) return { key, format };
  }
  return null;
}

function keysOf(records: readonly FileRecord[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { value } of records)
    for (const key of isObject(value) ? Object.keys(value).slice(0, MAX_KEYS) : []) keys.add(key);
  return keys;
}

/** The event of a record, also as its JSON text or as the line of the stream. */
function opened(record: FileRecord, key: string): readonly FileRecord[] {
  const inner = at(record.value, key);
  const value = typeof inner === 'string' ? unpacked(inner.replace(/^data: ?/, '')) : inner;
  return isObject(value) ? [{ ...record, value }] : [];
}
