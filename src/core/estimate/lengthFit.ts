import shippedData from './data/reasoningLength.data.json';
import type { WorkClass } from './model';

/** Figures by name. */
export type FigureTable = Readonly<Record<string, number>>;

/** The fit of recorded puzzle, mathematics and knowledge runs, with its length slope and residual quantiles. */
export interface PuzzleFit {
  readonly mu: number;
  readonly variances: Readonly<
    Record<'lab' | 'family' | 'model' | 'prompt' | 'cell' | 'noise', number>
  >;
  readonly effects: Readonly<Record<'lab' | 'family' | 'model' | 'mt', FigureTable>>;
  /** Variance of the summed effects of a fitted model. */
  readonly meanVariance: FigureTable;
  /** log10 tokens from the shortest to the middle, and the middle to the longest prompts, by task type. */
  readonly slope: FigureTable;
  readonly types: Readonly<Record<string, number>>;
  /** Standardised residual quantiles (p10, p50, p90) of prompt families that the fit had not seen. */
  readonly quantiles: Readonly<Record<string, readonly number[]>>;
}

/** How the variance of calls splits, log10 squared: all of it, the prompt's part, the part of one model on the prompt. */
export interface CallVariance {
  readonly call: number;
  readonly prompt: number;
  readonly cell: number;
}

/** The fit over all kinds of work: levels of types and classes, effects of labs and models shared by all types. */
export interface WorkFit {
  readonly level: FigureTable;
  readonly classLevel: Readonly<Record<WorkClass, number>>;
  readonly lab: FigureTable;
  /** Lab and model together, by model key. */
  readonly model: FigureTable;
  readonly modelVariance: FigureTable;
  readonly modelInType: FigureTable;
  readonly slope: FigureTable;
  readonly calls: Readonly<Record<string, CallVariance>>;
}

/** Everything the fit script writes, and what the user's own traces taught. */
export interface LengthCoefficients {
  readonly puzzles: PuzzleFit;
  readonly work: WorkFit;
  readonly learnt?: Readonly<Record<string, LearntModel>>;
}

/** The user's own traces of a model: how many, and how far off the fit they lie, log10. */
export interface LearntModel {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

const shipped: LengthCoefficients = shippedData;
const { doubt, classPrior, rank, defaultRank, slopeDoubt } = shippedData.work;

const ranks: ReadonlyMap<string | null, number> = new Map(Object.entries(rank));

/** The shipped fit, and the facts about it for a basis line. */
export const lengthFit = {
  runs: shippedData.runs,
  models: shippedData.models,
  prompts: shippedData.prompts,
  date: shippedData.date,
  source: shippedData.source,
  coefficients: shipped,
  /** Variances of levels, log10 squared. */
  doubt,
  /** What share of prompts does which class of work. */
  classPrior,
  /** Effort: the rank of a level, if it is one, the rank a lab's models run at unasked, the doubt in log10 tokens a rank by lab. */
  effort: {
    rank: (effort: string | null): number | undefined => ranks.get(effort),
    usual: (lab: string): number => (defaultRank as FigureTable)[lab] ?? defaultRank.other,
    doubt: (lab: string): number => (slopeDoubt as FigureTable)[lab] ?? slopeDoubt.other,
  },
};
