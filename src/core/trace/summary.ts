import { BLOCK_SEPARATOR, isAnswer, type Trace } from '../model/trace';
import type { TokenFacts } from './figures';
import { ownWords, promptKey } from './prompt';
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
    promptKey: promptKey(trace),
    truncated: trace.truncated,
    costUsd: trace.costUsd,
    finishReason: trace.finishReason,
    outcome: trace.outcome ?? null,
    startedAt: trace.timing.startedAt,
    durationMs: trace.timing.durationMs,
    ttftMs: trace.timing.ttftMs,
    ...tokenFacts(trace),
    toolCalls: trace.segments.filter((s) => s.kind === 'toolCall').length,
    problems: trace.problems.length,
  };
}

/** What the tokens of a trace are told from. */
export function tokenFacts(trace: Trace): TokenFacts {
  return {
    usage: trace.usage,
    fidelity: trace.fidelity,
    reasoningChars: joinedLength(trace, 'reasoning'),
    answerChars: joinedLength(trace, 'answer'),
    callChars: trace.segments.reduce((n, s) => n + (s.kind === 'toolCall' ? s.input.length : 0), 0),
  };
}

/** Whether a trace of a file that was read again is the same: with a recorded id it keeps it while its text changes. */
export function isAsBefore(now: TraceSummary, before: TraceSummary | undefined): boolean {
  return (
    now.id === before?.id &&
    now.reasoningChars === before.reasoningChars &&
    now.answerChars === before.answerChars &&
    now.callChars === before.callChars
  );
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
