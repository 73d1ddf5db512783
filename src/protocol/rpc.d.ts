import * as v from 'valibot';
/** A type that stands in a contract: what this extension's own code sends is typed, not taken apart again. */
export interface Type<out T> {
  /** Never there: it carries the type. */
  readonly of?: T;
}
/** A type for a contract; nothing is checked at run time. */
export declare const type: <T>() => Type<T>;
/** A guard where the data come from a page, a type where they come from our own code. */
type Shape = v.GenericSchema | Type<unknown>;
type DataOf<S> = S extends v.GenericSchema ? v.InferOutput<S> : S extends Type<infer T> ? T : never;
/** What one side answers (requests) and takes notice of (events). Both sides of a connection derive from this value. */
export interface Contract {
  readonly requests: Readonly<Record<string, RequestShape>>;
  readonly events: Readonly<Record<string, Shape>>;
}
export interface RequestShape {
  readonly params: Shape;
  readonly result: Shape;
  /** What is told while the answer is being made; each telling starts the time for it anew. */
  readonly progress?: Shape;
  /** The answer waits for the user or for work without a bound, so no time is too long. */
  readonly untimed?: true;
}
/** The shape of a request between two sides of our own code. */
export declare const call: <P, R>() => {
  params: Type<P>;
  result: Type<R>;
};
/** The message map of a webview page: what the host and what the page answers. */
export interface PageProtocol {
  readonly host: Contract;
  readonly page: Contract;
}
/** Carries messages to the other side; `postMessage` of a webview, a worker or a test pair. */
export interface Channel {
  /** `transfer` moves buffers instead of copying them, where the other side is a worker. */
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Calls `listener` for each incoming message until the returned function is called. */
  listen(listener: (message: unknown) => void): () => void;
}
export type Params<C extends Contract, K extends keyof C['requests']> = DataOf<
  C['requests'][K]['params']
>;
export type Result<C extends Contract, K extends keyof C['requests']> = DataOf<
  C['requests'][K]['result']
>;
export type Progress<C extends Contract, K extends keyof C['requests']> = DataOf<
  C['requests'][K]['progress']
>;
export type Payload<C extends Contract, K extends keyof C['events']> = DataOf<C['events'][K]>;
/** What the maker of an answer can tell and be told meanwhile. */
export interface AnswerContext<P = unknown> {
  /** Aborted when the asking side gave up. */
  readonly signal: AbortSignal;
  readonly progress: (progress: P) => void;
}
/** One function for every request and event of a contract. */
export type Handlers<C extends Contract> = {
  readonly requests: {
    readonly [K in keyof C['requests']]: (
      params: Params<C, K>,
      context: AnswerContext<Progress<C, K>>,
    ) => Result<C, K> | Promise<Result<C, K>>;
  };
  readonly events: {
    readonly [K in keyof C['events']]: (payload: Payload<C, K>) => void;
  };
};
declare const errorCodes: readonly [
  'timeout',
  'closed',
  'cancelled',
  /** The other side has no such request. */
  'unknown-request',
  /** The message did not pass its guard. */
  'bad-message',
  /** The handler threw. */
  'failed',
];
export type RpcErrorCode = (typeof errorCodes)[number];
/** A request that got an error or no answer. */
export declare class RpcError extends Error {
  readonly code: RpcErrorCode;
  constructor(code: RpcErrorCode, message: string);
}
export interface RequestOptions<P = unknown> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: P) => void) | undefined;
  readonly transfer?: readonly ArrayBuffer[] | undefined;
  /** Milliseconds without an answer or progress until the request rejects. */
  readonly timeoutMs?: number | undefined;
}
export interface Peer<Remote extends Contract> {
  /** Asks the other side. Rejects with an `RpcError`: its error, a timeout, or that it was cancelled or closed. */
  request<K extends keyof Remote['requests'] & string>(
    name: K,
    params: Params<Remote, K>,
    options?: RequestOptions<Progress<Remote, K>>,
  ): Promise<Result<Remote, K>>;
  emit<K extends keyof Remote['events'] & string>(name: K, payload: Payload<Remote, K>): void;
  /** Stops listening; open and later requests reject with `closed` and the reason. */
  close(reason?: string): void;
}
export interface PeerOptions {
  /** Milliseconds until an unanswered request rejects. */
  readonly timeoutMs?: number;
  /** Told about messages that are dropped, so that nothing fails silently. */
  readonly onProblem?: (error: RpcError) => void;
}
/**
 * Connects one side: answers `local`'s requests with `handlers` and lets the caller ask `remote`. Every request gets an
 * answer: a value, an error with a code, or a timeout (30 s unless told, none for `untimed` requests).
 */
export declare function connect<Local extends Contract, Remote extends Contract>(
  channel: Channel,
  local: Local,
  remote: Remote,
  handlers: Handlers<Local>,
  options?: PeerOptions,
): Peer<Remote>;
export {};
