import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const output = (words: string) => [
  { id: 'rs', type: 'reasoning', summary: [{ type: 'summary_text', text: `think ${words}` }] },
  {
    id: 'm',
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text: words }],
  },
];
const response = (id: string, status: string, words?: string) => ({
  id,
  object: 'response',
  status,
  model: 'gpt-5',
  output: words === undefined ? [] : output(words),
});

describe('a response that is made in the background', () => {
  it('is one though it was polled, as it came out last', async () => {
    const { traces } = await openLines(
      response('r1', 'queued'),
      response('r2', 'queued'),
      response('r1', 'in_progress'),
      response('r1', 'completed', 'one'),
      response('r2', 'completed', 'two'),
      response('r3', 'queued'),
    );
    assert.deepEqual(
      traces.map((trace) => [trace.id, trace.finishReason, outline(trace).length]),
      [
        ['r1', 'completed', 2],
        ['r2', 'completed', 2],
        ['r3', 'queued', 0],
      ],
    );
  });
});

const create = (input: unknown) => ({ type: 'response.create', model: 'gpt-5', input });
const created = (id: string) => ({
  type: 'response.created',
  response: response(id, 'in_progress'),
});
const completed = (id: string, words: string) => ({
  type: 'response.completed',
  response: response(id, 'completed', words),
});

describe('responses over a socket', () => {
  const frames = [
    create([{ role: 'user', content: [{ type: 'input_text', text: 'First?' }] }]),
    created('r1'),
    completed('r1', 'one'),
    create('Second?'),
    created('r2'),
    completed('r2', 'two'),
  ];

  it('have what was sent for each as its prompt', async () => {
    const { traces } = await openLines(...frames);
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: think one', 'answer: one'],
      ['summary reasoning: think two', 'answer: two'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: First?'], ['user: Second?']]);
  });

  it('are read from a HAR file, where a browser keeps what went through it', async () => {
    const _webSocketMessages = frames.map((frame, i) => ({
      type: i % 3 === 0 ? 'send' : 'receive',
      time: 1_761_000_000 + i,
      opcode: 1,
      data: JSON.stringify(frame),
    }));
    const request = { method: 'GET', url: 'wss://api.example/v1/responses' };
    const entries = [
      { _webSocketMessages, request, response: { status: 101, content: { size: 0 } } },
    ];
    const { traces } = await openJson({ log: { version: '1.2', entries } }, 'page.har');
    assert.deepEqual(traces.map(promptOf), [['user: First?'], ['user: Second?']]);
    assert.equal(outline(traces[1])[1], 'answer: two');
  });
});

describe('a response of the Realtime API', () => {
  const heard = 'conversation.item.input_audio_transcription.completed';
  const done = {
    type: 'response.done',
    event_id: 'e5',
    response: {
      object: 'realtime.response',
      id: 'rt1',
      status: 'completed',
      output: [
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_audio', transcript: 'Set.' }],
        },
        { type: 'function_call', name: 'timer', call_id: 'c', arguments: '{}' },
      ],
      usage: {
        input_tokens: 40,
        output_tokens: 9,
        input_token_details: { cached_tokens: 32, audio_tokens: 8 },
      },
    },
  };

  it('has what was heard and said in words, the model of the session, what was cached', async () => {
    const { traces } = await openLines(
      { type: 'session.created', session: { id: 's', model: 'gpt-realtime-2' } },
      { type: heard, item_id: 'i', transcript: 'Set a timer.' },
      { type: 'response.created', response: { id: 'rt1', status: 'in_progress', output: [] } },
      done,
    );
    assert.deepEqual(traces.map(outline), [['answer: Set.', 'call timer: {}']]);
    const [trace] = traces;
    assert.deepEqual(promptOf(trace), ['user: Set a timer.']);
    assert.deepEqual(
      [trace?.model, trace?.usage.inputTokens, trace?.usage.cachedInputTokens],
      ['gpt-realtime-2', 40, 32],
    );
  });

  it('has what was typed as its prompt', async () => {
    const content = [{ type: 'input_text', text: 'Typed?' }];
    const { traces } = await openLines(
      { type: 'conversation.item.added', item: { type: 'message', role: 'user', content } },
      { type: 'response.created', response: { id: 'rt1', output: [] } },
      done,
    );
    assert.deepEqual(promptOf(traces[0]), ['user: Typed?']);
  });

  it('that was cut off has the words of its transcript', async () => {
    const delta = (words: string) => ({
      type: 'response.output_audio_transcript.delta',
      output_index: 0,
      content_index: 0,
      delta: words,
    });
    const { traces } = await openLines(
      { type: 'response.created', response: { id: 'rt1', output: [] } },
      delta('Set'),
      delta('ting.'),
    );
    assert.deepEqual(outline(traces[0]), ['answer: Setting.']);
  });
});

describe('a page of items of a conversation', () => {
  const items = [
    { id: 'i1', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Q?' }] },
    { id: 'i2', type: 'reasoning', summary: [{ type: 'summary_text', text: 'a' }] },
    { id: 'i3', type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
    { id: 'i4', type: 'function_call_output', call_id: 'c', output: 'ok' },
    ...output('b').slice(1),
  ];

  it('is read from the oldest, whichever comes first', async () => {
    for (const data of [items, items.toReversed()]) {
      const { traces } = await openJson({ object: 'list', data, has_more: false });
      assert.deepEqual(traces.map(outline), [
        ['summary reasoning: a', 'call f: {}', 'result: ok'],
        ['answer: b'],
      ]);
      assert.deepEqual(promptOf(traces[0]), ['user: Q?']);
    }
  });
});
