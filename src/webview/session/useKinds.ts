import { useMemo, useRef } from 'preact/hooks';
import { callsWithKinds, kindsOfColumn } from './lanes';
import type { SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { traceOf } from './traceOf';
import type { ColumnOfCalls } from './timeline';

/** Shares of the reasoning by kind, by column; the same list until another label has come. */
export function useKinds(
  page: SessionPage,
  model: SessionModel,
  columns: readonly ColumnOfCalls[],
): readonly (readonly number[])[] {
  const wanted = useMemo(
    () => columns.flatMap((column) => callsWithKinds(model, column)),
    [model, columns],
  );
  const known = useRef<ReadonlyMap<number, readonly number[]>>(new Map());
  const { session } = model;
  const now = new Map<number, readonly number[]>();
  for (const call of wanted) {
    const shares = page.context.kindsOf(traceOf(session, session.calls[call]!));
    if (shares !== null) now.set(call, shares);
  }
  const same =
    now.size === known.current.size &&
    [...now].every(([call, shares]) => known.current.get(call) === shares);
  if (!same) known.current = now;
  const labels = known.current;
  return useMemo(
    () => columns.map((column) => kindsOfColumn(model, column, (call) => labels.get(call) ?? null)),
    [model, columns, labels],
  );
}
