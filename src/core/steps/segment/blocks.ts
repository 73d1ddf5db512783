import { BLOCK_SEPARATOR, type ReasoningSegment, type Trace } from '../../model/trace';

/** Reasoning that was written in one go. Offsets point into `reasoningText(trace)`, end exclusive. */
export interface ReasoningBlock {
  readonly start: number;
  readonly end: number;
  /** `null` where none was recorded. */
  readonly durationMs: number | null;
}

/**
 * The blocks of a trace's reasoning, in order. Segments that follow each other directly are one block (the parts of a
 * summary) unless they were timed apart. A blank segment goes with the block before it, so that no block is without
 * words.
 */
export function reasoningBlocks({ segments }: Pick<Trace, 'segments'>): readonly ReasoningBlock[] {
  const blocks: ReasoningBlock[] = [];
  /** The reasoning just before, while nothing else stands after it. */
  let before: ReasoningSegment | null = null;
  let hasWords = false;
  let start = 0;
  for (const segment of segments) {
    if (segment.kind !== 'reasoning' || segment.text === '') {
      // An empty answer is shown nowhere, so it separates nothing.
      if (segment.kind !== 'answer' || segment.text !== '') before = null;
      continue;
    }
    const { durationMs } = segment;
    const end = start + segment.text.length;
    const words = segment.text.trim() !== '';
    const goesOn = before !== null && timedTogether(before, segment);
    const open = blocks.at(-1);
    if (open === undefined || (words && hasWords && !goesOn)) {
      blocks.push({ start, end, durationMs });
      hasWords = words;
    } else {
      const ms = goesOn ? open.durationMs : sum(open.durationMs, durationMs);
      blocks[blocks.length - 1] = { start: open.start, end, durationMs: ms };
      hasWords ||= words;
    }
    before = segment;
    start = end + BLOCK_SEPARATOR.length;
  }
  return blocks;
}

/** Where the blocks after the first one start. */
export function blockBorders(trace: Pick<Trace, 'segments'>): readonly number[] {
  return reasoningBlocks(trace)
    .slice(1)
    .map(({ start }) => start);
}

/** Whether no time was recorded for either, or one time for both. */
function timedTogether(a: ReasoningSegment, b: ReasoningSegment): boolean {
  if (a.durationMs === null && b.durationMs === null) return true;
  return a.durationMs === b.durationMs && a.at === b.at && a.source?.record === b.source?.record;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}
