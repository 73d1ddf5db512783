import type { Rates } from '../../model/rates';
import { say, type Sentence } from '../../model/sentence';
import type { Trace } from '../../model/trace';
import type { CallRecord, JournalLine } from '../journalModel';
import type { PlannedCall } from '../planModel';
import { endWithin, type Ask } from './ask';
import { callRecord, type Answered } from './callRecord';
import { toldOf } from '../../text/errors';

/** What is to be sent, in this order, and the bounds that are kept. */
export interface RunPlan {
  /** Calls that are missing, interleaved by case, so that whatever stops them leaves pairs. */
  readonly calls: readonly PlannedCall[];
  /** Answers that the journal has without a verdict: judged before the first call is sent. */
  readonly unjudged: readonly CallRecord[];
  /** Hard stop. Spent and reserved together never pass it; `null` only where nobody is billed by the call. */
  readonly budgetUsd: number | null;
  readonly spentUsd: number;
  /** What the judge of one answer can cost at most; kept free for each answer. */
  readonly judgeWorstUsd: number;
  readonly concurrency: number;
  readonly timeoutSeconds: number;
}

/** The file of a call's trace. */
export interface TraceSink {
  /** Name relative to the trial's file. */
  readonly file: string;
  write(line: string): void;
  /** Resolves when everything is on the disk, or is known not to be. */
  close(): Promise<void>;
}

/** What the runner is given: the network, the clock, the disk and the judges. */
export interface RunDeps {
  readonly ask: (call: PlannedCall) => Ask;
  /** Calls of one host wait together when it asks to. */
  readonly hostOf: (call: PlannedCall) => string;
  readonly ratesOf: (call: PlannedCall) => Rates | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after a time, rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Appends a line; resolves when it is on the disk. A call is sent only then. */
  readonly journal: (line: JournalLine) => Promise<void>;
  readonly openTrace: (call: PlannedCall) => TraceSink;
  /** Share of the reasoning after the answer; `null` where it cannot be told. Never rejects. */
  readonly afterAnswer?: (trace: Trace) => Promise<number | null>;
  readonly judge?: JudgeAnswer;
  /** Whether more calls would change nothing. */
  readonly decided?: () => boolean;
  readonly onChange?: () => void;
}

/**
 * Judges an answer that is in, outside of the program: lines for the journal, and calls of a judge to send. `call` is `null` for an
 * answer of an earlier run.
 */
export type JudgeAnswer = (
  record: CallRecord,
  call: PlannedCall | null,
  signal: AbortSignal,
) => Promise<{ readonly lines: readonly JournalLine[]; readonly calls: readonly PlannedCall[] }>;

/** Why the calls ended. `done`: none is missing; `refused`: a provider will not answer at all. */
export interface RunEnd {
  readonly reason: 'done' | 'paused' | 'cancelled' | 'budget' | 'decided' | 'refused' | 'not-saved';
  readonly sentence: Sentence | null;
}

const TRIES = 3;
/** Seconds before the second and third try where the server does not say. */
const BACKOFF = [2, 8] as const;
/** Calls that are looked at for one whose host is free: farther ahead pairs would come apart. */
const AHEAD = 12;
/** Requests that were not accepted, without one that was, after which a model is given up. */
const HOPELESS = 2;

/** A provider's way to say that it will answer none of these calls. */
const WILL_NOT: ReadonlySet<number> = new Set([401, 402, 403, 404]);
const NOT_ACCEPTED: ReadonlySet<number> = new Set([400, 405, 422]);

/** One run of the calls of a trial, from start to stop. Made once for each start; what is kept is in the journal. */
export class TrialRun {
  readonly ended: Promise<RunEnd>;
  readonly #plan: RunPlan;
  readonly #deps: RunDeps;
  readonly #queue: PlannedCall[];
  readonly #judging: PlannedCall[] = [];
  readonly #running = new Map<string, AbortController>();
  readonly #gates = new Map<string, number>();
  readonly #refused = new Map<string, Sentence>();
  readonly #accepted = new Map<string, number>();
  /** No new calls. */
  readonly #halt = new AbortController();
  /** Nothing goes on, neither calls nor checks. */
  readonly #cut = new AbortController();
  #resolve: (end: RunEnd) => void = () => undefined;
  #spentUsd: number;
  #reservedUsd = 0;
  #stop: RunEnd | null = null;
  #wake: number | null = null;
  #isOver = false;
  #isCatchingUp = true;

  constructor(plan: RunPlan, deps: RunDeps) {
    this.#plan = plan;
    this.#deps = deps;
    this.#queue = [...plan.calls];
    this.#spentUsd = plan.spentUsd;
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    // Who makes a run has it in hand before it tells of its first change.
    void Promise.resolve().then(() => this.#catchUp());
  }

  /** Keys of the calls under way. */
  get running(): ReadonlySet<string> {
    return new Set(this.#running.keys());
  }

  get spentUsd(): number {
    return this.#spentUsd;
  }

  /** Hosts that asked to wait, with the time until which. */
  get waiting(): readonly { readonly host: string; readonly until: number }[] {
    const now = this.#deps.now();
    return [...this.#gates].flatMap(([host, until]) => (until > now ? [{ host, until }] : []));
  }

  /** No new calls; those under way end. */
  pause(): void {
    this.#stopWith('paused', null);
  }

  /** Breaks off the calls under way: they may have been billed, and are held at their worst case. */
  cancel(): void {
    this.#stopWith('cancelled', null);
    this.#cut.abort();
    for (const control of this.#running.values()) control.abort();
  }

  #stopWith(reason: RunEnd['reason'], sentence: Sentence | null): void {
    // Breaking off goes beyond a pause; else the first reason stands.
    const isNew = this.#stop === null || (reason === 'cancelled' && this.#stop.reason !== reason);
    if (!isNew) return;
    this.#stop = { reason, sentence };
    this.#halt.abort();
    this.#pump();
  }

  /** Judges what an earlier run has left, then starts the calls. */
  async #catchUp(): Promise<void> {
    for (const record of this.#plan.unjudged) {
      if (this.#stop !== null) break;
      try {
        await this.#judged(record, null);
      } catch (error) {
        this.#notSaved(error);
      }
      this.#deps.onChange?.();
    }
    this.#isCatchingUp = false;
    this.#pump();
  }

  /** Starts what may start. Called whenever something has changed. */
  #pump(): void {
    if (this.#isCatchingUp) return;
    while (this.#stop === null && this.#running.size < this.#plan.concurrency) {
      const call = this.#take();
      if (call === null) break;
      void this.#run(call);
    }
    if (this.#running.size === 0) this.#finish();
    this.#deps.onChange?.();
  }

  #finish(): void {
    const isDone = this.#queue.length === 0 && this.#judging.length === 0;
    // Calls that wait for their host: the clock goes on.
    if (this.#isOver || (this.#stop === null && !isDone)) return;
    this.#isOver = true;
    const [refused] = this.#refused.values();
    this.#resolve(
      this.#stop ??
        (refused === undefined
          ? { reason: 'done', sentence: null }
          : { reason: 'refused', sentence: refused }),
    );
  }

  /** The next call that may be sent now; `null` when none may. Judges go first: their answers are paid for. */
  #take(): PlannedCall | null {
    this.#dropRefused();
    for (const queue of [this.#judging, this.#queue]) {
      const at = queue.slice(0, AHEAD).findIndex((call) => this.#isOpen(call));
      const call = queue[at];
      if (call === undefined) continue;
      if (!this.#fits(call)) {
        // What is reserved for calls under way may turn out to be free.
        if (this.#running.size === 0) this.#overBudget();
        return null;
      }
      queue.splice(at, 1);
      return call;
    }
    this.#waitForGates();
    return null;
  }

  #dropRefused(): void {
    for (const queue of [this.#judging, this.#queue]) {
      const kept = queue.filter((call) => !this.#refused.has(whoOf(call)));
      queue.splice(0, queue.length, ...kept);
    }
  }

  #isOpen(call: PlannedCall): boolean {
    return (this.#gates.get(this.#deps.hostOf(call)) ?? 0) <= this.#deps.now();
  }

  #worst(call: PlannedCall): number {
    return call.worstUsd + (call.kind === 'answer' ? this.#plan.judgeWorstUsd : 0);
  }

  #fits(call: PlannedCall): boolean {
    const { budgetUsd } = this.#plan;
    const worst = this.#worst(call);
    if (budgetUsd === null) return worst === 0;
    return this.#spentUsd + this.#reservedUsd + worst <= budgetUsd;
  }

  #overBudget(): void {
    this.#stop = {
      reason: 'budget',
      sentence: say('The next call could pass the budget: nothing more was sent.'),
    };
    this.#halt.abort();
  }

  /** Wakes up when the first host is free again. */
  #waitForGates(): void {
    const now = this.#deps.now();
    const next = Math.min(...[...this.#gates.values()].filter((until) => until > now));
    if (next === Infinity || this.#wake === next) return;
    this.#wake = next;
    void this.#deps.sleep(next - now, this.#halt.signal).then(
      () => {
        this.#wake = null;
        this.#pump();
      },
      () => undefined, // The run has ended: nobody waits any more.
    );
  }

  async #run(call: PlannedCall): Promise<void> {
    const worst = this.#worst(call);
    const control = new AbortController();
    this.#reservedUsd += worst;
    this.#running.set(call.key, control);
    try {
      const record = await this.#attempts(call, control);
      await this.#deps.journal({ line: 'call', ...record });
      this.#spentUsd += record.heldUsd;
      await this.#judged(record, call);
    } catch (error) {
      this.#notSaved(error);
    }
    this.#reservedUsd -= worst;
    this.#running.delete(call.key);
    if (this.#stop === null && this.#deps.decided?.() === true)
      this.#stopWith('decided', say('Every candidate is decided: no more calls are needed.'));
    else this.#pump();
  }

  #notSaved(error: unknown): void {
    this.#stop ??= {
      reason: 'not-saved',
      sentence: say('The journal cannot be written ({0}): nothing more was sent.', toldOf(error)),
    };
    this.#halt.abort();
  }

  async #judged(record: CallRecord, call: PlannedCall | null): Promise<void> {
    const found = await this.#deps.judge?.(record, call, this.#cut.signal);
    for (const line of found?.lines ?? []) await this.#deps.journal(line);
    this.#judging.push(...(found?.calls ?? []));
  }

  /** Sends a call, again where nothing was paid and the server may answer later. */
  async #attempts(call: PlannedCall, control: AbortController): Promise<CallRecord> {
    const at = this.#deps.now();
    const sink = this.#deps.openTrace(call);
    await this.#deps.journal({
      line: 'sent',
      at,
      key: call.key,
      heldUsd: call.worstUsd,
      trace: sink.file,
    });
    for (let attempt = 1; ; attempt++) {
      const came = await this.#once(call, sink, control);
      this.#learn(call, came);
      const again = attempt < TRIES && mayAnswerLater(came) && !this.#halt.signal.aborted;
      if (again && (await this.#rested(call, BACKOFF[attempt - 1] ?? 8))) continue;
      await sink.close();
      const { trace } = came;
      return callRecord(call, came, {
        rates: this.#deps.ratesOf(call),
        file: sink.file,
        at,
        attempts: attempt,
        afterAnswer: trace === null ? null : ((await this.#deps.afterAnswer?.(trace)) ?? null),
      });
    }
  }

  /** Waits before another try, with all calls to the same host. False when the run ends meanwhile. */
  async #rested(call: PlannedCall, seconds: number): Promise<boolean> {
    this.#close(call, seconds);
    return this.#deps.sleep(seconds * 1_000, this.#halt.signal).then(
      () => true,
      () => false,
    );
  }

  #close(call: PlannedCall, seconds: number): void {
    const host = this.#deps.hostOf(call);
    const until = this.#deps.now() + seconds * 1_000;
    this.#gates.set(host, Math.max(until, this.#gates.get(host) ?? 0));
    this.#deps.onChange?.();
  }

  async #once(call: PlannedCall, sink: TraceSink, control: AbortController): Promise<Answered> {
    const limit = this.#plan.timeoutSeconds * 1_000;
    const attempt = new AbortController();
    const over = new AbortController();
    this.#running.set(call.key, attempt);
    if (control.signal.aborted || this.#stop?.reason === 'cancelled') attempt.abort();
    const clock = { isLate: false };
    void this.#deps.sleep(limit, over.signal).then(
      () => {
        clock.isLate = true;
        attempt.abort();
      },
      () => undefined, // The call has ended in time.
    );
    const came = await this.#deps.ask(call)(call, {
      write: (line) => sink.write(line),
      onWaiting: (seconds) => this.#close(call, seconds),
      signal: attempt.signal,
    });
    over.abort();
    return clock.isLate && came.end.reason === 'cancelled'
      ? { ...came, end: endWithin(limit, came.end) }
      : came;
  }

  /** Gives a model up whose provider will answer none of its calls. */
  #learn(call: PlannedCall, { end }: Answered): void {
    const who = whoOf(call);
    if (end.reason === 'complete') this.#accepted.set(who, Infinity);
    if (end.reason !== 'failed' || end.status === null || end.message === null) return;
    const failures = (this.#accepted.get(who) ?? 0) - 1;
    const isHopeless = NOT_ACCEPTED.has(end.status) && failures <= -HOPELESS;
    if (NOT_ACCEPTED.has(end.status)) this.#accepted.set(who, failures);
    if (WILL_NOT.has(end.status) || isHopeless)
      this.#refused.set(who, say('{0} was given up: {1}', call.choice.model, end.message));
  }
}

const whoOf = (call: PlannedCall): string =>
  `${call.kind} ${call.kind === 'answer' ? call.candidate : ''}`;

/** Nothing was paid, and it is not the request that was wrong. */
const mayAnswerLater = ({ end, unpaid }: Answered): boolean =>
  unpaid &&
  end.reason === 'failed' &&
  (end.status === null || end.status === 408 || end.status === 429 || end.status >= 500);
