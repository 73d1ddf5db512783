import { traceFacts, traceKey } from '../../core/trace/facts';
import { countedReasoning } from '../../core/trace/figures';
import type { PriceBook } from '../../core/estimate/priceBook';
import { digestOf } from '../../core/session/digest';
import { pastRun } from '../../core/corpus/likeRuns';
import { correctionOf } from '../../core/steps/corrections/corrections';
import { lessonsOf, type TaughtLabels } from '../../core/steps/corrections/teach';
import { reasoningText, type Trace } from '../../core/model/trace';
import type { IndexedTraceFile } from '../../core/trace/traceFile';
import type { EngineHandlers, EngineParams, EngineResult } from '../../protocol/engine';
import type { TraceKey, UsedByRun, viewRequests } from '../../protocol/viewCalls';
import type { AnalysedTrace } from './analysed';
import { comparisonOf, sessionComparison } from './comparison';
import { copyText } from './copy';
import { batchesOf, exportText, redactionsOf } from './exporting';
import { redactionsOfSession, sessionText } from './sessionExport';
import { findInSteps } from './find';
import { locate, positionIn } from './locate';
import { bodiesOf, linesOf, outlineOf } from './outline';
import { MAX_TEXT, rawOf, textOf } from './parts';
import { KeptTraces } from './keptTraces';
import { TraceList } from './list';
import { runningOf } from './running';
import type { ViewedFile } from './session';

type Answers = {
  readonly [N in Exclude<keyof typeof viewRequests, 'analyseList'>]: (
    params: EngineParams<N>,
  ) => EngineResult<N> | Promise<EngineResult<N>>;
};

/** Answers the questions of views about the files of `fileOf`, which throws for a file that is not open. */
export function viewCalls(
  fileOf: (handle: number) => ViewedFile,
  book: PriceBook,
  taught: () => TaughtLabels | null,
): Answers & {
  /** Forgets what was read of a file, because it changed. */
  readonly forget: (handle: number) => void;
  readonly closed: (handle: number) => void;
  /** Prices, or what was taught, are others now: forgets what was made with them. */
  readonly repriced: () => void;
  readonly analyseList: EngineHandlers['analyseList'];
} {
  const lists = new Map<number, TraceList>();
  const listOf = (handle: number): TraceList => {
    const known = lists.get(handle);
    // Throws for a file that is not open.
    const { traces } = fileOf(handle);
    if (known !== undefined) return known;
    const list = new TraceList(() => traces.summaries, book);
    lists.set(handle, list);
    return list;
  };

  const tracesOf = (handle: number): IndexedTraceFile => fileOf(handle).traces;
  const traces = new KeptTraces(fileOf, book, taught);
  const get = (key: TraceKey): Promise<AnalysedTrace> => traces.corrected(key);
  let labelledBy = JSON.stringify(taught());

  return {
    forget: (handle) => {
      traces.forget(handle);
      lists.get(handle)?.changed();
    },
    closed: (handle) => {
      traces.forget(handle);
      lists.delete(handle);
    },
    list: ({ handle, query }) => listOf(handle).listing(query),
    rows: ({ handle, indexes }) => listOf(handle).rows(indexes),
    sessionHead: ({ handle, known }) => fileOf(handle).session.head(known),
    pastRun: ({ handle }) => {
      const { session } = fileOf(handle).session;
      return session && pastRun(session);
    },
    running: (p) =>
      runningOf(fileOf(p.handle).session, (index) => traces.read(p.handle, index), p, book),
    sessionPart: ({ handle, ...part }) => fileOf(handle).session.part(part),
    compareSessions: ({ a, b }) => sessionComparison(fileOf(a.handle), fileOf(b.handle)),
    findIds: ({ handle, ids }) => listOf(handle).find(ids),
    digest: ({ handle }) => digestOf(listOf(handle).facts(), fileOf(handle).session.session),
    repriced: () => {
      traces.clear();
      const before = labelledBy;
      labelledBy = JSON.stringify(taught());
      for (const list of lists.values()) {
        if (labelledBy === before) list.changed();
        else list.relabelled();
      }
    },
    analyseList: async ({ handle }, { signal, progress }) => {
      const readOne = (index: number) => traces.once(handle, index);
      await listOf(handle).analyse(readOne, () => progress(null), signal);
      return null;
    },
    outline: async (key) => outlineOf(await get(key)),
    lines: async (p) => linesOf(await get(p), p.from, p.to),
    bodies: async (p) => bodiesOf(await get(p), p.from, p.to),
    text: async (p) => {
      const text = textOf(await get(p), p.target);
      return { text: text.slice(0, MAX_TEXT), cut: text.length > MAX_TEXT };
    },
    raw: async (p) => rawOf(await get(p), p.target, tracesOf(p.handle)),
    find: async (p) => findInSteps(await get(p), p),
    locate: async (p) => locate(await get(p), p.target, tracesOf(p.handle)),
    positionAt: ({ handle, offset }) => positionIn(tracesOf(handle), offset),
    copyText: async (p) => copyText(await get(p), p.target, p.as, tracesOf(p.handle)),
    correction: async (p) => {
      const { analysis, text } = await get(p);
      return correctionOf(analysis.steps, text, p.asked);
    },
    labelLessons: async ({ handle, index, corrections, from }) => {
      const { scored, text } = await traces.scored(handle, index);
      return lessonsOf(scored, text, corrections, from);
    },
    redactions: async (key) => redactionsOf(await get(key)),
    labelBatches: async (p) => batchesOf(await get(p), p.keep, p.model),
    exportText: async (p) => exportText(await get(p), p),
    sessionRedactions: ({ handle }) => redactionsOfSession(fileOf(handle)),
    exportSession: ({ handle, ...params }) => sessionText(fileOf(handle), params),
    prompt: async (key) => {
      const { trace } = await get(key);
      const { model, effort, usage } = trace;
      const messages = trace.prompt ?? [];
      const hasText = reasoningText(trace) !== '';
      const counted = countedReasoning(usage.reasoningTokens, hasText);
      return { messages, model, effort, reasoningTokens: counted };
    },
    used: async ({ handle, index, asked }) =>
      usedBy(await tracesOf(handle).read(index), asked, book),
    compare: async ({ a, b }) => comparisonOf(await get(a), await get(b)),
  };
}

function usedBy(trace: Trace, asked: string, book: PriceBook): UsedByRun {
  // A server may answer under a name of its own, which no list has.
  const price = book.priceOfTrace(trace) ?? book.priceOfTrace({ ...trace, model: asked });
  const { cost, seconds, outputTokens } = traceFacts(trace, price);
  return {
    costUsd: cost.bound === 'exact' ? (cost.figure?.value ?? null) : null,
    seconds: seconds?.value ?? null,
    reasoningTokens: countedReasoning(trace.usage.reasoningTokens, reasoningText(trace) !== ''),
    outputTokens: outputTokens?.value ?? null,
    key: traceKey(trace),
  };
}
