import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import type { TrialFile } from '../../../../src/core/trial/model';
import { judging, type RunCode } from '../../../../src/core/trial/run/judging';
import {
  callsOf,
  fine,
  type Setup,
  journalOf,
  startRun,
  trialOf,
  withModel,
  WORST,
} from './runFixture';

describe('the end of a run of a trial', () => {
  it('leaves pairs when it is stopped anywhere', () => {
    const trial = trialOf(8);
    const order = callsOf(trial);
    for (let at = 0; at < order.length; at += 2) {
      assert.equal(order[at]!.case, order[at + 1]!.case);
      assert.notEqual(order[at]!.candidate, order[at + 1]!.candidate);
    }
    const first = order.filter((_, i) => i % 2 === 0).map((c) => c.candidate);
    assert.equal(new Set(first).size, 2, 'the model that goes first changes');
  });

  it('lets the calls under way end when it is paused, and goes on with what is missing', async () => {
    const trial = trialOf(6);
    await withModel(fine, async (model) => {
      const all = callsOf(trial);
      const setup: Setup = startRun(
        model,
        all,
        { concurrency: 2 },
        {
          onChange: () => {
            if (model.requests.length >= 3) setup.run.pause();
          },
        },
      );
      assert.equal((await setup.run.ended).reason, 'paused');
      const before = journalOf(setup.lines);
      assert.equal(before.unfinished.size, 0);
      assert.ok(before.calls.size < all.length);
      const missing = all.filter((c) => !before.calls.has(c.key));
      const again = startRun(model, missing, { spentUsd: before.spentUsd });
      await again.run.ended;
      assert.equal(model.requests.length, all.length, 'no call is paid for twice');
      assert.ok(model.requests.every((r) => r.attempt === 1));
    });
  });

  it('breaks off the calls under way when it is cancelled, and holds their worst case', async () => {
    await withModel(
      () => ({ kind: 'hang' }),
      async (model) => {
        const { run, lines } = startRun(model, callsOf(trialOf(4)), { concurrency: 2 });
        while (model.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
        run.cancel();
        assert.equal((await run.ended).reason, 'cancelled');
        const { calls, spentUsd } = journalOf(lines);
        assert.deepEqual(
          [...calls.values()].map((r) => r.status),
          ['unfinished', 'unfinished'],
        );
        assert.equal(spentUsd, 2 * WORST);
      },
    );
  });

  it('sends nothing when the journal cannot be written', async () => {
    await withModel(fine, async (model) => {
      const full = { journal: () => Promise.reject(new Error('disk full')) };
      const { run } = startRun(model, callsOf(trialOf(4)), {}, full);
      const end = await run.ended;
      assert.equal(end.reason, 'not-saved');
      assert.match(inEnglish(end.sentence!), /disk full/);
      assert.equal(model.requests.length, 0);
    });
  });

  it('keeps no verdict of a command that was broken off', async () => {
    await withModel(fine, async (model) => {
      const trial: TrialFile = { ...trialOf(2), check: { kind: 'code', command: 'check' } };
      const aborted: RunCode = (_, __, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ right: null, said: 'killed' }));
          run.cancel();
        });
      const planned = { cases: trial.cases, judgeBounds: null };
      const judge = judging(trial, planned, aborted);
      const { run, lines } = startRun(model, callsOf(trial), { concurrency: 1 }, { judge });
      assert.equal((await run.ended).reason, 'cancelled');
      assert.deepEqual(
        lines.map((l) => l.line),
        ['sent', 'call'],
      );
    });
  });

  it('stops as soon as every candidate is decided', async () => {
    await withModel(fine, async (model) => {
      const decided = (): boolean => model.requests.length >= 4;
      const { run } = startRun(model, callsOf(trialOf(20)), { concurrency: 2 }, { decided });
      assert.equal((await run.ended).reason, 'decided');
      assert.ok(model.requests.length <= 6, `${model.requests.length}`);
    });
  });
});
