import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { alarmsOf, ALARMS, type NewestThought } from '../../../../src/core/session/running/alarms';
import { failingLoop } from '../../../../src/core/session/running/loop';
import { ALARM_IDS, RECENT_TURNS } from '../../../../src/core/session/running/model';
import { runningSession, shownUntil } from '../../../../src/core/session/running/state';
import { ClaudeLog, say, use } from './claudeLog';
import { sessionOf } from './sessionFixture';

const catalogue = makeCatalogue();
const TEST = { name: 'Bash', input: { command: 'npm test' } };

interface Act {
  readonly name: string;
  readonly input: object;
}

/** A session in which the agent does one thing after the other; those marked with ! fail. */
function doing(...acts: readonly (readonly ['ok' | '!' | 'no', Act] | string)[]): ClaudeLog {
  const log = new ClaudeLog().user('Make it pass');
  for (const [i, act] of acts.entries()) {
    if (typeof act === 'string') {
      log.user(act);
      continue;
    }
    const [end, { name, input }] = act;
    log.assistant(`m${i}`, [use(`t${i}`, name, input)]);
    const refused = "The user doesn't want to proceed with this tool use.";
    log.result(`t${i}`, end === 'no' ? refused : `${end} ${i}`, {}, end !== 'ok');
  }
  return log;
}

const bash = (command: string): Act => ({ name: 'Bash', input: { command } });
const read: Act = { name: 'Read', input: { file_path: '/w/a.ts' } };
const edit: Act = {
  name: 'Edit',
  input: { file_path: '/w/a.ts', old_string: 'a', new_string: 'b' },
};

const failuresOf = async (log: ClaudeLog): Promise<number | null> =>
  failingLoop(await sessionOf(log.text()))?.failures ?? null;

describe('a loop of a running session', () => {
  const loops: readonly (readonly [string, ClaudeLog, number | null])[] = [
    ['the third failure of one call', doing(['!', TEST], ['!', TEST], ['!', TEST]), 3],
    ['two failures', doing(['!', TEST], ['!', TEST]), null],
    [
      'looking in between',
      doing(['!', TEST], ['ok', read], ['!', TEST], ['ok', bash('ls src')], ['!', TEST]),
      3,
    ],
    ['an edit in between', doing(['!', TEST], ['!', TEST], ['ok', edit], ['!', TEST]), null],
    ['an edit that failed', doing(['!', TEST], ['!', TEST], ['!', edit], ['!', TEST]), 3],
    [
      'a command that may have changed something',
      doing(['!', TEST], ['!', TEST], ['ok', bash('cat a > b')], ['!', TEST]),
      null,
    ],
    ['a success in between', doing(['!', TEST], ['!', TEST], ['ok', TEST], ['!', TEST]), null],
    ['words of the user', doing(['!', TEST], ['!', TEST], 'Once more', ['!', TEST]), null],
    ['a call that the user refused', doing(['no', TEST], ['no', TEST], ['no', TEST]), null],
    [
      'other arguments',
      doing(['!', bash('npm test a')], ['!', bash('npm test b')], ['!', bash('npm test c')]),
      null,
    ],
    ['a tool that is no command', doing(['!', edit], ['!', edit], ['!', edit]), 3],
  ];
  for (const [name, log, failures] of loops) {
    it(`${failures === null ? 'is not' : 'is'} ${name}`, async () => {
      assert.equal(await failuresOf(log), failures);
    });
  }
});

describe('alarms of a running session', () => {
  const thought = (call: number, kind: 'loop' | 'concluded', tokens: number): NewestThought => ({
    call,
    insights: [
      kind === 'loop'
        ? { kind, step: 4, tokens, share: 0.6 }
        : { kind, step: 4, steps: 20, tokens, shareAfter: 0.75, usdAfter: null },
    ],
  });
  const told = async (
    log: ClaudeLog,
    more: { thought?: NewestThought; budgetUsd?: number; since?: number } = {},
  ): Promise<Readonly<Record<string, string>>> => {
    const session = await sessionOf(log.text());
    const { since = 0 } = more;
    const watched = { session, catalogue, thought: null, budgetUsd: null, ...more };
    const alarms = alarmsOf(watched, ALARM_IDS, since);
    return Object.fromEntries(alarms.map(({ id, sentence }) => [id, inEnglish(sentence)]));
  };
  const quiet = doing(['ok', read], ['ok', edit]);

  it('has one rule an id', () => {
    assert.deepEqual(
      ALARMS.map(({ id }) => id),
      [...ALARM_IDS],
    );
  });

  it('tells nothing where nothing is the matter', async () => {
    assert.deepEqual(await told(quiet), {});
  });

  it('tells a call that fails over and over', async () => {
    assert.deepEqual(await told(doing(['!', TEST], ['!', TEST], ['!', TEST])), {
      loop: 'The same call failed 3 times and nothing was changed between: npm test',
    });
  });

  it('tells reasoning that repeats itself, and an answer that was known for long', async () => {
    assert.deepEqual(await told(quiet, { thought: thought(1, 'loop', 2_400) }), {
      loop: 'The reasoning of call 2 repeats itself word for word: about 2,400 tokens of it',
    });
    assert.deepEqual(await told(quiet, { thought: thought(1, 'concluded', 3_000) }), {
      answer:
        'Call 2 had its answer at step 5 of 20: 75 % of the reasoning came after it, about 3,000 tokens',
    });
    assert.deepEqual(await told(quiet, { thought: thought(1, 'concluded', 200) }), {});
  });

  it('tells a budget that is reached, and none that is not', async () => {
    const log = doing(['ok', read]).assistant('big', [say('x')], { output_tokens: 100_000 });
    const { budget } = await told(log, { budgetUsd: 1 });
    assert.equal(budget, 'This session has cost $1.50: your budget of $1.00 is reached');
    assert.equal((await told(log, { budgetUsd: 2 }))['budget'], undefined);
  });

  it('tells an output limit that is near, and one that was hit', async () => {
    const near = doing(['ok', read]).assistant('big', [say('x')], { output_tokens: 60_000 });
    assert.match((await told(near))['outputLimit'] ?? '', /^Call 2 wrote 60,000 tokens; .*64,000/);
    const far = doing(['ok', read]).assistant('some', [say('x')], { output_tokens: 6_000 });
    assert.deepEqual(await told(far), {});
    const last = far.lines.at(-1) as { message: { stop_reason: string } };
    last.message.stop_reason = 'max_tokens';
    assert.deepEqual(await told(far), { outputLimit: 'Call 2 was stopped at its output limit' });
  });

  it('leads to the trace of the call where there is reasoning to look at', async () => {
    const thinking = { type: 'thinking', thinking: 'So it is 4. '.repeat(40) };
    const log = doing(['ok', read]).assistant('m9', [thinking, say('4')]);
    const traceOf = async (call: number): Promise<number | null | undefined> => {
      const session = await sessionOf(log.text());
      const watched = {
        session,
        catalogue,
        thought: thought(call, 'loop', 2_400),
        budgetUsd: null,
      };
      return alarmsOf(watched, ['loop'], 0)[0]?.trace;
    };
    assert.equal(await traceOf(1), 1);
    assert.equal(await traceOf(0), null);
  });

  it('tells only what is asked, and of calls that came since', async () => {
    const log = doing(['!', TEST], ['!', TEST], ['!', TEST], ['ok', edit]);
    assert.deepEqual(await told(log, { since: 3 }), {});
    const session = await sessionOf(log.text());
    const watched = { session, catalogue, thought: null, budgetUsd: null };
    assert.deepEqual(alarmsOf(watched, ['budget'], 0), []);
  });
});

describe('the state of a running session', () => {
  it('is the money with its bound, the context of the newest call and the share of reasoning', async () => {
    const log = doing(['ok', read]).assistant('end', [say('Done')], {
      input_tokens: 1_000,
      cache_read_input_tokens: 50_000,
      output_tokens: 500,
    });
    const state = runningSession(await sessionOf(log.text()), catalogue);
    assert.equal(state.title, 'Make it pass');
    assert.equal(state.contextTokens, 51_000);
    assert.equal(state.contextWindow, catalogue.find('claude-sonnet-4-5').contextTokens);
    assert.equal(state.reasoning, null);
    assert.equal(state.money.bound, 'exact');
    assert.equal(state.calls, 2);
  });

  it('tells the output of its last turns, oldest first, and how many turns there were', async () => {
    const log = new ClaudeLog();
    for (let turn = 1; turn <= RECENT_TURNS + 2; turn++) {
      log.user(`Turn ${turn}`).assistant(`m${turn}`, [say('Done')], { output_tokens: 100 * turn });
    }
    const { turns, recent } = runningSession(await sessionOf(log.text()), catalogue);
    assert.equal(turns, RECENT_TURNS + 2);
    assert.deepEqual(
      recent,
      Array.from({ length: RECENT_TURNS }, (_, i) => 100 * (i + 3)),
    );
  });

  it('is in sight for a minute after the agent has answered, and again once it is asked', async () => {
    const until = async (log: ClaudeLog): Promise<number | null> =>
      shownUntil(runningSession(await sessionOf(log.text()), catalogue));
    const log = doing(['ok', TEST]);
    assert.equal(await until(log), null, 'a tool came back');
    log.assistant('answer', [say('All tests pass.')]);
    const { endedAt } = await sessionOf(log.text());
    assert.ok(endedAt !== null);
    assert.equal(await until(log), endedAt + 60_000);
    assert.equal(await until(log.user('And now the docs')), null);
  });

  it('tells the minutes from the first words to the last that happened', async () => {
    const log = new ClaudeLog()
      .user('Go')
      .wait(60)
      .assistant('m1', [say('Done')]);
    log
      .wait(600)
      .user('On')
      .wait(120)
      .assistant('m2', [say('Done')]);
    const session = await sessionOf(log.text());
    assert.equal(Math.floor(runningSession(session, catalogue).minutes!), 13);
    const timeless = session.turns.map((turn) => ({ ...turn, startedAt: null }));
    assert.equal(runningSession({ ...session, turns: timeless }, catalogue).minutes, null);
  });

  it('says unknown for what is not in the log', async () => {
    const log = new ClaudeLog().user('Hi');
    const state = runningSession(await sessionOf(log.text()), catalogue);
    const { model, money, contextTokens, contextWindow, reasoning } = state;
    assert.deepEqual(
      { model, usd: money.usd, contextTokens, contextWindow, reasoning },
      { model: null, usd: null, contextTokens: null, contextWindow: null, reasoning: null },
    );
  });
});
