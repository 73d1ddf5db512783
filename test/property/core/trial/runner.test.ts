import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CaptureEnd } from '../../../../src/core/capture/model';
import { say } from '../../../../src/core/model/sentence';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import type { PlannedCall } from '../../../../src/core/trial/planModel';
import type { Answered } from '../../../../src/core/trial/run/callRecord';
import { journalText, readJournal } from '../../../../src/core/trial/run/journal';
import { TrialRun } from '../../../../src/core/trial/run/runner';

/** How each request ends: turned down for now, for good, broken off in the middle. */
const OUTCOMES = ['busy', 'failed', 'dropped', 'bad-request', 'refused-key'] as const;
type Outcome = (typeof OUTCOMES)[number];

const STATUS = { busy: 429, failed: 500, 'bad-request': 400, 'refused-key': 401, dropped: null };

function answered(outcome: Outcome): Answered {
  const end: CaptureEnd = {
    reason: outcome === 'dropped' ? 'incomplete' : 'failed',
    message: say('{0}', outcome),
    status: STATUS[outcome],
    durationMs: 1,
  };
  return { end, trace: null, unpaid: outcome !== 'dropped' };
}

const call = (n: number, worstUsd: number): PlannedCall => ({
  ...{ key: `k${n}`, kind: 'answer', case: `c${n >> 1}`, model: n % 2, candidate: `m${n % 2}` },
  ...{ repeat: 0, messages: [], choice: { model: `m${n % 2}`, effort: null }, cap: 1, worstUsd },
});

const scenario = fc.record({
  worst: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 20 }),
  outcomes: fc.array(fc.constantFrom(...OUTCOMES), { minLength: 1, maxLength: 60 }),
  budgetUsd: fc.integer({ min: 0, max: 150 }),
  spentUsd: fc.integer({ min: 0, max: 50 }),
  concurrency: fc.integer({ min: 1, max: 5 }),
  pauseAfter: fc.option(fc.integer({ min: 0, max: 20 })),
});

describe('any run of a trial', () => {
  it('ends, keeps to the budget at every moment, and sends nothing twice that may be paid', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (s) => {
        const lines: JournalLine[] = [];
        const sent: string[] = [];
        let clock = 0;
        const held = (): number => readJournal(lines.map(journalText).join('')).spentUsd;
        const run: TrialRun = new TrialRun(
          {
            calls: s.worst.map((worst, n) => call(n, worst)),
            unjudged: [],
            budgetUsd: s.budgetUsd,
            spentUsd: s.spentUsd,
            judgeWorstUsd: 0,
            concurrency: s.concurrency,
            timeoutSeconds: 1_000,
          },
          {
            ask: () => async (asked) => {
              const outcome = s.outcomes[sent.push(asked.key) % s.outcomes.length]!;
              // What is written as sent counts as spent until its end is known.
              assert.ok(s.spentUsd + held() <= Math.max(s.budgetUsd, s.spentUsd));
              await new Promise((resolve) => setImmediate(resolve));
              return answered(outcome);
            },
            hostOf: (asked) => asked.candidate,
            ratesOf: () => null,
            now: () => clock,
            sleep: async (ms, signal) => {
              if (ms >= 1_000_000)
                return new Promise((_, reject) =>
                  signal.addEventListener('abort', () => reject(new Error('over'))),
                );
              await Promise.resolve();
              clock += ms;
            },
            journal: async (line) => {
              await Promise.resolve();
              lines.push(line);
            },
            openTrace: (asked) => ({
              file: asked.key,
              write: () => undefined,
              close: () => Promise.resolve(),
            }),
            onChange: () => {
              if (s.pauseAfter !== null && sent.length >= s.pauseAfter) run.pause();
            },
          },
        );
        const end = await run.ended;
        assert.ok(['done', 'paused', 'budget', 'refused'].includes(end.reason), end.reason);
        const journal = readJournal(lines.map(journalText).join(''));
        assert.equal(journal.unfinished.size, 0, 'every call that was sent has its end');
        assert.ok(s.spentUsd + journal.spentUsd <= Math.max(s.budgetUsd, s.spentUsd));
        for (const { key } of journal.calls.values()) {
          const own = sent.flatMap((k, i) => (k === key ? [i + 1] : []));
          assert.ok(own.length <= 3);
          const paid = own.findIndex((n) => s.outcomes[n % s.outcomes.length] === 'dropped');
          assert.ok(paid < 0 || paid === own.length - 1, 'nothing is sent after what may be paid');
        }
        if (end.reason === 'done') assert.equal(journal.calls.size, s.worst.length);
      }),
      { numRuns: 150 },
    );
  });
});
