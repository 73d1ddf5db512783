import * as v from 'valibot';

/** What one side of a page answers (requests) and takes notice of (events), each with the guard of its data. */
export interface Contract {
  readonly requests: Readonly<Record<string, RequestShape>>;
  readonly events: Readonly<Record<string, v.GenericSchema>>;
}

export interface RequestShape {
  readonly params: v.GenericSchema;
  readonly result: v.GenericSchema;
  /** The answer waits for the user or for work without a bound, so no time is too long. */
  readonly untimed?: true;
}

/** The message map of a webview page: what the host and what the page answers. Both sides derive from this one value. */
export interface PageProtocol {
  readonly host: Contract;
  readonly page: Contract;
}

/** Carries messages to the other side; `postMessage` of a webview, a worker or a test pair. */
export interface Channel {
  post(message: unknown): void;
  /** Calls `listener` for each incoming message until the returned function is called. */
  listen(listener: (message: unknown) => void): () => void;
}

export type Params<C extends Contract, K extends keyof C['requests']> = v.InferOutput<
  C['requests'][K]['params']
>;
export type Result<C extends Contract, K extends keyof C['requests']> = v.InferOutput<
  C['requests'][K]['result']
>;
export type Payload<C extends Contract, K extends keyof C['events']> = v.InferOutput<
  C['events'][K]
>;

/** One function for every request and event of a contract. */
export type Handlers<C extends Contract> = {
  readonly requests: {
    readonly [K in keyof C['requests']]: (
      params: Params<C, K>,
    ) => Result<C, K> | Promise<Result<C, K>>;
  };
  readonly events: { readonly [K in keyof C['events']]: (payload: Payload<C, K>) => void };
};

export type RpcErrorCode =
  | 'timeout'
  | 'closed'
  /** The other side has no such request. */
  | 'unknown-request'
  /** The message did not pass its guard. */
  | 'bad-message'
  /** The handler threw. */
  | 'failed';

/** A request that got an error or no answer. */
export class RpcError extends Error {
  constructor(
    readonly code: RpcErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'RpcError';
  }
}

export interface Peer<Remote extends Contract> {
  /** Asks the other side. Rejects with an `RpcError`: its error, a bad answer, or a timeout. */
  request<K extends keyof Remote['requests'] & string>(
    name: K,
    params: Params<Remote, K>,
  ): Promise<Result<Remote, K>>;
  emit<K extends keyof Remote['events'] & string>(name: K, payload: Payload<Remote, K>): void;
  /** Stops listening; open requests reject with `closed`. */
  close(): void;
}

export interface PeerOptions {
  /** Milliseconds until an unanswered request rejects. */
  readonly timeoutMs?: number;
  /** Told about messages that are dropped, so that nothing fails silently. */
  readonly onProblem?: (error: RpcError) => void;
}

const wireSchema = v.variant('type', [
  v.object({ type: v.literal('request'), id: v.number(), name: v.string(), data: v.unknown() }),
  v.object({ type: v.literal('result'), id: v.number(), data: v.unknown() }),
  v.object({ type: v.literal('error'), id: v.number(), code: v.string(), message: v.string() }),
  v.object({ type: v.literal('event'), name: v.string(), data: v.unknown() }),
]);
type Wire = v.InferOutput<typeof wireSchema>;

const errorCodes: readonly string[] = [
  'timeout',
  'closed',
  'unknown-request',
  'bad-message',
  'failed',
] satisfies RpcErrorCode[];

function rpcError(code: string, message: string): RpcError {
  return new RpcError(errorCodes.includes(code) ? (code as RpcErrorCode) : 'failed', message);
}

interface Pending {
  readonly settle: (data: unknown) => void;
  readonly fail: (error: RpcError) => void;
}

/**
 * Connects one side of a page: answers `local`'s requests with `handlers` and lets the caller ask `remote`. Every
 * request gets an answer: a value, an error with a code, or a timeout (30 s unless told, none for `untimed` requests).
 */
export function connect<Local extends Contract, Remote extends Contract>(
  channel: Channel,
  local: Local,
  remote: Remote,
  handlers: Handlers<Local>,
  options: PeerOptions = {},
): Peer<Remote> {
  const { timeoutMs = 30_000, onProblem } = options;
  const pending = new Map<number, Pending>();
  let nextId = 1;

  const post = (message: Wire): void => channel.post(message);

  const answer = async (id: number, name: string, data: unknown): Promise<void> => {
    const shape = Object.hasOwn(local.requests, name) ? local.requests[name] : undefined;
    if (shape === undefined) {
      post({ type: 'error', id, code: 'unknown-request', message: `no request '${name}'` });
      return;
    }
    const params = v.safeParse(shape.params, data);
    if (!params.success) {
      const message = `${name}: ${params.issues[0].message}`;
      post({ type: 'error', id, code: 'bad-message', message });
      onProblem?.(new RpcError('bad-message', message));
      return;
    }
    try {
      const handler = handlers.requests[name] as (params: unknown) => unknown;
      post({ type: 'result', id, data: await handler(params.output) });
    } catch (error) {
      post({
        type: 'error',
        id,
        code: error instanceof RpcError ? error.code : 'failed',
        message: error instanceof Error ? error.message : String(error),
      });
    }
  };

  const take = (name: string, data: unknown): void => {
    const schema = Object.hasOwn(local.events, name) ? local.events[name] : undefined;
    const payload = schema && v.safeParse(schema, data);
    if (!payload?.success) {
      onProblem?.(new RpcError('bad-message', `event '${name}' dropped`));
      return;
    }
    (handlers.events[name] as (payload: unknown) => void)(payload.output);
  };

  const stop = channel.listen((message) => {
    const wire = v.safeParse(wireSchema, message);
    if (!wire.success) {
      onProblem?.(new RpcError('bad-message', 'not a message of this protocol'));
      return;
    }
    const m = wire.output;
    switch (m.type) {
      case 'request':
        void answer(m.id, m.name, m.data);
        break;
      case 'event':
        take(m.name, m.data);
        break;
      case 'result':
        pending.get(m.id)?.settle(m.data);
        break;
      case 'error':
        pending.get(m.id)?.fail(rpcError(m.code, m.message));
        break;
    }
  });

  return {
    request(name, params) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const expire = (): void => {
          pending.delete(id);
          reject(new RpcError('timeout', `${name}: no answer after ${timeoutMs} ms`));
        };
        const untimed = remote.requests[name]?.untimed === true;
        const timer = untimed ? undefined : setTimeout(expire, timeoutMs);
        const done = (finish: () => void): void => {
          clearTimeout(timer);
          pending.delete(id);
          finish();
        };
        pending.set(id, {
          fail: (error) => done(() => reject(error)),
          settle: (data) => {
            const result = v.safeParse(remote.requests[name]!.result, data);
            done(() =>
              result.success
                ? resolve(result.output)
                : reject(new RpcError('bad-message', `${name}: ${result.issues[0].message}`)),
            );
          },
        });
        post({ type: 'request', id, name, data: params });
      });
    },
    emit: (name, payload) => post({ type: 'event', name, data: payload }),
    close() {
      stop();
      for (const { fail } of [...pending.values()]) fail(new RpcError('closed', 'closed'));
    },
  };
}
