import assert from 'node:assert/strict';
import { json, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openJson, outline, promptOf } from '../../openFixture';

const call = (id: string, name: string, input: object) => ({
  ToolUse: {
    id,
    name,
    raw_input: JSON.stringify(input),
    input,
    is_input_complete: true,
    thought_signature: null,
  },
});
const result = (id: string, name: string, words: string, isError = false) => ({
  tool_use_id: id,
  tool_name: name,
  is_error: isError,
  content: [{ Text: words }],
  output: null,
});
const agent = (content: readonly unknown[], results: object = {}) => ({
  Agent: { content, tool_results: results, reasoning_details: null },
});
const user = (id: string, ...content: readonly unknown[]) => ({ User: { id, content } });

const messages = [
  user(
    'u1',
    { Text: 'Why does ' },
    { Mention: { uri: { File: { abs_path: '/w/shop/total.ts' } }, content: 'let sum = 1;' } },
    { Text: ' add one?' },
  ),
  agent(
    [
      { Thinking: { text: 'I read the tests first.', signature: 'c2ln' } },
      { Text: 'I look at the tests.' },
      call('t1', 'read_file', { path: 'shop/total.test.ts' }),
      call('t2', 'terminal', { command: 'npm test' }),
    ],
    {
      t1: result('t1', 'read_file', 'expect(total([])).toBe(0)'),
      t2: result('t2', 'terminal', 'exit 1', true),
    },
  ),
  agent([{ RedactedThinking: 'ZW5j' }, { Text: 'The sum begins at 1.' }]),
  user('u2', { Text: 'Fix it.' }),
  agent([{ Thinking: { text: '', signature: 'c2ln' } }, { Text: 'Done.' }]),
];

const thread = {
  title: 'A sum that is off',
  messages,
  updated_at: '2026-05-01T08:00:00Z',
  detailed_summary: null,
  initial_project_snapshot: {
    worktree_snapshots: [{ worktree_path: '/w/shop', git_state: null }],
    timestamp: '2026-05-01T07:50:00Z',
  },
  cumulative_token_usage: {
    input_tokens: 300,
    output_tokens: 90,
    cache_read_input_tokens: 4_000,
  },
  request_token_usage: {
    u1: { input_tokens: 100, output_tokens: 30, cache_read_input_tokens: 1_000 },
    u2: { input_tokens: 50, output_tokens: 20 },
  },
  model: { provider: 'anthropic', model: 'claude-sonnet-4-5' },
  profile: 'write',
  imported: false,
  subagent_context: null,
  thinking_enabled: true,
  thinking_effort: 'high',
  version: '0.3.0',
};

describe('Threads of Zed', () => {
  it('read thinking, calls with their results, and what stands beside the words', async () => {
    const { format, traces } = await openJson(thread, 'thread.json');
    assert.equal(format, 'zed');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: I read the tests first.',
        'answer: I look at the tests.',
        'call read_file: {"path":"shop/total.test.ts"}',
        'call terminal: {"command":"npm test"}',
        'result: expect(total([])).toBe(0)',
        'failed result: exit 1',
      ],
      ['redacted reasoning: ', 'answer: The sum begins at 1.'],
      ['hidden reasoning: ', 'answer: Done.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Why does  add one?\n\nlet sum = 1;']);
    assert.deepEqual(promptOf(traces[2]), ['user: Fix it.']);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.provider, traces[0]?.effort],
      ['claude-sonnet-4-5', 'anthropic', 'high'],
    );
  });

  it('count the last request of a message, and not the others', async () => {
    const { traces } = await openJson(thread, 'thread.json');
    assert.deepEqual(
      traces.map(({ usage }) => [usage.inputTokens, usage.cachedInputTokens, usage.outputTokens]),
      [
        [null, null, null],
        [1_100, 1_000, 30],
        [50, null, 20],
      ],
    );
  });

  it('are sessions whose sums are those of all requests', async () => {
    const session = await sessionOf(json(thread), 'thread.json');
    assert.equal(session.isAgentLog, true);
    assert.equal(session.title, 'A sum that is off');
    assert.equal(session.folder, '/w/shop');
    assert.deepEqual(turnsOf(session), [
      'Why does  add one?\n\nlet sum = 1; | read_file(shop/total.test.ts), terminal(npm test) failed | answers',
      'Fix it. | answers',
    ]);
    assert.deepEqual(session.figures.tokens, {
      freshInput: 300,
      cacheRead: 4_000,
      cacheWrite: null,
      output: 90,
      reasoning: null,
    });
    assert.deepEqual(session.turns[0]?.figures.tokens.output, 30);
  });

  it('of version 0.2.0 have segments, and a count for each message', async () => {
    const old = {
      version: '0.2.0',
      summary: 'A sum',
      updated_at: '2025-06-01T08:00:00Z',
      messages: [
        { id: 0, role: 'user', segments: [{ type: 'text', text: 'Add.' }], context: 'a.ts: 1' },
        {
          id: 1,
          role: 'assistant',
          segments: [
            { type: 'thinking', text: 'One and one.', signature: 'c2ln' },
            { type: 'RedactedThinking', data: [1, 2] },
            { type: 'text', text: 'I look.' },
          ],
          tool_uses: [{ id: 't1', name: 'read_file', input: { path: 'a.ts' } }],
          tool_results: [
            { tool_use_id: 't1', is_error: false, content: 'let a = 1;', output: null },
          ],
        },
        { id: 2, role: 'assistant', segments: [{ type: 'text', text: '2' }] },
        { id: 3, role: 'assistant', segments: [{ type: 'text', text: 'Two.' }] },
      ],
      cumulative_token_usage: { input_tokens: 40, output_tokens: 9 },
      request_token_usage: [
        {},
        { input_tokens: 10, output_tokens: 5 },
        { input_tokens: 10, output_tokens: 5 },
        { input_tokens: 30, output_tokens: 4 },
      ],
      model: { provider: 'zed.dev', model: 'claude-3-7-sonnet' },
    };
    const { format, traces } = await openJson(old, 'thread.json');
    assert.equal(format, 'zed');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: One and one.',
      'redacted reasoning: ',
      'answer: I look.',
      'call read_file: {"path":"a.ts"}',
      'result: let a = 1;',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Add.\n\na.ts: 1']);
    assert.deepEqual(
      traces.map(({ usage }) => usage.outputTokens),
      [5, null, 4],
      'a count that only repeats the one before is a place that was filled up',
    );
  });

  it('of the first versions have results in the name of the user, and one text', async () => {
    const first = {
      summary: 'Files',
      updated_at: '2025-03-01T08:00:00Z',
      messages: [
        { id: 0, role: 'user', text: 'List.' },
        {
          id: 1,
          role: 'assistant',
          text: 'I do.',
          tool_uses: [{ id: 'a', name: 'ls', input: {} }],
        },
        {
          id: 2,
          role: 'user',
          text: '',
          tool_results: [{ tool_use_id: 'a', is_error: true, content: 'no such folder' }],
        },
        { id: 3, role: 'assistant', text: 'There is none.' },
      ],
    };
    const { format, traces } = await openJson(first, 'thread.json');
    assert.equal(format, 'zed');
    assert.deepEqual(traces.map(outline), [
      ['answer: I do.', 'call ls: {}', 'failed result: no such folder'],
      ['answer: There is none.'],
    ]);
  });

  it('stand in the records of acpx, which know the folder', async () => {
    const record = { schema: 'acpx.session.v1', cwd: '/w/pay', thread };
    const session = await sessionOf(
      json({ ...record, thread: { ...thread, initial_project_snapshot: null } }),
    );
    assert.equal(session.format, 'zed');
    assert.equal(session.folder, '/w/pay');
  });

  it('keep what is not known as it was recorded, and take hostile values', async () => {
    const odd = [
      user('u1', { Text: 'Go.' }, null, 7),
      agent([{ Text: 'Yes.' }, { Hologram: { a: 1 } }, null, 'x', { ToolUse: null }], {
        a: null,
        b: { content: { Text: 5 }, output: { rows: 2 } },
      }),
      { Compaction: { Summary: 'All of it.' } },
      'Resume',
      null,
      { Agent: { content: 'text' } },
      { User: null },
    ];
    const { format, traces } = await openJson({
      ...thread,
      messages: odd,
      request_token_usage: { u1: { input_tokens: -4, output_tokens: 'many' }, __proto__: [] },
      model: 'x',
    });
    assert.equal(format, 'zed');
    assert.deepEqual(outline(traces[0]), [
      'answer: Yes.',
      'raw Hologram',
      'raw unknown',
      'raw unknown',
      'call : ',
      'result: ',
      'result: {"rows":2}',
      'raw Compaction',
    ]);
    assert.equal(traces[0]?.usage.outputTokens, null);
    assert.equal(traces[0].model, null);
  });

  it('are told from other chats with roles and a time', async () => {
    const chat = {
      updated_at: '2026-05-01',
      messages: [{ role: 'assistant', content: 'Hi.', reasoning: 'Greet.' }],
    };
    assert.notEqual((await openJson(chat)).format, 'zed');
  });
});
