import * as v from 'valibot';
import { say, waitFigure, type Sentence } from '../core/model/sentence';
import { reasonOf, sentenceOf } from '../core/text/errors';

/** A type that stands in a contract: what this extension's own code sends is typed, not taken apart again. */
export interface Type<out T> {
  /** Never there: it carries the type. */
  readonly of?: T;
}

/** A type for a contract; nothing is checked at run time. */
export const type = <T>(): Type<T> => ({});

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
export const call = <P, R>() => ({ params: type<P>(), result: type<R>() });

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
  readonly events: { readonly [K in keyof C['events']]: (payload: Payload<C, K>) => void };
};

const errorCodes = [
  'timeout',
  'closed',
  'cancelled',
  /** The other side has no such request. */
  'unknown-request',
  /** The message did not pass its guard. */
  'bad-message',
  /** The handler threw. */
  'failed',
] as const;
export type RpcErrorCode = (typeof errorCodes)[number];

/** A request that got an error or no answer. */
export class RpcError extends Error {
  constructor(
    readonly code: RpcErrorCode,
    message: string,
    /** The same for people, where the other side knows it. */
    readonly sentence: Sentence | null = null,
  ) {
    super(message);
    this.name = 'RpcError';
  }
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
  /** The other side is our own code: the sentences of its errors are taken as they are. */
  readonly trusts?: boolean;
  /** What the other side is told of an error; its English message unless given. */
  readonly reason?: (error: unknown) => string;
  /** Told about messages that are dropped, so that nothing fails silently. */
  readonly onProblem?: (error: RpcError) => void;
}

const wireSchema = v.variant('type', [
  v.object({ type: v.literal('request'), id: v.number(), name: v.string(), data: v.unknown() }),
  v.object({ type: v.literal('cancel'), id: v.number() }),
  v.object({ type: v.literal('progress'), id: v.number(), data: v.unknown() }),
  v.object({ type: v.literal('result'), id: v.number(), data: v.unknown() }),
  v.object({
    type: v.literal('error'),
    id: v.number(),
    code: v.string(),
    message: v.string(),
    sentence: v.optional(v.unknown()),
  }),
  v.object({ type: v.literal('event'), name: v.string(), data: v.unknown() }),
]);
type Wire = v.InferOutput<typeof wireSchema>;

/**
 * Connects one side: answers `local`'s requests with `handlers` and lets the caller ask `remote`. Every request gets an
 * answer: a value, an error with a code, or a timeout (30 s unless told, none for `untimed` requests).
 */
export function connect<Local extends Contract, Remote extends Contract>(
  channel: Channel,
  local: Local,
  remote: Remote,
  handlers: Handlers<Local>,
  options: PeerOptions = {},
): Peer<Remote> {
  const { timeoutMs = 30_000, trusts = false, reason = reasonOf } = options;
  const { onProblem = () => undefined } = options;
  const questions = new Questions(channel, remote, timeoutMs, trusts);
  const answers = new Answers(channel, local, handlers, reason, onProblem);
  const stop = channel.listen((message) => {
    const wire = v.safeParse(wireSchema, message);
    if (!wire.success) onProblem(new RpcError('bad-message', 'not a message of this protocol'));
    else if (!questions.take(wire.output)) answers.take(wire.output);
  });
  return {
    request: (name, params, asked = {}) =>
      questions.ask(name, params, asked as RequestOptions) as Promise<never>,
    emit: (name, payload) => channel.post({ type: 'event', name, data: payload } satisfies Wire),
    close(reason = 'closed') {
      stop();
      questions.close(reason);
    },
  };
}

interface Pending {
  readonly settle: (data: unknown) => void;
  readonly fail: (error: RpcError) => void;
  readonly tell: (progress: unknown) => void;
}

/** The asking half of a side. */
class Questions {
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #closed: string | null = null;

  constructor(
    private readonly channel: Channel,
    private readonly remote: Contract,
    private readonly timeoutMs: number,
    private readonly trusts: boolean,
  ) {}

  ask(name: string, params: unknown, options: RequestOptions): Promise<unknown> {
    const { signal, onProgress, transfer } = options;
    if (this.#closed !== null) return Promise.reject(new RpcError('closed', this.#closed));
    if (signal?.aborted === true) return Promise.reject(new RpcError('cancelled', 'cancelled'));
    const id = this.#nextId++;
    const limit = options.timeoutMs ?? this.timeoutMs;
    const untimed = this.remote.requests[name]?.untimed === true;
    let timer: unknown;
    const cancel = (): void => this.channel.post({ type: 'cancel', id } satisfies Wire);
    return new Promise<unknown>((resolve, reject) => {
      const watch = (): void => {
        clearTimeout(timer);
        if (untimed) return;
        const late = new RpcError(
          'timeout',
          `${name}: no answer after ${limit} ms`,
          say('There was no answer within {0}.', waitFigure(limit / 1000)),
        );
        timer = setTimeout(() => {
          cancel();
          reject(late);
        }, limit);
      };
      this.#pending.set(id, {
        settle: resolve,
        fail: reject,
        tell: (progress) => {
          watch();
          onProgress?.(progress);
        },
      });
      signal?.addEventListener('abort', cancel);
      watch();
      this.channel.post({ type: 'request', id, name, data: params } satisfies Wire, transfer);
    }).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      this.#pending.delete(id);
    });
  }

  /** Whether the message was for this half. */
  take(wire: Wire): boolean {
    if (wire.type === 'result') this.#pending.get(wire.id)?.settle(wire.data);
    else if (wire.type === 'progress') this.#pending.get(wire.id)?.tell(wire.data);
    else if (wire.type === 'error') {
      const code = errorCodes.find((c) => c === wire.code) ?? 'failed';
      this.#pending
        .get(wire.id)
        ?.fail(new RpcError(code, wire.message, this.trusts ? (wire.sentence as Sentence) : null));
    } else return false;
    return true;
  }

  close(reason: string): void {
    this.#closed = reason;
    for (const { fail } of [...this.#pending.values()]) fail(new RpcError('closed', reason));
  }
}

/** The answering half of a side. */
class Answers {
  readonly #running = new Map<number, AbortController>();

  constructor(
    private readonly channel: Channel,
    private readonly local: Contract,
    private readonly handlers: Handlers<Contract>,
    private readonly reason: (error: unknown) => string,
    private readonly onProblem: (error: RpcError) => void,
  ) {}

  take(wire: Wire): void {
    if (wire.type === 'request') void this.#answer(wire.id, wire.name, wire.data);
    else if (wire.type === 'cancel') this.#running.get(wire.id)?.abort();
    else if (wire.type === 'event') this.#notice(wire.name, wire.data);
  }

  async #answer(id: number, name: string, data: unknown): Promise<void> {
    const { requests } = this.local;
    const shape = Object.hasOwn(requests, name) ? requests[name] : undefined;
    if (shape === undefined) {
      this.#fail(id, 'unknown-request', `no request '${name}'`);
      return;
    }
    const params = checked(shape.params, data);
    if ('problem' in params) {
      const message = `${name}: ${params.problem}`;
      this.#fail(id, 'bad-message', message);
      this.onProblem(new RpcError('bad-message', message));
      return;
    }
    const running = new AbortController();
    this.#running.set(id, running);
    const progress = (told: unknown): void => this.#post({ type: 'progress', id, data: told });
    try {
      const handler = this.handlers.requests[name]!;
      const answer = await handler(params.data, { signal: running.signal, progress });
      this.#post({ type: 'result', id, data: answer });
    } catch (error) {
      const message = this.reason(error);
      const own = error instanceof RpcError ? error.code : 'failed';
      this.#fail(id, running.signal.aborted ? 'cancelled' : own, message, sentenceOf(error));
    } finally {
      this.#running.delete(id);
    }
  }

  #notice(name: string, data: unknown): void {
    const { events } = this.local;
    const shape = Object.hasOwn(events, name) ? events[name] : undefined;
    const payload = shape && checked(shape, data);
    if (payload === undefined || 'problem' in payload) {
      this.onProblem(new RpcError('bad-message', `event '${name}' dropped`));
      return;
    }
    this.handlers.events[name]!(payload.data);
  }

  #fail(id: number, code: RpcErrorCode, message: string, sentence: Sentence | null = null): void {
    this.#post({ type: 'error', id, code, message, sentence });
  }

  #post(message: Wire): void {
    this.channel.post(message);
  }
}

/** The data as the guard leaves them; as they are where there is no guard. */
function checked(
  shape: Shape,
  data: unknown,
): { readonly data: unknown } | { readonly problem: string } {
  if (!('kind' in shape)) return { data };
  const result = v.safeParse(shape, data);
  return result.success ? { data: result.output } : { problem: result.issues[0].message };
}
