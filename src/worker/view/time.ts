import { msg } from '../../core/model/message';
import type { Step } from '../../core/steps/model';
import { reasoningBlocks } from '../../core/steps/segment/blocks';
import type { Trace } from '../../core/model/trace';
import type { StepColumn } from '../../protocol/traceData';

/**
 * Seconds of each step. A block's recorded duration is shared among its steps by their tokens; where only the whole
 * generation was timed, each step gets the share of its tokens in the output. `null` where no time was recorded.
 */
export function stepSeconds(trace: Trace, steps: readonly Step[]): StepColumn | null {
  return byBlock(trace, steps) ?? byWhole(trace, steps);
}

function byBlock(trace: Trace, steps: readonly Step[]): StepColumn | null {
  const blocks = reasoningBlocks(trace);
  if (blocks.length === 0) return null;
  const values = new Float64Array(steps.length);
  let first = 0;
  let alone = true;
  for (const { start, end, durationMs } of blocks) {
    if (durationMs === null) return null;
    while (first < steps.length && steps[first]!.end <= start) first++;
    // Steps that were joined by hand have a part in several blocks.
    const parts: number[] = [];
    for (let i = first; i < steps.length && steps[i]!.start < end; i++) {
      const step = steps[i]!;
      const inside = Math.min(step.end, end) - Math.max(step.start, start);
      parts.push((step.tokens * inside) / (step.end - step.start));
    }
    if (parts.length > 1) alone = false;
    const tokens = parts.reduce((sum, part) => sum + part, 0);
    for (const [i, part] of parts.entries()) {
      const share = tokens > 0 ? part / tokens : 1 / parts.length;
      values[first + i]! += (durationMs / 1000) * share;
    }
  }
  return alone
    ? { values, provenance: 'measured', note: msg('recorded for each block of reasoning') }
    : {
        values,
        provenance: 'estimated',
        note: msg("each block's recorded time shared out by tokens"),
      };
}

function byWhole(trace: Trace, steps: readonly Step[]): StepColumn | null {
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
