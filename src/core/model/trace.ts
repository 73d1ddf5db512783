import type { Message } from './message';
import type { Problem } from './problem';

/**
 * What the reasoning text is, decided from the record itself:
 * `raw` the model's own words; `summary` a provider's digest of them; `hidden` tokens or a signature
 * without text; `redacted` ciphertext in place of text; `none` no sign of reasoning at all.
 */
export type Fidelity = 'raw' | 'summary' | 'hidden' | 'redacted' | 'none';

/** A byte range of the file that was read, so that "show raw" can always go back to it. */
export interface RecordRange {
  /** Number of the record in the file (line, SSE event or array item), from 0. */
  readonly record: number;
  /** Byte offsets into the file. */
  readonly start: number;
  readonly end: number;
}

/** Fields every segment has. `at` is epoch milliseconds, `durationMs` how long it took, both only where recorded. */
interface SegmentBase {
  readonly source: RecordRange | null;
  readonly at: number | null;
  readonly durationMs: number | null;
}

/** A stretch of reasoning. `text` is the exact recorded text ('' when hidden or redacted). */
export interface ReasoningSegment extends SegmentBase {
  readonly kind: 'reasoning';
  readonly text: string;
  readonly fidelity: Exclude<Fidelity, 'none'>;
  /** Reasoning tokens billed for this segment alone, where the file says so. */
  readonly tokens: number | null;
}

export interface AnswerSegment extends SegmentBase {
  readonly kind: 'answer';
  readonly text: string;
  /** Words to the user on the way, which the record itself tells from the answer. */
  readonly commentary?: true;
}

/** A tool call as recorded; `input` is the argument text (JSON text where it was JSON). */
export interface ToolCallSegment extends SegmentBase {
  readonly kind: 'toolCall';
  readonly name: string;
  readonly input: string;
  readonly callId: string | null;
}

export interface ToolResultSegment extends SegmentBase {
  readonly kind: 'toolResult';
  readonly text: string;
  readonly callId: string | null;
  readonly isError: boolean;
}

/** A block whose type is not known: kept as recorded, so that nothing is lost. */
export interface RawSegment extends SegmentBase {
  readonly kind: 'raw';
  readonly type: string;
  readonly json: string;
}

export type Segment =
  ReasoningSegment | AnswerSegment | ToolCallSegment | ToolResultSegment | RawSegment;

/** Tokens as the provider counted them, normalised: reasoning is inside `outputTokens`, cache reads and writes inside `inputTokens`. `null` is unknown. */
export interface Usage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  /** Read from the provider's cache. */
  readonly cachedInputTokens: number | null;
  /** Written into the provider's cache, for whatever time; inside `inputTokens`. */
  readonly cacheWriteTokens: number | null;
  /** The part of `cacheWriteTokens` that is kept for an hour, which costs more than the usual five minutes. */
  readonly cacheWrite1hTokens: number | null;
  /** `at-least` when `outputTokens` is known to have been counted before the end (the placeholder of a stream's start). */
  readonly outputBound: 'exact' | 'at-least';
  /** One line for a hover when a vendor's rule was applied ("Gemini counts thoughts beside candidates: added"). */
  readonly note: Message | null;
}

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
}

/** When the generation ran; every field only where recorded. Milliseconds. */
export interface Timing {
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  readonly durationMs: number | null;
  /** Request to first token of any kind. */
  readonly ttftMs: number | null;
}

/** What the file says of the answer, where an eval or a data set does. */
export interface Outcome {
  readonly correct: boolean | null;
  readonly score: number | null;
  /** The answer that was expected. */
  readonly expected: string | null;
}

/**
 * One assistant generation: ordered segments and what was recorded about them. Reasoning text, reasoning
 * token count and ciphertext are three independent things; every combination occurs in real files.
 */
export interface Trace {
  /** Recorded id, or a content hash where none was recorded. Stable for one file. */
  readonly id: string;
  /** Number of the trace in its file, from 0. */
  readonly index: number;
  readonly format: string;
  readonly model: string | null;
  readonly provider: string | null;
  /** Effort level or token budget sent with the request, as recorded. */
  readonly effort: string | null;
  readonly prompt: readonly PromptMessage[] | null;
  readonly segments: readonly Segment[];
  readonly fidelity: Fidelity;
  /** The reasoning ends before it was finished (length limit, unclosed tag, broken stream). */
  readonly truncated: boolean;
  readonly usage: Usage;
  /** USD as recorded in the file; never computed. */
  readonly costUsd: number | null;
  readonly finishReason: string | null;
  readonly timing: Timing;
  /** Only where something of it was recorded. */
  readonly outcome?: Outcome;
  readonly problems: readonly Problem[];
}

/** What separates two reasoning blocks in the joined reasoning text. */
export const BLOCK_SEPARATOR = '\n\n';

/**
 * The reasoning text that step offsets point into: the text of all reasoning segments, untrimmed, joined by a
 * blank line.
 */
export function reasoningText(trace: Pick<Trace, 'segments'>): string {
  return trace.segments
    .flatMap((s) => (s.kind === 'reasoning' && s.text !== '' ? [s.text] : []))
    .join(BLOCK_SEPARATOR);
}

/** Whether a segment is a part of the answer: commentary on the way is none. */
export function isAnswer(segment: Segment): segment is AnswerSegment {
  return segment.kind === 'answer' && segment.commentary !== true && segment.text !== '';
}

/** The answer text: all answer segments, untrimmed, joined by a blank line. */
export function answerText(trace: Pick<Trace, 'segments'>): string {
  return trace.segments.flatMap((s) => (isAnswer(s) ? [s.text] : [])).join(BLOCK_SEPARATOR);
}
