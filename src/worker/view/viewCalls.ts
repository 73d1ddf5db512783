import { traceFacts, traceKey } from '../../core/trace/facts';
import { countedReasoning, reasoningTokens } from '../../core/trace/figures';
import type { PriceBook } from '../../core/estimate/priceBook';
import { digestOf } from '../../core/session/digest';
import { pastRun } from '../../core/corpus/likeRuns';
import { analyse } from '../../core/steps/analyse';
import { applyCorrections, correctionOf } from '../../core/steps/corrections/corrections';
import { labelsBeside } from '../../core/steps/corrections/beside';
import { correctionsOf } from '../../core/steps/corrections/sidecar';
import type { Correction } from '../../core/steps/corrections/corrections';
import { lessonsOf, type TaughtLabels } from '../../core/steps/corrections/teach';
import type { Analysis } from '../../core/steps/model';
import { answerText, reasoningText, type Trace } from '../../core/model/trace';
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
import { bodiesOf, linesOf, outlineOf, tokenFacts } from './outline';
import { MAX_TEXT, rawOf, textOf } from './parts';
import { TraceList } from './list';
import { runningOf } from './running';
import type { ViewedFile } from './session';

type Answers = {
  readonly [N in Exclude<keyof typeof viewRequests, 'analyseList'>]: (
    params: EngineParams<N>,
  ) => EngineResult<N> | Promise<EngineResult<N>>;
};

interface Kept {
  readonly trace: Trace;
  readonly text: string;
  readonly suggested: Analysis;
  /** With scores and without what was taught; made when corrections are to teach. */
  scored: Analysis | null;
  /** The corrections applied last, as text, with their result. */
  corrected: { readonly key: string; readonly analysed: AnalysedTrace } | null;
}

/** Analysed traces kept a file: the one shown, its neighbours and the other side of a comparison. */
const KEPT = 4;

/** Answers the questions of views about the files of `fileOf`, which throws for a file that is not open. */
export function viewCalls(
  fileOf: (handle: number) => ViewedFile,
  book: PriceBook,
  taught: () => TaughtLabels | null,
): Answers & {
  /** Forgets what was read of a file, because it changed. */
  readonly forget: (handle: number) => void;
  readonly closed: (handle: number) => void;
  /** Prices are others now: forgets what was priced. */
  readonly repriced: () => void;
  readonly analyseList: EngineHandlers['analyseList'];
} {
  const kept = new Map<number, Map<number, Kept>>();
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
  const read = async (handle: number, index: number): Promise<Kept> => {
    const ofFile = kept.get(handle) ?? new Map<number, Kept>();
    kept.set(handle, ofFile);
    const known = ofFile.get(index);
    // Taken out and put back: the map is in order of last use.
    ofFile.delete(index);
    const entry = known ?? analysed(await tracesOf(handle).read(index), taught());
    ofFile.set(index, entry);
    if (ofFile.size > KEPT) ofFile.delete(ofFile.keys().next().value!);
    return entry;
  };
  const get = async ({ handle, index, corrections }: TraceKey): Promise<AnalysedTrace> => {
    const entry = await read(handle, index);
    const kept = async () => (await labelsBeside(fileOf(handle).source)).sidecar;
    return withCorrections(entry, corrections ?? correctionsOf(await kept(), entry.trace.id), book);
  };

  return {
    forget: (handle) => {
      kept.delete(handle);
      lists.get(handle)?.changed();
    },
    closed: (handle) => {
      kept.delete(handle);
      lists.delete(handle);
    },
    list: ({ handle, query }) => listOf(handle).listing(query),
    rows: ({ handle, indexes }) => listOf(handle).rows(indexes),
    sessionHead: ({ handle, known }) => fileOf(handle).session.head(known),
    pastRun: ({ handle }) => {
      const { session } = fileOf(handle).session;
      return session && pastRun(session);
    },
    running: (p) => runningOf(fileOf(p.handle).session, (index) => read(p.handle, index), p, book),
    sessionPart: ({ handle, ...part }) => fileOf(handle).session.part(part),
    compareSessions: ({ a, b }) => sessionComparison(fileOf(a.handle), fileOf(b.handle)),
    findIds: ({ handle, ids }) => listOf(handle).find(ids),
    digest: ({ handle }) => digestOf(listOf(handle).facts(), fileOf(handle).session.session),
    repriced: () => {
      kept.clear();
      for (const list of lists.values()) list.changed();
    },
    analyseList: async ({ handle }, { signal, progress }) => {
      // Not kept: the list is worked through once, and must not push out what is shown.
      const readOne = async (index: number): Promise<Pick<AnalysedTrace, 'suggested' | 'text'>> =>
        kept.get(handle)?.get(index) ?? analysed(await tracesOf(handle).read(index), taught());
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
      const entry = await read(handle, index);
      entry.scored ??= analyse(entry.trace, { deciding: { scores: true } });
      return lessonsOf(entry.scored, entry.text, corrections, from);
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

function analysed(trace: Trace, taught: TaughtLabels | null): Kept {
  const text = reasoningText(trace);
  // The same total as the header shows, estimated where none was recorded.
  const tokens = reasoningTokens(tokenFacts(trace, text))?.value ?? null;
  const suggested = suggestedBy(taught, trace, tokens);
  return { trace, text, suggested, scored: null, corrected: null };
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

function suggestedBy(taught: TaughtLabels | null, trace: Trace, tokens: number | null): Analysis {
  if (taught === null) return analyse(trace, { tokens });
  const { bias, corrections, traces } = taught;
  const analysis = analyse(trace, { tokens, deciding: { bias } });
  return { ...analysis, taught: { corrections, traces } };
}

function withCorrections(
  kept: Kept,
  corrections: readonly Correction[],
  book: PriceBook,
): AnalysedTrace {
  const key = JSON.stringify(corrections);
  if (kept.corrected?.key === key) return kept.corrected.analysed;
  const { trace, text, suggested } = kept;
  const answer = answerText(trace);
  const { analysis, unmatched } = applyCorrections(suggested, text, corrections, answer);
  const result: AnalysedTrace = {
    trace,
    text,
    analysis,
    suggested,
    unmatched: unmatched.length,
    price: book.priceOfTrace(trace),
  };
  kept.corrected = { key, analysed: result };
  return result;
}
