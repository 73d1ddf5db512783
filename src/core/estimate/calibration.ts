import type { Catalogue } from './catalogue';
import { FLOOR_TOKENS } from './distribution';
import { modelKey } from './modelKey';
import { TASK_TYPES } from './model';
import type { ModelChoice, TypeBelief } from './model';
import { lengthFit } from './lengthFit';
import type { LengthCoefficients } from './lengthFit';
import { modelEffect } from './modelEffect';
import { meanOf } from './reasoningLength';
import { believeTaskType } from './taskType';

/** What the length of the reasoning depends on, of a whole prompt. */
export interface LengthFacts {
  /** UTF-16 units. */
  readonly chars: number;
  readonly task: TypeBelief;
}

/** The facts of a prompt as a whole, as an estimate takes it. */
export function promptFacts(prompt: string): LengthFacts {
  return { chars: prompt.length, task: believeTaskType(prompt) };
}

/** One of the user's own generations: what was asked of which model, and the provider's reasoning token count. */
export interface CalibrationTrace extends ModelChoice {
  /** `null` where the file does not hold the prompt: the task type is then unknown. */
  readonly prompt: LengthFacts | null;
  readonly reasoningTokens: number;
}

/** What the user's traces of one model at one effort say: how far their lengths lie from the prediction, log10. */
export interface ModelCalibration extends ModelChoice {
  readonly n: number;
  /** How many of these were measured from a report or in a trial rather than read from files. */
  readonly measured?: number;
  /** Mean of log10(measured / predicted); 0.3 is twice as long as predicted. */
  readonly meanLogRatio: number;
  readonly varianceLogRatio: number;
}

/** Everything learnt from traces; plain data for a store. Empty `models`: nothing learnt. */
export interface Calibration {
  readonly version: 1;
  readonly models: readonly ModelCalibration[];
}

/** Counts at or under the provider's smallest step are bounds, not lengths (multiples of 64 at OpenAI). */
const CENSORED = 64;

const keyOf = (m: ModelChoice): string =>
  modelKey(m.model) + (m.effort === null ? '' : `:${m.effort}`);

/** log10 tokens that the shipped fit expects of a prompt: the mean over the believed task types. */
function expected(trace: CalibrationTrace, catalogue: Catalogue, c: LengthCoefficients): number {
  const effect = modelEffect(catalogue.find(trace.model), trace.effort, c);
  const { chars, task } = trace.prompt ?? promptFacts('');
  return TASK_TYPES.reduce((sum, type) => sum + task[type] * meanOf(effect, type, chars, c), 0);
}

/** Reads what traces teach: mean and variance of log10(measured / predicted) by model and effort. */
export function calibrate(
  traces: readonly CalibrationTrace[],
  catalogue: Catalogue,
  c: LengthCoefficients = lengthFit.coefficients,
): Calibration {
  const groups = new Map<string, { choice: ModelChoice; ratios: number[] }>();
  for (const t of traces) {
    if (!(t.reasoningTokens > CENSORED)) continue;
    const ratio = Math.log10(Math.max(FLOOR_TOKENS, t.reasoningTokens)) - expected(t, catalogue, c);
    const group = groups.get(keyOf(t));
    if (group === undefined) {
      groups.set(keyOf(t), { choice: { model: t.model, effort: t.effort }, ratios: [ratio] });
    } else group.ratios.push(ratio);
  }
  const models = [...groups.values()].map(({ choice, ratios }) => {
    const n = ratios.length;
    const mean = ratios.reduce((a, b) => a + b, 0) / n;
    const squares = ratios.reduce((a, b) => a + (b - mean) ** 2, 0);
    return { ...choice, n, meanLogRatio: mean, varianceLogRatio: squares / Math.max(1, n - 1) };
  });
  return { version: 1, models };
}

/** One run that was measured from a report: log10(measured / predicted). */
export interface MeasuredRatio extends ModelChoice {
  readonly logRatio: number;
}

/** What was learnt from files and from measured runs together; each run counts as one more trace. */
export function withRuns(
  calibration: Calibration | null,
  runs: readonly MeasuredRatio[],
): Calibration | null {
  if (runs.length === 0) return calibration;
  const models = runs.map(({ model, effort, logRatio }) => ({
    ...{ model, effort, n: 1, measured: 1 },
    ...{ meanLogRatio: logRatio, varianceLogRatio: 0 },
  }));
  return pooled([calibration, { version: 1, models }]);
}

/** What several calibrations say together, as if all their traces had been read at once; `null` when all are empty. */
export function pooled(calibrations: readonly (Calibration | null)[]): Calibration | null {
  const models = new Map<string, ModelCalibration>();
  for (const b of calibrations.flatMap((c) => c?.models ?? [])) {
    const a = models.get(keyOf(b));
    models.set(keyOf(b), a === undefined ? b : together(a, b));
  }
  return models.size === 0 ? null : { version: 1, models: [...models.values()] };
}

/** Mean and variance of two samples as one: Chan, Golub and LeVeque 1979, eq. 2.1. */
function together(a: ModelCalibration, b: ModelCalibration): ModelCalibration {
  const n = a.n + b.n;
  const apart = b.meanLogRatio - a.meanLogRatio;
  const squares =
    a.varianceLogRatio * (a.n - 1) + b.varianceLogRatio * (b.n - 1) + (apart ** 2 * a.n * b.n) / n;
  const measured = (a.measured ?? 0) + (b.measured ?? 0);
  return {
    ...a,
    n,
    ...(measured === 0 ? {} : { measured }),
    meanLogRatio: a.meanLogRatio + (apart * b.n) / n,
    varianceLogRatio: squares / (n - 1),
  };
}

/** The user's traces of a model at an effort, or `undefined`. */
export function calibrationOf(
  calibration: Calibration | null,
  choice: ModelChoice,
): ModelCalibration | undefined {
  return calibration?.models.find((m) => keyOf(m) === keyOf(choice));
}

/** What was learnt under the names of the catalogue: files name one model by its dated ids, too. */
export const byListedName = (
  calibration: Calibration | null,
  catalogue: Catalogue,
): Calibration | null =>
  pooled([
    {
      version: 1,
      models: (calibration?.models ?? []).map((m) => ({ ...m, model: catalogue.find(m.model).id })),
    },
  ]);

/**
 * The fit as this user sees it: what the traces of each model at each effort say, under its name in the catalogue, goes beside
 * the coefficients.
 */
export function withCalibration(
  calibration: Calibration | null,
  c: LengthCoefficients = lengthFit.coefficients,
): LengthCoefficients {
  if (calibration === null || calibration.models.length === 0) return c;
  const learnt = Object.fromEntries(
    calibration.models.map((m) => [
      keyOf(m),
      { n: m.n, mean: m.meanLogRatio, variance: m.varianceLogRatio },
    ]),
  );
  return { ...c, learnt };
}
