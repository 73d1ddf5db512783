import type { PhaseView } from '../../protocol/traceData';

/** A branch of the argument: a phase and what was tried from within it. */
export interface Branch {
  readonly phase: number;
  readonly children: readonly Branch[];
}

/** The phases as a tree: a phase of greater depth belongs to the last one before it of lesser depth. */
export function branches(phases: readonly Pick<PhaseView, 'depth'>[]): readonly Branch[] {
  const roots: Branch[] = [];
  const path: { readonly depth: number; readonly children: Branch[] }[] = [];
  phases.forEach(({ depth }, phase) => {
    while (path.length > 0 && path.at(-1)!.depth >= depth) path.pop();
    const children: Branch[] = [];
    (path.at(-1)?.children ?? roots).push({ phase, children });
    path.push({ depth, children });
  });
  return roots;
}
