import type { Call, Session } from '../../core/model/session';
import type { Zoom } from '../ui/zoom';
import { units, type CallUnit } from './sessionUi';
import { callMs, type SessionModel } from './sessionModel';

/** The units that say something of this session: without a price there is no cost, without times no time. */
export function usableUnits(model: SessionModel): readonly CallUnit[] {
  const { session } = model;
  const timed = session.calls.some((call) => callMs(session, call) !== null);
  return units.filter((unit) =>
    unit === 'cost' ? (model.usdBefore.at(-1) ?? 0) > 0 : unit === 'time' ? timed : true,
  );
}

/**
 * Where calls stand on the timeline, by place in the model's order: a call is from its place to the next, 0..1 of what is visible;
 * outside of that where the timeline is zoomed.
 */
export interface CallScale {
  readonly unit: CallUnit;
  readonly at: Float64Array;
  /** In the unit: USD, seconds, calls. */
  readonly total: number;
}

export function scaleOf(model: SessionModel, unit: CallUnit): CallScale {
  const { session, order } = model;
  const sums = new Float64Array(order.length + 1);
  for (const [place, call] of order.entries()) {
    const facts = session.calls[call]!;
    const width =
      unit === 'cost'
        ? (facts.money.usd ?? 0)
        : unit === 'time'
          ? (callMs(session, facts) ?? 0) / 1000
          : 1;
    sums[place + 1] = sums[place]! + width;
  }
  const total = sums.at(-1)!;
  return { unit, total, at: sums.map((sum) => (total > 0 ? sum / total : 0)) };
}

/** The scale with only a part of the whole visible. */
export function zoomed(scale: CallScale, [from, to]: Zoom): CallScale {
  if (from === 0 && to === 1) return scale;
  return { ...scale, at: scale.at.map((share) => (share - from) / (to - from)) };
}

/** The place in the order that stands at a share of the width. */
export function placeAt({ at }: CallScale, share: number): number {
  let [low, high] = [0, at.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at[middle]! <= share) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** What a call, or several that are too thin to be told apart, paid for. Shares add up to 1. */
export interface Parts {
  readonly reasoning: number;
  readonly answer: number;
  readonly fresh: number;
  readonly again: number;
}

/** A column of the strip: the calls from one place to the next, and how tall it is. */
export interface ColumnOfCalls {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  /** `null` where no price tells it; it is drawn hollow. */
  readonly parts: Parts | null;
  /** 0..1 of the strip's height. */
  readonly height: number;
  /** The text of its reasoning was not given. */
  readonly hidden: boolean;
}

/** Thinner than this, in pixels, calls are drawn together. */
const THINNEST = 2;

/** The visible columns of a strip of so many pixels: never more than it has room for, however many calls there are. */
export function columnsOf(
  model: SessionModel,
  scale: CallScale,
  width: number,
): readonly ColumnOfCalls[] {
  const { order, session } = model;
  // A loop: a long session has more calls than a function takes arguments.
  const most = largest(order, (call) => session.calls[call]!.money.usd ?? 0);
  const mostOut = Math.max(
    1,
    largest(order, (call) => session.calls[call]!.tokens.output ?? 0),
  );
  const columns: ColumnOfCalls[] = [];
  for (let from = 0; from < order.length;) {
    if (scale.at[from + 1]! < 0 || scale.at[from]! > 1) {
      from++;
      continue;
    }
    let to = from + 1;
    while (to < order.length && (scale.at[to]! - scale.at[from]!) * width < THINNEST) to++;
    const calls = order.slice(from, to).map((call) => session.calls[call]!);
    const height =
      scale.unit === 'cost'
        ? 1
        : scale.unit === 'time'
          ? largest(calls, (c) => c.tokens.output ?? 0) / mostOut
          : most === 0
            ? largest(calls, (c) => c.tokens.output ?? 0) / mostOut
            : largest(calls, (c) => c.money.usd ?? 0) / most;
    columns.push({
      from,
      to,
      left: scale.at[from]! * width,
      right: scale.at[to]! * width,
      parts: partsOf(session, calls),
      height,
      hidden: calls.every((c) => c.fidelity === 'hidden' || c.fidelity === 'redacted'),
    });
    from = to;
  }
  return columns;
}

function largest<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((most, item) => Math.max(most, valueOf(item)), 0);
}

/** Money by what it bought; reasoning is the part of the output that its tokens are. */
export function partsOf(session: Session, calls: readonly Call[]): Parts | null {
  const sums = { reasoning: 0, answer: 0, fresh: 0, again: 0 };
  for (const call of calls) {
    const { money } = call;
    if (money.parts === null) continue;
    const share = reasoningShare(call, session);
    sums.reasoning += money.parts.output * share;
    sums.answer += money.parts.output * (1 - share);
    sums.fresh += money.parts.freshInput + money.parts.cacheWrite;
    sums.again += money.parts.cacheRead;
  }
  const all = sums.reasoning + sums.answer + sums.fresh + sums.again;
  if (all <= 0) return null;
  return {
    reasoning: sums.reasoning / all,
    answer: sums.answer / all,
    fresh: sums.fresh / all,
    again: sums.again / all,
  };
}

/** A round figure for prose and code in the tokenizers of today. */
const CHARS_PER_TOKEN = 4;

/** The part of a call's output that is reasoning, 0..1: as counted, else by the characters of what it wrote. */
export function reasoningShare(call: Call, { tools }: Session): number {
  const { tokens, reasoningChars, answerChars } = call;
  if (tokens.reasoning !== null) {
    return tokens.output === null || tokens.output === 0
      ? 0
      : Math.min(1, tokens.reasoning / tokens.output);
  }
  const asked = call.tools.reduce((sum, tool) => sum + (tools[tool]?.inputChars ?? 0), 0);
  const all = reasoningChars + answerChars + asked;
  if (reasoningChars === 0) return 0;
  const byText = reasoningChars / all;
  if (call.fidelity !== 'summary' || tokens.output === null) return byText;
  // A summary is shorter than what was billed: what the rest of the text cannot account for was reasoning.
  const written = (answerChars + asked) / CHARS_PER_TOKEN;
  return Math.max(byText, Math.min(1, 1 - written / Math.max(1, tokens.output)));
}

/** Tokens of a call's reasoning: as counted, else its share of the output; `null` where neither is known. */
export function reasoningTokens(
  session: Session,
  call: Call,
): { readonly tokens: number; readonly counted: boolean } | null {
  const { output, reasoning } = call.tokens;
  if (reasoning !== null) return { tokens: reasoning, counted: true };
  // Hidden reasoning leaves no characters to estimate from.
  if (output === null || (call.reasoningChars === 0 && call.fidelity !== 'none')) return null;
  return { tokens: Math.round(output * reasoningShare(call, session)), counted: false };
}

/** The reasoning of some calls together; "at least" when it is not known of all of them. */
export function reasoningSum(
  session: Session,
  calls: readonly Call[],
): { readonly tokens: number; readonly counted: boolean; readonly whole: boolean } | null {
  const known = calls.flatMap((call) => reasoningTokens(session, call) ?? []);
  if (known.length === 0) return null;
  return {
    tokens: known.reduce((sum, { tokens }) => sum + tokens, 0),
    counted: known.every(({ counted, tokens }) => counted || tokens === 0),
    whole: known.length === calls.length,
  };
}

/** Points of a step line: for each column the value at its end, 0..1 of the largest; unknown values keep the last one. */
export function curveOf(
  columns: readonly ColumnOfCalls[],
  valueOf: (place: number) => number | null,
): { readonly points: readonly { x: number; y: number }[]; readonly most: number } {
  const values: { x: number; y: number }[] = [];
  let last = 0;
  let most = 0;
  for (const { from, to, left, right } of columns) {
    // What is drawn together shows its largest.
    let here: number | null = null;
    for (let place = from; place < to; place++) {
      const value = valueOf(place);
      if (value !== null && (here === null || value > here)) here = value;
    }
    last = here ?? last;
    most = Math.max(most, last);
    values.push({ x: left, y: last }, { x: right, y: last });
  }
  return { points: values.map(({ x, y }) => ({ x, y: most > 0 ? y / most : 0 })), most };
}

/** Tokens of context at a place of the order; only the main agent's, whose context goes through the session. */
export function contextAt({ session, order }: SessionModel, place: number): number | null {
  const call = session.calls[order[place]!]!;
  return call.agent === 0 ? call.contextTokens : null;
}

/** A stretch of the timeline with a name: a turn, a sub-agent, what a finding is about. */
export interface NamedStretch {
  readonly index: number;
  readonly left: number;
  readonly right: number;
}

/** Turns by where their calls stand; a turn without calls has no width and is left out. */
export function turnStretches(model: SessionModel, scale: CallScale): readonly NamedStretch[] {
  return stretches(model, scale, (call) => model.session.calls[call]!.turn);
}

/** Sub-agents by where their calls stand. */
export function agentStretches(model: SessionModel, scale: CallScale): readonly NamedStretch[] {
  return stretches(model, scale, (call) => {
    const { agent } = model.session.calls[call]!;
    return agent === 0 ? null : agent;
  });
}

function stretches(
  { order }: SessionModel,
  { at }: CallScale,
  keyOf: (call: number) => number | null,
): readonly NamedStretch[] {
  const found = new Map<number, { index: number; left: number; right: number }>();
  for (const [place, call] of order.entries()) {
    const index = keyOf(call);
    if (index === null) continue;
    const known = found.get(index);
    if (known === undefined) found.set(index, { index, left: at[place]!, right: at[place + 1]! });
    else known.right = at[place + 1]!;
  }
  return [...found.values()];
}
