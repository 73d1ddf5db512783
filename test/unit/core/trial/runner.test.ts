import assert from 'node:assert/strict';
import type { Endpoint } from '../../../../src/core/capture/model';
import type { Rates } from '../../../../src/core/model/rates';
import { inEnglish } from '../../../../src/core/text/voice';
import { newTrial } from '../../../../src/core/trial/file';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import type { TrialFile } from '../../../../src/core/trial/model';
import type { PlannedCall } from '../../../../src/core/trial/planModel';
import { askEndpoint } from '../../../../src/core/trial/run/ask';
import { capturedTrace } from '../../../../src/core/trial/run/ask';
import { journalText, readJournal } from '../../../../src/core/trial/run/journal';
import { judging, type RunCode } from '../../../../src/core/trial/run/judging';
import { orderedCalls } from '../../../../src/core/trial/run/order';
import { TrialRun, type RunDeps, type RunPlan } from '../../../../src/core/trial/run/runner';
import { caseId } from '../../../../src/core/trial/file';
import { send } from '../../../../src/host/capture/send';
import { FakeModel, type Reply, type Request } from './server';

/** 1 USD for 100 input tokens and 1 USD for 20 output tokens: an answer of the server costs 2 USD. */
const RATES: Rates = {
  input: 10_000,
  cachedInput: 10_000,
  cacheWrite: 10_000,
  cacheWrite1h: 10_000,
  output: 50_000,
  tiers: [],
};
/** Cap of 100 tokens: 1 + 5 USD. */
const WORST = 6;

function trialOf(cases: number): TrialFile {
  const prompt = { file: null, holes: ['q'], messages: [{ role: 'user' as const, text: 'Q {q}' }] };
  return {
    ...newTrial(prompt),
    models: [
      { model: 'small', effort: null, endpoint: null },
      { model: 'large', effort: null, endpoint: null },
    ],
    cases: Array.from({ length: cases }, (_, i) => {
      const values = { q: `n${i}` };
      return { id: caseId(values), values, expected: String(i), about: {} };
    }),
  };
}

const callsOf = (trial: TrialFile): readonly PlannedCall[] =>
  orderedCalls(trial, trial.cases, () => ({ cap: 100, worstUsd: WORST }));

interface Setup {
  readonly run: TrialRun;
  readonly lines: JournalLine[];
  readonly traces: Map<string, string[]>;
  /** Milliseconds that were slept for, in order. */
  readonly sleeps: number[];
}

/** A run against a real server. The clock stands still but for what is slept: sleeping takes no time. */
function startRun(
  model: FakeModel,
  calls: readonly PlannedCall[],
  plan: Partial<RunPlan> = {},
  deps: Partial<RunDeps> = {},
): Setup {
  const lines: JournalLine[] = [];
  const traces = new Map<string, string[]>();
  const sleeps: number[] = [];
  let clock = 1_000_000;
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    // Time-outs of calls never pass here; waits that were asked for do at once.
    if (ms >= TIMEOUT_MS)
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('over'))),
      );
    sleeps.push(ms);
    await Promise.resolve();
    clock += ms;
  };
  const endpoint: Endpoint = { name: 'fake', api: 'chat-completions', url: model.url };
  const ask = askEndpoint(endpoint, 'the-key', () => false, { send, now: () => clock, sleep });
  const run = new TrialRun(
    {
      calls,
      unjudged: [],
      budgetUsd: 1_000,
      spentUsd: 0,
      judgeWorstUsd: 0,
      concurrency: 3,
      timeoutSeconds: TIMEOUT_MS / 1_000,
      ...plan,
    },
    {
      ask: () => ask,
      hostOf: () => 'fake',
      ratesOf: () => RATES,
      now: () => clock,
      sleep,
      journal: async (line) => {
        await Promise.resolve();
        lines.push(line);
      },
      openTrace: (call) => {
        const kept: string[] = [];
        traces.set(call.key, kept);
        return {
          file: `runs/${call.key}.capture.jsonl`,
          write: (line) => void kept.push(line),
          close: () => Promise.resolve(),
        };
      },
      ...deps,
    },
  );
  return { run, lines, traces, sleeps };
}

const TIMEOUT_MS = 500_000;
const journalOf = (lines: readonly JournalLine[]) => readJournal(lines.map(journalText).join(''));

async function withModel(
  reply: (request: Request) => Reply,
  use: (model: FakeModel) => Promise<void>,
): Promise<void> {
  const model = await FakeModel.start(reply);
  try {
    await use(model);
  } finally {
    await model.stop();
  }
}

const fine = (): Reply => ({ kind: 'answer', text: '42' });

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

  it('keeps no verdict of a command that was broken off', async () => {
    await withModel(fine, async (model) => {
      const trial: TrialFile = { ...trialOf(2), check: { kind: 'code', command: 'check' } };
      const aborted: RunCode = (_, __, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ right: null, said: 'killed' }));
          run.cancel();
        });
      const planned = { cases: trial.cases, judgeBounds: { cap: null, worstUsd: 0 } };
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

describe('the journal after a crash', () => {
  const sent: JournalLine = { line: 'sent', at: 1, key: 'a', heldUsd: 3, trace: null };

  it('holds what was sent and has no end at its worst case, and passes over a line that was cut off', () => {
    const journal = readJournal(`${journalText(sent)}{"line":"call","key":"a`);
    assert.deepEqual([...journal.unfinished], [['a', 3]]);
    assert.equal(journal.spentUsd, 3);
    assert.equal(journal.damaged, 0);
  });

  it('counts a call twice that was sent twice', () => {
    assert.equal(readJournal(journalText(sent) + journalText(sent)).spentUsd, 6);
  });

  it('counts lines that it cannot read, and reads the others', () => {
    const journal = readJournal(`nonsense\n{"line":"other"}\n${journalText(sent)}`);
    assert.equal(journal.damaged, 2);
    assert.equal(journal.unfinished.size, 1);
  });
});
