import { inEnglish } from '../../../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, sse } from '../../openFixture';

describe('an Anthropic message', () => {
  const message = (content: readonly object[], more: object = {}) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-3-7-sonnet-20250219',
    content,
    stop_reason: 'end_turn',
    usage: { input_tokens: 10, output_tokens: 50, cache_read_input_tokens: 100 },
    ...more,
  });

  it('holds thinking, text and tool use in their order', async () => {
    const { format, traces } = await openJson(
      message([
        { type: 'thinking', thinking: 'a', signature: 's' },
        { type: 'text', text: 'b' },
        { type: 'tool_use', id: 't', name: 'f', input: { x: 1 } },
      ]),
    );
    assert.equal(format, 'anthropic-messages');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b', 'call f: {"x":1}']);
  });

  it('counts cache reads into the input and says so', async () => {
    const { traces } = await openJson(message([{ type: 'text', text: 'b' }]));
    assert.equal(traces[0]?.usage.inputTokens, 110);
    assert.equal(traces[0].usage.cachedInputTokens, 100);
    assert.match(traces[0].usage.note ?? '', /beside the input/);
  });

  const fidelities: readonly (readonly [string, object, string])[] = [
    ['redacted thinking', { type: 'redacted_thinking', data: 'Evg' }, 'redacted'],
    ['a signature without text', { type: 'thinking', thinking: '', signature: 's' }, 'hidden'],
    ['thinking of a model before Claude 4', { type: 'thinking', thinking: 'a' }, 'raw'],
  ];
  for (const [name, block, fidelity] of fidelities) {
    it(`with ${name} is ${fidelity}`, async () => {
      const { traces } = await openJson(message([block, { type: 'text', text: 'b' }]));
      assert.equal(traces[0]?.fidelity, fidelity);
    });
  }

  it('of Claude 4 shows a summary', async () => {
    const { traces } = await openJson(
      message([{ type: 'thinking', thinking: 'a' }], { model: 'claude-opus-4-6' }),
    );
    assert.equal(traces[0]?.fidelity, 'summary');
  });

  it('without thinking blocks may hold its reasoning in tags of its text', async () => {
    const call = { type: 'tool_use', id: 'toolu_bdrk_01', name: 'listDead', input: { x: 1 } };
    for (const tag of ['thinking', 'think']) {
      const said = { type: 'text', text: `<${tag}>\nI query it.\n</${tag}>\n\nFive trees.` };
      const { traces } = await openJson(message([said, call]));
      assert.deepEqual(outline(traces[0]), [
        'raw reasoning: \nI query it.\n',
        'answer: \n\nFive trees.',
        'call listDead: {"x":1}',
      ]);
      assert.equal(traces[0]?.fidelity, 'raw');
    }
  });

  it('with thinking blocks keeps the tags of its text', async () => {
    const { traces } = await openJson(
      message([
        { type: 'thinking', thinking: '', signature: 's' },
        { type: 'text', text: '<think>a</think> is a tag.' },
      ]),
    );
    assert.deepEqual(outline(traces[0]), [
      'hidden reasoning: ',
      'answer: <think>a</think> is a tag.',
    ]);
  });

  it('keeps an unknown block as it is and counts it', async () => {
    const { traces } = await openJson(message([{ type: 'hologram', x: 1 }]));
    assert.deepEqual(outline(traces[0]), ['raw hologram']);
    assert.match(
      inEnglish(traces[0]?.problems[0]?.message ?? []),
      /^1 record not understood \(hologram\)/,
    );
  });

  it('is found in the results of a batch, and a failed request is told', async () => {
    const result = (custom_id: string, value: object) => ({ custom_id, result: value });
    const { traces } = await openLines(
      result('q1', { type: 'succeeded', message: message([{ type: 'text', text: 'b' }]) }),
      result('q2', { type: 'errored', error: { error: { message: 'overloaded' } } }),
    );
    assert.deepEqual(traces.map(outline), [['answer: b']]);
  });

  const start = {
    type: 'message_start',
    message: { ...message([]), stop_reason: null, usage: { input_tokens: 10, output_tokens: 1 } },
  };
  const delta = (index: number, value: object) => ({
    type: 'content_block_delta',
    index,
    delta: value,
  });
  const block = (index: number, content_block: object) => ({
    type: 'content_block_start',
    index,
    content_block,
  });

  it('is folded from a stream, with the final count instead of the placeholder', async () => {
    const { traces } = await open(
      'stream.sse',
      sse(
        start,
        block(0, { type: 'thinking', thinking: '', signature: '' }),
        { type: 'ping' },
        delta(0, { type: 'thinking_delta', thinking: ' Fir' }),
        delta(0, { type: 'thinking_delta', thinking: 'st.' }),
        delta(0, { type: 'signature_delta', signature: 's' }),
        block(1, { type: 'redacted_thinking', data: 'x' }),
        block(2, { type: 'text', text: '' }),
        delta(2, { type: 'text_delta', text: 'b' }),
        block(3, { type: 'tool_use', id: 't', name: 'f', input: {} }),
        delta(3, { type: 'input_json_delta', partial_json: '{"x":' }),
        delta(3, { type: 'input_json_delta', partial_json: '1}' }),
        { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 90 } },
        { type: 'message_stop' },
      ),
    );
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning:  First.',
      'redacted reasoning: ',
      'answer: b',
      'call f: {"x":1}',
    ]);
    assert.equal(traces[0]?.usage.outputTokens, 90);
    assert.equal(traces[0].usage.inputTokens, 10);
    assert.equal(traces[0].finishReason, 'tool_use');
  });

  it('is one although its start was sent twice, and a fallback to another model is no content', async () => {
    const start = {
      type: 'message_start',
      message: { ...message([]), model: 'claude-opus-5-5', stop_reason: null },
    };
    const block = (index: number, content_block: object) => ({
      type: 'content_block_start',
      index,
      content_block,
    });
    const { traces } = await openLines(
      start,
      start,
      block(0, { type: 'thinking', thinking: 'a' }),
      block(1, { type: 'fallback', from: { model: 'x' }, to: { model: 'y' } }),
      block(2, { type: 'text', text: 'b' }),
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
      { type: 'message_stop' },
    );
    assert.deepEqual(traces.map(outline), [['summary reasoning: a', 'answer: b']]);
    assert.deepEqual(traces[0]?.problems, []);
  });

  it('may start with the blocks of a turn that a tool of the server interrupted', async () => {
    const content = [
      {
        type: 'code_execution_tool_result',
        tool_use_id: 's1',
        content: { type: 'code_execution_result', stdout: '42', content: [] },
      },
      { type: 'tool_use', id: 't', name: 'f', input: { x: 1 } },
    ];
    const { traces } = await openLines(
      { type: 'message_start', message: message(content, { stop_reason: 'tool_use' }) },
      { type: 'message_stop' },
    );
    assert.deepEqual(outline(traces[0]), [
      'result: {"type":"code_execution_result","stdout":"42","content":[]}',
      'call f: {"x":1}',
    ]);
    assert.equal(traces[0]?.finishReason, 'tool_use');
  });

  it('streamed with its reasoning in tags is split, and is cut where they stay open', async () => {
    const start = { type: 'message_start', message: message([], { stop_reason: null }) };
    const block = {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'text', text: '' },
    };
    const delta = (text: string) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    });
    const whole = await open(
      'whole.sse',
      sse(start, block, delta('<thin'), delta('king>I query it.</thinking>Five'), {
        type: 'message_stop',
      }),
    );
    assert.deepEqual(outline(whole.traces[0]), ['raw reasoning: I query it.', 'answer: Five']);
    assert.equal(whole.traces[0]?.truncated, false);
    const cut = await open('cut.sse', sse(start, block, delta('<thinking>I query')));
    assert.deepEqual(outline(cut.traces[0]), ['raw reasoning: I query']);
    assert.equal(cut.traces[0]?.truncated, true);
  });

  it('streamed with the display omitted is hidden', async () => {
    const { traces } = await open(
      's.sse',
      sse(
        start,
        block(0, { type: 'thinking', thinking: '' }),
        delta(0, { type: 'signature_delta', signature: 's' }),
        { type: 'message_stop' },
      ),
    );
    assert.equal(traces[0]?.fidelity, 'hidden');
  });

  it('streamed up to an error is truncated', async () => {
    const { traces } = await open(
      's.sse',
      sse(start, block(0, { type: 'thinking', thinking: 'a' }), {
        type: 'error',
        error: { type: 'overloaded_error', message: 'Overloaded' },
      }),
    );
    assert.deepEqual([traces[0]?.truncated, traces[0]?.finishReason], [true, 'error']);
  });
});

describe('what a message of Anthropic was billed for besides', () => {
  const message = (usage: object) => ({
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-4-8',
    content: [{ type: 'text', text: 'b' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 20, output_tokens: 10, ...usage },
  });
  const counts = { input_tokens: 20, output_tokens: 10 };

  it('is in its counts where the context was summarised before it', async () => {
    const iterations = [
      { type: 'compaction', input_tokens: 1800, output_tokens: 35, cache_read_input_tokens: 100 },
      { type: 'message', ...counts },
    ];
    const { traces } = await openJson(message({ iterations }));
    const usage = traces[0]?.usage;
    assert.deepEqual(
      [usage?.inputTokens, usage?.outputTokens, usage?.cachedInputTokens, usage?.outputBound],
      [1920, 45, 100, 'exact'],
    );
  });

  it('makes its counts a lower bound where another model advised it', async () => {
    const advised = { type: 'advisor_message', model: 'claude-fable-5', ...counts };
    const { traces } = await openJson(
      message({ iterations: [{ type: 'message', ...counts }, advised] }),
    );
    const usage = traces[0]?.usage;
    assert.deepEqual([usage?.outputTokens, usage?.outputBound], [10, 'at-least']);
  });
});

it('a message of Anthropic is read from the packed events that Bedrock streams', async () => {
  const events = [
    {
      type: 'message_start',
      message: {
        id: 'm',
        role: 'assistant',
        model: 'claude-x',
        content: [],
        usage: { input_tokens: 7 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'ä' } },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: 'b' } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
    { type: 'message_stop' },
  ];
  const packed = events.map((event) => ({
    chunk: { bytes: Buffer.from(JSON.stringify(event)).toString('base64') },
  }));
  const { traces } = await openLines(...packed);
  assert.deepEqual(outline(traces[0]), ['raw reasoning: ä', 'answer: b']);
  assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens], [7, 3]);
});
