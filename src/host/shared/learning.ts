import * as vscode from 'vscode';
import type { Calibration } from '../../core/estimate/calibration';
import type { StepLesson } from '../../core/steps/corrections/teach';
import type { Learnt } from '../../protocol/estimateCalls';
import type { StoredCalibration, StoredPrices, TrialLessons } from './storedLearning';

/** Its files, with what checks them: loaded when the engine or a command first asks. */
const stored = () => import('./storedLearning');
const labels = () => import('./storedLabels');

/** What the extension has learnt or fetched at the user's request: calibration and newer prices. */
export class Learning {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /** `workspace`: where what holds for the open workspace alone is kept. */
  constructor(
    private readonly storage: vscode.Uri,
    private readonly workspace = storage,
  ) {}

  async calibration(): Promise<StoredCalibration | null> {
    return (await stored()).calibrationIn(this.storage);
  }

  async setCalibration(
    files: number,
    learnt: readonly Learnt[],
    calibration: Calibration,
  ): Promise<void> {
    await (await stored()).keepCalibration(this.storage, { files, learnt, calibration });
    this.changed.fire();
  }

  async resetCalibration(): Promise<void> {
    await (await stored()).forgetLessons(this.storage);
    this.changed.fire();
  }

  /** What runs of trials have taught, oldest first. */
  async trials(): Promise<readonly TrialLessons[]> {
    return (await stored()).trialsIn(this.storage);
  }

  /** Adds what a run of a trial teaches: its own calls, not those of runs before it. Rejects when it cannot be written. */
  async addTrial(trial: vscode.Uri, calibration: Calibration): Promise<void> {
    await (await stored()).addTrial(this.storage, trial, calibration);
    this.changed.fire();
  }

  /** Newer price data, null while the shipped ones are used. */
  async prices(): Promise<StoredPrices | null> {
    return (await stored()).pricesIn(this.storage);
  }

  async setPrices(data: unknown): Promise<void> {
    await (await stored()).keepPrices(this.storage, data);
    this.changed.fire();
  }

  /** What corrected traces of the workspace teach the labels, one list a trace. */
  async labelLessons(): Promise<readonly (readonly StepLesson[])[]> {
    return (await labels()).labelLessonsIn(this.workspace);
  }

  /** How many corrections of a trace teach no more, because the user had them forgotten. */
  async forgottenLabels(of: string): Promise<number> {
    return (await labels()).forgottenIn(this.workspace, of);
  }

  /** Keeps what a trace teaches; says whether it is something else. Nobody is told before `tellLabels`. */
  async keepLabels(
    of: string,
    corrections: number,
    lessons: readonly StepLesson[],
  ): Promise<boolean> {
    return (await labels()).keepLabelLessons(this.workspace, of, corrections, lessons);
  }

  tellLabels(): void {
    this.changed.fire();
  }

  /** The corrections made so far teach no more. Rejects when that cannot be written. */
  async forgetLabels(): Promise<void> {
    await (await labels()).forgetLabelLessons(this.workspace);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
