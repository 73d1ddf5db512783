import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';
import { anotherLog, assistant, at, say, thinking, user } from './claudeLines';

const use = (id: string, name: string, input: object) => ({ type: 'tool_use', id, name, input });

const result = (id: string, content: unknown, more: object = {}) => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
  ...more,
});

describe('Claude Code sessions', () => {
  beforeEach(anotherLog);

  it('ask what was typed while the agent worked', async () => {
    const queued = { type: 'queued_command', commandMode: 'prompt', prompt: 'Be brief.' };
    const { traces } = await openLines(
      user('Explain it.'),
      assistant('msg_1', use('t1', 'Read', { file_path: 'a' })),
      user([result('t1', 'abc')]),
      { type: 'attachment', uuid: 'q', attachment: queued },
      assistant('msg_2', say('Short.')),
    );
    assert.deepEqual(traces.map(promptOf), [['user: Explain it.'], ['user: Be brief.']]);
  });

  it('make one trace of the lines that share a message id, with interleaved tool results', async () => {
    const { format, traces } = await openLines(
      { type: 'summary', summary: 'Fix the cart', leafUuid: 'x' },
      user('Why is the cart empty?'),
      assistant('msg_1', thinking('The session may be lost.')),
      assistant('msg_1', use('t1', 'Read', { file_path: 'cart.ts' })),
      user([result('t1', 'export const cart = []')]),
      assistant('msg_1', use('t2', 'Bash', { command: 'npm test' })),
      user([result('t2', [{ type: 'text', text: '1 failing' }], { is_error: true })]),
      assistant('msg_2', say('The cart was never saved.'), {}, { stop_reason: 'end_turn' }),
    );
    assert.equal(format, 'claude-code');
    assert.equal(traces.length, 2);
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: The session may be lost.',
      'call Read: {"file_path":"cart.ts"}',
      'result: export const cart = []',
      'call Bash: {"command":"npm test"}',
      'failed result: 1 failing',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Why is the cart empty?']);
    assert.deepEqual(outline(traces[1]), ['answer: The cart was never saved.']);
    assert.deepEqual(promptOf(traces[1]), ['user: Why is the cart empty?']);
    assert.equal(traces[1]?.finishReason, 'end_turn');
  });

  it('count repeated usage once, take the largest output and mark a placeholder', async () => {
    const usage = {
      input_tokens: 10,
      cache_creation_input_tokens: 20,
      cache_read_input_tokens: 300,
      output_tokens: 412,
    };
    const { traces } = await openLines(
      user('Go on'),
      assistant('msg_1', thinking('Let me see.')),
      assistant('msg_1', say('Done.'), {}, { usage, stop_reason: 'end_turn' }),
      assistant('msg_2', say('Cut off')),
    );
    assert.deepEqual(traces[0]?.usage, {
      inputTokens: 330,
      outputTokens: 412,
      reasoningTokens: null,
      cachedInputTokens: 300,
      cacheWriteTokens: 20,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: 'Anthropic counts cache reads and writes beside the input: added.',
    });
    assert.match(traces[1]?.usage.note ?? '', /placeholder/);
  });

  it('show thinking with a signature but no text as hidden', async () => {
    const { traces } = await openLines(
      user('Hi'),
      assistant('msg_1', { type: 'thinking', thinking: '', signature: 'abc' }),
      assistant('msg_1', say('Hello')),
    );
    assert.equal(traces[0]?.fidelity, 'hidden');
    assert.deepEqual(outline(traces[0]), ['hidden reasoning: ', 'answer: Hello']);
  });

  it('time a generation from what set it off, and each block from the one before', async () => {
    const { traces } = await openLines(
      user('Start'),
      assistant('msg_1', thinking('Hm.'), { timestamp: at(11) }),
      assistant('msg_1', say('Yes.'), { timestamp: at(14) }),
    );
    assert.deepEqual(traces[0]?.timing, {
      startedAt: Date.parse(at(1)),
      durationMs: 13_000,
      ttftMs: null,
    });
    assert.deepEqual(
      traces[0].segments.map((s) => s.durationMs),
      [10_000, 3000],
    );
  });

  it('keep the turns of sub-agents apart from the main thread', async () => {
    const side = { isSidechain: true, agentId: 'agent-1' };
    const { traces } = await openLines(
      user('Find the bug'),
      assistant('msg_1', use('t1', 'Task', { prompt: 'Search' })),
      user('Search', side),
      assistant('msg_s', thinking('Grep first.'), side),
      user([result('t1', 'Found in line 3')]),
      assistant('msg_2', say('It is in line 3.')),
    );
    const byId = new Map(traces.map((trace) => [trace.id, trace]));
    assert.deepEqual(promptOf(byId.get('msg_s')), ['user: Search']);
    assert.deepEqual(outline(byId.get('msg_1')), [
      'call Task: {"prompt":"Search"}',
      'result: Found in line 3',
    ]);
    assert.deepEqual(promptOf(byId.get('msg_2')), ['user: Find the bug']);
  });

  it('come in the order in which they began, however long a sub-agent runs', async () => {
    const side = { isSidechain: true, agentId: 'agent-1' };
    const turns = Array.from({ length: 100 }, (_, i) => assistant(`side_${i}`, say('x'), side));
    const { traces } = await openLines(
      user('Go'),
      assistant('main_1', use('t1', 'Task', {})),
      ...turns,
      user([result('t1', 'done')]),
      assistant('main_2', say('Done.')),
    );
    assert.deepEqual(
      traces.map((t) => t.id),
      ['main_1', ...turns.map((_, i) => `side_${i}`), 'main_2'],
    );
  });

  it('take lines that a resumed session repeats once', async () => {
    const again = assistant('msg_1', say('Once.'));
    const { traces } = await openLines(user('Hi'), again, again);
    assert.deepEqual(outline(traces[0]), ['answer: Once.']);
  });

  it('keep an error turn of the client as a trace without a model', async () => {
    const error = assistant(
      null,
      say('API Error: 529 overloaded'),
      { isApiErrorMessage: true },
      { model: '<synthetic>' },
    );
    const { traces } = await openLines(user('Hi'), error);
    assert.equal(traces[0]?.model, null);
    assert.equal(traces[0].finishReason, 'error');
  });

  it('are read from the stream of the command line and from one document of lines', async () => {
    const stream = await openLines(
      { type: 'system', subtype: 'init', session_id: 's1', model: 'claude-sonnet-4-5' },
      {
        type: 'assistant',
        session_id: 's1',
        message: {
          id: 'msg_1',
          role: 'assistant',
          model: 'claude-sonnet-4-5',
          content: [say('Hi.')],
        },
      },
      { type: 'result', session_id: 's1', total_cost_usd: 0.01 },
    );
    assert.deepEqual(stream.traces.map(outline), [['answer: Hi.']]);
    const wrapped = await openJson({
      loglines: [
        { type: 'user', timestamp: at(1), message: { role: 'user', content: 'Add two numbers' } },
        {
          type: 'assistant',
          timestamp: at(2),
          message: { role: 'assistant', content: [thinking('Simple.'), say('Sure.')] },
        },
        {
          type: 'assistant',
          timestamp: at(3),
          message: { role: 'assistant', content: [say('Done.')] },
        },
      ],
    });
    assert.equal(wrapped.format, 'claude-code-document');
    assert.deepEqual(wrapped.traces.map(outline), [
      ['raw reasoning: Simple.', 'answer: Sure.'],
      ['answer: Done.'],
    ]);
  });

  it('take the true counts that a stream tells at the end, and its cost and time for a run of one generation', async () => {
    const delta = {
      type: 'stream_event',
      session_id: 's1',
      parent_tool_use_id: null,
      event: {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn' },
        usage: { output_tokens: 52 },
      },
    };
    const run = {
      type: 'result',
      session_id: 's1',
      total_cost_usd: 0.0019,
      duration_ms: 6_500,
      usage: { input_tokens: 3, cache_read_input_tokens: 2_000, output_tokens: 52 },
    };
    const lines = [
      user('go'),
      assistant('m1', thinking('Six by seven.')),
      assistant('m1', say('42')),
    ];
    const { traces } = await openLines(...lines, delta, run);
    assert.equal(traces.length, 1);
    const { usage, costUsd, finishReason, timing } = traces[0]!;
    assert.deepEqual([usage.outputTokens, usage.outputBound], [52, 'exact']);
    assert.deepEqual([costUsd, finishReason, timing.durationMs], [0.0019, 'end_turn', 6_500]);
    const [streamed] = (await openLines(...lines, delta)).traces;
    assert.deepEqual([streamed?.usage.outputTokens, streamed?.usage.inputTokens], [52, 2_103]);
    const [cut] = (await openLines(...lines)).traces;
    assert.deepEqual([cut?.usage.outputTokens, cut?.usage.outputBound], [5, 'at-least']);
  });

  it('give a run of several generations none of the counts of the whole', async () => {
    const run = {
      type: 'result',
      session_id: 's1',
      total_cost_usd: 9,
      duration_ms: 1,
      usage: { output_tokens: 900 },
    };
    const { traces } = await openLines(
      user('go'),
      assistant('m1', use('t1', 'Bash', { command: 'ls' })),
      user([result('t1', 'a.txt')]),
      assistant('m2', say('done')),
      run,
    );
    assert.deepEqual(
      traces.map((t) => [t.usage.outputTokens, t.usage.outputBound, t.costUsd]),
      [
        [5, 'at-least', null],
        [5, 'at-least', null],
      ],
    );
  });

  it('open from the single object that `claude -p --output-format json` prints', async () => {
    const run = {
      type: 'result',
      subtype: 'success',
      is_error: false,
      duration_ms: 6_500,
      num_turns: 1,
      result: 'Seven boxes hold 42 eggs.',
      session_id: 's1',
      total_cost_usd: 0.0019,
      usage: { input_tokens: 24, cache_read_input_tokens: 1_000, output_tokens: 352 },
      modelUsage: { 'claude-opus-4-5-20251101': { outputTokens: 352 } },
    };
    const { format, traces } = await openJson(run);
    assert.equal(format, 'claude-code-result');
    const trace = traces[0]!;
    assert.deepEqual(outline(trace), ['hidden reasoning: ', 'answer: Seven boxes hold 42 eggs.']);
    assert.deepEqual([trace.model, trace.costUsd], ['claude-opus-4-5-20251101', 0.0019]);
    assert.deepEqual([trace.usage.inputTokens, trace.usage.outputTokens], [1_024, 352]);
  });

  it('know how long what they write to the cache is kept', async () => {
    const usage = {
      input_tokens: 0,
      cache_creation_input_tokens: 700,
      cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 500 },
      output_tokens: 9,
    };
    const { traces } = await openLines(
      user('hi'),
      assistant('m1', say('ok'), {}, { stop_reason: 'end_turn', usage }),
    );
    assert.deepEqual(
      [
        traces[0]?.usage.cacheWriteTokens,
        traces[0]?.usage.cacheWrite1hTokens,
        traces[0]?.usage.inputTokens,
      ],
      [700, 500, 700],
    );
  });

  it('count no line that the client wrote in the place of the model, but an error of the API', async () => {
    const synthetic = { model: '<synthetic>', stop_reason: 'stop_sequence' };
    const { traces } = await openLines(
      user('go'),
      assistant('m1', say('done'), {}, { stop_reason: 'end_turn' }),
      assistant('x1', say('No response requested.'), {}, synthetic),
      assistant('x2', say('API Error: 529'), { isApiErrorMessage: true }, synthetic),
    );
    assert.deepEqual(
      traces.map((t) => [t.model, t.finishReason]),
      [
        ['claude-sonnet-4-5-20250929', 'end_turn'],
        [null, 'error'],
      ],
    );
  });
});
