import { anyOf, REASONING_TAGS } from './reasoningTags';

/** A block of reasoning between tags in a text document. Offsets are UTF-16 units, end exclusive. */
export interface ThinkBlock {
  /** From the opening tag to the end of the closing one. */
  readonly start: number;
  readonly end: number;
  /** The reasoning itself. */
  readonly innerStart: number;
  readonly innerEnd: number;
  /** The tag as written ("<think>"). */
  readonly tag: string;
  /** The document ends before the block does. */
  readonly truncated: boolean;
}

/** A paragraph of a block: what outline and folding show below it. */
export interface Paragraph {
  readonly start: number;
  readonly end: number;
}

/** Tags that mark a block wherever they begin a line. */
const BLOCK_TAGS = REASONING_TAGS.filter(({ trust }) => trust !== 'output');
const CLOSE_OF: ReadonlyMap<string, string> = new Map(
  BLOCK_TAGS.map(({ open, close }) => [open, close]),
);
const OPEN = new RegExp(`^[ \\t]*(${anyOf([...CLOSE_OF.keys()])})`);
const FENCE = /^[ \t]*(`{3,}|~{3,})/;

/** Reads at most this much of a document: beyond it a text editor is the wrong view. */
export const MAX_TEXT = 4_000_000;

/**
 * Blocks of reasoning in a document, in order. A tag counts only at the start of a line and outside code fences,
 * because prompts and source code quote tags; an empty block is a model that did not think, and is left out.
 */
export function thinkBlocks(text: string): readonly ThinkBlock[] {
  const blocks: ThinkBlock[] = [];
  let fence: string | null = null;
  let at = 0;
  const end = Math.min(text.length, MAX_TEXT);
  while (at < end) {
    const lineEnd = endOfLine(text, at);
    const line = text.slice(at, Math.min(lineEnd, at + 200));
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) fence = null;
    } else if (mark !== undefined) {
      fence = mark;
    } else {
      const block = blockAt(text, at, line);
      if (block) {
        if (text.slice(block.innerStart, block.innerEnd).trim() !== '') blocks.push(block);
        at = endOfLine(text, block.end);
        continue;
      }
    }
    at = lineEnd;
  }
  return blocks;
}

function blockAt(text: string, at: number, line: string): ThinkBlock | null {
  const match = OPEN.exec(line);
  const tag = match?.[1];
  if (match === null || tag === undefined) return null;
  const start = at + match[0].length - tag.length;
  const innerStart = start + tag.length;
  const close = CLOSE_OF.get(tag)!;
  const found = text.indexOf(close, innerStart);
  const truncated = found < 0;
  const innerEnd = truncated ? text.length : found;
  const end = truncated ? text.length : found + close.length;
  return { start, end, innerStart, innerEnd, tag, truncated };
}

/** Paragraphs of a block: runs of lines between blank ones, without white space around them. */
export function paragraphsOf(
  text: string,
  { innerStart, innerEnd }: ThinkBlock,
): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start = -1;
  let last = -1;
  let at = innerStart;
  while (at < innerEnd) {
    const next = Math.min(endOfLine(text, at), innerEnd);
    const line = text.slice(at, next);
    const indent = line.length - line.trimStart().length;
    const blank = indent === line.length;
    if (!blank) {
      if (start < 0) start = at + indent;
      last = at + line.trimEnd().length;
    } else if (start >= 0) {
      paragraphs.push({ start, end: last });
      start = -1;
    }
    at = next;
  }
  if (start >= 0) paragraphs.push({ start, end: last });
  return paragraphs;
}

/** Offset after the line that holds `at`, its line break included. */
function endOfLine(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  return next < 0 ? text.length : next + 1;
}
