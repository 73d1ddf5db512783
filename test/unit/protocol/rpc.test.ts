import assert from 'node:assert/strict';
import * as v from 'valibot';
import { connect, RpcError, type Channel } from '../../../src/protocol/rpc';

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

describe('rpc', () => {
  it('answers a request with its result', async () => {
    const { peer } = calculatorPair((n) => n / 2);
    assert.equal(await peer.request('half', 8), 4);
  });

  it('delivers events to their handler', async () => {
    const { peer, heard } = calculatorPair((n) => n);
    peer.emit('said', 'hello');
    await new Promise((resolve) => setTimeout(resolve, 1));
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

  it('refuses a result that does not pass the guard', async () => {
    const { peer } = calculatorPair((n) => String(n) as unknown as number);
    assert.equal(await codeOf(peer.request('half', 8)), 'bad-message');
  });

  it('rejects with a timeout when no answer comes', async () => {
    const { peer } = calculatorPair(() => new Promise(() => undefined), 5);
    assert.equal(await codeOf(peer.request('half', 8)), 'timeout');
  });

  it('waits without a limit for what the user is asked', async () => {
    const patient = {
      requests: { choose: { params: v.null(), result: v.string(), untimed: true } },
      events: {},
    } as const;
    const [a, b] = pair();
    const choose = () => new Promise<string>((resolve) => setTimeout(() => resolve('at last'), 30));
    connect(a, patient, silent, { requests: { choose }, events: {} });
    const peer = connect(b, silent, patient, { requests: {}, events: {} }, { timeoutMs: 5 });
    assert.equal(await peer.request('choose', null), 'at last');
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
      await new Promise((resolve) => setTimeout(resolve, 1));
      assert.deepEqual([problems, heard], [['bad-message'], []]);
    });
  }
});
