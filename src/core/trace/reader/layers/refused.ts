import { msg, type Message } from '../../../model/message';

/** What a file is that cannot be read here, told from its first bytes, and what to do about it. */
export interface Refused {
  readonly id: string;
  /** What it is, for a sentence ("an xz file"). */
  readonly title: Message;
  readonly at: number;
  readonly magic: readonly number[];
  /** For kinds that no fixed bytes tell: what the beginning says as text. */
  readonly head?: RegExp;
  /** A command or step that makes it readable; `null` when there is none. */
  readonly advice: Message | null;
}

const ascii = (text: string): readonly number[] => Array.from(text, (c) => c.charCodeAt(0));

const refused = (
  id: string,
  title: Message,
  magic: readonly number[],
  advice: Message | null,
  at = 0,
): Refused => ({ id, title, at, magic, advice });

/** Kinds of files that are known and not read. */
export const REFUSED: readonly Refused[] = [
  refused(
    'xz',
    msg('an xz file'),
    [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
    msg('Unpack it with "xz -d".'),
  ),
  refused('bzip2', msg('a bzip2 file'), ascii('BZh'), msg('Unpack it with "bzip2 -d".')),
  refused('lz4', msg('an lz4 file'), [0x04, 0x22, 0x4d, 0x18], msg('Unpack it with "lz4 -d".')),
  refused('lzip', msg('an lzip file'), ascii('LZIP'), msg('Unpack it with "lzip -d".')),
  refused(
    '7z',
    msg('a 7z archive'),
    [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
    msg('Unpack it with "7z x".'),
  ),
  refused('rar', msg('a rar archive'), ascii('Rar!'), msg('Unpack it with "unrar x".')),
  refused('tar', msg('a tar archive'), ascii('ustar'), msg('Unpack it with "tar -xf".'), 257),
  refused(
    'arrow',
    msg('an Arrow file'),
    ascii('ARROW1'),
    msg('Save the table as Parquet or JSONL.'),
  ),
  refused('avro', msg('an Avro file'), [0x4f, 0x62, 0x6a, 0x01], msg('Save the records as JSONL.')),
  refused(
    'hdf5',
    msg('an HDF5 file'),
    [0x89, 0x48, 0x44, 0x46],
    msg('Save the table as Parquet or JSONL.'),
  ),
  refused(
    'duckdb',
    msg('a DuckDB database'),
    ascii('DUCK'),
    msg('Export the table as Parquet.'),
    8,
  ),
  {
    // The fields of a flow, each with its length before it.
    id: 'mitmproxy',
    title: msg('a file of mitmproxy flows'),
    at: 0,
    magic: [],
    head: /^\d{2,9}:(?:\d{1,2}:(?:websocket|version|type|timestamp_created|response|request|id|error|comment|metadata|marked|is_replay|backup|intercepted|client_conn|server_conn);)/,
    advice: msg('Save the flows as HAR with "mitmdump -nr FILE --set hardump=OUT.har".'),
  },
  refused('pdf', msg('a PDF document'), ascii('%PDF-'), null),
  refused('png', msg('a picture'), [0x89, 0x50, 0x4e, 0x47], null),
  refused('jpeg', msg('a picture'), [0xff, 0xd8, 0xff], null),
  refused('elf', msg('a program'), [0x7f, 0x45, 0x4c, 0x46], null),
];

/** The known kind that the first bytes belong to, or `null`. */
export function refusedKind(head: Uint8Array): Refused | null {
  const text = () => new TextDecoder('latin1').decode(head.subarray(0, 64));
  const fits = (kind: Refused) =>
    kind.head?.test(text()) ?? kind.magic.every((byte, i) => head[kind.at + i] === byte);
  return REFUSED.find(fits) ?? null;
}
