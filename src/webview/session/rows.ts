import type { Session, ToolFamily } from '../../core/model/session';
import type { Trait } from './sessionUi';
import { failedCall, type SessionModel } from './sessionModel';
import { traceKey, traceOf } from './traceOf';

/** A line of the list. The id is kept in the page's state and names the line to a screen reader. */
export type SessionLine =
  | { readonly kind: 'turn'; readonly id: string; readonly turn: number }
  | { readonly kind: 'injected'; readonly id: string; readonly turn: number }
  | { readonly kind: 'event'; readonly id: string; readonly turn: number; readonly event: number }
  | { readonly kind: 'call'; readonly id: string; readonly turn: number; readonly call: number }
  | {
      readonly kind: 'tool';
      readonly id: string;
      readonly turn: number;
      readonly call: number;
      readonly tool: number;
    };

export const turnId = (turn: number): string => `t${turn}`;
export const callId = (call: number): string => `c${call}`;
export const toolId = (tool: number): string => `u${tool}`;

/** Nothing chosen shows everything; what is chosen adds up. */
export interface SessionFilter {
  readonly families: ReadonlySet<ToolFamily>;
  readonly traits: ReadonlySet<Trait>;
  /** Words to find; '' for none. Case does not count. */
  readonly query: string;
  /** Traces that hold the words in their whole texts (`traceKey`); `null` while that is not known. */
  readonly holding: ReadonlySet<string> | null;
}

/** How the list stands. */
export interface Folds {
  /** Turns that show only their own line. */
  readonly turns: ReadonlySet<number>;
  /** Calls that show their tools as lines of their own. */
  readonly calls: ReadonlySet<number>;
}

/** Lines to show, in order, with how many calls passed the filter. */
export interface ShownLines {
  readonly rows: readonly SessionLine[];
  readonly at: ReadonlyMap<string, number>;
  /** Calls that pass, in shown order. */
  readonly calls: readonly number[];
}

/** The lines of a session. While a filter holds, turns without anything that passes are left out and none is folded. */
export function shownRows(model: SessionModel, filter: SessionFilter, folds: Folds): ShownLines {
  const { session, order, eventsAt } = model;
  const query = filter.query.trim().toLowerCase();
  const filtered = query !== '' || filter.families.size > 0 || filter.traits.size > 0;
  const rows: SessionLine[] = [];
  const calls: number[] = [];
  const perTurn = callsByTurn(session, order);
  const events = (turn: number, call: number): void => {
    for (const event of eventsAt.get(call) ?? []) {
      if (filtered && (query === '' || !holds(session.events[event]!.text, query))) continue;
      rows.push({ kind: 'event', id: `e${event}`, turn, event });
    }
  };
  for (const [turn, facts] of session.turns.entries()) {
    const head = rows.length;
    rows.push({ kind: 'turn', id: turnId(turn), turn });
    const folded = !filtered && folds.turns.has(turn);
    if (!folded && !filtered && facts.injected.length > 0) {
      rows.push({ kind: 'injected', id: `i${turn}`, turn });
    }
    for (const call of perTurn[turn] ?? []) {
      const passes = !filtered || callPasses(model, call, filter, query);
      if (!folded) events(turn, call);
      if (!passes) continue;
      calls.push(call);
      if (folded) continue;
      rows.push({ kind: 'call', id: callId(call), turn, call });
      if (folds.calls.has(call)) {
        for (const tool of session.calls[call]!.tools) {
          rows.push({ kind: 'tool', id: toolId(tool), turn, call, tool });
        }
      }
    }
    const found = query !== '' && filter.families.size === 0 && filter.traits.size === 0;
    if (filtered && rows.length === head + 1 && !(found && holds(facts.prompt, query))) rows.pop();
  }
  events(session.turns.length - 1, session.calls.length);
  return { rows, at: new Map(rows.map(({ id }, i) => [id, i])), calls };
}

function callsByTurn(session: Session, order: readonly number[]): readonly (readonly number[])[] {
  const found: number[][] = session.turns.map(() => []);
  for (const call of order) found[session.calls[call]!.turn]?.push(call);
  return found;
}

const holds = (text: string | null, query: string): boolean =>
  text?.toLowerCase().includes(query) === true;

function callPasses(
  model: SessionModel,
  call: number,
  { families, traits: wanted, holding }: SessionFilter,
  query: string,
): boolean {
  const { calls, tools } = model.session;
  const facts = calls[call]!;
  const own = facts.tools.map((tool) => tools[tool]!);
  const chosen =
    (families.size === 0 && wanted.size === 0) ||
    own.some(({ family }) => families.has(family)) ||
    (wanted.has('failed') && failedCall(model, call)) ||
    (wanted.has('reasoning') && hasReasoning(facts)) ||
    (wanted.has('answer') && facts.said !== null);
  if (!chosen || query === '') return chosen;
  return (
    holding?.has(traceKey(traceOf(model.session, facts))) === true ||
    holds(facts.said, query) ||
    holds(facts.model, query) ||
    own.some(
      (tool) =>
        holds(tool.name, query) ||
        holds(tool.summary, query) ||
        holds(tool.file, query) ||
        holds(tool.result?.preview ?? null, query),
    )
  );
}

/** Whether a call shows any reasoning: its text, or a count. */
export function hasReasoning({
  reasoningChars,
  tokens,
}: Pick<Session['calls'][number], 'reasoningChars' | 'tokens'>): boolean {
  return reasoningChars > 0 || (tokens.reasoning ?? 0) > 0;
}

/** What the chips count: tool calls by family, and calls by trait. */
export interface ChipCounts {
  readonly families: ReadonlyMap<ToolFamily, number>;
  readonly traits: ReadonlyMap<Trait, number>;
}

export function chipCounts(model: SessionModel): ChipCounts {
  const { calls, tools } = model.session;
  const families = new Map<ToolFamily, number>();
  for (const { family } of tools) families.set(family, (families.get(family) ?? 0) + 1);
  const count = (holdsFor: (call: number) => boolean): number =>
    model.order.filter(holdsFor).length;
  return {
    families,
    traits: new Map([
      ['failed', count((call) => failedCall(model, call))],
      ['reasoning', count((call) => hasReasoning(calls[call]!))],
      ['answer', count((call) => calls[call]!.said !== null)],
    ]),
  };
}

/** The next line after (or before) a place that holds; `null` when there is none. */
export function nextRow(
  rows: readonly SessionLine[],
  from: number,
  direction: 1 | -1,
  holdsFor: (row: SessionLine) => boolean,
): number | null {
  for (let i = from + direction; i >= 0 && i < rows.length; i += direction) {
    if (holdsFor(rows[i]!)) return i;
  }
  return null;
}
