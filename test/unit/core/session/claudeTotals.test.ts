import assert from 'node:assert/strict';
import { lines, sessionOf } from './sessionFixture';

/** Lines of Cowork's audit log: those of `claude -p`, with a time of their own. */
const at = (second: number) => ({
  session_id: 'local_1',
  parent_tool_use_id: null,
  uuid: `cw${second}`,
  _audit_timestamp: `2026-04-10T14:00:${String(second).padStart(2, '0')}.000Z`,
});
const user = (second: number, content: string, more: object = {}) => ({
  type: 'user',
  message: { role: 'user', content },
  ...at(second),
  ...more,
});
const answer = (second: number, id: string, text: string) => ({
  type: 'assistant',
  message: {
    id,
    role: 'assistant',
    model: 'claude-opus-4-6',
    content: [{ type: 'text', text }],
    stop_reason: null,
    usage: { input_tokens: 4, output_tokens: 1 },
  },
  ...at(second),
});
/** What ends a run: its own output, and what its process counted and paid so far. */
const ended = (second: number, own: number, counted: number | null, usd: number) => ({
  type: 'result',
  subtype: 'success',
  duration_ms: 7_100,
  result: 'x',
  total_cost_usd: usd,
  usage: { input_tokens: 8, output_tokens: own },
  ...(counted === null ? {} : { modelUsage: { m: { outputTokens: counted, costUSD: usd } } }),
  ...at(second),
});
const run = (from: number, ...end: readonly object[]) => [
  user(from, `Sum ${from}`),
  answer(from + 2, `m${from}a`, 'I sum.'),
  answer(from + 3, `m${from}b`, 'Done.'),
  ...end,
];
const money = async (...log: readonly object[]) => {
  const { figures } = await sessionOf(lines(...log), 'audit.jsonl');
  return [figures.money.usd, figures.money.bound];
};

describe('what Claude Code says that a run cost', () => {
  it('stands for calls of which only the start of the stream is counted, with times of an audit log', async () => {
    const log = [...run(0, ended(4, 60, 60, 0.04))];
    const session = await sessionOf(lines(...log, user(0, 'Sum 0', { isReplay: true })));
    assert.deepEqual(await money(...log), [0.04, 'exact']);
    assert.equal(session.turns.length, 1);
    assert.equal(session.turns[0]?.durationMs, 3_000);
    assert.equal(session.turns[0].startedAt, Date.parse('2026-04-10T14:00:00Z'));
  });

  it('holds what the process paid before, and is added where another process began anew', async () => {
    const first = run(0, ended(4, 60, 60, 0.04));
    const went = await money(...first, ...run(10, ended(14, 50, 110, 0.07)));
    const anew = await money(...first, ...run(10, ended(14, 50, 50, 0.03)));
    assert.deepEqual(
      [went[0], anew[0]].map((usd) => Number(usd).toFixed(4)),
      ['0.0700', '0.0700'],
    );
    assert.equal(went[1], 'exact');
  });

  it('is not known of several runs where nothing tells which of these it is', async () => {
    const log = [...run(0, ended(4, 60, null, 0.04)), ...run(10, ended(14, 50, null, 0.07))];
    assert.equal((await money(...log))[1], 'at-least');
  });

  it('counts the tokens of all its models, as long as one process says them', async () => {
    const log = run(0, ended(4, 60, 75, 0.04));
    const { tokens } = (await sessionOf(lines(...log))).figures;
    assert.equal(tokens.output, 75);
    const anew = [...log, ...run(10, ended(14, 50, 50, 0.03))];
    assert.notEqual((await sessionOf(lines(...anew))).figures.tokens.output, 50);
  });
});
