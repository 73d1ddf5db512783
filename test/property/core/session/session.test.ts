import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Session } from '../../../../src/core/model/session';
import { findingsOf } from '../../../../src/core/session/findings/findings';
import { joinAgents } from '../../../../src/core/session/join';
import { takeApart, rulesFor } from '../../../../src/core/session/words';
import { ClaudeLog, say, use } from '../../../unit/core/session/claudeLog';
import { sessionOf } from '../../../unit/core/session/sessionFixture';

/** What can happen next in a log. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('user' as const), text: fc.string({ maxLength: 30 }) }),
  fc.record({
    kind: fc.constant('call' as const),
    read: fc.nat(90_000),
    written: fc.nat(9_000),
    output: fc.nat(9_000),
    failed: fc.boolean(),
    agent: fc.constantFrom(null, 'a1', 'a2'),
    wait: fc.nat(1_000),
  }),
  fc.record({ kind: fc.constant('compaction' as const) }),
);

function logOf(
  steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
): ClaudeLog {
  const log = new ClaudeLog();
  for (const [i, s] of steps.entries()) {
    if (s.kind === 'user') log.user(s.text);
    else if (s.kind === 'compaction') log.line({ type: 'system', subtype: 'compact_boundary' });
    else {
      const usage = {
        cache_read_input_tokens: s.read,
        cache_creation_input_tokens: s.written,
        output_tokens: s.output,
      };
      const more = s.agent === null ? {} : { isSidechain: true, agentId: s.agent };
      log.wait(s.wait).assistant(`m${i}`, [use(`t${i}`, 'Bash', { command: 'ls' })], usage, more);
      log.result(`t${i}`, 'x', more, s.failed);
    }
  }
  log.assistant('end', [say('ok')]);
  return log;
}

/** Everything that refers by index points at what refers back. */
function assertTied(session: Session): void {
  const seen = session.turns.flatMap((turn) => turn.calls);
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    session.calls.map((_, i) => i),
  );
  for (const [i, call] of session.calls.entries()) {
    assert.ok(session.turns[call.turn]?.calls.includes(i));
    assert.ok(session.agents[call.agent]?.calls.includes(i));
    for (const tool of call.tools) assert.equal(session.tools[tool]?.call, i);
  }
  for (const event of session.events) {
    assert.ok(event.call >= 0 && event.call <= session.calls.length);
  }
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

describe('laws of a session', () => {
  it('puts every call into one turn and one agent, and adds up to the same by both', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const session = await sessionOf(logOf(steps).text());
        assertTied(session);
        const whole = session.figures;
        for (const parts of [session.turns, session.agents]) {
          const add = (of: (f: Session['figures']) => number | null) =>
            parts.reduce((sum, part) => sum + (of(part.figures) ?? 0), 0);
          assert.equal(
            add((f) => f.tokens.output),
            whole.tokens.output ?? 0,
          );
          assert.equal(
            add((f) => f.tokens.cacheWrite),
            whole.tokens.cacheWrite ?? 0,
          );
          assert.equal(
            add((f) => f.errors),
            whole.errors,
          );
          assert.ok(
            near(
              add((f) => f.money.usd),
              whole.money.usd ?? 0,
            ),
          );
        }
        for (const finding of findingsOf(session)) {
          assert.ok(session.calls[finding.call] !== undefined);
          assert.ok(finding.calls.every((call) => session.calls[call] !== undefined));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stays tied when the log of a sub-agent is joined', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 10 }),
        fc.array(step, { maxLength: 10 }),
        async (a, b) => {
          const alone = await sessionOf(logOf(a).text());
          if (alone.agents.length < 2) return;
          const other = await sessionOf(logOf(b).text());
          const joined = joinAgents(alone, [{ agent: 1, file: 'x.jsonl', session: other }]);
          assertTied(joined);
          const output = (alone.figures.tokens.output ?? 0) + (other.figures.tokens.output ?? 0);
          assert.equal(joined.figures.tokens.output, output);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('never invents words: what is the user’s is in the message', () => {
    const rules = rulesFor('message-list');
    const part = fc.constantFrom(
      '<task>',
      '</task>',
      '<system-reminder>',
      '</system-reminder>',
      '\n',
      'words',
      '<',
      '# Context from my IDE setup:',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const message = parts.join('');
        for (const piece of takeApart(message, rules).own.split('\n\n'))
          assert.ok(message.includes(piece));
      }),
    );
  });
});
