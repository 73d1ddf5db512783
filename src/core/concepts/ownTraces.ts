import type { Fidelity } from '../model/trace';
import { canonical } from '../steps/answer/canonical';

/** A trace as the figure about its budget needs it. */
export interface StepLengths {
  /** Tokens of each step. */
  readonly tokens: readonly number[];
  /** Step that first mentions, and first concludes, the final answer; `null` where none does. */
  readonly mentioned: number | null;
  readonly concluded: number | null;
}

/** What a budget of reasoning tokens would have left of a trace. */
export interface Cut {
  /** Steps that fit as a whole. */
  readonly steps: number;
  readonly lostTokens: number;
  /** How far the answer had come: stood, was named at least once, or was not there. */
  readonly answer: 'concluded' | 'mentioned' | 'none';
}

/** Cuts a trace after `budget` reasoning tokens. A step that does not fit as a whole is lost. */
export function cutTrace({ tokens, mentioned, concluded }: StepLengths, budget: number): Cut {
  let steps = 0;
  let kept = 0;
  while (steps < tokens.length && kept + tokens[steps]! <= budget) kept += tokens[steps++]!;
  const all = tokens.reduce((sum, n) => sum + n, 0);
  const inside = (step: number | null): boolean => step !== null && step < steps;
  return {
    steps,
    lostTokens: all - Math.min(budget, all),
    answer: inside(concluded) ? 'concluded' : inside(mentioned) ? 'mentioned' : 'none',
  };
}

/** GRPO's advantages: (reward − mean of the group) ÷ its standard deviation; all 0 where the rewards are alike. */
export function advantages(rewards: readonly number[]): readonly number[] {
  const mean = rewards.reduce((sum, r) => sum + r, 0) / rewards.length;
  const spread = Math.sqrt(rewards.reduce((sum, r) => sum + (r - mean) ** 2, 0) / rewards.length);
  return rewards.map((r) => (spread === 0 ? 0 : (r - mean) / spread));
}

/** 1 for each answer that most of the group gives, however it is written; 0 for others and for none. Of a tie, the first. */
export function majorityRewards(answers: readonly (string | null)[]): readonly number[] {
  const written = answers.map((answer) => (answer === null ? null : canonical(answer).text));
  const counts = new Map<string, number>();
  for (const answer of written) {
    if (answer !== null) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  const [most] = [...counts].reduce<[string | null, number]>(
    (best, [answer, n]) => (n > best[1] ? [answer, n] : best),
    [null, 0],
  );
  return written.map((answer) => (answer !== null && answer === most ? 1 : 0));
}

/** What is needed of a trace to tell what was billed of it and what can be read. */
export interface BilledTrace {
  /** The lab of the model, or `null` for an unknown one. */
  readonly vendor: string | null;
  readonly fidelity: Fidelity;
  readonly reasoningTokens: number | null;
}

/** Billed reasoning tokens of one vendor by what the user gets to see of them. */
export interface BilledRow {
  readonly vendor: string | null;
  readonly traces: number;
  readonly raw: number;
  readonly summary: number;
  readonly hidden: number;
  /** Traces that reason and whose tokens nobody counted. */
  readonly uncounted: number;
}

/** Reasoning tokens by vendor and by what can be read of them, most tokens first. Traces without reasoning are left out. */
export function billedByVendor(traces: Iterable<BilledTrace>): readonly BilledRow[] {
  const rows = new Map<string | null, BilledRow>();
  for (const { vendor, fidelity, reasoningTokens } of traces) {
    if (fidelity === 'none') continue;
    const row = rows.get(vendor) ?? {
      ...{ vendor, traces: 0, raw: 0, summary: 0, hidden: 0, uncounted: 0 },
    };
    const kind = fidelity === 'raw' || fidelity === 'summary' ? fidelity : 'hidden';
    rows.set(vendor, {
      ...row,
      traces: row.traces + 1,
      [kind]: row[kind] + (reasoningTokens ?? 0),
      uncounted: row.uncounted + (reasoningTokens === null ? 1 : 0),
    });
  }
  const sum = (row: BilledRow): number => row.raw + row.summary + row.hidden;
  return [...rows.values()].sort((a, b) => sum(b) - sum(a));
}
