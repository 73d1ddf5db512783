import { countFigure, say } from '../../../model/sentence';
import type { Problem } from '../../../model/problem';
import { memorySource, type ByteSource } from '../../source';
import { SNIFF_BYTES } from '../bounds';
import { refusedKind } from './refused';
import { LAYERS } from './table';
import type { Layer } from './layer';

/** Layers around one another; real files have two at most (a zstd file of UTF-16). */
const MAX_LAYERS = 4;

/** A file without its layers. */
export interface Peeled {
  /** What is inside the last layer; `null` when it could not be taken off. */
  readonly source: ByteSource | null;
  /** From the outermost to the innermost. */
  readonly layers: readonly Layer[];
  readonly problems: readonly Problem[];
}

/** Takes off layer after layer until what is left begins like none. Rejects when the source does. */
export async function peel(given: ByteSource, signal?: AbortSignal): Promise<Peeled> {
  let source = given;
  const layers: Layer[] = [];
  const problems: Problem[] = [];
  for (;;) {
    const head = await source.read(0, Math.min(source.size, SNIFF_BYTES), signal);
    const found = layerOf(head);
    if (found === undefined) break;
    if (layers.length >= MAX_LAYERS) {
      const message = say(
        'More than {0} layers are packed into one another.',
        countFigure(MAX_LAYERS),
      );
      return { source: null, layers, problems: [...problems, { code: 'too-large', message }] };
    }
    layers.push(found);
    // What cannot be read inside (a tar) is not unpacked to find that out.
    const insideHead = found.head(head);
    if (refusedKind(insideHead) !== null) {
      return { source: memorySource(found.inside(source.name), insideHead), layers, problems };
    }
    const opened = await found.open(source, signal);
    problems.push(...opened.problems);
    if (opened.source === null) return { source: null, layers, problems };
    source = opened.source;
  }
  return { source, layers, problems };
}

/** The first bytes of what is inside all layers, as far as the first bytes of the file tell them. */
export function peelHead(
  name: string,
  head: Uint8Array,
): { readonly name: string; readonly head: Uint8Array } {
  let inside = { name, head };
  for (let depth = 0; depth < MAX_LAYERS; depth++) {
    const found = layerOf(inside.head);
    if (found === undefined) break;
    inside = { name: found.inside(inside.name), head: found.head(inside.head) };
  }
  return inside;
}

function layerOf(head: Uint8Array): Layer | undefined {
  if (refusedKind(head) !== null) return undefined;
  return LAYERS.find((layer) => layer.sniff(head));
}
