import { FORMATS } from '../trace/formats/table';
import { startScan } from '../trace/scan';
import type { ByteSource } from '../trace/source';
import { bytesHash } from '../text/hash';
import type { OpenOptions } from '../trace/traceFile';
import { HEAD_BYTES, type FileStamp, type IndexedFile } from './fileIndex';
import type { CorpusRow } from './model';
import { corpusRow } from './row';

/** What tells whether a file changed. Reads its first bytes only. */
export async function stampOf(source: ByteSource, mtime: number): Promise<FileStamp> {
  const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
  return { size: source.size, mtime, head: bytesHash(head) };
}

/** All traces of a file as rows, one at a time in memory. Rejects when the source does or the signal aborts. */
export async function readCorpusFile(
  file: string,
  source: ByteSource,
  stamp: FileStamp,
  { signal, onProgress }: OpenOptions = {},
  rowOf = corpusRow,
): Promise<IndexedFile> {
  const scan = await startScan(source, FORMATS, signal);
  if ('error' in scan) return { file, stamp, rows: [], failure: scan.error.code };
  const rows: CorpusRow[] = [];
  for await (const { groups, open, bytesRead } of scan.steps(scan.source.size, signal)) {
    onProgress?.({ bytesRead, bytesTotal: source.size, found: [] });
    for (const { traces } of [...groups, ...open]) {
      for (const trace of traces) rows.push(rowOf(file, trace));
    }
  }
  return { file, stamp, rows, failure: null };
}
