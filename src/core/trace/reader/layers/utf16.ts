import { msg } from '../../../model/message';
import { countFigure, say } from '../../../model/sentence';
import { memorySource } from '../../source';
import { MAX_RECORD_BYTES, MEGABYTE } from '../bounds';
import type { Layer } from './layer';

type Encoding = 'utf-16le' | 'utf-16be';

/** Windows PowerShell redirects output as UTF-16: such a file is turned into UTF-8 in memory. */
export const utf16: Layer = {
  id: 'utf-16',
  title: msg('UTF-16'),
  sniff: (head) => encodingOf(head) !== null,
  inside: (name) => name,
  head: (head) => toUtf8(head, encodingOf(head)),
  async open(source, signal) {
    if (source.size > MAX_RECORD_BYTES) {
      const message = say(
        'A UTF-16 file is read up to {0} MB.',
        countFigure(MAX_RECORD_BYTES / MEGABYTE),
      );
      return { source: null, problems: [{ code: 'too-large', message }] };
    }
    const bytes = await source.read(0, source.size, signal);
    const inside = toUtf8(bytes, encodingOf(bytes));
    return { source: memorySource(source.name, inside), problems: [] };
  },
};

function toUtf8(bytes: Uint8Array, encoding: Encoding | null): Uint8Array {
  return new TextEncoder().encode(new TextDecoder(encoding ?? 'utf-16le').decode(bytes));
}

function encodingOf(mark: Uint8Array): Encoding | null {
  if (mark[0] === 0xff && mark[1] === 0xfe) return 'utf-16le';
  return mark[0] === 0xfe && mark[1] === 0xff ? 'utf-16be' : null;
}
