import type { Call, Figures, RunTotals, ToolCall, ToolFigures, Tokens } from '../model/session';
import { addMoney } from './money';

/** Sums over calls and their tools; what nobody recorded is `null`, not 0. `waitMs` is told by the turns. */
export function figuresOf(calls: readonly Call[], tools: readonly ToolCall[]): Figures {
  const edits = tools.filter(isApplied).flatMap((tool) => tool.edits);
  return {
    calls: calls.length,
    tools: tools.length,
    errors: tools.filter((tool) => tool.result?.failed === true).length,
    tokens: addTokens(calls.map((call) => call.tokens)),
    counted: calls.filter((call) => call.tokens.output !== null).length,
    withReasoning: calls.filter((call) => call.fidelity !== 'none').length,
    money: addMoney(calls.map((call) => call.money)),
    unpriced: calls.filter((call) => call.money.usd === null).length,
    modelMs: sum(calls.map((call) => call.modelMs)),
    toolMs: covered(tools),
    waitMs: null,
    contextTokens: most(calls.map((call) => call.contextTokens)),
    edits: edits.length,
    files: new Set(edits.map((edit) => edit.file)).size,
  };
}

/**
 * Sums over a whole run, with what its log says of the run at once where not every call has a count or a cost: tokens
 * and money unless all calls have theirs, or calls that it does not tell are in its sums.
 */
export function withRecorded(figures: Figures, recorded: RunTotals | null): Figures {
  if (recorded === null) return figures;
  const { tokens, money } = figures;
  const isCounted = tokens.output !== null && figures.counted === figures.calls;
  const isMore = (whole: number | null, counted: number | null): boolean =>
    recorded.beyondCalls === true && isAbove(whole, counted);
  const usd = money.bound === 'exact' && !isMore(recorded.usd, money.usd) ? null : recorded.usd;
  const whole = (key: 'freshInput' | 'cacheRead' | 'cacheWrite' | 'output'): number | null =>
    isCounted && !isMore(recorded[key], tokens[key])
      ? (tokens[key] ?? recorded[key])
      : (recorded[key] ?? tokens[key]);
  return {
    ...figures,
    tokens: {
      freshInput: whole('freshInput'),
      cacheRead: whole('cacheRead'),
      cacheWrite: whole('cacheWrite'),
      output: whole('output'),
      reasoning: tokens.reasoning,
    },
    counted: recorded.output === null ? figures.counted : figures.calls,
    ...(usd === null ? {} : { money: { usd, bound: 'exact', parts: null }, unpriced: 0 }),
  };
}

/** Whether a log's own sum is above that of its calls, by more than they round. */
function isAbove(whole: number | null, counted: number | null): boolean {
  return whole !== null && counted !== null && whole > counted * 1.01;
}

/** Edits that were made: asked for and not answered with a failure. */
function isApplied(tool: ToolCall): boolean {
  return tool.result?.failed !== true;
}

function addTokens(all: readonly Tokens[]): Tokens {
  return {
    freshInput: sum(all.map((t) => t.freshInput)),
    cacheRead: sum(all.map((t) => t.cacheRead)),
    cacheWrite: sum(all.map((t) => t.cacheWrite)),
    output: sum(all.map((t) => t.output)),
    reasoning: sum(all.map((t) => t.reasoning)),
  };
}

/** Milliseconds in which a tool ran: several at one time count once. */
function covered(tools: readonly ToolCall[]): number | null {
  const spans = tools
    .flatMap(({ startedAt, durationMs }) =>
      durationMs === null ? [] : [{ start: startedAt, ms: durationMs }],
    )
    .sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  if (spans.length === 0) return null;
  let total = 0;
  let end = -Infinity;
  for (const { start, ms } of spans) {
    if (start === null) total += ms;
    else {
      total += Math.max(0, start + ms - Math.max(start, end));
      end = Math.max(end, start + ms);
    }
  }
  return total;
}

/** By tool name, the most used first. */
export function toolFigures(tools: readonly ToolCall[]): readonly ToolFigures[] {
  const byName = new Map<string, ToolCall[]>();
  for (const tool of tools) {
    const same = byName.get(tool.name);
    if (same) same.push(tool);
    else byName.set(tool.name, [tool]);
  }
  return [...byName]
    .map(([name, uses]) => ({
      name,
      family: uses[0]?.family ?? ('other' as const),
      count: uses.length,
      errors: uses.filter((tool) => tool.result?.failed === true).length,
      ms: sum(uses.map((tool) => tool.durationMs)),
      resultChars: uses.reduce((all, tool) => all + (tool.result?.chars ?? 0), 0),
    }))
    .sort((a, b) => b.count - a.count);
}

function sum(values: readonly (number | null)[]): number | null {
  let total: number | null = null;
  for (const value of values) if (value !== null) total = (total ?? 0) + value;
  return total;
}

function most(values: readonly (number | null)[]): number | null {
  let top: number | null = null;
  for (const value of values) if (value !== null && (top === null || value > top)) top = value;
  return top;
}

/** All tokens that were read: fresh, from the cache and into it; `null` where none is counted. */
export function inputTokens({ tokens }: Pick<Figures, 'tokens'>): number | null {
  return sum([tokens.freshInput, tokens.cacheRead, tokens.cacheWrite]);
}

/** Milliseconds of model and tools together, without waiting for the user. */
export function workMs({ modelMs, toolMs }: Pick<Figures, 'modelMs' | 'toolMs'>): number | null {
  return sum([modelMs, toolMs]);
}
