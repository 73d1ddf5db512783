import effortData from './data/effort.data.json';
import type { ModelFacts } from './modelFacts';
import { modelKey } from './modelKey';
import type { LogRange, ModelChoice } from './model';

const levels: readonly string[] = effortData.levels;
const defaults: Readonly<Record<string, string>> = effortData.defaults;
const ignored: Readonly<Record<string, string>> = effortData.ignored;
const successShift: Readonly<Record<string, number | string>> = effortData.success;

const OFF = new Set(['off', 'none', 'disabled', 'false', 'no-think', 'nothink']);
const ON = new Set(['on', 'thinking', 'enabled', 'true', 'default', 'adaptive', 'auto']);

/** Reads `MODEL[:EFFORT]`. A suffix that is neither a level nor a budget belongs to the id (`qwen3:8b`, `x:free`). */
export function parseChoice(text: string): ModelChoice {
  const at = text.lastIndexOf(':');
  const suffix = text.slice(at + 1).toLowerCase();
  if (at > 0 && suffix !== '') {
    if (OFF.has(suffix)) return { model: text.slice(0, at), effort: 'off' };
    if (ON.has(suffix)) return { model: text.slice(0, at), effort: null };
    if (levels.includes(suffix) || budgetOf(suffix) !== null)
      return { model: text.slice(0, at), effort: suffix };
  }
  return { model: text, effort: null };
}

/** Tokens of an effort that is a budget (`16000`, `16k`), or `null`. */
export function budgetOf(effort: string | null): number | null {
  const match = /^(\d{1,7})(k?)$/.exec(effort ?? '');
  if (match === null) return null;
  const n = Number(match[1]) * (match[2] === 'k' ? 1000 : 1);
  return n > 0 ? n : null;
}

/** Order of efforts from least to most: off, levels as listed, the default among them, budgets by their size. */
export function effortRank(effort: string | null): number {
  if (effort === 'off') return -1;
  const budget = budgetOf(effort);
  // A budget of 1,000 is about a low level, one of 32,000 a high one.
  if (budget !== null) return Math.max(0, Math.log2(budget / 500)) / 2 + 1;
  return levels.indexOf(effort ?? 'medium');
}

/** The level a model reasons at when none is asked for. */
export function defaultLevel(facts: ModelFacts): string {
  const wanted = defaults[facts.lab] ?? 'medium';
  const offered = facts.effort?.levels.filter((l) => levels.includes(l)) ?? [];
  return offered.length === 0 || offered.includes(wanted) ? wanted : (offered.at(-1) ?? wanted);
}

/** Why a model is known not to heed its effort level, or `null`. */
export function ignoredBecause(facts: ModelFacts): string | null {
  const key = modelKey(facts.id);
  return Object.entries(ignored).find(([prefix]) => key.startsWith(prefix))?.[1] ?? null;
}

/** Whether the model takes this effort: `null` where the catalogue does not say. */
export function takesEffort(facts: ModelFacts, effort: string | null): boolean | null {
  if (effort === null) return true;
  if (effort === 'off') return facts.reasons === 'unknown' ? null : facts.reasons !== 'always';
  if (budgetOf(effort) !== null)
    return facts.budget === null ? (facts.described ? false : null) : true;
  if (facts.effort === null) return facts.described ? false : null;
  return facts.effort.levels.includes(effort);
}

/** A budget caps reasoning and hardly sets it: small shift a decade, and nothing above the cap. */
export function withBudget(r: LogRange, budget: number): LogRange {
  const cap = Math.log10(budget);
  const moved = effortData.budget.perDecade * (cap - Math.log10(effortData.budget.usual));
  const median = Math.min(r.median + Math.min(0.3, moved), cap - 0.02);
  return { median, below: r.below, above: Math.min(r.above, cap - median) };
}

/** Points of success (share of 1) that a level gains over another, as seen on aider polyglot 2025. */
export function successGain(from: string, to: string): number {
  const [a, b] = [successShift[from], successShift[to]];
  return typeof a === 'number' && typeof b === 'number' ? b - a : 0;
}
