import * as vscode from 'vscode';
import { say, type Sentence } from '../../core/model/sentence';
import { reasonOf, toldOf } from '../../core/text/errors';
import { isDecided } from '../../core/trial/decided';
import { isTrial, readTrial } from '../../core/trial/file';
import type { JournalLine } from '../../core/trial/journalModel';
import type { TrialFile, TrialProblem } from '../../core/trial/model';
import type { PlannedCall } from '../../core/trial/planModel';
import { isSamePrompt } from '../../core/trial/holes';
import { recheckTrial } from '../../core/trial/recheck';
import { EMPTY_JOURNAL, type Journal } from '../../core/trial/run/journal';
import type { RunEnd, TrialRun } from '../../core/trial/run/runner';
import type { TrialState, UnreadTrial } from '../../protocol/trial';
import type { PlannedData } from '../../protocol/trialCalls';
import type { Services } from '../shared/services';
import { baseName, sibling } from '../shared/uris';
import { CommandConsent, commandPlace } from './command';
import { agreed } from './confirm';
import { otherRuns, type OtherRuns } from './otherRuns';
import { plannedAt, type Planned } from './planning';
import { recoveredCalls } from './recover';
import { SharedJournal } from './sharedJournal';
import { startRun } from './startRun';
import { phaseOf, planInRun, tilesOf, type Judged } from './trialState';

/** Milliseconds between two looks at a run. */
const LOOK_MS = 400;
const NOT_JUDGED: Judged = { grades: new Map(), verdict: null };

/** A run with what it was started with. */
interface Running {
  readonly trial: TrialFile;
  readonly run: TrialRun;
  readonly planned: PlannedData;
  readonly calls: readonly PlannedCall[];
  isPausing: boolean;
}

/**
 * One trial: its plan, its journal, and its run, which goes on when no page shows it. The text of the file comes from the
 * document; what was sent and what came back stands in the journal alone.
 */
export class TrialSession implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  /** Resolves when the journal is read and the first plan is made, or is known not to be. */
  readonly ready: Promise<void>;
  readonly #shared: SharedJournal;
  readonly #consent: CommandConsent;
  #trial: TrialFile | TrialProblem;
  #journal: Journal = EMPTY_JOURNAL;
  #planned: Planned | null = null;
  #judged: Judged = NOT_JUDGED;
  #others: OtherRuns | null = null;
  #running: Running | null = null;
  #end: RunEnd | null = null;
  #problem: Sentence | null = null;
  #looking: Promise<void> | null = null;
  #isStale = false;
  #disposed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #text: string;

  constructor(
    private readonly services: Services,
    readonly uri: vscode.Uri,
    text: string,
  ) {
    this.#text = text;
    this.#trial = readTrial(text);
    this.#shared = new SharedJournal(uri);
    this.#consent = new CommandConsent(uri);
    this.ready = this.#load();
  }

  get name(): string {
    return baseName(this.uri).replace(/\.trial\.json$/, '');
  }

  /** The plan as it is written; null while the file is none. */
  get trial(): TrialFile | null {
    return isTrial(this.#trial) ? this.#trial : null;
  }

  get journal(): Journal {
    return this.#journal;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  get planned(): PlannedData | null {
    return this.#planned?.data ?? null;
  }

  get verdict(): Judged['verdict'] {
    return this.#judged.verdict;
  }

  async #load(): Promise<void> {
    try {
      this.#journal = await this.#shared.load();
    } catch (error) {
      this.#problem = say('The journal cannot be read: {0}', toldOf(error));
    }
    await this.refresh();
  }

  /** The document has another text. */
  setText(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    const before = this.trial;
    this.#trial = readTrial(text);
    const { trial } = this;
    // Runs of another prompt say nothing of this one.
    if (before !== null && trial !== null && !isSamePrompt(before.prompt, trial.prompt))
      this.#others = null;
    this.#changed.fire();
    void this.refresh();
  }

  /** Plans and judges again; resolves when what is known fits the file as it is now. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  state(): TrialState | UnreadTrial {
    const { name, planned } = this;
    if (!isTrial(this.#trial)) return { name, trial: null, problem: this.#trial };
    const running = this.#running;
    const under = running === null ? [] : this.#underWay(running);
    const shown = running?.planned ?? planned;
    const calls = shown === null ? [] : tilesOf(shown, this.#journal, this.#judged.grades, under);
    return {
      name,
      trial: this.#trial,
      problems: planned?.plan.problems ?? [],
      plan:
        running === null
          ? (planned?.plan ?? null)
          : planInRun(running.planned, this.#left(running), running.run.spentUsd),
      levels: this.#planned?.levels ?? [],
      phase: phaseOf(
        running?.run ?? null,
        running?.isPausing ?? false,
        planned,
        this.#end,
        calls.length,
      ),
      calls,
      verdict: this.#judged.verdict,
      others: this.#others && { runs: this.#others.runs.length, files: this.#others.files },
      commands: commandPlace(this.uri),
      waiting: running?.run.waiting ?? [],
      note: this.#problem ?? this.#end?.sentence ?? null,
    };
  }

  /** Asks, then sends what is missing; `again` also what has no answer though it was sent. Rejects with what stands in the way. */
  start(again: boolean): Promise<void> {
    return this.#alone(async () => {
      const { trial } = this;
      const planned = this.#planned;
      if (trial === null || planned === null) return;
      const { missing, again: unanswered } = planned.data;
      await this.#begin(trial, planned, [...missing, ...(again ? unanswered : [])], again);
    });
  }

  /** Asks, then sends the cases once more on which a candidate and today's model differ. Rejects as `start` does. */
  recheck(candidate: string): Promise<void> {
    return this.#alone(async () => {
      const { trial } = this;
      const comparison = this.verdict?.comparisons.find((c) => c.candidate === candidate);
      if (trial === null || comparison === undefined) return;
      const part = recheckTrial(trial, comparison);
      const planned = await plannedAt(this.services, part, this.#journal);
      const calls = planned.data.missing.filter((call) => call.repeat === trial.repeats);
      await this.#begin(part, planned, calls, false);
    });
  }

  /** Does what starts a run while nobody else works on the trial, with what others have done meanwhile. */
  async #alone(begin: () => Promise<void>): Promise<void> {
    if (!(await this.#shared.take())) return;
    try {
      this.#journal = await this.#shared.load();
      await this.refresh();
      if (await this.#recover()) await this.refresh();
      await begin();
    } finally {
      if (!this.isRunning) this.#shared.free();
    }
  }

  async #begin(
    trial: TrialFile,
    planned: Planned,
    calls: readonly PlannedCall[],
    again: boolean,
  ): Promise<void> {
    const { data, targets } = planned;
    const runCode = await agreed(this.#consent, trial, data, calls.length, again);
    // A trial that was closed while it asked or wrote has no page that could stop it.
    if (runCode === 'refused' || this.#isClosed()) return;
    this.#end = null;
    this.#problem = null;
    await this.#shared.append({
      line: 'started',
      at: Date.now(),
      plan: data.plan.id,
      cases: data.plan.cases,
      predicted: data.plan.models.map((m) => m.prediction),
    });
    if (this.#isClosed()) return;
    const run = startRun({
      services: this.services,
      trial,
      planned: data,
      targets,
      calls,
      journal: this.#journal,
      runCode,
      folder: sibling(this.uri, ''),
      name: this.name,
      append: (line) => this.#shared.append(line),
      isDecided: () => trial.stopEarly && isDecided(trial, this.#shared.journal, data.keys),
      onChange: () => this.#lookSoon(),
    });
    this.#running = { run, trial, planned: data, calls, isPausing: false };
    this.#changed.fire();
    void run.ended.then((end) => this.#ended(end));
  }

  /** A function, so that the compiler does not take an earlier look for the present. */
  #isClosed(): boolean {
    return this.#disposed;
  }

  /** Has other trials of the prompt and saved traces count for the advice on effort. */
  async countOthers(): Promise<void> {
    const { trial } = this;
    const found = trial && (await otherRuns(this.services, trial, this.uri));
    if (found === null) return;
    this.#others = found;
    await this.#judge();
    this.#changed.fire();
  }

  pause(): void {
    if (this.#running === null) return;
    this.#running.isPausing = true;
    this.#running.run.pause();
    this.#changed.fire();
  }

  cancel(): void {
    this.#running?.run.cancel();
  }

  /** Resolves when no call is under way. */
  async settled(): Promise<void> {
    await this.#running?.run.ended;
  }

  /** Keeps a line that a person has made, and judges with it. */
  async write(line: JournalLine): Promise<void> {
    await this.#shared.write(line);
    this.#journal = this.#shared.journal;
    await this.#judge();
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#running?.run.cancel();
    this.#changed.dispose();
  }

  /** Takes up what was whole on the disk when the program was broken off. Whether there was any. */
  async #recover(): Promise<boolean> {
    const { planned, name } = this;
    if (planned === null) return false;
    const lines = await recoveredCalls(planned, this.#journal, sibling(this.uri, ''), name);
    for (const line of lines) await this.#shared.append(line);
    this.#journal = this.#shared.journal;
    return lines.length > 0;
  }

  #underWay({ run, calls }: Running): readonly PlannedCall[] {
    const keys = run.running;
    return calls.filter((call) => keys.has(call.key));
  }

  #left({ calls }: Running): number {
    const open = this.#journal.unfinished;
    return calls.filter((c) => open.has(c.key) || !this.#journal.calls.has(c.key)).length;
  }

  async #look(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      try {
        await this.#plan();
        await this.#judge();
      } catch (error) {
        this.#problem = say('The plan could not be made: {0}', toldOf(error));
        this.services.log.warn(`trial: ${reasonOf(error)}`);
      }
      this.#changed.fire();
    }
  }

  async #plan(): Promise<void> {
    const { trial } = this;
    if (trial === null) return;
    const planned = await plannedAt(this.services, trial, this.#journal);
    if (trial !== this.trial) return;
    this.#planned = planned;
    if (this.#running === null) this.#problem = null;
  }

  async #judge(): Promise<void> {
    const { trial, planned } = this;
    const journal = this.#journal;
    if (trial === null || planned === null || journal.calls.size === 0) {
      this.#judged = NOT_JUDGED;
      return;
    }
    const { keys } = planned;
    this.#judged = await this.services.engine.call('judgeTrial', {
      ...{ trial, journal, keys },
      others: this.#others?.runs ?? [],
    });
  }

  /** Looks at a run a few times a second, never twice at once. */
  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#journal = this.#shared.journal;
      void this.#judge()
        .catch((error: unknown) => this.services.log.warn(`trial: ${reasonOf(error)}`))
        .finally(() => {
          this.#timer = undefined;
          this.#changed.fire();
        });
    }, LOOK_MS);
  }

  async #ended(end: RunEnd): Promise<void> {
    const running = this.#running;
    this.#journal = this.#shared.journal;
    // Before the end is told: with the plan of its start it would look as if nothing had been sent.
    await this.refresh();
    this.#running = null;
    this.#problem = null;
    this.#end = end;
    this.#shared.free();
    this.#changed.fire();
    if (running !== null) await this.#teach(running);
  }

  /** What the calls of a run teach the estimate of other prompts is kept: those of earlier runs were kept then. */
  async #teach({ trial, calls }: Running): Promise<void> {
    const { engine, memory, log } = this.services;
    const keys = new Set(calls.map((c) => c.key));
    try {
      const journal = this.#journal;
      const learnt = await engine.call('trialLessons', { trial, journal, keys });
      if (learnt.models.length > 0) await memory.addTrial(this.uri, learnt);
    } catch (error) {
      log.warn(`trial: nothing was learnt from the run: ${reasonOf(error)}`);
    }
  }
}
