import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Calibration } from '../../core/estimate/calibration';
import type { Learnt } from '../../protocol/estimateCalls';
import { readJson, writeJson } from './storedJson';

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

/** Runs beyond this many are forgotten, oldest first. */
const MOST_RUNS = 200;

const pricesSchema = v.object({ date: v.string(), data: v.unknown() });

/** Newer price data and the day they were fetched. */
export type StoredPrices = Readonly<v.InferOutput<typeof pricesSchema>>;

type FileName = 'calibration.json' | 'trials.json' | 'prices.json';
const fileIn = (storage: vscode.Uri, name: FileName): vscode.Uri =>
  vscode.Uri.joinPath(storage, name);

const write = (storage: vscode.Uri, name: FileName, content: unknown): Promise<void> =>
  writeJson(storage, name, content);

const today = (): string => new Date().toISOString().slice(0, 10);

/** Newer price data; `null` when none were fetched. */
export async function pricesIn(storage: vscode.Uri): Promise<StoredPrices | null> {
  const parsed = v.safeParse(pricesSchema, await readJson(fileIn(storage, 'prices.json')));
  return parsed.success ? parsed.output : null;
}

/** Keeps price data as those of today. Rejects when it cannot be written. */
export function keepPrices(storage: vscode.Uri, data: unknown): Promise<void> {
  return write(storage, 'prices.json', { date: today(), data });
}

/** What was learnt from files; `null` when nothing. */
export async function calibrationIn(storage: vscode.Uri): Promise<StoredCalibration | null> {
  const parsed = v.safeParse(storedSchema, await readJson(fileIn(storage, 'calibration.json')));
  return parsed.success ? parsed.output : null;
}

/** Keeps what was learnt from files instead of what was before. Rejects when it cannot be written. */
export function keepCalibration(
  storage: vscode.Uri,
  learnt: {
    readonly files: number;
    readonly learnt: readonly Learnt[];
    readonly calibration: Calibration;
  },
): Promise<void> {
  return write(storage, 'calibration.json', { version: 1, at: today(), ...learnt });
}

/** One change after the other. */
let changing: Promise<unknown> = Promise.resolve();

/** What runs of trials have taught, oldest first. */
export async function trialsIn(storage: vscode.Uri): Promise<readonly TrialLessons[]> {
  const parsed = v.safeParse(trialsSchema, await readJson(fileIn(storage, 'trials.json')));
  return parsed.success ? parsed.output.trials : [];
}

/** Adds what the calls of one run teach. Rejects when it cannot be written. */
export function addTrial(
  storage: vscode.Uri,
  trial: vscode.Uri,
  calibration: Calibration,
): Promise<void> {
  const done = changing.then(async () => {
    const models = calibration.models.map((m) => ({ ...m, measured: m.n }));
    const run = { uri: trial.toString(), at: today(), calibration: { ...calibration, models } };
    const trials = [...(await trialsIn(storage)), run].slice(-MOST_RUNS);
    await write(storage, 'trials.json', { version: 1, trials });
  });
  changing = done.catch(() => undefined);
  return done;
}

/** Forgets all of it. Rejects when a file cannot be deleted. */
export async function forgetLessons(storage: vscode.Uri): Promise<void> {
  await changing;
  if ((await calibrationIn(storage)) !== null)
    await vscode.workspace.fs.delete(fileIn(storage, 'calibration.json'));
  if ((await trialsIn(storage)).length > 0)
    await vscode.workspace.fs.delete(fileIn(storage, 'trials.json'));
}
