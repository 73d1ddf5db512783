import assert from 'node:assert/strict';
import { lines, outline, PRICE, sessionOf } from './sessionFixture';

let second = 0;
const line = (type: string, payload: object): object => {
  const timestamp = new Date(Date.UTC(2026, 2, 1, 9, 0, second++)).toISOString();
  return { timestamp, type, payload };
};
const item = (payload: object) => line('response_item', payload);
const event = (payload: object) => line('event_msg', payload);
const said = (role: string, text: string) =>
  item({
    type: 'message',
    role,
    content: [{ type: role === 'user' ? 'input_text' : 'output_text', text }],
  });
const call = (id: string, command: string) =>
  item({
    type: 'function_call',
    name: 'shell',
    call_id: id,
    arguments: JSON.stringify({ command: ['bash', '-lc', command] }),
  });
const output = (id: string, text: string, code = 0, seconds = 1.5) =>
  item({
    type: 'function_call_output',
    call_id: id,
    output: JSON.stringify({
      output: text,
      metadata: { exit_code: code, duration_seconds: seconds },
    }),
  });
const thought = () =>
  item({
    type: 'reasoning',
    summary: [{ type: 'summary_text', text: '**Looking**' }],
    encrypted_content: 'x',
  });
let total = 0;
const tokens = (input: number, cached: number, out: number, reasoning: number) => {
  total += input + out;
  const last = {
    input_tokens: input,
    cached_input_tokens: cached,
    output_tokens: out,
    reasoning_output_tokens: reasoning,
  };
  return event({
    type: 'token_count',
    info: { last_token_usage: last, total_token_usage: { total_tokens: total } },
  });
};
const head = () => [
  line('session_meta', {
    id: 's',
    cwd: '/home/dev/shop',
    originator: 'codex_cli_rs',
    instructions: null,
  }),
  said(
    'user',
    '# AGENTS.md instructions for /home/dev/shop\n\n<INSTRUCTIONS>\nBe brief.\n</INSTRUCTIONS>',
  ),
  said('user', '<environment_context>\n  <cwd>/home/dev/shop</cwd>\n</environment_context>'),
];
const context = (effort = 'medium', model = 'gpt-5-codex') =>
  line('turn_context', { cwd: '/home/dev/shop', model, effort });

describe('a Codex rollout as a session', () => {
  it('begins a turn with the words after the editor’s context, once for item and event', async () => {
    const ide =
      '# Context from my IDE setup:\n\n## Open tabs:\n- a.ts\n\n## My request for Codex:\nFix the build\n';
    const session = await sessionOf(
      lines(
        ...head(),
        said('user', ide),
        event({ type: 'user_message', message: ide, kind: 'plain' }),
        context(),
        thought(),
        call('c1', 'npm run build'),
        output('c1', 'error TS1', 2),
        tokens(1000, 200, 60, 40),
        said('assistant', 'A type is missing.'),
        tokens(1100, 1000, 30, 0),
        event({ type: 'user_message', message: 'And the tests?' }),
        said('user', 'And the tests?'),
        context('high'),
        said('assistant', 'They pass.'),
        tokens(1200, 1100, 20, 10),
      ),
    );
    assert.deepEqual(outline(session), [
      'Fix the build | shell(npm run build) failed | answers',
      'And the tests? | answers',
    ]);
    assert.deepEqual(
      session.turns[0]?.injected.map((i) => i.rule),
      ['agents-file', 'environment_context', 'ide-context'],
    );
    assert.deepEqual(
      session.events.map((e) => [e.kind, e.text]),
      [['effort-change', 'high']],
    );
    assert.equal(session.tools[0]?.durationMs, 1500);
    const { tokens: t, money } = session.figures;
    assert.deepEqual([t.freshInput, t.cacheRead, t.output, t.reasoning], [1000, 2300, 110, 50]);
    const usd = 1000 * PRICE.input + 2300 * PRICE.cachedInput + 110 * PRICE.output;
    assert.ok(Math.abs((money.usd ?? 0) - usd) < 1e-12);
  });

  it('keeps what happened beside: compaction, interruption, limits', async () => {
    const session = await sessionOf(
      lines(
        ...head(),
        said('user', 'Go'),
        context(),
        call('c1', 'ls'),
        output('c1', 'a'),
        line('compacted', { message: 'Summary' }),
        call('c2', 'ls'),
        output('c2', 'a'),
        event({ type: 'stream_error', message: 'stream disconnected, retrying 1/5' }),
        event({ type: 'error', message: 'You’ve hit your usage limit.' }),
        event({ type: 'turn_aborted', reason: 'interrupted' }),
        said('user', '<turn_aborted>\nThe user interrupted.\n</turn_aborted>'),
      ),
    );
    assert.deepEqual(
      session.events.map((e) => [e.kind, e.call]),
      [
        ['compaction', 1],
        ['retry', 2],
        ['rate-limit', 2],
        ['interruption', 2],
      ],
    );
    assert.equal(session.turns.length, 1);
  });

  it('names the sub-agents that were started, whose calls are in files of their own', async () => {
    const session = await sessionOf(
      lines(
        ...head(),
        said('user', 'Ask a reviewer'),
        context(),
        item({
          type: 'function_call',
          name: 'spawn_agent',
          call_id: 'c1',
          arguments: '{"message":"Review"}',
        }),
        event({
          type: 'collab_agent_spawn_end',
          call_id: 'c1',
          new_thread_id: 't2',
          new_agent_nickname: 'Ada',
          prompt: 'Review',
          status: 'running',
        }),
        item({ type: 'function_call_output', call_id: 'c1', output: '{"agent_id":"t2"}' }),
      ),
    );
    assert.deepEqual(
      session.agents.map((a) => [a.id, a.name, a.startedBy?.tool ?? null]),
      [
        ['main', null, null],
        ['t2', 'Ada', 0],
      ],
    );
  });
});
