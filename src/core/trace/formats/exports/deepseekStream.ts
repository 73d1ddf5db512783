import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { draft, nothing, parsed } from '../../build/draft';
import { startGrouper } from '../../build/groupers/startGrouper';
import { SegmentStream } from '../../build/segmentStream';
import { NO_USAGE } from '../../build/usage';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';

/**
 * The stream of DeepSeek's web page, as a browser saves it: a whole response first, then patches `{p, o, v}` of its
 * fields; a patch without a path goes on where the last one wrote.
 */
export const deepseekStream: Format = {
  id: 'deepseek-stream',
  title: msg('DeepSeek chat stream'),
  unit: () => startGrouper((value) => isObject(at(value, 'v', 'response'))),
  detect: ({ records }) => records.some(({ value }) => isStart(value)),
  parse: fold,
};

function isStart(value: unknown): boolean {
  const response = at(value, 'v', 'response');
  return isObject(response) && has(response, 'message_id');
}

const KINDS: Readonly<Record<string, 'reasoning' | 'answer'>> = {
  THINK: 'reasoning',
  RESPONSE: 'answer',
  thinking_content: 'reasoning',
  content: 'answer',
};

function fold(records: readonly FileRecord[]): ParseResult {
  const start = records.find(({ value }) => isStart(value))?.value;
  if (start === undefined) return nothing();
  const stream = new SegmentStream();
  const response = at(start, 'v', 'response');
  let fragment: string | null = null;
  let path = '';
  let status = text(response, 'status');
  const add = (kind: string | null, words: string, record: FileRecord) => {
    const known = kind !== null && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (known !== undefined) stream.add(known, words, { record });
  };
  const addFragments = (fragments: readonly unknown[], record: FileRecord) => {
    for (const f of fragments) {
      fragment = str(f, 'type');
      add(fragment, str(f, 'content') ?? '', record);
    }
  };
  for (const record of records) {
    const { value } = record;
    const patched = at(value, 'v');
    if (isStart(value)) {
      for (const key of ['thinking_content', 'content'])
        add(key, text(response, key) ?? '', record);
      addFragments(list(response, 'fragments'), record);
      continue;
    }
    path = str(value, 'p') ?? path;
    const field = path.split('/').at(-1) ?? '';
    if (field === 'fragments') addFragments(list(patched), record);
    else if (field === 'status') status = text(patched) ?? status;
    else if (typeof patched !== 'string') continue;
    else if (path.includes('fragments/'))
      add(field === 'content' ? fragment : null, patched, record);
    else add(field, patched, record);
  }
  const segments = stream.finish(() => 'raw');
  if (segments.length === 0) return nothing();
  const ended = status === 'FINISHED';
  const id = num(response, 'message_id');
  return parsed(
    draft({
      id: id === null ? null : String(id),
      model: text(response, 'model'),
      provider: 'DeepSeek',
      segments,
      usage: NO_USAGE,
      truncated: !ended && segments.at(-1)?.kind === 'reasoning',
      finishReason: ended ? 'stop' : status === 'WIP' ? null : status,
      timing: { startedAt: time(response, 'inserted_at') },
    }),
  );
}
