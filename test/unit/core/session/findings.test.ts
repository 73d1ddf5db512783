import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import { findingsOf, FINDING_RULES } from '../../../../src/core/session/findings/findings';
import { ClaudeLog, say, use } from './claudeLog';
import { sessionOf } from './sessionFixture';

const bash = (id: string, command: string) => use(id, 'Bash', { command });
const read = (id: string, file: string) => use(id, 'Read', { file_path: file });
const edit = (id: string, old: string, next: string) =>
  use(id, 'Edit', { file_path: '/w/src/total.ts', old_string: old, new_string: next });

/** What is found in a log, as people read it, by rule. */
async function found(log: ClaudeLog): Promise<Readonly<Record<string, string>>> {
  const findings = findingsOf(await sessionOf(log.text()));
  return Object.fromEntries(findings.map((f) => [f.rule, inEnglish(f.sentence)]));
}

/** A quiet session: each call costs the same and nothing goes wrong. */
function quiet(calls: number): ClaudeLog {
  const log = new ClaudeLog().user('Do it');
  for (let i = 0; i < calls; i++) {
    log.assistant(`q${i}`, [bash(`qt${i}`, `step ${i}`)], {
      input_tokens: 1000,
      output_tokens: 100,
    });
    log.result(`qt${i}`, `result ${i}`);
  }
  return log;
}

describe('a change of the model', () => {
  const changes = async (other: string) => {
    const log = new ClaudeLog()
      .user('Go')
      .assistant('a', [say('ok')])
      .user('On');
    const text = log.assistant('b', [say('ok')]).text();
    const { events } = await sessionOf(text.replace('claude-sonnet-4-5', other));
    return events.map(({ kind }) => kind);
  };

  it('is another model, not another spelling of the same one', async () => {
    for (const same of [
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'claude-sonnet-4-5-20250929',
      'anthropic/claude-sonnet-4.5',
    ]) {
      assert.deepEqual(await changes(same), [], same);
    }
    assert.deepEqual(await changes('claude-sonnet-4-6'), ['model-change']);
  });
});

describe('findings of a session', () => {
  it('finds nothing where nothing is the matter', async () => {
    assert.deepEqual(await found(quiet(12)), {});
    assert.deepEqual(findingsOf(await sessionOf(new ClaudeLog().user('Hi').text())), []);
  });

  it('has one rule an id', () => {
    const ids = FINDING_RULES.map((rule) => rule.id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('output-limit: tells the call, its tokens and its money, and not once more as the costliest', async () => {
    const log = quiet(8).assistant('long', [say('x')], { output_tokens: 32_000 });
    const last = log.lines.at(-1) as { message: { stop_reason: string } };
    last.message.stop_reason = 'max_tokens';
    assert.deepEqual(await found(log), {
      'output-limit': 'Output limit hit at call 9: 32,000 tokens, $0.48',
    });
  });

  it('output-limit: is not told once more as a long call', async () => {
    const log = quiet(8)
      .wait(400)
      .assistant('long', [say('x')], { output_tokens: 32_000 });
    assert.match((await found(log))['long-call'] ?? '', /^Call 9 took 7 minutes/);
    const last = log.lines.at(-1) as { message: { stop_reason: string } };
    last.message.stop_reason = 'max_tokens';
    assert.deepEqual(Object.keys(await found(log)), ['output-limit']);
  });

  it('costliest-call: says what the money went on', async () => {
    const long = quiet(8).assistant('m', [say('x')], { output_tokens: 9_000 });
    assert.match(
      (await found(long))['costliest-call'] ?? '',
      /^Call 9 cost most: \$0\.14, 79 % of the session, for 9,000 tokens of output$/,
    );
    const big = quiet(8).assistant('m', [say('x')], { cache_creation_input_tokens: 90_000 });
    assert.match((await found(big))['costliest-call'] ?? '', /for 90,010 tokens of new context$/);
  });

  it('costliest-call: is not said of a call that costs about as much as the others', async () => {
    const log = quiet(4).assistant('m', [say('x')], { input_tokens: 1500, output_tokens: 100 });
    assert.equal((await found(log))['costliest-call'], undefined);
  });

  it('costliest-call: is not said where the opening call cost more for its context', async () => {
    const opened = (tokens: number) =>
      new ClaudeLog()
        .user('Go')
        .assistant('a', [say('ok')], { cache_creation_input_tokens: tokens })
        .assistant('b', [say('ok')])
        .assistant('c', [say('ok')], { output_tokens: 3_000 })
        .assistant('d', [say('ok')])
        .assistant('e', [say('ok')])
        .assistant('f', [say('ok')]);
    assert.match((await found(opened(9_000)))['costliest-call'] ?? '', /^Call 3 cost most/);
    assert.equal((await found(opened(20_000)))['costliest-call'], undefined);
  });

  it('costliest-turn: needs three turns and half of the money', async () => {
    const log = quiet(6)
      .user('Thanks')
      .assistant('a', [say('ok')])
      .user('Bye')
      .assistant('b', [say('ok')]);
    assert.match(
      (await found(log))['costliest-turn'] ?? '',
      /^Turn 1 cost \$0\.0?2\d+, 9\d % of the session, in 6 calls$/,
    );
  });

  it('costly-agent: names a sub-agent that took 15 % or more', async () => {
    const log = quiet(6).assistant('m', [
      use('ta', 'Task', { subagent_type: 'review', prompt: 'Review' }),
    ]);
    const side = { isSidechain: true, agentId: 'a1' };
    log.user('Review', side).assistant('s', [say('Fine')], { output_tokens: 4_000 }, side);
    log.result('ta', 'Fine', { toolUseResult: { agentId: 'a1' } });
    assert.match(
      (await found(log))['costly-agent'] ?? '',
      /^Sub-agent review cost \$0\.060, 6\d % of the session$/,
    );
  });

  it('cache-expired: adds up what was cached again after pauses, and only after pauses', async () => {
    const grow = (log: ClaudeLog, id: string, readTokens: number, written: number) =>
      log.assistant(id, [say('ok')], {
        cache_read_input_tokens: readTokens,
        cache_creation_input_tokens: written,
      });
    const paused = grow(new ClaudeLog().user('Go'), 'a', 0, 50_000).wait(3600).user('On');
    grow(paused, 'b', 0, 52_000);
    assert.match(
      (await found(paused))['cache-expired'] ?? '',
      /^\$0\.19, 49 %, went on caching the context again after a pause, call 2$/,
    );
    const steady = grow(new ClaudeLog().user('Go'), 'a', 0, 50_000).wait(3600).user('On');
    grow(steady, 'b', 50_000, 2_000);
    assert.equal((await found(steady))['cache-expired'], undefined);
    const soon = grow(new ClaudeLog().user('Go'), 'a', 0, 50_000).user('On');
    grow(soon, 'b', 0, 52_000);
    assert.equal((await found(soon))['cache-expired'], undefined);
    assert.equal((await sessionOf(soon.text())).events[0]?.kind, 'cache-miss');
  });

  it('cache-expired: what was written for an hour has not expired after half of one', async () => {
    const hour = (log: ClaudeLog, id: string, written: number) =>
      log.assistant(id, [say('ok')], {
        cache_read_input_tokens: 0,
        cache_creation_input_tokens: written,
        cache_creation: { ephemeral_1h_input_tokens: written, ephemeral_5m_input_tokens: 0 },
      });
    for (const [seconds, kind] of [
      [1800, 'cache-miss'],
      [4000, 'cache-expired'],
    ] as const) {
      const log = hour(new ClaudeLog().user('Go'), 'a', 50_000).wait(seconds).user('On');
      const session = await sessionOf(hour(log, 'b', 52_000).text());
      assert.deepEqual(
        session.events.map((e) => e.kind),
        [kind],
      );
    }
  });

  it('failing-command: three failures in a row, with their money', async () => {
    const log = quiet(2);
    for (const n of [1, 2, 3]) {
      log
        .assistant(`f${n}`, [bash(`ft${n}`, 'npm test')])
        .result(`ft${n}`, 'Exit code 1\n2 failed', {}, true);
    }
    assert.equal(
      (await found(log))['failing-command'],
      'The same command failed 3 times, calls 3 to 5: npm test',
    );
  });

  it('failing-command: not when it worked in between, was refused, or was another command', async () => {
    const log = new ClaudeLog().user('Go');
    const run = (n: number, command: string, failed: boolean, words = 'Exit code 1') =>
      log
        .assistant(`f${n}`, [bash(`t${n}`, command)])
        .result(`t${n}`, failed ? words : 'ok', {}, failed);
    run(1, 'npm test', true);
    run(2, 'npm test', true);
    run(3, 'npm test', false);
    run(4, 'npm test', true);
    run(5, 'npm run lint', true);
    for (const n of [6, 7, 8])
      run(n, 'rm -rf x', true, "The user doesn't want to proceed with this tool use.");
    assert.equal((await found(log))['failing-command'], undefined);
  });

  it('repeated-read: the same text came back three times', async () => {
    const text = 'line of the file\n'.repeat(40);
    const log = new ClaudeLog().user('Go');
    for (const n of [1, 2, 3])
      log.assistant(`r${n}`, [read(`t${n}`, '/w/src/total.ts')]).result(`t${n}`, text);
    assert.equal(
      (await found(log))['repeated-read'],
      'total.ts was read 3 times with the same content, last at call 3',
    );
    const changed = new ClaudeLog().user('Go');
    for (const n of [1, 2, 3])
      changed.assistant(`r${n}`, [read(`t${n}`, '/w/a.ts')]).result(`t${n}`, `${text}${n}`);
    assert.equal((await found(changed))['repeated-read'], undefined);
  });

  it('undone-edit: what was put in was replaced by what had been there', async () => {
    const log = new ClaudeLog().user('Go');
    log.assistant('a', [edit('t1', 'round(x)', 'floor(x)')]).result('t1', 'ok');
    log.assistant('b', [bash('t2', 'npm test')]).result('t2', 'ok');
    log.assistant('c', [edit('t3', 'floor(x)', 'round(x)')]).result('t3', 'ok');
    assert.equal(
      (await found(log))['undone-edit'],
      'An edit of total.ts, call 1, was undone at call 3',
    );
  });

  it('undone-edit: not when the way back failed or led elsewhere', async () => {
    const log = new ClaudeLog().user('Go');
    log.assistant('a', [edit('t1', 'round(x)', 'floor(x)')]).result('t1', 'ok');
    log
      .assistant('b', [edit('t2', 'floor(x)', 'round(x)')])
      .result('t2', 'String not found', {}, true);
    log.assistant('c', [edit('t3', 'floor(x)', 'ceil(x)')]).result('t3', 'ok');
    assert.equal((await found(log))['undone-edit'], undefined);
  });

  it('re-reading: most of the money went on the same context', async () => {
    const log = new ClaudeLog().user('Go');
    for (let i = 0; i < 12; i++) {
      const usage = {
        input_tokens: 2,
        cache_read_input_tokens: 40_000 + i * 1000,
        cache_creation_input_tokens: 1000,
        output_tokens: 20,
      };
      log.assistant(`m${i}`, [bash(`t${i}`, `step ${i}`)], usage).result(`t${i}`, 'ok');
    }
    assert.match(
      (await found(log))['re-reading'] ?? '',
      /^7\d % of the money, \$0\.16, went on reading the context again; it reached 52,002 tokens at call 12$/,
    );
  });

  it('trouble: errors, retries and limits that the log tells', async () => {
    const log = quiet(2);
    log.line({
      type: 'system',
      subtype: 'api_error',
      error: { status: 529, message: 'Overloaded' },
      retryInMs: 600,
      retryAttempt: 1,
    });
    log.line({
      type: 'system',
      subtype: 'api_error',
      error: { status: 429, message: 'rate limited' },
      retryInMs: 600,
      retryAttempt: 2,
    });
    log.assistant('m', [say('ok')]);
    assert.equal(
      (await found(log))['trouble'],
      '2 requests failed or were tried again, 1 of them at a limit, first at call 3',
    );
  });

  it('long-tool and long-call: waits of two minutes and more, but not for the user', async () => {
    const log = quiet(2);
    log
      .assistant('m', [bash('slow', 'npm run build')])
      .wait(300)
      .result('slow', 'ok');
    log
      .assistant('n', [use('ask', 'AskUserQuestion', { question: 'Which?' })])
      .wait(900)
      .result('ask', 'A');
    const { 'long-tool': tool, 'long-call': call } = await found(log);
    assert.equal(
      tool,
      '5 minutes passed between a call of Bash and its result, call 3: npm run build',
    );
    assert.equal(call, undefined);
    const thinking = quiet(2)
      .wait(200)
      .assistant('m', [say('x')]);
    assert.equal((await found(thinking))['long-call'], 'Call 3 took 3 minutes for 20 tokens');
    const cut = quiet(2)
      .wait(200)
      .assistant('m', [say('word '.repeat(900))], { output_tokens: 4 });
    const line = cut.lines.at(-1) as { message: { stop_reason: string | null } };
    line.message.stop_reason = null;
    assert.equal((await found(cut))['long-call'], 'Call 3 took 3 minutes');
  });

  it('reasoning-share: over the calls that count it', async () => {
    const log = new ClaudeLog().user('Go');
    for (const n of [1, 2, 3]) {
      const usage = {
        output_tokens: 100,
        output_tokens_details: { thinking_tokens: n === 2 ? 90 : 60 },
      };
      log.assistant(`m${n}`, [say('ok')], usage);
    }
    assert.equal(
      (await found(log))['reasoning-share'],
      'Reasoning is 70 % of the output, most of it at call 2: 90 tokens',
    );
  });

  it('hidden-reasoning: a seal without text', async () => {
    const sealed = { type: 'thinking', thinking: '', signature: 'EqQB' };
    const log = quiet(2).assistant('m', [sealed, say('ok')]);
    assert.match(
      (await found(log))['hidden-reasoning'] ?? '',
      /^Reasoning is hidden in 1 of 3 calls, from call 3/,
    );
  });

  it('says "at least" where a price is a lower bound, and leaves shares out where calls have none', async () => {
    const log = quiet(8).assistant('m', [say('x')], { output_tokens: 9_000 });
    const text = log.text().replace('"output_tokens":9000', '"output_tokens":null');
    const rules = findingsOf(await sessionOf(text)).map((f) => f.rule);
    assert.ok(!rules.includes('costliest-call'));
  });
});
