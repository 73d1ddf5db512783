import { answerText, reasoningText, type Trace } from './model';
import type { TraceSummary } from './traceFile';

const PROMPT_START = 200;

/** What a list shows of a trace. */
export function summarise(trace: Trace): TraceSummary {
  return {
    id: trace.id,
    index: trace.index,
    model: trace.model,
    effort: trace.effort,
    promptStart: promptStart(trace),
    fidelity: trace.fidelity,
    truncated: trace.truncated,
    usage: trace.usage,
    costUsd: trace.costUsd,
    finishReason: trace.finishReason,
    startedAt: trace.timing.startedAt,
    durationMs: trace.timing.durationMs,
    reasoningChars: reasoningText(trace).length,
    answerChars: answerText(trace).length,
    toolCalls: trace.segments.filter((s) => s.kind === 'toolCall').length,
    problems: trace.problems.length,
  };
}

/** White space folded; only as much of a long prompt is looked at as can be shown. */
function promptStart(trace: Trace): string | null {
  const last = trace.prompt?.findLast((m) => m.role === 'user') ?? trace.prompt?.at(-1);
  if (last === undefined) return null;
  const folded = last.text
    .slice(0, 4 * PROMPT_START)
    .replace(/\s+/g, ' ')
    .trim();
  return folded === '' ? null : folded.slice(0, PROMPT_START);
}
