import type { Sentence } from '../model/sentence';
import type { PromptMessage } from '../model/trace';

/** The protocols a live run speaks. `editor` is a model that the editor provides: no request of ours at all. */
export const APIS = ['chat-completions', 'anthropic', 'gemini', 'ollama', 'editor'] as const;
export type Api = (typeof APIS)[number];

/** Where a live run is sent. */
export interface Endpoint {
  /** Name for people. */
  readonly name: string;
  readonly api: Exclude<Api, 'editor'>;
  /** Base URL, as the vendor's documentation gives it (`https://api.openai.com/v1`). */
  readonly url: string;
}

/** What is asked. */
export interface Question {
  readonly messages: readonly PromptMessage[];
  readonly model: string;
  /** A level, a token budget as digits, `off`, or null for the model's default. */
  readonly effort: string | null;
  /** Whether reasoning is asked for; vendors refuse the wish for a model that never reasons. */
  readonly thinks: boolean;
  /** Limit of output tokens, reasoning included; null leaves it to the model. */
  readonly maxOutputTokens: number | null;
}

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How a run ended. `incomplete`: the connection closed before the model had finished. */
export type EndReason = 'complete' | 'incomplete' | 'cancelled' | 'failed';

export interface CaptureEnd {
  readonly reason: EndReason;
  /** What went wrong, in a sentence; null when nothing did. */
  readonly message: Sentence | null;
  /** HTTP status where one came. */
  readonly status: number | null;
  readonly durationMs: number;
}

/** The topic of the concept pages that explains an end: by its HTTP status where one came, else by its reason. */
export const topicOfEnd = ({ reason, status }: Pick<CaptureEnd, 'reason' | 'status'>): string =>
  `run.${status ?? reason}`;

/** What a line of a capture file tells: the request, something that came, how it ended. */
export type CapturePart = 'head' | 'event' | 'end';

/** Takes a complete line of a capture file. */
export type WriteLine = (line: string, part: CapturePart) => void;

/** First line of a capture file: the request without its key, so that prompt and effort are never lost. */
export interface CaptureHead {
  readonly lrmLens: 'capture/1';
  readonly at: number;
  readonly api: Api;
  /** Host the request went to, or the editor's vendor. */
  readonly host: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** One event of the stream; `t` milliseconds after the request was sent. */
export interface CaptureEvent {
  readonly t: number;
  readonly data: unknown;
}
