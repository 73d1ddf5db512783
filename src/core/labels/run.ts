import type { LabelPiece } from '../steps/corrections/modelLabels';
import type { CallRecord } from '../trial/journalModel';
import { TrialRun, type RunDeps, type RunEnd } from '../trial/run/runner';
import type { LabelBatch } from './batches';
import type { PlannedLabels } from './plan';
import { readReply } from './reply';

/** What the answers so far have given. */
export interface LabelsSoFar {
  readonly pieces: readonly LabelPiece[];
  /** Sentences with a label. */
  readonly sentences: number;
  /** Questions that were answered, well or not. */
  readonly answered: number;
  /** Sentences that the answers left without a label. */
  readonly missing: number;
  /** What of the answers did not count: see `LabelReply`. */
  readonly dropped: number;
  /** USD; `null` where it is not known, 0 on the user's own machine. */
  readonly costUsd: number | null;
  /** What went wrong with the last question that was not answered, in English; `null` when none did. */
  readonly failure: string | null;
}

/** How a run ended; `hopeless`: several questions in a row gave no label, and no more was sent. */
export interface LabelsEnd {
  readonly reason: RunEnd['reason'] | 'hopeless';
  readonly sentence: RunEnd['sentence'];
  readonly soFar: LabelsSoFar;
}

/** Keeps what there is so far; rejects when it cannot, and the run stops. */
type Keep = (soFar: LabelsSoFar) => Promise<void>;

/** Questions in a row that give no label, after which the model is given up. */
const HOPELESS = 2;
const TIMEOUT_SECONDS = 300;

/** A run of questions about one trace, one after the other. */
export class LabelRun {
  readonly ended: Promise<LabelsEnd>;
  readonly #run: TrialRun;
  readonly #batches: ReadonlyMap<string, LabelBatch>;
  readonly #plan: PlannedLabels;
  readonly #keep: Keep;
  #soFar: LabelsSoFar;
  #empty = 0;

  constructor(
    plan: PlannedLabels,
    batches: readonly LabelBatch[],
    deps: Pick<RunDeps, 'ask' | 'hostOf' | 'now' | 'sleep'>,
    keep: Keep,
  ) {
    this.#plan = plan;
    this.#keep = keep;
    this.#batches = new Map(plan.calls.map(({ key }, i) => [key, batches[i]!]));
    const costUsd = plan.model.payment === 'subscription' ? null : 0;
    this.#soFar = {
      ...{ pieces: [], sentences: 0, answered: 0, missing: 0, dropped: 0 },
      ...{ costUsd, failure: null },
    };
    this.#run = new TrialRun(
      {
        calls: plan.calls,
        unjudged: [],
        // A little room: sums of parts do not meet their whole exactly.
        budgetUsd: plan.worstUsd * 1.001,
        spentUsd: 0,
        judgeWorstUsd: 0,
        concurrency: 1,
        timeoutSeconds: TIMEOUT_SECONDS,
      },
      {
        ...deps,
        ratesOf: () => plan.rates,
        journal: async (line) => {
          if (line.line === 'call') await this.#take(line);
        },
        // Only labels are kept, no text of an answer.
        openTrace: () => ({ file: '', write: () => undefined, close: () => Promise.resolve() }),
      },
    );
    this.ended = this.#run.ended.then((end) => ({
      ...(this.#isHopeless ? { reason: 'hopeless' as const, sentence: null } : end),
      soFar: this.#soFar,
    }));
  }

  /** Breaks off what is under way; labels that came stay. */
  cancel(): void {
    this.#run.cancel();
  }

  get #isHopeless(): boolean {
    return this.#empty >= HOPELESS;
  }

  async #take(record: CallRecord): Promise<void> {
    const costUsd = this.#costWith(record);
    const { pieces, sentences, answered, missing, dropped } = this.#soFar;
    if (record.status === 'failed' || record.status === 'unfinished') {
      const failure = record.message ?? this.#soFar.failure;
      this.#soFar = { ...this.#soFar, costUsd, failure };
      // One that was broken off says nothing of the model.
      if (record.status === 'failed') this.#empty += 1;
      if (this.#isHopeless) this.#run.pause();
      return;
    }
    const reply = readReply(record.answer, this.#batches.get(record.key)!);
    this.#empty = reply.piece === null ? this.#empty + 1 : 0;
    this.#soFar = {
      ...this.#soFar,
      pieces: reply.piece === null ? pieces : [...pieces, reply.piece],
      sentences: sentences + reply.sentences,
      answered: answered + 1,
      missing: missing + reply.missing,
      dropped: dropped + reply.dropped,
      costUsd,
    };
    if (reply.piece !== null) await this.#keep(this.#soFar);
    if (this.#isHopeless) this.#run.pause();
  }

  /** The cost with one more call; a call that may have been billed and does not say for how much makes it unknown. */
  #costWith({ billed, costUsd }: CallRecord): number | null {
    const { costUsd: before } = this.#soFar;
    if (before === null || this.#plan.model.payment === 'own-machine' || billed === 'no')
      return before;
    return costUsd === null ? null : before + costUsd;
  }
}
