import { msg, type Message } from '../model/message';
import type { Trace } from '../model/trace';
import type { Analysis } from './model';

export type MetricValue = number | boolean | null;

/** One figure of how a trace reasons: what it is called, how it is told, and how it follows from the steps. */
export interface Metric {
  readonly label: Message;
  /** Its name in the table of the terminal. */
  readonly head: string;
  /** Its column in exports: name, and what it means. */
  readonly column: string;
  readonly about: string;
  /** A share of the reasoning tokens, 0..1; a count; or whether something is so. */
  readonly kind: 'share' | 'count' | 'flag';
  /** `null` is unknown: there is no text to read it from. */
  readonly of: (analysis: Analysis, trace: Pick<Trace, 'fidelity'>) => MetricValue;
}

export type MetricTable = Readonly<Record<string, Metric>>;

/** Reasoning that the file does not show is unknown; a trace without any has none of it. */
const known = (value: number, { steps }: Analysis, { fidelity }: Pick<Trace, 'fidelity'>) =>
  steps.length === 0 && fidelity !== 'none' ? null : value;

/**
 * The metrics of a corpus: its rows, report, table and exports are made from here, and pages of concepts name them. How
 * each is measured, and what it can and cannot claim, stands in `metrics.ts`. A new one goes to the end.
 */
export const METRICS = {
  afterAnswerShare: {
    label: msg('After the answer'),
    head: 'after answer',
    column: 'after_answer_share',
    about: 'Share of reasoning tokens after the first concluded answer, 0..1',
    kind: 'share',
    of: ({ steps, answer: { tokensAfterConcluded: after } }) => {
      const tokens = steps.reduce((sum, step) => sum + step.tokens, 0);
      return after === null || tokens === 0 ? null : after / tokens;
    },
  },
  verificationShare: {
    label: msg('Checking'),
    head: 'checks',
    column: 'verification_share',
    about: 'Share of reasoning tokens in steps labelled check, 0..1',
    kind: 'share',
    of: ({ steps, metrics }) => (steps.length === 0 ? null : metrics.kindShares.check),
  },
  backtracks: {
    label: msg('Backtracks'),
    head: 'backtracks',
    column: 'backtracks',
    about: 'Suggested backtracks',
    kind: 'count',
    of: (analysis, trace) => known(analysis.metrics.backtracks, analysis, trace),
  },
  looping: {
    label: msg('Loops'),
    head: 'loops',
    column: 'looping',
    about: 'A repeated tail or near-duplicate steps',
    kind: 'flag',
    // A summary or a provider's placeholder ("Thinking... Thinking...") may repeat itself without a model going in circles.
    of: ({ metrics }, { fidelity }) =>
      fidelity === 'none' ? false : fidelity === 'raw' ? metrics.loopStart !== null : null,
  },
  thoughtSwitches: {
    label: msg('Changes of approach'),
    head: 'switches',
    column: 'thought_switches',
    about: 'Steps that open another idea, as "alternatively" does',
    kind: 'count',
    of: (analysis, trace) => known(analysis.metrics.thoughtSwitches, analysis, trace),
  },
} as const satisfies MetricTable;

export type MetricId = keyof typeof METRICS;

/** The value of every metric, by id. */
export type MetricValues = {
  readonly [K in MetricId]: (typeof METRICS)[K]['kind'] extends 'flag'
    ? boolean | null
    : number | null;
};

/** All metrics of one trace. */
export function metricValues(
  analysis: Analysis,
  trace: Pick<Trace, 'fidelity'>,
  table: MetricTable = METRICS,
): MetricValues {
  const values = Object.entries(table).map(([id, { of }]) => [id, of(analysis, trace)]);
  return Object.fromEntries(values) as MetricValues;
}
