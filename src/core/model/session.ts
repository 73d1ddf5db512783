import type { Message } from './message';
import type { Bound } from './figure';
import type { Sentence } from './sentence';
import type { Fidelity } from './trace';

/**
 * A whole run of an agent as plain data: everything is in flat lists that refer to each other by index, so that a page
 * can take a part of it. Texts are previews of bounded length; whole texts stay in the traces (`Call.trace`).
 */
export interface Session {
  readonly format: string;
  readonly formatTitle: Message;
  /** What logs of this format cannot tell: why a figure may be unknown. */
  readonly lacks: Message | null;
  /** Whether the file is the log of an agent (not rows of a data set or a lone API response). */
  readonly isAgentLog: boolean;
  /** The log's own title, else `null`: a page then shows the first words of the user. */
  readonly title: string | null;
  readonly folder: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The main agent first; sub-agents in the order in which they began. */
  readonly agents: readonly Agent[];
  readonly turns: readonly Turn[];
  /** In the order in which they began. */
  readonly calls: readonly Call[];
  readonly tools: readonly ToolCall[];
  /** What happened beside the calls, in order. */
  readonly events: readonly SessionEvent[];
  /** Where calls are not counted one by one these are the log's own sums (`recorded`). */
  readonly figures: Figures;
  readonly recorded: RunTotals | null;
  readonly byTool: readonly ToolFigures[];
}

/** What follows one message of the user. Calls before the first message are in a turn without words. */
export interface Turn {
  /** The user's own words, cut at `MAX_WORDS`; '' when calls came before any. */
  readonly prompt: string;
  /** What the client put beside the words (reminders, files, context), folded on the page. */
  readonly injected: readonly Injected[];
  readonly startedAt: number | null;
  /** From the words to the end of the last call or tool; `null` where no times are recorded. */
  readonly durationMs: number | null;
  /** How long the agent waited for these words; `null` for the first turn and without times. */
  readonly waitedMs: number | null;
  /** Indexes into `calls`, of all agents. */
  readonly calls: readonly number[];
  readonly figures: Figures;
}

/** A stretch of a message that the client wrote. `rule` is the id of the rule that knows it. */
export interface Injected {
  readonly rule: string;
  readonly chars: number;
  readonly preview: string;
}

/** The main conversation, or a sub-agent of it. */
export interface Agent {
  readonly id: string;
  /** Type or name as recorded ("Explore", "reviewer"). */
  readonly name: string | null;
  /** Index of the call and of the tool call that started it; `null` for the main agent and where it is not recorded. */
  readonly startedBy: { readonly call: number; readonly tool: number } | null;
  /** The file that its calls are in, when that is a sibling of the session's file. */
  readonly file: string | null;
  readonly calls: readonly number[];
  readonly figures: Figures;
}

/** One generation of a model: a trace inside the session. */
export interface Call {
  /** Index of the trace in its file (the agent's `file`, else the session's). */
  readonly trace: number;
  readonly traceId: string;
  readonly turn: number;
  readonly agent: number;
  readonly model: string | null;
  readonly effort: string | null;
  readonly startedAt: number | null;
  readonly modelMs: number | null;
  readonly ttftMs: number | null;
  readonly tokens: Tokens;
  /** What it wrote into the cache is kept for an hour, not for the usual five minutes; `null` where it wrote nothing. */
  readonly cachedForHour: boolean | null;
  /** Size of the context that it read: fresh, cache read and cache write together. */
  readonly contextTokens: number | null;
  readonly money: Money;
  readonly finishReason: string | null;
  /** It stopped because it may not write more. */
  readonly hitLimit: boolean;
  readonly fidelity: Fidelity;
  readonly reasoningChars: number;
  readonly answerChars: number;
  /** First words of the answer, `null` without one. */
  readonly said: string | null;
  /** Indexes into `tools`. */
  readonly tools: readonly number[];
}

/** Tokens by what they cost: the three parts of the input, and the output with the reasoning in it. `null` is unknown. */
export interface Tokens {
  readonly freshInput: number | null;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
  readonly output: number | null;
  /** A part of `output`. */
  readonly reasoning: number | null;
}

/** What a log says of its whole run at once, where it does not count each call; `null` is unknown. */
export interface RunTotals extends Omit<Tokens, 'reasoning'> {
  readonly usd: number | null;
  /** Calls that the log does not tell one by one are in these sums too (helpers, retries). */
  readonly beyondCalls?: true;
}

/** USD of a call or of a sum of calls. */
export interface Money {
  readonly usd: number | null;
  readonly bound: Bound;
  /** What the parts cost at list price, where one is known; scaled to a recorded cost. `output` holds the reasoning. */
  readonly parts: MoneyParts | null;
}

export interface MoneyParts {
  readonly freshInput: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

/** What a tool does, for the glyph, the filter and the findings. */
export type ToolFamily = 'shell' | 'read' | 'edit' | 'search' | 'web' | 'agent' | 'other';

/** One use of a tool, with its result where it was recorded. */
export interface ToolCall {
  readonly name: string;
  readonly family: ToolFamily;
  readonly call: number;
  /** Which of the trace's segments it is. */
  readonly segment: number;
  readonly callId: string | null;
  /** What it was asked: the command, the file, the words to search; one line. */
  readonly summary: string;
  /** The file it is about, where that is told. */
  readonly file: string | null;
  readonly inputChars: number;
  /** Of the command, else of all arguments: two calls with one hash asked the same. */
  readonly inputHash: string;
  readonly result: ToolResult | null;
  /** The user took back what it did, by going back to a message before it. */
  readonly undone?: true;
  readonly startedAt: number | null;
  readonly durationMs: number | null;
  readonly edits: readonly EditFacts[];
  /** Index of the agent that it started. */
  readonly agent: number | null;
}

export interface ToolResult {
  readonly preview: string;
  readonly chars: number;
  readonly failed: boolean;
  /** The user said no, or stopped it. */
  readonly refused: boolean;
  /** The trace that holds it, which is another than the call's when a sub-agent worked in between, and its segment there. */
  readonly trace: number;
  readonly segment: number;
  /** Of the whole text: two results with one hash are the same. */
  readonly hash: string;
}

/** A change of a file, as a tool call asked for it. `old` is `null` when the file is written whole. */
export interface Edit {
  readonly file: string;
  readonly old: string | null;
  readonly new: string;
  /** Every place with the old text, where the tool was told so. */
  readonly all?: true;
}

/** What a session keeps of an edit; the texts are made again from the trace (`editsOf`). */
export interface EditFacts {
  readonly file: string;
  readonly added: number;
  readonly removed: number;
  readonly oldHash: string | null;
  readonly newHash: string;
}

export type SessionEventKind =
  | 'compaction'
  | 'interruption'
  | 'refusal'
  | 'api-error'
  | 'retry'
  | 'rate-limit'
  | 'model-change'
  | 'effort-change'
  | 'rewind'
  /** A context that had been cached was paid for anew: after a pause longer than caches live, or without one. */
  | 'cache-expired'
  | 'cache-miss';

/** Something between the calls. `call` is the index of the call that came next, or the number of calls at the end. */
export interface SessionEvent {
  readonly kind: SessionEventKind;
  readonly at: number | null;
  readonly call: number;
  readonly turn: number | null;
  /** As recorded, one line; '' when there is nothing to say. */
  readonly text: string;
  /** Of a lost cache: the tokens that had been in it and were paid for anew. */
  readonly tokens: number | null;
}

/** Sums over calls and their tools. A sum is over the calls that have the count: `counted` of `calls`. */
export interface Figures {
  readonly calls: number;
  readonly tools: number;
  /** Tool calls that failed. */
  readonly errors: number;
  readonly tokens: Tokens;
  /** Calls whose output is counted. */
  readonly counted: number;
  /** Calls that show any reasoning: text, a count or a seal. */
  readonly withReasoning: number;
  readonly money: Money;
  /** Calls without a cost. */
  readonly unpriced: number;
  readonly modelMs: number | null;
  /** Time in which a tool ran, side by side counted once. */
  readonly toolMs: number | null;
  /** Waiting for the user. */
  readonly waitMs: number | null;
  /** Largest context of a call. */
  readonly contextTokens: number | null;
  readonly edits: number;
  readonly files: number;
}

export interface ToolFigures {
  readonly name: string;
  readonly family: ToolFamily;
  readonly count: number;
  readonly errors: number;
  readonly ms: number | null;
  readonly resultChars: number;
}

/** A true sentence about a session, with the place to jump to. */
export interface Finding {
  readonly rule: string;
  readonly sentence: Sentence;
  readonly call: number;
  readonly tool: number | null;
  /** Every call that it is about, for a mark on the timeline. */
  readonly calls: readonly number[];
  /** USD at stake, where that can be told; the order of findings. */
  readonly usd: number | null;
}
