/** A stretch of a tagged text; offsets are UTF-16 units into it, end exclusive. */
export interface TaggedPart {
  readonly kind: 'reasoning' | 'answer';
  readonly start: number;
  readonly end: number;
}

export interface TaggedText {
  /** The tag family, for messages ("think"). */
  readonly family: string;
  readonly parts: readonly TaggedPart[];
  /** The reasoning was never closed. */
  readonly truncated: boolean;
}

/** Pairs of tags that put reasoning before the answer. */
const PAIRS: readonly { readonly family: string; readonly open: string; readonly close: string }[] =
  [{ family: 'think', open: '<think>', close: '</think>' }];

/**
 * Splits text that holds its reasoning between tags: `null` when it holds none. A closing tag without an opening one
 * ends reasoning that began in the prompt; an opening tag without a closing one leaves all the rest as reasoning.
 */
export function splitTagged(text: string): TaggedText | null {
  for (const { family, open, close } of PAIRS) {
    const lead = text.length - text.trimStart().length;
    const opened = text.startsWith(open, lead);
    const closeAt = text.indexOf(close);
    if (!opened && closeAt < 0) continue;
    const start = opened ? lead + open.length : 0;
    const end = closeAt < 0 ? text.length : closeAt;
    const parts: TaggedPart[] = [{ kind: 'reasoning', start, end }];
    if (closeAt >= 0) {
      parts.push({ kind: 'answer', start: closeAt + close.length, end: text.length });
    }
    return { family, parts, truncated: closeAt < 0 };
  }
  return null;
}
