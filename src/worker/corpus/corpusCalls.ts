import { csvLines, ndjsonLines } from '../../core/corpus/exports';
import {
  indexLine,
  indexPart,
  isStale,
  parseIndex,
  type IndexedFile,
} from '../../core/corpus/fileIndex';
import type { CorpusRow } from '../../core/corpus/model';
import { readLessons } from '../../core/corpus/lessons';
import { parquetBytes } from '../../core/corpus/parquet';
import { readCorpusFile, stampOf } from '../../core/corpus/readFile';
import { corpusReport } from '../../core/corpus/report';
import { samePrompts } from '../../core/corpus/samePrompt';
import type { CorpusCallName, CorpusCalls, ExportKind } from '../../protocol/corpusCalls';
import type { OpenSource } from '../source';
import type { CallContext } from '../serve';
import { priceOfTrace, setOwnPrices } from '../view/prices';

type Answers = {
  readonly [N in CorpusCallName]: (
    params: CorpusCalls[N]['params'],
    context: CallContext,
  ) => CorpusCalls[N]['result'] | Promise<CorpusCalls[N]['result']>;
};

/** Answers the questions about many files. One corpus a worker: its rows live as long as the worker. */
export function corpusCalls(openSource: OpenSource): Answers {
  const known = new Map<string, IndexedFile>();
  const present = new Map<string, IndexedFile>();
  const rows = (): CorpusRow[] => [...present.values()].flatMap((file) => file.rows);

  return {
    corpusLoad: ({ index }) => {
      const { files, damaged } = parseIndex(new TextDecoder().decode(index));
      for (const [key, file] of files) known.set(key, file);
      return { damaged };
    },
    corpusPrices: ({ models }) => {
      setOwnPrices(models);
      return null;
    },
    corpusFile: async ({ file, key, mtime }, { signal, onProgress }) => {
      const source = await openSource(file);
      try {
        const stamp = await stampOf(source, mtime);
        const before = known.get(key);
        const unchanged = before !== undefined && !isStale(before, stamp);
        const entry = unchanged
          ? before
          : await readCorpusFile(key, source, stamp, priceOfTrace, {
              signal,
              onProgress: ({ bytesRead, bytesTotal }) =>
                onProgress({ handle: null, bytesRead, bytesTotal, count: 0 }),
            });
        known.set(key, entry);
        present.set(key, entry);
        return {
          traces: entry.rows.length,
          failure: entry.failure,
          unchanged,
          line: unchanged ? null : indexLine(entry),
        };
      } finally {
        await source.close();
      }
    },
    lessons: async ({ file }, { signal }) => {
      const source = await openSource(file);
      try {
        return await readLessons(source, { signal });
      } finally {
        await source.close();
      }
    },
    corpusReport: ({ by }) => {
      const all = rows();
      return { report: corpusReport(all, by), samePrompts: samePrompts(all) };
    },
    corpusExport: ({ kind }) => exportBytes(rows(), kind),
    corpusIndex: ({ from }) => {
      const { text, next } = indexPart([...present.values()], from);
      return { part: new TextEncoder().encode(text), next };
    },
  };
}

function exportBytes(rows: readonly CorpusRow[], kind: ExportKind): Uint8Array<ArrayBuffer> {
  switch (kind) {
    case 'csv':
      return new TextEncoder().encode(csvLines(rows));
    case 'ndjson':
      return new TextEncoder().encode(ndjsonLines(rows));
    case 'parquet':
      return new Uint8Array(parquetBytes(rows));
  }
}
