import type { PriceBook } from '../../core/estimate/priceBook';
import { analyse, aroundOf } from '../../core/steps/analyse';
import { applyCorrections } from '../../core/steps/corrections/corrections';
import { labelsBeside } from '../../core/steps/corrections/beside';
import { correctionsOf } from '../../core/steps/corrections/sidecar';
import type { Correction } from '../../core/steps/corrections/corrections';
import type { TaughtLabels } from '../../core/steps/corrections/teach';
import type { Analysis } from '../../core/steps/model';
import { reasoningText, type Trace } from '../../core/model/trace';
import type { TraceKey } from '../../protocol/viewCalls';
import type { AnalysedTrace } from './analysed';
import type { ViewedFile } from './session';

/** A trace with what was made of it. */
interface KeptTrace {
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

/** Reads and analyses traces, and keeps the last ones of each file. */
export class KeptTraces {
  readonly #kept = new Map<number, Map<number, KeptTrace>>();

  /** `fileOf` throws for a file that is not open. */
  constructor(
    private readonly fileOf: (handle: number) => ViewedFile,
    private readonly book: PriceBook,
    private readonly taught: () => TaughtLabels | null,
  ) {}

  /** The file has changed or was closed. */
  forget(handle: number): void {
    this.#kept.delete(handle);
  }

  /** Prices, or what was taught, are others now. */
  clear(): void {
    this.#kept.clear();
  }

  async read(handle: number, index: number): Promise<KeptTrace> {
    const ofFile = this.#kept.get(handle) ?? new Map<number, KeptTrace>();
    this.#kept.set(handle, ofFile);
    const known = ofFile.get(index);
    // Taken out and put back: the map is in order of last use.
    ofFile.delete(index);
    const entry = known ?? (await this.#analysed(handle, index));
    ofFile.set(index, entry);
    if (ofFile.size > KEPT) ofFile.delete(ofFile.keys().next().value!);
    return entry;
  }

  /** The same without keeping it: a list is worked through once, and must not push out what is shown. */
  async once(handle: number, index: number): Promise<Pick<AnalysedTrace, 'suggested' | 'text'>> {
    return this.#kept.get(handle)?.get(index) ?? (await this.#analysed(handle, index));
  }

  /** A trace with the corrections that were given, else with those beside its file. */
  async corrected({ handle, index, corrections }: TraceKey): Promise<AnalysedTrace> {
    const entry = await this.read(handle, index);
    const beside = async () => (await labelsBeside(this.fileOf(handle).source)).sidecar;
    const all = corrections ?? correctionsOf(await beside(), entry.trace.id);
    return withCorrections(entry, all, this.book);
  }

  /** A trace as it is labelled without what was taught, with the scores of all kinds. */
  async scored(handle: number, index: number): Promise<{ scored: Analysis; text: string }> {
    const entry = await this.read(handle, index);
    entry.scored ??= analyse(entry.trace, { deciding: { scores: true } });
    return { scored: entry.scored, text: entry.text };
  }

  async #analysed(handle: number, index: number): Promise<KeptTrace> {
    return analysed(await this.fileOf(handle).traces.read(index), this.taught());
  }
}

function analysed(trace: Trace, taught: TaughtLabels | null): KeptTrace {
  const text = reasoningText(trace);
  return { trace, text, suggested: suggestedBy(taught, trace), scored: null, corrected: null };
}

function suggestedBy(taught: TaughtLabels | null, trace: Trace): Analysis {
  if (taught === null) return analyse(trace);
  const { bias, corrections, traces } = taught;
  const analysis = analyse(trace, { deciding: { bias } });
  return { ...analysis, taught: { corrections, traces } };
}

function withCorrections(
  kept: KeptTrace,
  corrections: readonly Correction[],
  book: PriceBook,
): AnalysedTrace {
  const key = JSON.stringify(corrections);
  if (kept.corrected?.key === key) return kept.corrected.analysed;
  const { trace, text, suggested } = kept;
  const around = aroundOf(trace);
  const { analysis, unmatched } = applyCorrections(suggested, text, corrections, around);
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
