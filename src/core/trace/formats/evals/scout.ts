import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { at, list, str, text } from '../../../text/json';
import { parsed, placeAt } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { readSample } from './inspect';

/**
 * Rows of Inspect Scout (https://meridianlabs-ai.github.io/inspect_scout): its database of transcripts, and its results, which hold
 * the transcript that was looked at. Messages and events are Inspect's own, as JSON texts.
 */
export const scout: Format = {
  id: 'inspect-scout',
  title: msg('Inspect Scout transcripts'),
  unit: 'record',
  detect: ({ records }) => records.slice(0, 20).some(({ value }) => messagesOf(value) !== null),
  parse: (records) => parsed(...records.flatMap((record) => readRow(record).build())),
};

/** The messages of a row; `null` for a row of anything else. */
function messagesOf(row: unknown): readonly unknown[] | null {
  if (str(row, 'transcript_id') === null) return null;
  const input = unpacked(at(row, 'input'));
  const held = unpacked(at(row, 'messages')) ?? at(input, 'messages') ?? input;
  return Array.isArray(held) && held.some((m) => text(m, 'role') !== null) ? held : null;
}

function readRow({ value, range }: FileRecord): ReturnType<typeof readSample> {
  const input = unpacked(at(value, 'input'));
  // A score is JSON, too: `"C"`.
  const score = unpacked(at(value, 'score'));
  const verdict =
    at(value, 'success') ?? (typeof score === 'string' ? score.replace(/^"(.*)"$/, '$1') : score);
  const sample = {
    id: str(value, 'transcript_id'),
    epoch: at(value, 'task_repeat') ?? at(value, 'transcript_task_repeat'),
    messages: messagesOf(value) ?? [],
    events: list({ events: unpacked(at(value, 'events')) ?? at(input, 'events') }, 'events'),
    ...(verdict === undefined || verdict === null ? {} : { score: { value: verdict } }),
  };
  const run = {
    eval: {
      model: text(value, 'model') ?? text(value, 'transcript_model'),
      model_generate_config: unpacked(at(value, 'model_options')),
    },
  };
  return readSample(sample, run, placeAt(range));
}
