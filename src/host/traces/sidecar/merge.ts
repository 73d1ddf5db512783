import type { Correction } from '../../../core/steps/corrections/corrections';
import { correctionText } from '../../../core/steps/corrections/sidecar';

/** What was made here and what was read may have their keys in another order. */
const same = (a: Correction, b: Correction): boolean => correctionText(a) === correctionText(b);

/**
 * Corrections of one trace when two windows changed them: `theirs` with what was added here since `base` put at the
 * end, and without what was taken back here.
 */
export function mergeCorrections(
  base: readonly Correction[],
  mine: readonly Correction[],
  theirs: readonly Correction[],
): readonly Correction[] {
  const kept = startInCommon(base, mine);
  const takenBack = base.slice(kept);
  const added = mine.slice(kept);
  const remaining = [...theirs];
  for (const correction of takenBack) {
    const at = remaining.findLastIndex((c) => same(c, correction));
    if (at >= 0) remaining.splice(at, 1);
  }
  return [...remaining, ...added];
}

/** How many corrections two lists begin with in common. */
function startInCommon(a: readonly Correction[], b: readonly Correction[]): number {
  let n = 0;
  while (n < a.length && n < b.length && same(a[n]!, b[n]!)) n++;
  return n;
}
