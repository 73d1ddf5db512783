import assert from 'node:assert/strict';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import { capturedTrace } from '../../../../src/core/trial/run/ask';
import { type RunDeps } from '../../../../src/core/trial/run/runner';
import { callsOf, fine, journalOf, startRun, trialOf, withModel, WORST } from './runFixture';

describe('a run of a trial', () => {
  it('asks every model about every case once, so many at a time, and keeps what came', async () => {
    await withModel(fine, async (model) => {
      const calls = callsOf(trialOf(6));
      const { run, lines, traces } = startRun(model, calls);
      assert.equal((await run.ended).reason, 'done');
      const { calls: records, spentUsd, unfinished } = journalOf(lines);
      assert.equal(records.size, 12);
      assert.equal(model.requests.length, 12);
      assert.ok(model.most <= 3, `${model.most} at a time`);
      assert.equal(spentUsd, 24);
      assert.equal(unfinished.size, 0);
      assert.ok(model.requests.every((r) => r.cap === 100 && r.authorization === 'Bearer the-key'));
      for (const record of records.values()) {
        assert.equal(record.status, 'answered');
        assert.equal(record.answer, '42');
        assert.equal(record.costUsd, 2);
        const text = traces.get(record.key)!.join('\n');
        assert.ok(!text.includes('the-key'), 'the key is in no file');
        assert.equal(capturedTrace(text)?.usage.outputTokens, 20);
      }
    });
  });

  it('writes that it sends a call before it does', async () => {
    const lines: JournalLine[] = [];
    await withModel(
      ({ text }) => {
        const sent = lines.filter((l) => l.line === 'sent').length;
        return { kind: 'answer', text: `${text} ${sent}` };
      },
      async (model) => {
        const journal = (line: JournalLine) => Promise.resolve(void lines.push(line));
        await startRun(model, callsOf(trialOf(3)), { concurrency: 1 }, { journal }).run.ended;
        const records = [...journalOf(lines).calls.values()];
        assert.deepEqual(
          records.map((r) => Number(r.answer.split(' ').at(-1))),
          [1, 2, 3, 4, 5, 6],
        );
      },
    );
  });

  it('never holds more than the budget, and stops before the call that could pass it', async () => {
    for (const budgetUsd of [0, 5, 6, 13, 20, 23, 43.9, 44]) {
      await withModel(fine, async (model) => {
        const { run, lines } = startRun(model, callsOf(trialOf(10)), { budgetUsd, concurrency: 3 });
        const end = await run.ended;
        const { spentUsd } = journalOf(lines);
        assert.ok(spentUsd <= budgetUsd, `${spentUsd} of ${budgetUsd}`);
        assert.equal(end.reason, budgetUsd < 44 ? 'budget' : 'done');
        // What is left does not cover one more call at its worst.
        if (end.reason === 'budget') assert.ok(budgetUsd - spentUsd < WORST);
      });
    }
  });

  it('holds the budget when every call reaches its cap', async () => {
    await withModel(
      () => ({ kind: 'answer', text: '', output: 100, reason: 'length' }),
      async (model) => {
        const { run, lines } = startRun(model, callsOf(trialOf(10)), { budgetUsd: 20 });
        await run.ended;
        const journal = journalOf(lines);
        assert.equal(journal.spentUsd, 18);
        for (const r of journal.calls.values()) {
          assert.equal(r.status, 'cut-off');
          assert.equal(r.billed, 'yes');
        }
      },
    );
  });

  it('judges what an earlier run has left before it sends a call, and sends none when that is all', async () => {
    await withModel(fine, async (model) => {
      const trial = trialOf(2);
      const first = startRun(model, callsOf(trial));
      await first.run.ended;
      const left = [...journalOf(first.lines).calls.values()];
      const asked: (string | null)[] = [];
      const judge: RunDeps['judge'] = (record, call) => {
        asked.push(call === null ? record.key : null);
        return Promise.resolve({ lines: [], calls: [] });
      };
      const sent = model.requests.length;
      const again = startRun(model, [], { unjudged: left }, { judge });
      assert.equal((await again.run.ended).reason, 'done');
      assert.deepEqual(
        asked,
        left.map((r) => r.key),
      );
      assert.equal(model.requests.length, sent);
    });
  });
});
