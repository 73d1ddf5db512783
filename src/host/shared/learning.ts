import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Calibration } from '../../core/estimate/calibration';
import type { Learnt } from '../../protocol/estimateCalls';

const learntSchema = v.object({
  model: v.string(),
  effort: v.nullable(v.string()),
  n: v.number(),
  own: v.number(),
  expected: v.number(),
});

const storedSchema = v.object({
  version: v.literal(1),
  /** ISO date. */
  at: v.string(),
  files: v.number(),
  learnt: v.array(learntSchema),
  calibration: v.custom<Calibration>((input) => typeof input === 'object' && input !== null),
});

/** What was learnt from the user's traces, and when. */
export type StoredCalibration = v.InferOutput<typeof storedSchema>;

const trialsSchema = v.object({
  trials: v.array(
    v.object({
      /** Of the trial's file. */
      uri: v.string(),
      /** ISO date of the run. */
      at: v.string(),
      calibration: v.object({
        version: v.literal(1),
        models: v.array(
          v.object({
            model: v.string(),
            effort: v.nullable(v.string()),
            n: v.pipe(v.number(), v.integer(), v.minValue(1)),
            measured: v.pipe(v.number(), v.integer(), v.minValue(0)),
            meanLogRatio: v.number(),
            varianceLogRatio: v.number(),
          }),
        ),
      }),
    }),
  ),
});

/** What the calls of one run of a trial have taught. */
export type TrialLessons = v.InferOutput<typeof trialsSchema>['trials'][number];

const TRIALS = 'trials.json';
/** Runs beyond this many are forgotten, oldest first. */
const MOST_RUNS = 200;

/** A JSON file in the extension's global storage; missing or damaged counts as nothing. */
async function readJson(uri: vscode.Uri): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    // Nothing was stored yet.
    return null;
  }
}

/** What the extension has learnt or fetched at the user's request: calibration and newer prices. */
export class Learning {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  private adding: Promise<unknown> = Promise.resolve();

  constructor(private readonly storage: vscode.Uri) {}

  async calibration(): Promise<StoredCalibration | null> {
    const parsed = v.safeParse(storedSchema, await readJson(this.uri('calibration.json')));
    return parsed.success ? parsed.output : null;
  }

  async setCalibration(
    files: number,
    learnt: readonly Learnt[],
    calibration: Calibration,
  ): Promise<void> {
    const at = new Date().toISOString().slice(0, 10);
    await this.write('calibration.json', { version: 1, at, files, learnt, calibration });
  }

  async resetCalibration(): Promise<void> {
    if ((await this.calibration()) !== null)
      await vscode.workspace.fs.delete(this.uri('calibration.json'));
    if ((await this.trials()).length > 0) await vscode.workspace.fs.delete(this.uri(TRIALS));
    this.changed.fire();
  }

  /** What runs of trials have taught, oldest first. */
  async trials(): Promise<readonly TrialLessons[]> {
    const parsed = v.safeParse(trialsSchema, await readJson(this.uri(TRIALS)));
    return parsed.success ? parsed.output.trials : [];
  }

  /** Adds what a run of a trial teaches: its own calls, not those of runs before it. Rejects when it cannot be written. */
  addTrial(trial: vscode.Uri, calibration: Calibration): Promise<void> {
    const done = this.adding.then(async () => {
      const at = new Date().toISOString().slice(0, 10);
      const models = calibration.models.map((m) => ({ ...m, measured: m.n }));
      const run = { uri: trial.toString(), at, calibration: { ...calibration, models } };
      const trials = [...(await this.trials()), run].slice(-MOST_RUNS);
      await this.write(TRIALS, { version: 1, trials });
    });
    this.adding = done.catch(() => undefined);
    return done;
  }

  /** Newer price data, null while the shipped ones are used. */
  async prices(): Promise<{ readonly date: string; readonly data: unknown } | null> {
    const stored = await readJson(this.uri('prices.json'));
    const schema = v.object({ date: v.string(), data: v.unknown() });
    const parsed = v.safeParse(schema, stored);
    return parsed.success ? parsed.output : null;
  }

  async setPrices(data: unknown): Promise<void> {
    await this.write('prices.json', { date: new Date().toISOString().slice(0, 10), data });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private uri(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.storage, name);
  }

  private async write(name: string, content: unknown): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.storage);
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    await vscode.workspace.fs.writeFile(this.uri(name), bytes);
    this.changed.fire();
  }
}
