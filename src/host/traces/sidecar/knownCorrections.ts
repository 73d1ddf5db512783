import {
  correctionsOf,
  correctionText,
  type Sidecar,
} from '../../../core/steps/corrections/sidecar';
import type { Correction } from '../../../core/steps/corrections/corrections';

/**
 * The corrections of the traces that were read or written here, as they were then: what another window has changed differs
 * from it. Of a trace that nobody looked at nothing is known, so that nothing has changed either.
 */
export class KnownCorrections {
  readonly #texts = new Map<string, string>();

  keep(traceId: string, corrections: readonly Correction[]): void {
    this.#texts.set(traceId, textOf(corrections));
  }

  /** Ids of the traces whose corrections are others in a sidecar: told once, from then on they are known. */
  changedIn(sidecar: Sidecar): readonly string[] {
    const changed: string[] = [];
    for (const [id, before] of this.#texts) {
      const now = correctionsOf(sidecar, id);
      if (textOf(now) === before) continue;
      this.keep(id, now);
      changed.push(id);
    }
    return changed;
  }
}

const textOf = (corrections: readonly Correction[]): string =>
  corrections.map(correctionText).join('\n');
