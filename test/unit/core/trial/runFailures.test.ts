import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import {
  callsOf,
  fine,
  journalOf,
  startRun,
  TIMEOUT_MS,
  trialOf,
  withModel,
  WORST,
} from './runFixture';

describe('what goes wrong in a run of a trial', () => {
  it('waits as long as the server asks, with all calls to it, and sends again', async () => {
    await withModel(
      ({ attempt }) =>
        attempt === 1
          ? { kind: 'status', status: 429, retryAfter: '7' }
          : { kind: 'answer', text: '1' },
      async (model) => {
        const { run, lines, sleeps } = startRun(model, callsOf(trialOf(2)), { concurrency: 1 });
        assert.equal((await run.ended).reason, 'done');
        assert.deepEqual(new Set(sleeps), new Set([7_000]));
        const { calls, spentUsd } = journalOf(lines);
        assert.equal(spentUsd, 8, 'what was turned down costs nothing');
        assert.ok([...calls.values()].every((r) => r.status === 'answered'));
      },
    );
  });

  it('tries a server that fails three times, and does not count that as wrong', async () => {
    await withModel(
      ({ model: name }) => (name === 'large' ? { kind: 'status', status: 500 } : fine()),
      async (model) => {
        const { run, lines } = startRun(model, callsOf(trialOf(1)));
        assert.equal((await run.ended).reason, 'done');
        const [failed] = [...journalOf(lines).calls.values()].filter((r) => r.status === 'failed');
        assert.equal(failed?.attempts, 3);
        assert.equal(failed.billed, 'no');
        assert.equal(failed.heldUsd, 0);
        assert.match(failed.message ?? '', /The server failed \(500\)/);
      },
    );
  });

  it('holds the worst case of a stream that drops, and does not pay for it again', async () => {
    await withModel(
      () => ({ kind: 'drop', text: 'half an' }),
      async (model) => {
        const { run, lines } = startRun(model, callsOf(trialOf(1)), { concurrency: 1 });
        await run.ended;
        const { calls, spentUsd } = journalOf(lines);
        assert.equal(model.requests.length, 2, 'each is sent once');
        assert.equal(spentUsd, 2 * WORST);
        for (const r of calls.values()) {
          assert.equal(r.status, 'failed');
          assert.equal(r.billed, 'maybe');
          assert.equal(r.answer, 'half an');
        }
      },
    );
  });

  it('gives up a call that never ends, and says after how long', async () => {
    await withModel(
      ({ model: name }) => (name === 'large' ? { kind: 'hang' } : fine()),
      async (model) => {
        let expire: () => void = () => undefined;
        const waits = (ms: number, signal: AbortSignal): Promise<void> =>
          new Promise((resolve, reject) => {
            if (ms === TIMEOUT_MS) expire = resolve;
            signal.addEventListener('abort', () => reject(new Error('over')));
          });
        const large = callsOf(trialOf(1)).filter((c) => c.candidate === 'large');
        const { run, lines } = startRun(
          model,
          large,
          {},
          {
            sleep: waits,
            // The clock strikes once the server has the request.
            onChange: () => undefined,
          },
        );
        while (model.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
        expire();
        await run.ended;
        const [record] = journalOf(lines).calls.values();
        assert.equal(record?.status, 'failed');
        assert.equal(record.billed, 'maybe');
        assert.equal(record.heldUsd, WORST);
        assert.match(record.message ?? '', /No end after 500 seconds/);
      },
    );
  });

  it('tells empty answers and refusals from wrong ones', async () => {
    await withModel(
      ({ model: name }) =>
        name === 'small'
          ? { kind: 'answer', text: ' ' }
          : { kind: 'answer', text: 'No.', reason: 'content_filter' },
      async (model) => {
        const { run, lines } = startRun(model, callsOf(trialOf(1)));
        await run.ended;
        const found = [...journalOf(lines).calls.values()].map((r) => `${r.candidate} ${r.status}`);
        assert.deepEqual(found.sort(), ['large refused', 'small empty']);
      },
    );
  });

  it('gives up a model whose key is refused, and says so; the other goes on', async () => {
    await withModel(
      ({ model: name }) => (name === 'large' ? { kind: 'status', status: 401 } : fine()),
      async (model) => {
        const { run, lines } = startRun(model, callsOf(trialOf(6)), { concurrency: 2 });
        const end = await run.ended;
        assert.equal(end.reason, 'refused');
        assert.match(inEnglish(end.sentence!), /large was given up: The key was refused/);
        assert.ok(model.requests.filter((r) => r.model === 'large').length <= 2);
        const answered = [...journalOf(lines).calls.values()].filter(
          (r) => r.status === 'answered',
        );
        assert.equal(answered.length, 6);
      },
    );
  });

  it('gives up a model whose requests are not accepted, but not for one bad case', async () => {
    await withModel(
      ({ model: name, text }) =>
        name === 'large' || text === 'Q n0' ? { kind: 'status', status: 400 } : fine(),
      async (model) => {
        const { run, lines } = startRun(model, callsOf(trialOf(8)), { concurrency: 1 });
        assert.equal((await run.ended).reason, 'refused');
        assert.equal(model.requests.filter((r) => r.model === 'large').length, 2);
        const small = [...journalOf(lines).calls.values()].filter((r) => r.candidate === 'small');
        assert.equal(small.filter((r) => r.status === 'answered').length, 7);
      },
    );
  });
});
