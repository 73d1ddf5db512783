import { csvLines, ndjsonLines } from '../../core/corpus/exports';
import {
  indexLine,
  indexPart,
  isStale,
  parseIndex,
  type IndexedFile,
} from '../../core/corpus/fileIndex';
import { readLessons } from '../../core/corpus/lessons';
import type { CorpusRow } from '../../core/corpus/model';
import { parquetBytes } from '../../core/corpus/parquet';
import { readCorpusFile, stampOf } from '../../core/corpus/readFile';
import { corpusReport } from '../../core/corpus/report';
import { pricedRow } from '../../core/corpus/row';
import { samePrompts } from '../../core/corpus/samePrompt';
import type { PriceBook } from '../../core/estimate/priceBook';
import type { ExportKind } from '../../protocol/corpusCalls';
import type { EngineHandlers } from '../../protocol/engine';
import { mappingOf, withSource, type OpenSource } from '../source';
import { SentenceError } from '../../core/text/sentenceError';
import { say } from '../../core/model/sentence';

/** What was read for one report. */
interface Corpus {
  /** From the stored index, and what was read since. */
  readonly known: Map<string, IndexedFile>;
  readonly present: Map<string, IndexedFile>;
}

/** Answers the questions about many files. The rows of a corpus live until it is ended. */
export function corpusCalls(openSource: OpenSource, book: PriceBook) {
  const corpora = new Map<number, Corpus>();
  let next = 1;

  const corpusOf = (id: number): Corpus => {
    const corpus = corpora.get(id);
    if (corpus === undefined) throw new SentenceError(say('The corpus is no longer open.'));
    return corpus;
  };
  /** Priced when they are looked at: prices can be others than when the file was read. */
  const rowsOf = (id: number): CorpusRow[] =>
    [...corpusOf(id).present.values()].flatMap((file) =>
      file.rows.map((row) => pricedRow(row, (call) => book.priceOfCall(call))),
    );
  return {
    corpusStart: ({ instead }) => {
      if (instead !== null) corpora.delete(instead);
      const id = next++;
      corpora.set(id, { known: new Map(), present: new Map() });
      return id;
    },
    corpusEnd: ({ corpus }) => {
      corpora.delete(corpus);
      return null;
    },
    corpusLoad: ({ corpus, index }) => {
      const { files, damaged } = parseIndex(new TextDecoder().decode(index));
      const { known } = corpusOf(corpus);
      for (const [key, file] of files) known.set(key, file);
      return { damaged };
    },
    corpusFile: ({ corpus, file, key, mtime }, { signal, progress }) =>
      withSource(openSource, file, async (source) => {
        const { known, present } = corpusOf(corpus);
        const stamp = await stampOf(source, mtime, file.mapping);
        const before = known.get(key);
        const unchanged = before !== undefined && !isStale(before, stamp);
        const onProgress = (): void => progress(null);
        const entry = unchanged
          ? before
          : await readCorpusFile(key, source, stamp, { signal, onProgress, ...mappingOf(file) });
        known.set(key, entry);
        present.set(key, entry);
        return {
          traces: entry.rows.length,
          failure: entry.failure,
          unchanged,
          line: unchanged ? null : indexLine(entry),
        };
      }),
    corpusReport: ({ corpus, by }) => {
      const all = rowsOf(corpus);
      return { report: corpusReport(all, by), samePrompts: samePrompts(all) };
    },
    corpusExport: ({ corpus, kind }) => exportBytes(rowsOf(corpus), kind),
    corpusIndex: ({ corpus, from }) => {
      const { text, next: following } = indexPart([...corpusOf(corpus).present.values()], from);
      return { part: new TextEncoder().encode(text), next: following };
    },
    lessons: ({ file }, { signal, progress }) =>
      withSource(openSource, file, (source) =>
        readLessons(source, { signal, onProgress: () => progress(null), ...mappingOf(file) }),
      ),
  } satisfies Partial<EngineHandlers>;
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
