import assert from 'node:assert/strict';
import { openLines, outline, promptOf } from '../../openFixture';

let second = 0;
const stamp = () => new Date(Date.UTC(2026, 8, 3, 9, 0, second++)).toISOString();
const item = (payload: object) => ({ timestamp: stamp(), type: 'response_item', payload });
const event = (payload: object) => ({ timestamp: stamp(), type: 'event_msg', payload });
const turn = (more: object = {}) => ({
  timestamp: stamp(),
  type: 'turn_context',
  payload: { cwd: '/repo', model: 'gpt-5-codex', effort: 'high', ...more },
});
const meta = () => ({
  timestamp: stamp(),
  type: 'session_meta',
  payload: { id: 's', cli_version: '0.40.0', model_provider: 'openai', instructions: 'Be brief.' },
});
const message = (role: string, text: string) =>
  item({
    type: 'message',
    role,
    content: [{ type: role === 'user' ? 'input_text' : 'output_text', text }],
  });
const reasoning = (...summary: readonly string[]) =>
  item({
    type: 'reasoning',
    summary: summary.map((text) => ({ type: 'summary_text', text })),
    content: null,
    encrypted_content: 'gAAAA==',
  });
const call = (id: string, command: string) =>
  item({
    type: 'function_call',
    name: 'shell',
    arguments: JSON.stringify({ command }),
    call_id: id,
  });
const output = (id: string, words: unknown) =>
  item({ type: 'function_call_output', call_id: id, output: words });
const tokens = (total: number, last: object) =>
  event({
    type: 'token_count',
    info: { total_token_usage: { total_tokens: total }, last_token_usage: last },
  });
const usage = {
  input_tokens: 900,
  cached_input_tokens: 512,
  output_tokens: 80,
  reasoning_output_tokens: 64,
};

describe('Codex rollouts', () => {
  beforeEach(() => {
    second = 0;
  });

  it('take reasoning once when an event repeats the item, with the usage logged before the items', async () => {
    const { format, traces } = await openLines(
      meta(),
      message('user', '<environment_context>linux</environment_context>'),
      message('user', 'List the tests'),
      turn(),
      event({ type: 'agent_reasoning', text: '**Looking at files**' }),
      tokens(980, usage),
      reasoning('**Looking at files**'),
      call('c1', 'ls test'),
      output('c1', '{"output":"a.test.ts","metadata":{"exit_code":0}}'),
      turn(),
      tokens(2000, { ...usage, reasoning_output_tokens: 0 }),
      message('assistant', 'There is one test.'),
    );
    assert.equal(format, 'codex-rollout');
    assert.equal(traces.length, 2);
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: **Looking at files**',
      'call shell: {"command":"ls test"}',
      'result: {"output":"a.test.ts","metadata":{"exit_code":0}}',
    ]);
    assert.deepEqual(traces[0]?.usage, {
      inputTokens: 900,
      outputTokens: 80,
      reasoningTokens: 64,
      cachedInputTokens: 512,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: null,
    });
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: List the tests']);
    assert.deepEqual(
      [traces[0].model, traces[0].effort, traces[0].provider],
      ['gpt-5-codex', 'high', 'openai'],
    );
    assert.deepEqual(outline(traces[1]), ['answer: There is one test.']);
    assert.equal(traces[1]?.usage.reasoningTokens, 0);
  });

  it('give the usage that newer versions log after the items to the same generation, repetitions once', async () => {
    const { traces } = await openLines(
      meta(),
      turn(),
      message('user', 'Go'),
      reasoning('One'),
      call('c1', 'ls'),
      tokens(980, usage),
      tokens(980, usage),
      event({ type: 'token_count', info: null, rate_limits: {} }),
      output('c1', 'a'),
      reasoning('Two'),
      message('assistant', 'Done'),
      tokens(1900, { ...usage, output_tokens: 70 }),
    );
    assert.deepEqual(
      traces.map((t) => t.usage.outputTokens),
      [80, 70],
    );
  });

  it('leave out the usage of the call that writes the summary of a compaction', async () => {
    const generation = (n: number) => [
      event({ type: 'agent_reasoning', text: `gen${n}` }),
      reasoning(`gen${n}`),
      call(`c${n}`, 'ls'),
      tokens(20_000 + n, { ...usage, output_tokens: 100 * n }),
      output(`c${n}`, 'a'),
    ];
    const { traces } = await openLines(
      meta(),
      turn(),
      message('user', 'Go'),
      ...generation(1),
      ...generation(2),
      tokens(30_000, { ...usage, output_tokens: 9_999 }),
      { timestamp: stamp(), type: 'compacted', payload: { message: 'So far: listed files.' } },
      ...generation(3),
      ...generation(4),
    );
    assert.deepEqual(
      traces.map((t) => t.usage.outputTokens),
      [100, 200, 300, 400],
    );
  });

  it('tell open models’ own words, summaries and ciphertext apart', async () => {
    const { traces } = await openLines(
      meta(),
      turn({ model: 'gpt-oss-120b' }),
      item({
        type: 'reasoning',
        summary: [],
        content: [{ type: 'reasoning_text', text: 'We need to list.' }],
      }),
      call('c1', 'ls'),
      output('c1', { content: 'no such file', success: false }),
      reasoning(),
      message('assistant', 'Nothing there.'),
    );
    assert.deepEqual(
      traces.map((t) => t.fidelity),
      ['raw', 'redacted'],
    );
    assert.equal(outline(traces[0])[2], 'failed result: no such file');
  });

  it('end a generation at a result of any name', async () => {
    const { traces } = await openLines(
      meta(),
      turn(),
      message('user', 'List'),
      item({ type: 'tool_call', function: { name: 'shell' }, arguments: { command: 'ls' } }),
      item({ type: 'tool_result', name: 'shell', result: { stdout: 'a.txt' } }),
      message('assistant', 'One file.'),
    );
    assert.deepEqual(traces.map(outline), [
      ['call shell: {"command":"ls"}', 'result: {"stdout":"a.txt"}'],
      ['answer: One file.'],
    ]);
  });

  it('mark a command that failed and a turn that was interrupted', async () => {
    const { traces } = await openLines(
      meta(),
      turn(),
      call('c1', 'make'),
      output('c1', '{"output":"error","metadata":{"exit_code":2}}'),
      event({ type: 'turn_aborted', reason: 'interrupted' }),
    );
    assert.match(outline(traces[0])[1] ?? '', /^failed result/);
    assert.equal(traces[0]?.finishReason, 'interrupted');
  });

  it('give the end of a turn in which the model wrote nothing to no answer before it', async () => {
    const told = async (...ends: readonly object[]) => {
      const { traces } = await openLines(meta(), turn({ turn_id: 't1' }), ...ends);
      return traces.map(({ finishReason }) => finishReason);
    };
    const done = event({ type: 'task_complete', turn_id: 't1' });
    const aborted = (id: string) =>
      event({ type: 'turn_aborted', turn_id: id, reason: 'interrupted' });
    const note = message('user', '<turn_aborted>\nThe user interrupted it.\n</turn_aborted>');
    const said = message('assistant', 'Port is set.');
    assert.deepEqual(await told(said, done, message('user', 'undo'), note, aborted('t2')), [null]);
    assert.deepEqual(await told(said, done, event({ type: 'error', turn_id: 't2' })), [null]);
    const began = event({ type: 'task_started', turn_id: 't2' });
    assert.deepEqual(await told(began, said, note, aborted('t2')), ['interrupted']);
  });

  it('read the bare items of versions before September 2025', async () => {
    const { format, traces } = await openLines(
      { id: 's', timestamp: stamp(), instructions: null, git: {} },
      { record_type: 'state' },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Greeting' }] },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello' }] },
    );
    assert.equal(format, 'codex-rollout');
    assert.deepEqual(outline(traces[0]), ['summary reasoning: Greeting', 'answer: Hello']);
    assert.equal(traces[0]?.id, 'rs_1');
  });

  it('are no log whose lines only begin like theirs', async () => {
    const { format, traces } = await openLines(
      { id: 'a', timestamp: stamp(), role: 'user', content: 'Hi' },
      { id: 'b', timestamp: stamp(), type: 'reasoning', content: 'Greeting' },
      { id: 'c', timestamp: stamp(), role: 'assistant', content: 'Hello' },
    );
    assert.equal(format, 'message-list');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Greeting', 'answer: Hello']);
  });
});

describe('codex exec events', () => {
  it('make one trace a turn, with a command as call and result', async () => {
    const command = {
      id: 'i1',
      type: 'command_execution',
      command: 'cat a.js',
      aggregated_output: '',
    };
    const { format, traces } = await openLines(
      { type: 'thread.started', thread_id: 't' },
      { type: 'turn.started' },
      { type: 'item.completed', item: { id: 'i0', type: 'reasoning', text: '**Reading**' } },
      { type: 'item.started', item: { ...command, status: 'in_progress' } },
      {
        type: 'item.completed',
        item: { ...command, aggregated_output: 'let a', exit_code: 0, status: 'completed' },
      },
      { type: 'item.completed', item: { id: 'i2', type: 'reasoning', text: '**Answering**' } },
      { type: 'item.completed', item: { id: 'i3', type: 'agent_message', text: 'It declares a.' } },
      {
        type: 'turn.completed',
        usage: {
          input_tokens: 600,
          cached_input_tokens: 512,
          output_tokens: 40,
          reasoning_output_tokens: 12,
        },
      },
      { type: 'turn.started' },
      { type: 'item.started', item: { ...command, id: 'i4', status: 'in_progress' } },
      { type: 'turn.failed', error: { message: 'stream closed' } },
    );
    assert.equal(format, 'codex-exec');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: **Reading**',
      'call shell: cat a.js',
      'result: let a',
      'summary reasoning: **Answering**',
      'answer: It declares a.',
    ]);
    assert.equal(traces[0]?.usage.reasoningTokens, 12);
    assert.deepEqual(outline(traces[1]), ['call shell: cat a.js']);
    assert.equal(traces[1]?.finishReason, 'error');
  });
});

describe('codex exec events before September 2025', () => {
  it('make one trace a task', async () => {
    const event = (msg: object) => ({ id: '0', msg });
    const { format, traces } = await openLines(
      { model: 'o4-mini', provider: 'openai', 'reasoning effort': 'low', workdir: '/repo' },
      { prompt: 'List the files' },
      event({ type: 'task_started' }),
      event({ type: 'agent_reasoning', text: '**Listing**' }),
      event({ type: 'exec_command_begin', call_id: 'c', command: ['ls'] }),
      event({ type: 'exec_command_end', call_id: 'c', stdout: 'a', stderr: '', exit_code: 1 }),
      event({
        type: 'token_count',
        input_tokens: 90,
        cached_input_tokens: 0,
        output_tokens: 30,
        reasoning_output_tokens: 10,
      }),
      event({ type: 'agent_message', message: 'Only a.' }),
      event({ type: 'task_complete' }),
    );
    assert.equal(format, 'codex-proto');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: **Listing**',
      'call shell: ["ls"]',
      'failed result: a',
      'answer: Only a.',
    ]);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.effort, traces[0]?.usage.reasoningTokens],
      ['o4-mini', 'low', 10],
    );
    assert.deepEqual(promptOf(traces[0]), ['user: List the files']);
  });
});
