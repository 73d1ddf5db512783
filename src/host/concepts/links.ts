import * as v from 'valibot';
import type { ReaderPlace } from '../../core/concepts/history';

/**
 * The place that a link's path names: `/concept/grpo`, `/claim/C54`, `/ledger`. `null` for other paths.
 * The caller checks that the page exists.
 */
export function placeOfPath(path: string): ReaderPlace | null {
  const [, area, id, ...rest] = path.split('/');
  if (rest.length > 0) return null;
  if (area === 'concept' && id !== undefined && /^[a-z0-9-]+$/.test(id))
    return { kind: 'concept', id };
  if (area === 'claim' && id !== undefined && /^C\d\d$/i.test(id)) {
    return { kind: 'ledger', claim: id.toUpperCase() };
  }
  return area === 'ledger' && id === undefined ? { kind: 'ledger', claim: null } : null;
}

/** The path of a link to a place; `placeOfPath` reads it back. */
export function pathOfPlace(place: ReaderPlace): string {
  if (place.kind === 'concept') return `/concept/${place.id}`;
  return place.claim === null ? '/ledger' : `/claim/${place.claim}`;
}

const placeSchema = v.variant('kind', [
  v.object({ kind: v.literal('concept'), id: v.string() }),
  v.object({ kind: v.literal('ledger'), claim: v.nullable(v.string()) }),
]);

/** The place that was kept for the next start; `start` where nothing was, or what another version wrote. */
export function restorePlace(kept: unknown, start: ReaderPlace): ReaderPlace {
  const read = v.safeParse(placeSchema, kept);
  return read.success ? read.output : start;
}
