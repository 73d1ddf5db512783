import assert from 'node:assert/strict';
import { mock } from 'node:test';
import * as v from 'valibot';
import { call, connect, RpcError, type, type Channel } from '../../../src/protocol/rpc';

const calculator = {
  requests: { half: { params: v.number(), result: v.number() } },
  events: { said: v.string() },
};
const silent = { requests: {}, events: {} };

/** Two channels that deliver to each other, as structured clones, in order. */
function pair(): [Channel, Channel] {
  const listeners: [((m: unknown) => void)[], ((m: unknown) => void)[]] = [[], []];
  const side = (own: 0 | 1, other: 0 | 1): Channel => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => listeners[other].forEach((l) => l(copy)));
    },
    listen: (listener) => {
      listeners[own].push(listener);
      return () => void listeners[own].splice(listeners[own].indexOf(listener), 1);
    },
  });
  return [side(0, 1), side(1, 0)];
}

function calculatorPair(half: (n: number) => number | Promise<number>, timeoutMs = 1000) {
  const [a, b] = pair();
  const heard: string[] = [];
  const problems: string[] = [];
  connect(
    a,
    calculator,
    silent,
    {
      requests: { half },
      events: { said: (text) => void heard.push(text) },
    },
    { onProblem: (e) => problems.push(e.code) },
  );
  const peer = connect(b, silent, calculator, { requests: {}, events: {} }, { timeoutMs });
  return { peer, heard, problems, raw: b };
}

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'no error';
  } catch (error) {
    assert(error instanceof RpcError);
    return error.code;
  }
};

/** Comes after all that is said in this turn has come to the other side and been answered. */
const delivered = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('rpc', () => {
  afterEach(() => mock.timers.reset());

  it('answers a request with its result', async () => {
    const { peer } = calculatorPair((n) => n / 2);
    assert.equal(await peer.request('half', 8), 4);
  });

  it('delivers events to their handler', async () => {
    const { peer, heard } = calculatorPair((n) => n);
    peer.emit('said', 'hello');
    await delivered();
    assert.deepEqual(heard, ['hello']);
  });

  it('turns a throwing handler into an error with its message', async () => {
    const { peer } = calculatorPair(() => {
      throw new Error('odd number');
    });
    await assert.rejects(peer.request('half', 3), { code: 'failed', message: 'odd number' });
  });

  it('refuses parameters that do not pass the guard', async () => {
    const { peer, problems } = calculatorPair((n) => n);
    assert.equal(await codeOf(peer.request('half', 'eight' as unknown as number)), 'bad-message');
    assert.deepEqual(problems, ['bad-message']);
  });

  describe('between two sides of our own code', () => {
    const counter = {
      requests: {
        count: { ...call<{ readonly to: number }, number>(), progress: type<number>() },
      },
      events: {},
    };
    const counting = (timeoutMs: number) => {
      const [a, b] = pair();
      connect(a, counter, silent, {
        requests: {
          count: async ({ to }, { signal, progress }) => {
            for (let i = 0; i < to; i++) {
              await delivered();
              signal.throwIfAborted();
              progress(i);
            }
            return to;
          },
        },
        events: {},
      });
      return connect(b, silent, counter, { requests: {}, events: {} }, { timeoutMs });
    };

    it('tells the other side that it waits no longer, so that nothing is made for nobody', async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      const [a, b] = pair();
      const signals: AbortSignal[] = [];
      connect(a, counter, silent, {
        requests: {
          count: (_, { signal }) => {
            signals.push(signal);
            return new Promise<number>(() => undefined);
          },
        },
        events: {},
      });
      const peer = connect(b, silent, counter, { requests: {}, events: {} }, { timeoutMs: 500 });
      const code = codeOf(peer.request('count', { to: 1 }));
      await delivered();
      mock.timers.tick(500);
      assert.equal(await code, 'timeout');
      await delivered();
      assert.deepEqual(
        signals.map(({ aborted }) => aborted),
        [true],
      );
    });

    it('tells progress, each of which starts the time anew', async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      const told: number[] = [];
      const peer = counting(500);
      // As much of the time goes by before each as may without one.
      const onProgress = (n: number): void => {
        told.push(n);
        mock.timers.tick(499);
      };
      assert.equal(await peer.request('count', { to: 5 }, { onProgress }), 5);
      assert.deepEqual(told, [0, 1, 2, 3, 4]);
    });

    it('is cancelled by a signal, before and while it is answered', async () => {
      const peer = counting(1000);
      const stop = new AbortController();
      const onProgress = (): void => stop.abort();
      const { signal } = stop;
      assert.equal(
        await codeOf(peer.request('count', { to: 9 }, { signal, onProgress })),
        'cancelled',
      );
      assert.equal(await codeOf(peer.request('count', { to: 9 }, { signal })), 'cancelled');
    });

    it('moves buffers that are to be transferred', async () => {
      let moved: readonly ArrayBuffer[] | undefined;
      const channel: Channel = {
        post: (_message, transfer) => (moved = transfer),
        listen: () => () => undefined,
      };
      const peer = connect(channel, silent, counter, { requests: {}, events: {} });
      const transfer = [new ArrayBuffer(8)];
      const asked = codeOf(peer.request('count', { to: 1 }, { transfer }));
      assert.equal(moved, transfer);
      peer.close('over');
      assert.equal(await asked, 'closed');
      assert.equal(await codeOf(peer.request('count', { to: 1 })), 'closed');
    });
  });

  it('rejects with a timeout when no answer comes', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { peer } = calculatorPair(() => new Promise(() => undefined), 5_000);
    const asked = codeOf(peer.request('half', 8));
    await delivered();
    mock.timers.tick(5_000);
    assert.equal(await asked, 'timeout');
  });

  it('waits without a limit for what the user is asked', async () => {
    const patient = {
      requests: { choose: { params: v.null(), result: v.string(), untimed: true } },
      events: {},
    } as const;
    mock.timers.enable({ apis: ['setTimeout'] });
    const [a, b] = pair();
    let answer: (text: string) => void = () => undefined;
    const choose = () => new Promise<string>((resolve) => (answer = resolve));
    connect(a, patient, silent, { requests: { choose }, events: {} });
    const peer = connect(b, silent, patient, { requests: {}, events: {} }, { timeoutMs: 5_000 });
    const asked = peer.request('choose', null);
    await delivered();
    mock.timers.tick(3_600_000);
    answer('at last');
    assert.equal(await asked, 'at last');
  });

  it('rejects open requests when it is closed', async () => {
    const { peer } = calculatorPair(() => new Promise(() => undefined));
    const open = codeOf(peer.request('half', 8));
    peer.close();
    assert.equal(await open, 'closed');
  });

  for (const name of ['nothing', '__proto__', 'toString', 'constructor']) {
    it(`says that there is no request '${name}'`, async () => {
      const { peer } = calculatorPair((n) => n);
      assert.equal(await codeOf(peer.request(name as 'half', 1)), 'unknown-request');
    });
  }

  for (const message of [
    null,
    7,
    {},
    { type: 'request' },
    { type: 'event', name: 'said', data: 1 },
    { type: 'event', name: '__proto__', data: '' },
  ]) {
    it(`drops ${JSON.stringify(message)} and reports it`, async () => {
      const { raw, problems, heard } = calculatorPair((n) => n);
      raw.post(message);
      await delivered();
      assert.deepEqual([problems, heard], [['bad-message'], []]);
    });
  }
});
