import { msg } from '../../core/message';
import type { Step } from '../../core/steps/model';
import { BLOCK_SEPARATOR, type Trace } from '../../core/trace/model';
import type { Column } from '../../protocol/traceData';

/**
 * Seconds of each step. A segment's recorded duration is shared among its steps by their tokens; where only the whole
 * generation was timed, each step gets the share of its tokens in the output. `null` where no time was recorded.
 */
export function stepSeconds(trace: Trace, steps: readonly Step[]): Column | null {
  return bySegment(trace, steps) ?? byWhole(trace, steps);
}

function bySegment(trace: Trace, steps: readonly Step[]): Column | null {
  const blocks: { start: number; end: number; ms: number }[] = [];
  let at = 0;
  for (const segment of trace.segments) {
    if (segment.kind !== 'reasoning' || segment.text === '') continue;
    if (segment.durationMs === null) return null;
    const end = at + segment.text.length;
    blocks.push({ start: at, end, ms: segment.durationMs });
    at = end + BLOCK_SEPARATOR.length;
  }
  if (blocks.length === 0) return null;
  const values = new Float64Array(steps.length);
  let first = 0;
  let alone = true;
  for (const block of blocks) {
    let last = first;
    let tokens = 0;
    while (last < steps.length && steps[last]!.start < block.end) tokens += steps[last++]!.tokens;
    if (last - first > 1) alone = false;
    for (let i = first; i < last; i++) {
      const share = tokens > 0 ? steps[i]!.tokens / tokens : 1 / (last - first);
      values[i] = (block.ms / 1000) * share;
    }
    first = last;
  }
  return alone
    ? { values, provenance: 'measured', note: msg('recorded for each block of reasoning') }
    : {
        values,
        provenance: 'estimated',
        note: msg("each block's recorded time shared out by tokens"),
      };
}

function byWhole(trace: Trace, steps: readonly Step[]): Column | null {
  const { durationMs, ttftMs } = trace.timing;
  if (durationMs === null) return null;
  const reasoning = steps.reduce((sum, step) => sum + step.tokens, 0);
  const output = Math.max(trace.usage.outputTokens ?? reasoning, reasoning);
  if (output === 0) return null;
  const perToken = Math.max(0, durationMs - (ttftMs ?? 0)) / 1000 / output;
  return {
    values: Float64Array.from(steps, (step) => step.tokens * perToken),
    provenance: 'estimated',
    note: msg("the generation's recorded time shared out by tokens"),
  };
}
