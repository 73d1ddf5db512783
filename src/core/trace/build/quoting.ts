/** How many quoted tags are passed over. */
const MAX_QUOTED = 64;

/**
 * The first place of a tag that is not quoted: not between back quotes, and not inside a code fence that closes
 * after it.
 */
export function findTag(text: string, tag: string, from: number): number {
  let i = text.indexOf(tag, from);
  for (let tries = 0; i >= 0 && tries < MAX_QUOTED; tries++) {
    if (!isQuoted(text, i, tag.length, from)) return i;
    i = text.indexOf(tag, i + tag.length);
  }
  return -1;
}

/** Whether what is there is quoted, in a text that is read from `from`. */
export function isQuoted(text: string, at: number, length: number, from: number): boolean {
  return (text[at - 1] === '`' && text[at + length] === '`') || inFence(text, from, at);
}

/** Whether a fenced code block is open before `at` and closes after it. */
function inFence(text: string, from: number, at: number): boolean {
  let open = false;
  for (let i = text.indexOf('```', from); i >= 0 && i < at; i = text.indexOf('```', i + 3)) {
    if (i === 0 || text[i - 1] === '\n') open = !open;
  }
  return open && text.includes('\n```', at);
}

/** A stretch of text, offsets in UTF-16 units, end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Inline code and code fences of a text, in order. What matches `border` ends both, so that a back quote
 * that is never closed does not reach into another message.
 */
export function codeSpans(text: string, border: RegExp): readonly Span[] {
  const spans: Span[] = [];
  let inline = -1;
  let fence = -1;
  for (const match of text.matchAll(new RegExp(`\`+|\\n|${border.source}`, 'g'))) {
    const { index: at } = match;
    const mark = match[0];
    if (!mark.startsWith('`')) {
      inline = -1;
      if (mark !== '\n') fence = -1;
    } else if (mark.length >= 3 && (at === 0 || text[at - 1] === '\n')) {
      if (fence >= 0) spans.push({ start: fence, end: at });
      fence = fence < 0 ? at : -1;
    } else if (fence < 0) {
      if (inline >= 0) spans.push({ start: inline, end: at });
      inline = inline < 0 ? at : -1;
    }
  }
  return spans;
}
