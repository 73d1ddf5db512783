import { pastRun } from '../core/corpus/likeRuns';
import type { TaughtLabels } from '../core/steps/corrections/teach';
import type { PriceBook } from '../core/estimate/priceBook';
import type { Trace } from '../core/model/trace';
import { tracesHolding } from '../core/search/holding';
import { isAgentLog } from '../core/session/formats';
import { peekSession } from '../core/session/peek';
import { readSession } from '../core/session/readSession';
import { formatsWith } from '../core/trace/mapping';
import { openTraceFile, reportOn } from '../core/trace/open';
import { storedSessions } from '../core/trace/reader/sqlite/sessions';
import { startScan } from '../core/trace/scan';
import { sniffFile } from '../core/trace/sniff';
import type { OpenOptions } from '../core/trace/traceFile';
import type { EngineHandlers, FileToRead, ReadProgress } from '../protocol/engine';
import type { AnswerContext } from '../protocol/rpc';
import { mappingOf, withSource, type OpenSource, type WorkerSource } from './source';
import { FileSession, type ViewedFile } from './view/session';
import { viewCalls } from './view/viewCalls';
import { SentenceError } from '../core/text/sentenceError';
import { say } from '../core/model/sentence';

interface OpenFile extends ViewedFile {
  readonly source: WorkerSource;
  readonly mapping: FileToRead['mapping'];
}

/** How a file is read for a call: it tells how far it is, and stops when it is told to. */
function reading(
  { signal, progress }: AnswerContext<ReadProgress>,
  handle: number,
  session: FileSession,
): OpenOptions {
  let count = 0;
  return {
    signal,
    taker: session,
    onProgress: ({ bytesRead, bytesTotal, found }) => {
      count += found.length;
      progress({ handle, bytesRead, bytesTotal, count, isSession: session.exists });
    },
  };
}

/** Opens files and keeps them, with the questions of views about them. */
export function fileCalls(
  openSource: OpenSource,
  book: PriceBook,
  taught: () => TaughtLabels | null,
) {
  const files = new Map<number, OpenFile>();
  let nextHandle = 1;

  const fileOf = (handle: number): OpenFile => {
    const file = files.get(handle);
    if (file === undefined) throw new SentenceError(say('The file is no longer open.'));
    return file;
  };
  const { forget, closed, repriced, ...views } = viewCalls(fileOf, book, taught);

  const open: EngineHandlers['open'] = async ({ file }, context) => {
    const source = await openSource(file);
    const handle = nextHandle++;
    const session = new FileSession(file.name, (trace) => book.priceOfTrace(trace));
    const giveUp = (): Promise<void> => {
      files.delete(handle);
      closed(handle);
      return source.close();
    };
    try {
      const traces = await openTraceFile(source, {
        ...reading(context, handle, session),
        ...mappingOf(file),
        onStart: (traces) => files.set(handle, { source, mapping: file.mapping, traces, session }),
      });
      if ('error' in traces) {
        await giveUp();
        return traces;
      }
      const { format, formatTitle, problems, summaries } = traces;
      const { exists: isSession } = session;
      return { handle, format, formatTitle, isSession, problems, count: summaries.length };
    } catch (error) {
      await giveUp();
      throw error;
    }
  };

  const priceOf = (trace: Trace) => book.priceOfTrace(trace);

  return {
    repriced,
    ...views,
    open,
    sniff: async ({ file }) => {
      const format = await withSource(openSource, file, (source) =>
        sniffFile(source, formatsWith(file.mapping)),
      );
      return format === null ? null : { format: format.id, title: format.title };
    },
    peek: ({ file }) =>
      withSource(openSource, file, (source) => peekSession(source, formatsWith(file.mapping))),
    runOf: ({ file }, { progress }) =>
      withSource(openSource, file, async (source) => {
        const scan = await startScan(source, formatsWith(file.mapping));
        if ('error' in scan || !isAgentLog(scan.format.id)) return null;
        return pastRun(await readSession(scan, priceOf, () => progress(null)));
      }),
    storedSessions: ({ file }) => withSource(openSource, file, storedSessions),
    findTraces: async ({ handle, words }, { signal, progress }) => {
      const { source, mapping } = fileOf(handle);
      const scan = await startScan(source, formatsWith(mapping), signal);
      if ('error' in scan) return [];
      return tracesHolding(scan, words, { signal, onStep: () => progress(null) });
    },
    joinAgent: ({ handle, session, id, name }) => {
      const log = fileOf(handle);
      if (log.session.exists) fileOf(session).session.join({ id, name, log });
      return log.session.exists;
    },
    report: ({ file }, { signal }) =>
      withSource(openSource, file, (source) => reportOn(source, signal)),
    refresh: async ({ handle, bytes }, context) => {
      const { source, traces, session } = fileOf(handle);
      if (bytes !== null) source.replace(bytes);
      const change = await traces.refresh(reading(context, handle, session));
      if (change.kind !== 'unchanged') forget(handle);
      return { change, problems: traces.problems, count: traces.summaries.length };
    },
    close: async ({ handle }) => {
      const file = files.get(handle);
      files.delete(handle);
      closed(handle);
      await file?.source.close();
      return null;
    },
  } satisfies Partial<EngineHandlers> & { readonly repriced: () => void };
}
