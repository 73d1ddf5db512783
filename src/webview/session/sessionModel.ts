import type { Call, Finding, Session } from '../../core/model/session';
import { callLabels } from '../../core/session/label';

/** A session with what the page derives from it once, so that drawing a row or a column looks nothing up twice. */
export interface SessionModel {
  readonly session: Session;
  readonly findings: readonly Finding[];
  /** The number by which people know each call. */
  readonly labels: readonly string[];
  /** Calls as they are shown: sub-agents after the call that started them. Indexes into `session.calls`. */
  readonly order: readonly number[];
  /** Place of a call in `order`, by index of the call. */
  readonly placeOf: Int32Array;
  /** How deep a call is among agents that start agents: 0 for the main agent. */
  readonly depthOf: Uint8Array;
  /** USD up to and with a call, by place in `order`; calls without a cost add nothing. */
  readonly usdBefore: Float64Array;
  /** Events by the call that they stand before. */
  readonly eventsAt: ReadonlyMap<number, readonly number[]>;
  /** Calls that a finding marks, each with its first finding. */
  readonly findingAt: ReadonlyMap<number, number>;
}

/** Makes the model of a session; time and memory grow with its calls. */
export function sessionModel(session: Session, findings: readonly Finding[]): SessionModel {
  const { order, depthOf } = shownOrder(session);
  const placeOf = new Int32Array(session.calls.length);
  const usdBefore = new Float64Array(order.length + 1);
  for (const [place, call] of order.entries()) {
    placeOf[call] = place;
    usdBefore[place + 1] = usdBefore[place]! + (session.calls[call]!.money.usd ?? 0);
  }
  const findingAt = new Map<number, number>();
  for (const [i, { calls }] of findings.entries()) {
    for (const call of calls) if (!findingAt.has(call)) findingAt.set(call, i);
  }
  return {
    session,
    findings,
    labels: callLabels(session),
    order,
    placeOf,
    depthOf,
    usdBefore,
    eventsAt: eventsByCall(session),
    findingAt,
  };
}

/** Turn by turn, the calls of a sub-agent after the call that started it; those of none stand where they began. */
function shownOrder({ turns, calls, tools, agents }: Session): {
  readonly order: readonly number[];
  readonly depthOf: Uint8Array;
} {
  const order: number[] = [];
  const depthOf = new Uint8Array(calls.length);
  const placed = new Uint8Array(calls.length);
  const add = (call: number, depth: number): void => {
    // A log that names an agent as its own starter must not go round for ever.
    if (placed[call] === 1 || depth > MAX_DEPTH) return;
    placed[call] = 1;
    depthOf[call] = depth;
    order.push(call);
    for (const tool of calls[call]?.tools ?? []) {
      const agent = tools[tool]?.agent ?? null;
      if (agent !== null) for (const own of agents[agent]?.calls ?? []) add(own, depth + 1);
    }
  };
  for (const turn of turns) {
    for (const call of turn.calls) if (calls[call]?.agent === 0) add(call, 0);
    for (const call of turn.calls) add(call, 1);
  }
  for (const call of calls.keys()) add(call, calls[call]?.agent === 0 ? 0 : 1);
  return { order, depthOf };
}

const MAX_DEPTH = 32;

function eventsByCall({ events }: Session): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [i, { call }] of events.entries()) {
    const at = found.get(call);
    if (at === undefined) found.set(call, [i]);
    else at.push(i);
  }
  return found;
}

/** Milliseconds that a call and its tools took together; `null` where neither is recorded. */
export function callMs(session: Session, call: Call): number | null {
  const tools = toolMs(session, call);
  return call.modelMs === null && tools === null ? null : (call.modelMs ?? 0) + (tools ?? 0);
}

/** Milliseconds of a call's tools, each by itself; `null` where none is recorded. */
export function toolMs(session: Session, call: Call): number | null {
  let sum: number | null = null;
  for (const tool of call.tools) {
    const ms = session.tools[tool]?.durationMs ?? null;
    if (ms !== null) sum = (sum ?? 0) + ms;
  }
  return sum;
}

/** The costliest call of the session, `null` where no call has a cost. */
export function costliest({ session, order }: SessionModel): number | null {
  let top: number | null = null;
  for (const call of order) {
    const usd = session.calls[call]!.money.usd;
    if (usd !== null && (top === null || usd > (session.calls[top]!.money.usd ?? 0))) top = call;
  }
  return top;
}

/** Whether a call failed somewhere: one of its tools, or its output limit. */
export function failedCall({ session }: SessionModel, call: number): boolean {
  const { tools, hitLimit } = session.calls[call]!;
  return hitLimit || tools.some((tool) => session.tools[tool]?.result?.failed === true);
}
