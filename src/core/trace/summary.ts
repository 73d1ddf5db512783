import { BLOCK_SEPARATOR, isAnswer, type Trace } from '../model/trace';
import { ownWords } from './prompt';
import type { TraceSummary } from './traceFile';

const PROMPT_START = 200;

/** What a list shows of a trace. */
export function summarise(trace: Trace): TraceSummary {
  return {
    id: trace.id,
    index: trace.index,
    model: trace.model,
    provider: trace.provider,
    effort: trace.effort,
    promptStart: promptStart(trace),
    fidelity: trace.fidelity,
    truncated: trace.truncated,
    usage: trace.usage,
    costUsd: trace.costUsd,
    finishReason: trace.finishReason,
    outcome: trace.outcome ?? null,
    startedAt: trace.timing.startedAt,
    durationMs: trace.timing.durationMs,
    ttftMs: trace.timing.ttftMs,
    reasoningChars: joinedLength(trace, 'reasoning'),
    answerChars: joinedLength(trace, 'answer'),
    toolCalls: trace.segments.filter((s) => s.kind === 'toolCall').length,
    problems: trace.problems.length,
  };
}

/** Characters of the joined text (`reasoningText`, `answerText`), without joining it. */
export function joinedLength(trace: Trace, kind: 'reasoning' | 'answer'): number {
  let length = 0;
  for (const s of trace.segments) {
    if (s.kind !== kind || s.text === '') continue;
    if (s.kind === 'answer' && !isAnswer(s)) continue;
    length += s.text.length + (length > 0 ? BLOCK_SEPARATOR.length : 0);
  }
  return length;
}

/** White space folded; only as much of a long prompt is looked at as can be shown. */
function promptStart(trace: Trace): string | null {
  const words = ownWords(trace);
  if (words === null) return null;
  const folded = words
    .slice(0, 4 * PROMPT_START)
    // Single blanks, which are most, are passed over.
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim();
  return folded === '' ? null : folded.slice(0, PROMPT_START);
}
