import type { Call, ToolFamily } from '../../core/model/session';
import { coarseKinds, coarseShares } from '../../core/steps/kinds';
import type { IconName } from '../ui/icons';
import { failedCall, type SessionModel } from './sessionModel';
import { reasoningShare, type ColumnOfCalls } from './timeline';
import { familyIcons } from './words';

/** Thinner than this, in pixels, or of more calls than this, a column does not ask for the kinds of its reasoning. */
const KINDS_FROM = 4;
const KINDS_OF = 4;

/** The calls of a column whose kinds can be seen: few enough that a whole strip asks for less than the page keeps. */
export function callsWithKinds(
  { order }: SessionModel,
  { from, to, left, right, parts }: ColumnOfCalls,
): readonly number[] {
  if (parts === null || parts.reasoning === 0) return [];
  if (right - left < KINDS_FROM || to - from > KINDS_OF) return [];
  return order.slice(from, to);
}

/**
 * Shares of a column's reasoning by shown kind, in the order of `coarseKinds`: calls count by what their reasoning cost. They add
 * up to less than 1 where calls are not labelled, and to 0 where none is.
 */
export function kindsOfColumn(
  model: SessionModel,
  column: ColumnOfCalls,
  sharesOf: (call: number) => readonly number[] | null,
): readonly number[] {
  const { order, session } = model;
  const sums = coarseKinds.map(() => 0);
  const weightOf = (call: Call): number =>
    (call.money.parts?.output ?? 0) * reasoningShare(call, session);
  const all = order
    .slice(column.from, column.to)
    .reduce((sum, call) => sum + weightOf(session.calls[call]!), 0);
  if (all === 0) return sums;
  for (const call of callsWithKinds(model, column)) {
    const shares = coarseShares(sharesOf(call) ?? []);
    const labelled = shares.reduce((sum, share) => sum + share, 0);
    if (labelled === 0) continue;
    const weight = weightOf(session.calls[call]!) / all / labelled;
    for (const [k, share] of shares.entries()) sums[k]! += share * weight;
  }
  return sums;
}

/** Room of a glyph, in pixels. */
export const GLYPH_ROOM = 14;

/** A glyph of the lane of tools; bad ones are red, warnings yellow. */
export interface ToolGlyph {
  readonly icon: IconName;
  readonly tone: 'plain' | 'bad' | 'warn';
}

/**
 * What a column did, in as many glyphs as have room: one a family of tools in the order of their first use, and at the end a cross
 * where something failed, which is the last to give way. None where not even one has room.
 */
export function glyphsOf(
  model: SessionModel,
  { from, to, left, right }: ColumnOfCalls,
): readonly ToolGlyph[] {
  const { order, session } = model;
  const room = Math.floor((right - left) / GLYPH_ROOM);
  if (room === 0) return [];
  const families = new Set<ToolFamily>();
  let limit = false;
  let failed = false;
  for (const call of order.slice(from, to)) {
    const { tools, hitLimit } = session.calls[call]!;
    limit ||= hitLimit;
    for (const tool of tools) {
      families.add(session.tools[tool]!.family);
      failed ||= session.tools[tool]!.result?.failed === true;
    }
  }
  const last: ToolGlyph[] = [
    ...(limit ? [{ icon: 'cut', tone: 'warn' } as const] : []),
    ...(failed ? [{ icon: 'close', tone: 'bad' } as const] : []),
  ].slice(-room);
  const plain = [...families].map(
    (family) => ({ icon: familyIcons[family], tone: 'plain' }) as const,
  );
  return [...plain.slice(0, room - last.length), ...last];
}

/** Whether a column did something, and whether some of it failed: the tick of one that has no room for a glyph. */
export function tickOf(
  model: SessionModel,
  { from, to }: ColumnOfCalls,
): 'none' | 'plain' | 'failed' {
  const calls = model.order.slice(from, to);
  if (calls.some((call) => failedCall(model, call))) return 'failed';
  return calls.some((call) => model.session.calls[call]!.tools.length > 0) ? 'plain' : 'none';
}
