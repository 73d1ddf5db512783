import type { ColumnMapping } from '../trace/columnMapping';
import { formatsWith } from '../trace/mapping';
import { SessionTaker } from '../session/taker';
import { titleOf } from '../session/title';
import { labelsBeside } from '../steps/corrections/beside';
import { METRICS } from '../steps/metricTable';
import { startScan } from '../trace/scan';
import type { ByteSource } from '../trace/source';
import { bytesHash } from '../text/hash';
import type { OpenOptions } from '../trace/traceFile';
import { HEAD_BYTES, type FileStamp, type IndexedFile } from './fileIndex';
import type { CorpusRow } from './model';
import { corpusRow } from './row';

/** What tells whether a file changed, the columns that were chosen for it, or the labels beside it. Of the file itself it reads the first bytes only. */
export async function stampOf(
  source: ByteSource,
  mtime: number,
  mapping?: ColumnMapping,
): Promise<FileStamp> {
  const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
  const by = mapping === undefined ? '' : ` ${JSON.stringify(mapping)}`;
  const { stamp } = await labelsBeside(source);
  const labels = stamp === '' ? '' : ` labels ${stamp}`;
  return { size: source.size, mtime, head: `${bytesHash(head)}${by}${labels}` };
}

/** So much of a session's title is kept. */
const TITLE_CHARS = 120;

/** All traces of a file as rows, one at a time in memory. Rejects when the source does or the signal aborts. */
export async function readCorpusFile(
  file: string,
  source: ByteSource,
  stamp: FileStamp,
  { signal, onProgress, mapping }: OpenOptions = {},
  rowOf = corpusRow,
): Promise<IndexedFile> {
  const scan = await startScan(source, formatsWith(mapping), signal);
  if ('error' in scan) {
    const { code, message } = scan.error;
    return { file, stamp, rows: [], failure: { code, message } };
  }
  const rows: CorpusRow[] = [];
  const labels = await labelsBeside(source);
  const session = new SessionTaker(() => null);
  session.begin(scan.format);
  for await (const { groups, open, records, bytesRead } of scan.steps(scan.source.size, signal)) {
    onProgress?.({ bytesRead, bytesTotal: source.size, found: [] });
    session.take({
      records,
      traces: groups.flatMap(({ traces }) => traces),
      open: open.flatMap(({ traces }) => traces),
    });
    for (const { traces } of [...groups, ...open]) {
      for (const trace of traces) rows.push(rowOf(file, trace, METRICS, labels));
    }
  }
  const run = session.build();
  const sessionTitle = run === null ? null : titleOf(run, TITLE_CHARS);
  const titled = sessionTitle === null ? rows : rows.map((row) => ({ ...row, sessionTitle }));
  return { file, stamp, rows: titled, failure: null };
}
