import type { Message } from '../../../model/message';
import type { Problem } from '../../../model/problem';
import type { ByteSource } from '../../source';

/**
 * What can be taken off the bytes of a file before its records appear. One entry a kind in the table; layers nest, so
 * what comes out is looked at again.
 */
export interface Layer {
  readonly id: string;
  /** Name for people ("zstd"). */
  readonly title: Message;
  /** Whether the bytes begin so. `head` is at most the first 64 kB. */
  sniff(head: Uint8Array): boolean;
  /** The name of what is inside a file of this name: without the ending that says how it is packed. */
  inside(name: string): string;
  /** The first bytes of what is inside, as far as the head tells them; never throws. */
  head(head: Uint8Array): Uint8Array;
  /** Takes the layer off. What it could not use is told in `problems`. Rejects when the source does. */
  open(source: ByteSource, signal?: AbortSignal): Promise<Opened>;
}

export interface Opened {
  /** What is inside; `null` when nothing can be read of it. */
  readonly source: ByteSource | null;
  readonly problems: readonly Problem[];
}
