import { FORMATS } from '../trace/formats/table';
import { SNIFF_BYTES } from '../trace/reader/bounds';
import { containersOf } from '../trace/reader/container';
import { peel } from '../trace/reader/layers/peel';
import { detectFormat, sniffHead } from '../trace/sniff';
import type { Container } from '../trace/format';
import type { ByteSource } from '../trace/source';
import { halvesOf, holdsAny, type Needle } from './bytes';

/**
 * Formats whose writers put each text into one string, so that what is found in a trace stands in the bytes in a row.
 * Not here: streams, which cut words between two records; formats that unpack, decode or mend a text.
 */
export const WHOLE_TEXTS: ReadonlySet<string> = new Set([
  ...['claude-code', 'claude-code-document', 'claude-code-result', 'codex-rollout', 'codex-exec'],
  ...['qwen-code', 'gemini-cli', 'copilot-cli', 'pi-agent', 'opencode', 'cline-ui', 'atif'],
  ...['hermes', 'lm-eval', 'message-list', 'message-document', 'dataset-rows'],
  ...['open-webui', 'librechat', 'claude-export', 'langsmith'],
]);

/** Containers that hold strings as JSON does. */
const LIKE_JSON: ReadonlySet<Container> = new Set(['json', 'ndjson', 'concatenated', 'array']);

/** The first is enough for most files to tell their format. */
const HEADS = [4 * 1024, 32 * 1024];

interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
}

/**
 * Whether the bytes of a file tell that no trace of it holds any of the needles: they are not there, and its format
 * would not hide them. Parses at most the head. Rejects when the source does or the signal aborts.
 */
export async function cannotHold(
  given: ByteSource,
  needles: readonly Needle[],
  reading: Reading,
): Promise<boolean> {
  const { source } = await peel(given, reading.signal);
  // What cannot be unpacked tells so when it is read.
  if (source === null) return false;
  const head = await source.read(0, Math.min(source.size, SNIFF_BYTES), reading.signal);
  const [container] = containersOf(head, source.name, source.size <= head.length);
  if (container === 'sqlite') return isNotInDatabase(source, head, needles, reading);
  if (container === undefined || !LIKE_JSON.has(container)) return false;
  return !(await holdsAny(source, needles, reading)) && keepsTextsWhole(source, head);
}

function keepsTextsWhole({ name, size }: ByteSource, head: Uint8Array): boolean {
  for (const length of HEADS) {
    for (const sniff of sniffHead(name, head.subarray(0, length), size <= length)) {
      const format = detectFormat(sniff, FORMATS);
      if (format !== null) return WHOLE_TEXTS.has(format.id);
    }
  }
  return false;
}

/** Where the header of a database tells how its texts are encoded; 1 is UTF-8 (https://sqlite.org/fileformat.html). */
const ENCODING_AT = 59;

/** Bytes of the smallest page that hold text. */
const SMALLEST_PAGE = 480;

/** A text may go on in another page, so that each of its halves counts; what was written last is in a file beside. */
async function isNotInDatabase(
  source: ByteSource,
  head: Uint8Array,
  needles: readonly Needle[],
  reading: Reading,
): Promise<boolean> {
  // A longer text may go on in a third page.
  if (needles.some((needle) => needle.length > SMALLEST_PAGE)) return false;
  const halves = halvesOf(needles);
  if (halves === null || head[ENCODING_AT] !== 1) return false;
  if (await holdsAny(source, halves, reading)) return false;
  const log = (await source.beside?.('-wal')) ?? null;
  return log === null || !(await holdsAny(log, halves, { signal: reading.signal }));
}
