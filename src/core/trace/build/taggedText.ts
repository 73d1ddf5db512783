/** A stretch of a tagged text; offsets are UTF-16 units into it, end exclusive. */
export interface TaggedPart {
  readonly kind: 'prompt' | 'reasoning' | 'answer' | 'toolCall' | 'toolResult';
  readonly start: number;
  readonly end: number;
  /** Name of the tool; role of a prompt. */
  readonly name: string | null;
  /** The words, where they are not the stretch itself (quote marks and entities of a web page taken off). */
  readonly words?: string;
  /** Milliseconds, where the tag says how long the thinking took. */
  readonly durationMs?: number;
}

export interface TaggedText {
  /** The tag family, for messages ("think"). */
  readonly family: string;
  readonly parts: readonly TaggedPart[];
  /** The reasoning was never closed. */
  readonly truncated: boolean;
}

export function part(
  kind: TaggedPart['kind'],
  start: number,
  end: number,
  name: string | null = null,
): TaggedPart {
  return { kind, start, end, name };
}

/** Parts of a piece of a text, as parts of the text. */
export function shifted(parts: readonly TaggedPart[], by: number): readonly TaggedPart[] {
  return by === 0 ? parts : parts.map((p) => ({ ...p, start: p.start + by, end: p.end + by }));
}

/** Position of the first character from `from` that is not white space or a byte order mark. */
export function skipBlank(text: string, from: number): number {
  let i = from;
  while (i < text.length && /\s|\ufeff/.test(text[i] ?? '')) i += 1;
  return i;
}
