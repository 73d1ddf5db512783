import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { open, openJson, openLines, outline, promptOf, sse } from '../../openFixture';

const started = {
  type: 'RUN_STARTED',
  threadId: 't1',
  runId: 'r1',
  timestamp: 1764500000000,
  input: {
    messages: [
      { id: 'u1', role: 'user', content: 'How high is the river?' },
      { id: 'x1', role: 'reasoning', content: 'Earlier thoughts.' },
    ],
  },
};
const finished = {
  type: 'RUN_FINISHED',
  threadId: 't1',
  runId: 'r1',
  timestamp: 1764500002500,
};
const events = [
  started,
  { type: 'STEP_STARTED', stepName: 'agent' },
  { type: 'REASONING_START', messageId: 's1' },
  { type: 'REASONING_MESSAGE_START', messageId: 'm1', role: 'reasoning' },
  { type: 'REASONING_MESSAGE_CONTENT', messageId: 'm1', delta: 'The gauge ' },
  { type: 'REASONING_MESSAGE_CONTENT', messageId: 'm1', delta: 'knows.' },
  { type: 'REASONING_MESSAGE_END', messageId: 'm1' },
  { type: 'REASONING_ENCRYPTED_VALUE', subtype: 'message', entityId: 'm1', encryptedValue: 'x' },
  { type: 'REASONING_END', messageId: 's1' },
  { type: 'TOOL_CALL_START', toolCallId: 'c1', toolCallName: 'gauge', parentMessageId: 'm2' },
  { type: 'TOOL_CALL_ARGS', toolCallId: 'c1', delta: '{"site":' },
  { type: 'TOOL_CALL_ARGS', toolCallId: 'c1', delta: '"weir"}' },
  { type: 'TOOL_CALL_END', toolCallId: 'c1' },
  { type: 'TOOL_CALL_RESULT', messageId: 'm3', toolCallId: 'c1', content: '1.9 m', role: 'tool' },
  { type: 'STATE_DELTA', delta: [{ op: 'add', path: '/a', value: 1 }] },
  { type: 'TEXT_MESSAGE_START', messageId: 'm4', role: 'assistant' },
  { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm4', delta: 'At 1.9 ' },
  { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm4', delta: 'metres.' },
  { type: 'TEXT_MESSAGE_END', messageId: 'm4' },
  finished,
];
const told = [
  'raw reasoning: The gauge knows.',
  'call gauge: {"site":"weir"}',
  'result: 1.9 m',
  'answer: At 1.9 metres.',
];

describe('events of AG-UI', () => {
  it('are runs: a line each, server-sent, a list, in snake_case, under a key', async () => {
    const snake = events.map(
      (event) =>
        Object.fromEntries(
          Object.entries(event).map(([key, value]) => [
            key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
            value as unknown,
          ]),
        ) as { type: string },
    );
    for (const opened of [
      await openLines(...events),
      await open('run.sse', sse(...events)),
      await openJson(events),
      await openLines(...snake),
      await openJson({ threadId: 't1', events }),
      // What a recorder writes, a line for each event.
      await openLines(...events.map((event, seq) => ({ kind: 'event', connId: 'c', seq, event }))),
    ]) {
      assert.equal(opened.format, 'ag-ui');
      assert.deepEqual(opened.traces.map(outline), [told]);
      const [trace] = opened.traces;
      assert.deepEqual(promptOf(trace), ['user: How high is the river?']);
      assert.equal(trace?.id, 'r1');
      assert.equal(trace.model, null);
      assert.equal(trace.timing.startedAt, 1764500000000);
      assert.equal(trace.timing.durationMs, null, 'its tool ran in that time too');
      assert.deepEqual(trace.problems, []);
    }
  });

  it('tell how long the model took where no tool ran', async () => {
    const said = events.filter(({ type }) => !type.startsWith('TOOL_CALL'));
    const { traces } = await openLines(...said);
    assert.equal(traces[0]?.timing.durationMs, 2500);
  });

  it('may be snapshots alone, each with all that was said before its run', async () => {
    const asked = (n: number) => ({ id: `u${n}`, role: 'user', content: `${n}?` });
    const answer = (n: number) => ({ id: `a${n}`, role: 'assistant', content: `${n}.` });
    const run = (runId: string, given: readonly object[], own: readonly object[]) => [
      { type: 'RUN_STARTED', threadId: 't', runId, input: { messages: given } },
      { type: 'MESSAGES_SNAPSHOT', messages: [...given, ...own] },
      { type: 'RUN_FINISHED', threadId: 't', runId },
    ];
    const { traces } = await openLines(
      ...run('r1', [asked(1)], [answer(1)]),
      ...run('r2', [asked(1), answer(1), asked(2)], [answer(2)]),
      ...run('r3', [asked(1), answer(1), asked(2), answer(2)], [answer(3)]),
    );
    assert.deepEqual(
      traces.map((trace) => [outline(trace), promptOf(trace)]),
      [
        [['answer: 1.'], ['user: 1?']],
        [['answer: 2.'], ['user: 2?']],
        [['answer: 3.'], ['user: 2?']],
      ],
    );
  });

  it('said THINKING before, without ids', async () => {
    const { traces } = await openLines(
      { type: 'RUN_STARTED', threadId: 't', runId: 'a' },
      { type: 'THINKING_START', title: 'Planning' },
      { type: 'THINKING_TEXT_MESSAGE_START' },
      { type: 'THINKING_TEXT_MESSAGE_CONTENT', delta: 'Count ' },
      { type: 'THINKING_TEXT_MESSAGE_CONTENT', delta: 'the rings.' },
      { type: 'THINKING_TEXT_MESSAGE_END' },
      { type: 'THINKING_END' },
      { type: 'TEXT_MESSAGE_CHUNK', messageId: 'x', role: 'assistant', delta: 'About ' },
      { type: 'TEXT_MESSAGE_CHUNK', delta: '140.' },
      { type: 'RUN_FINISHED', threadId: 't', runId: 'a' },
      { type: 'RUN_STARTED', threadId: 't', runId: 'b' },
      { type: 'THINKING_TEXT_MESSAGE_START' },
      { type: 'THINKING_TEXT_MESSAGE_CONTENT', delta: 'Again' },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Count the rings.', 'answer: About 140.'],
      ['raw reasoning: Again'],
    ]);
    assert.deepEqual(
      traces.map(({ truncated }) => truncated),
      [false, true],
    );
  });

  it('come in chunks, sealed, with errors and with events of tomorrow', async () => {
    const { traces } = await openLines(
      { type: 'RUN_STARTED', threadId: 't', runId: 'a' },
      { type: 'REASONING_ENCRYPTED_VALUE', subtype: 'message', entityId: 'q', encryptedValue: 'x' },
      { type: 'TOOL_CALL_CHUNK', toolCallId: 'c', toolCallName: 'look', delta: '{"a"' },
      { type: 'TOOL_CALL_CHUNK', delta: ':1}' },
      { type: 'HOLOGRAM_CONTENT', delta: 'x' },
      { type: 'RUN_ERROR', message: 'No more tokens.', code: 'x' },
    );
    assert.deepEqual(outline(traces[0]), [
      'redacted reasoning: ',
      'call look: {"a":1}',
      'raw HOLOGRAM_CONTENT',
    ]);
    assert.equal(traces[0]?.finishReason, 'error');
    assert.deepEqual(
      traces[0].problems.map(({ message }) => inEnglish(message)),
      [
        'The stream ends in an error: No more tokens.',
        '1 record not understood (HOLOGRAM_CONTENT): kept as recorded.',
      ],
    );
  });

  it('may be a snapshot of the messages only, or one after the deltas', async () => {
    const messages = [
      { id: 'u', role: 'user', content: 'How high?' },
      { id: 'r', role: 'reasoning', content: 'The gauge knows.' },
      {
        id: 'a',
        role: 'assistant',
        content: 'Let me see.',
        toolCalls: [
          { id: 'c1', type: 'function', function: { name: 'gauge', arguments: '{"site":"weir"}' } },
        ],
      },
      { id: 't', role: 'tool', toolCallId: 'c1', content: '1.9 m' },
      { id: 'b', role: 'assistant', content: 'At 1.9 metres.' },
    ];
    const alone = await openLines(
      { type: 'RUN_STARTED', threadId: 't', runId: 'a' },
      { type: 'MESSAGES_SNAPSHOT', messages },
      finished,
    );
    assert.deepEqual(alone.traces.map(outline), [
      [
        'raw reasoning: The gauge knows.',
        'answer: Let me see.',
        'call gauge: {"site":"weir"}',
        'result: 1.9 m',
      ],
      ['answer: At 1.9 metres.'],
    ]);
    assert.deepEqual(promptOf(alone.traces[0]), ['user: How high?']);
    const both = await openLines(
      { type: 'RUN_STARTED', threadId: 't', runId: 'a' },
      ...events.slice(1, -1),
      { type: 'MESSAGES_SNAPSHOT', messages },
      finished,
    );
    assert.deepEqual(both.traces.map(outline), [told]);
    assert.deepEqual(promptOf(both.traces[0]), ['user: How high?']);
  });
});
