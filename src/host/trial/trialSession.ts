import * as vscode from 'vscode';
import { say, type Sentence } from '../../core/model/sentence';
import { blindChoices, choiceLine, type BlindChoice } from '../../core/trial/byHand';
import { isDecided } from '../../core/trial/decided';
import { isTrial, JOURNAL_ENDING, readTrial, TRIAL_ENDING } from '../../core/trial/file';
import type {
  JournalLine,
  PlannedCall,
  Preference,
  TrialFile,
  TrialProblem,
} from '../../core/trial/model';
import { checkName, EMPTY_JOURNAL, type Journal } from '../../core/trial/run/journal';
import { recoveredCall } from '../../core/trial/run/recover';
import type { RunCode } from '../../core/trial/run/judging';
import type { RunEnd, TrialRun } from '../../core/trial/run/runner';
import type { BlindPair, TrialState, UnreadTrial } from '../../protocol/trial';
import type { PlannedData } from '../../protocol/trialCalls';
import type { Target } from '../capture/liveRun';
import type { Services } from '../shared/services';
import { baseName, sibling } from '../shared/uris';
import { CommandConsent, commandPlace } from './command';
import { confirmStart } from './confirm';
import { JournalFile } from './journalFile';
import { placeOf, targetOf } from './places';
import { startRun, traceFile } from './startRun';
import { TrialLock } from './trialLock';
import { askedModels, phaseOf, planInRun, tilesOf, type Judged } from './trialState';

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
  readonly #journalFile: JournalFile;
  readonly #lock: TrialLock;
  readonly #consent: CommandConsent;
  #turns: Promise<unknown> = Promise.resolve();
  #trial: TrialFile | TrialProblem;
  #journal: Journal = EMPTY_JOURNAL;
  #planned: PlannedData | null = null;
  #targets: readonly (Target | null)[] = [];
  #levels: readonly (readonly string[])[] = [];
  #judged: Judged = NOT_JUDGED;
  #running: Running | null = null;
  #end: RunEnd | null = null;
  #problem: Sentence | null = null;
  #looking: Promise<void> | null = null;
  #isStale = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #text: string;

  constructor(
    private readonly services: Services,
    readonly uri: vscode.Uri,
    text: string,
  ) {
    this.#text = text;
    this.#trial = readTrial(text);
    const name = baseName(uri).slice(0, -TRIAL_ENDING.length);
    this.#journalFile = new JournalFile(sibling(uri, `${name}${JOURNAL_ENDING}`));
    this.#lock = new TrialLock(sibling(uri, `${name}.trial.lock`));
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
    return this.#planned;
  }

  get verdict(): Judged['verdict'] {
    return this.#judged.verdict;
  }

  async #load(): Promise<void> {
    try {
      this.#journal = await this.#journalFile.load();
    } catch (error) {
      this.#problem = say('The journal cannot be read: {0}', reasonOf(error));
    }
    await this.refresh();
  }

  /** The document has another text. */
  setText(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#trial = readTrial(text);
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
    const { name } = this;
    if (!isTrial(this.#trial)) return { name, trial: null, problem: this.#trial };
    const planned = this.#planned;
    const running = this.#running;
    const under = running === null ? [] : this.#underWay(running);
    const calls =
      planned === null ? [] : tilesOf(planned, this.#journal, this.#judged.grades, under);
    return {
      name,
      trial: this.#trial,
      problems: planned?.plan.problems ?? [],
      plan:
        running === null
          ? (planned?.plan ?? null)
          : planInRun(running.planned, this.#left(running), running.run.spentUsd),
      levels: this.#levels,
      phase: phaseOf(
        running?.run ?? null,
        running?.isPausing ?? false,
        planned,
        this.#end,
        calls.length,
      ),
      calls,
      verdict: this.#judged.verdict,
      commands: commandPlace(this.uri),
      waiting: running?.run.waiting ?? [],
      note: this.#problem ?? this.#end?.sentence ?? null,
    };
  }

  /** Asks, then sends what is missing; `again` also what has no answer though it was sent. Rejects with what stands in the way. */
  async start(again: boolean): Promise<void> {
    const isFree = await this.#inTurn(() => {
      if (this.#lock.isOurs) return false;
      this.#lock.take();
      return true;
    });
    if (!isFree) return;
    try {
      await this.#begin(again);
    } finally {
      if (!this.isRunning) this.#lock.free();
    }
  }

  async #begin(again: boolean): Promise<void> {
    await this.#inTurn(async () => {
      // Another window or a terminal may have gone on since.
      this.#journal = await this.#journalFile.load();
    });
    await this.refresh();
    if (await this.#recover()) await this.refresh();
    const { trial, services } = this;
    const planned = this.#planned;
    if (trial === null || planned === null) return;
    const calls = [...planned.missing, ...(again ? planned.again : [])];
    const runCode = await this.#agreed(trial, planned, calls.length, again);
    if (runCode === 'refused') return;
    this.#end = null;
    this.#problem = null;
    await this.#journalFile.append({
      line: 'started',
      at: Date.now(),
      plan: planned.plan.id,
      cases: planned.plan.cases,
      predicted: planned.plan.models.map((m) => m.prediction),
    });
    const run = startRun({
      services,
      trial,
      planned,
      targets: this.#targets,
      calls,
      journal: this.#journal,
      runCode,
      folder: sibling(this.uri, ''),
      name: this.name,
      append: (line) => this.#journalFile.append(line),
      isDecided: () => trial.stopEarly && isDecided(trial, this.#journalFile.journal, planned.keys),
      onChange: () => this.#lookSoon(),
    });
    const running = { run, trial, planned, calls, isPausing: false };
    this.#running = running;
    this.#changed.fire();
    void run.ended.then((end) => this.#ended(end));
  }

  /** What runs the check's command, where there is one; `'refused'` when there is nothing to do, or the user does not want it. */
  async #agreed(
    trial: TrialFile,
    planned: PlannedData,
    calls: number,
    again: boolean,
  ): Promise<RunCode | 'refused' | null> {
    const { check } = trial;
    const { unjudged } = planned.plan;
    const runCode =
      check.kind === 'code' ? await this.#consent.ask(check.command, calls + unjudged) : null;
    if (runCode === 'refused') return runCode;
    const judges = check.kind === 'judge' ? unjudged : 0;
    const isIdle = calls + judges === 0 && (unjudged === 0 || runCode === null);
    if (isIdle) return 'refused';
    const isSent =
      calls + judges === 0 || (await confirmStart(trial, planned, calls + judges, again));
    return isSent ? runCode : 'refused';
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

  /** The next pair to choose by hand; null when all are chosen. */
  nextBlind(): BlindPair | null {
    const { trial } = this;
    const [pair] = this.#blind();
    if (trial === null || pair === undefined) return null;
    const item = trial.cases.find((c) => c.id === pair.case);
    const done = this.#journal.choices.length;
    const { case: id, repeat, candidate, first, second } = pair;
    return {
      case: id,
      repeat,
      candidate,
      values: item?.values ?? {},
      expected: item?.expected ?? null,
      first: first.answer,
      second: second.answer,
      done,
      of: done + this.#blind().length,
    };
  }

  async choose(
    choice: { readonly case: string; readonly repeat: number; readonly candidate: string },
    took: Preference,
  ): Promise<BlindPair | null> {
    const pair = this.#blind().find(
      (p) =>
        p.case === choice.case && p.repeat === choice.repeat && p.candidate === choice.candidate,
    );
    if (pair !== undefined) await this.#write(choiceLine(pair, took));
    return this.nextBlind();
  }

  /** What a person says of an answer that a judge has judged. */
  async judgeByPerson(key: string, right: boolean): Promise<void> {
    const { trial } = this;
    if (trial === null || !this.#journal.calls.has(key)) return;
    const check = checkName(trial);
    await this.#write({ line: 'grade', key, check, by: 'person', right, why: '' });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#running?.run.cancel();
    this.#changed.dispose();
  }

  /** Answers that were whole on the disk when the program was broken off are not paid for again. Whether there were any. */
  async #recover(): Promise<boolean> {
    const planned = this.#planned;
    const open = planned?.again.filter((c) => this.#journal.unfinished.has(c.key)) ?? [];
    let found = false;
    for (const call of open) {
      const file = traceFile(this.name, call.key);
      const text = await textOf(vscode.Uri.joinPath(sibling(this.uri, ''), file));
      const rates = planned?.terms[call.model]?.rates ?? null;
      const line = text === null ? null : await recoveredCall(call, text, rates, file);
      if (line === null) continue;
      await this.#journalFile.append(line);
      found = true;
    }
    this.#journal = this.#journalFile.journal;
    return found;
  }

  #blind(): readonly BlindChoice[] {
    return this.trial === null ? [] : blindChoices(this.trial, this.#journal);
  }

  /** What reads and writes the journal, one after the other. */
  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const next = this.#turns.then(work);
    // The next one is done whatever became of this; who asked for it is told.
    this.#turns = next.catch(() => undefined);
    return next;
  }

  async #write(line: JournalLine): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#lock.isOurs) return this.#journalFile.append(line);
      this.#lock.take();
      try {
        await this.#journalFile.load();
        await this.#journalFile.append(line);
      } finally {
        this.#lock.free();
      }
    });
    this.#journal = this.#journalFile.journal;
    await this.#judge();
    this.#changed.fire();
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
        this.#problem = say('The plan could not be made: {0}', reasonOf(error));
        this.services.log.warn(`trial: ${reasonOf(error)}`);
      }
      this.#changed.fire();
    }
  }

  async #plan(): Promise<void> {
    const { trial, services } = this;
    if (trial === null) return;
    const asked = askedModels(trial);
    const targets = await Promise.all(asked.map((model) => targetOf(services, model)));
    const places = targets.map(placeOf);
    const count = trial.models.length;
    const [planned, cards] = await Promise.all([
      services.engine.call('planTrial', {
        trial,
        journal: this.#journal,
        places: places.slice(0, count),
        judgePlace: places[count] ?? null,
      }),
      services.engine.call('cards', { ids: trial.models.map((m) => m.model) }),
    ]);
    if (trial !== this.trial) return;
    this.#targets = targets;
    this.#planned = planned;
    this.#levels = cards.map((card) => card?.levels ?? []);
    if (this.#running === null) this.#problem = null;
  }

  async #judge(): Promise<void> {
    const { trial } = this;
    const planned = this.#planned;
    const journal = this.#journal;
    if (trial === null || planned === null || journal.calls.size === 0) {
      this.#judged = NOT_JUDGED;
      return;
    }
    const { keys } = planned;
    this.#judged = await this.services.engine.call('judgeTrial', { trial, journal, keys });
  }

  /** Looks at a run a few times a second, never twice at once. */
  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#journal = this.#journalFile.journal;
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
    this.#journal = this.#journalFile.journal;
    // Before the end is told: with the plan of its start it would look as if nothing had been sent.
    await this.refresh();
    this.#running = null;
    this.#problem = null;
    this.#end = end;
    this.#lock.free();
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

/** The text of a file; null where there is none. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Nothing came of that call.
    return null;
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
