import { budgetOf, defaultLevel } from '../estimate/effort';
import type { ModelChoice } from '../estimate/model';
import type { ModelFacts } from '../estimate/modelFacts';
import type { PromptCall } from '../prompt/model';
import type { Rule, Switch, Template, VendorRules } from './rules/rule';
import { wordOf } from './tree';

/** What a call is to ask of the candidate. */
export interface CallTarget {
  readonly asked: Switch['asked'];
  readonly level: string | null;
  /** Tokens. */
  readonly budget: number | null;
}

const ORDER = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];
/** Tokens of thinking where a level is asked of a model that takes a budget only: Anthropic's example, 2026. */
const USUAL_BUDGET = 16_000;

/** The level nearest to the wanted one; of two the one that reasons more where the other does not reason. Null without levels. */
export function nearestLevel(levels: readonly string[], wanted: string): string | null {
  if (levels.includes(wanted)) return wanted;
  const at = ORDER.indexOf(wanted);
  const known = levels.filter((l) => ORDER.includes(l) && l !== 'none');
  if (at < 0 || known.length === 0) return known.at(-1) ?? levels.at(-1) ?? null;
  const away = (level: string): number => Math.abs(ORDER.indexOf(level) - at);
  return known.reduce((a, b) => (away(b) < away(a) ? b : a));
}

/** The effort level that a call names now, `null` where it names none. */
export function levelNow(call: PromptCall): { readonly level: string; readonly at: number } | null {
  for (const [at, { path, argument }] of call.thinking.entries()) {
    const word = wordOf(argument.value)?.toLowerCase() ?? '';
    const isLevel = typeof argument.value.literal === 'string' || ORDER.includes(word);
    if (/effort$|level$/i.test(path.at(-1) ?? '') && isLevel) return { level: word, at };
  }
  return null;
}

/** The budget to think that a call gives now, in tokens; 0 where it gives none. */
function budgetNow(call: PromptCall): number {
  const given = call.thinking.flatMap(({ path, argument: { value } }) =>
    /budget/i.test(path.at(-1) ?? '') && typeof value.literal === 'number' ? [value.literal] : [],
  );
  return Math.max(0, ...given);
}

/** Which effort the call must be given so that it runs as estimated. */
export function targetOf(call: PromptCall, facts: ModelFacts, choice: ModelChoice): CallTarget {
  const levels = facts.effort?.levels ?? [];
  const tokens = budgetOf(choice.effort);
  const within = (n: number): number =>
    Math.min(Math.max(n, facts.budget?.min ?? 0), facts.budget?.max ?? n);
  const byLevel = (level: string | null): CallTarget | null =>
    level === null
      ? null
      : { asked: 'level', level, budget: facts.budget === null ? null : within(USUAL_BUDGET) };
  const byBudget = (n: number): CallTarget | null =>
    facts.budget === null ? null : { asked: 'budget', level: null, budget: within(n) };
  const asSuch: CallTarget = { asked: 'default', level: null, budget: null };
  if (tokens !== null) return byBudget(tokens) ?? asSuch;
  if (choice.effort !== null)
    return byLevel(nearestLevel(levels, choice.effort)) ?? byBudget(USUAL_BUDGET) ?? asSuch;
  const now = levelNow(call)?.level ?? null;
  const stays = now === null || (levels.includes(now) && now !== 'none');
  if (levels.length > 0 && !stays)
    return byLevel(now === 'none' ? defaultLevel(facts) : nearestLevel(levels, now)) ?? asSuch;
  if (facts.reasons !== 'off' || (now !== null && stays)) return asSuch;
  if (facts.budget !== null && budgetNow(call) > 0) return asSuch;
  return (
    byLevel(levels.length > 0 ? defaultLevel(facts) : null) ?? byBudget(USUAL_BUDGET) ?? asSuch
  );
}

/** The switch of a vendor for a target; `null` where nothing needs to be said, or nothing is known. */
export function switchFor(
  rules: VendorRules,
  facts: ModelFacts,
  target: CallTarget,
): Switch | null {
  return rules.switches.find((s) => s.asked === target.asked && s.models(facts)) ?? null;
}

/** A template with the effort that is asked for put in. */
export function filled(value: Template, target: CallTarget): Template {
  if (value === '$level') return target.level ?? '';
  if (value === '$budget') return target.budget ?? USUAL_BUDGET;
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, filled(v, target)]));
}

/** The rules of a vendor for one model. */
export const rulesFor = (rules: VendorRules, facts: ModelFacts): readonly Rule[] =>
  rules.rules.filter((r) => r.models(facts));
