import { analyse } from '../core/steps/analyse';
import { FORMATS } from '../core/trace/formats/table';
import { openTraceFile } from '../core/trace/open';
import { sniffFile } from '../core/trace/sniff';
import type { IndexedTraceFile, OpenOptions } from '../core/trace/traceFile';
import type {
  CallName,
  CallParams,
  CallProgress,
  CallResult,
  FromWorker,
  ToWorker,
  WorkerFile,
} from '../protocol/worker';
import { corpusCalls } from './corpus/corpusCalls';
import { viewCalls } from './view/viewCalls';
import type { OpenSource, WorkerSource } from './source';

/** The worker's side of its connection to the host. */
export interface ServePort {
  post(message: FromWorker): void;
  listen(listener: (message: ToWorker) => void): void;
}

interface OpenFile {
  readonly source: WorkerSource;
  readonly traces: IndexedTraceFile;
}

/** What a call can tell and be told while it runs. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CallProgress) => void;
}

/** How a file is read for a call: it tells how far it is, and stops when it is told to. */
function reading({ signal, onProgress }: CallContext, handle: number): OpenOptions {
  let count = 0;
  return {
    signal,
    onProgress: ({ bytesRead, bytesTotal, found }) => {
      count += found.length;
      onProgress({ handle, bytesRead, bytesTotal, count });
    },
  };
}

type Calls = {
  readonly [N in CallName]: (
    params: CallParams<N>,
    context: CallContext,
  ) => Promise<CallResult<N>> | CallResult<N>;
};

/**
 * Answers the calls of a host: reads, indexes and analyses traces. A call that fails is answered with the reason;
 * nothing that a file holds ends the worker.
 */
export function serve(port: ServePort, openSource: OpenSource): void {
  const calls = createCalls(openSource);
  const running = new Map<number, AbortController>();
  port.listen((message) => {
    if (message.type === 'cancel') {
      running.get(message.id)?.abort();
      return;
    }
    const { id, name, params } = message;
    const stop = new AbortController();
    running.set(id, stop);
    const onProgress = (progress: CallProgress): void =>
      port.post({ type: 'progress', id, progress });
    const call = calls[name] as (p: unknown, o: CallContext) => unknown;
    Promise.resolve()
      .then(() => call(params, { signal: stop.signal, onProgress }))
      .then(
        (result) => port.post({ type: 'done', id, result: result as CallResult<CallName> }),
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          port.post({ type: 'failed', id, message, cancelled: stop.signal.aborted });
        },
      )
      .finally(() => running.delete(id));
  });
}

function createCalls(openSource: OpenSource): Calls {
  const files = new Map<number, OpenFile>();
  let nextHandle = 1;

  const fileOf = (handle: number): OpenFile => {
    const file = files.get(handle);
    if (file === undefined) throw new Error('The file is no longer open.');
    return file;
  };

  const open = async (file: WorkerFile, context: CallContext): Promise<CallResult<'open'>> => {
    const source = await openSource(file);
    const handle = nextHandle;
    nextHandle += 1;
    try {
      const traces = await openTraceFile(source, {
        ...reading(context, handle),
        onStart: (started) => files.set(handle, { source, traces: started }),
      });
      if ('error' in traces) {
        await source.close();
        return traces;
      }
      const { format, formatTitle, problems, summaries } = traces;
      return { handle, format, formatTitle, problems, count: summaries.length };
    } catch (error) {
      files.delete(handle);
      closed(handle);
      await source.close();
      throw error;
    }
  };

  const { forget, closed, analyseList, ...views } = viewCalls(fileOf);

  return {
    ...views,
    ...corpusCalls(openSource),
    open: ({ file }, context) => open(file, context),
    sniff: async ({ file }) => {
      const source = await openSource(file);
      try {
        const format = await sniffFile(source, FORMATS);
        return format === null ? null : { format: format.id, title: format.title };
      } finally {
        await source.close();
      }
    },
    analyseList: async ({ handle }, { signal, onProgress }) => {
      const tell = (): void => onProgress({ handle, bytesRead: 0, bytesTotal: 0, count: 0 });
      await analyseList(handle, tell, signal);
      return null;
    },
    read: ({ handle, index }) => fileOf(handle).traces.read(index),
    analyse: async ({ handle, index }) => {
      const trace = await fileOf(handle).traces.read(index);
      return { trace, analysis: analyse(trace) };
    },
    refresh: async ({ handle, bytes }, context) => {
      const { source, traces } = fileOf(handle);
      if (bytes !== null) source.replace(bytes);
      const change = await traces.refresh(reading(context, handle));
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
  };
}
