import assert from 'node:assert/strict';
import { open, openJson, outline, promptOf, sse } from '../../openFixture';

describe('a task of the Agent2Agent protocol', () => {
  const task = {
    kind: 'task',
    id: 't',
    contextId: 'c',
    status: { state: 'completed' },
    history: [
      {
        kind: 'message',
        messageId: 'u1',
        role: 'user',
        parts: [{ kind: 'text', text: 'Best move?' }],
      },
      {
        kind: 'message',
        messageId: 'a1',
        role: 'agent',
        parts: [
          { kind: 'text', text: 'Fight for d4.', metadata: { adk_thought: true } },
          {
            kind: 'data',
            data: { id: 'f', name: 'book', args: { fen: 'x' } },
            metadata: { adk_type: 'function_call' },
          },
        ],
      },
      {
        kind: 'message',
        messageId: 'a2',
        role: 'agent',
        parts: [
          {
            kind: 'data',
            data: { id: 'f', name: 'book', response: { eco: 'B20' } },
            metadata: { adk_type: 'function_response' },
          },
        ],
      },
    ],
    artifacts: [{ artifactId: 'ar', parts: [{ kind: 'text', text: 'Play c5.' }] }],
  };
  const said = [
    ['summary reasoning: Fight for d4.', 'call book: {"fen":"x"}', 'result: {"eco":"B20"}'],
    ['answer: Play c5.'],
  ];

  it('shows thoughts, calls and the artifact as the answer', async () => {
    const { format, traces } = await openJson({ id: 'r', jsonrpc: '2.0', result: task });
    assert.equal(format, 'a2a');
    assert.deepEqual(traces.map(outline), said);
    assert.deepEqual(promptOf(traces[0]), ['user: Best move?']);
    const alone = await openJson(task);
    assert.deepEqual(alone.traces.map(outline), said);
  });

  it('takes an artifact that repeats the last message once, and keeps other parts', async () => {
    const parts = [
      { kind: 'text', text: 'Play c5.' },
      { kind: 'data', data: { score: 1 } },
    ];
    const { traces } = await openJson({
      ...task,
      history: [task.history[0], { messageId: 'a', role: 'agent', parts }],
      artifacts: [{ artifactId: 'ar', parts }],
    });
    assert.deepEqual(traces.map(outline), [['answer: Play c5.', 'raw data']]);
  });

  it('is put together from the events of its stream, with what was counted', async () => {
    const [asked, thought, found] = task.history;
    const status = (message: object | undefined, metadata = {}) => ({
      kind: 'status-update',
      taskId: 't',
      metadata,
      status: { state: 'working', message },
    });
    const piece = (text: string, append: boolean) => ({
      kind: 'artifact-update',
      taskId: 't',
      append,
      artifact: { artifactId: 'ar', parts: [{ kind: 'text', text }] },
    });
    const counted = { promptTokenCount: 10, candidatesTokenCount: 4, thoughtsTokenCount: 6 };
    const events = [
      { ...task, history: [asked], artifacts: [], status: { state: 'submitted' } },
      status(thought, { adk_usage_metadata: counted }),
      status(found),
      piece('Play ', false),
      piece('c5.', true),
    ].map((result) => ({ jsonrpc: '2.0', id: 'r', result }));
    const { format, traces } = await open('stream.sse', sse(...events));
    assert.equal(format, 'a2a');
    assert.deepEqual(traces.map(outline), said);
    assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens], [10, 10]);
    assert.equal(traces[0]?.usage.reasoningTokens, 6);
  });

  it('is read as version 1.0 writes it', async () => {
    const parts = [{ text: 'Play c5.' }];
    const { traces } = await openJson({
      result: {
        task: {
          id: 't',
          status: {
            state: 'TASK_STATE_COMPLETED',
            message: { messageId: 'm2', role: 'ROLE_AGENT', parts },
          },
          history: [{ messageId: 'm1', role: 'ROLE_USER', parts: [{ text: 'Best move?' }] }],
          artifacts: [{ artifactId: 'ar', parts }],
        },
      },
    });
    assert.deepEqual(traces.map(outline), [['answer: Play c5.']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Best move?']);
  });

  const say = (messageId: string | null, role: string, text: string) => ({
    ...(messageId === null ? {} : { messageId }),
    role,
    parts: [{ kind: 'text', text }],
  });

  it('keeps messages that are said again, and takes those without ids once', async () => {
    const history = [
      say('1', 'user', 'Go on?'),
      say('2', 'agent', 'Yes.'),
      say('3', 'user', 'Go on?'),
      say('4', 'agent', 'Yes.'),
    ];
    const named = await openJson({ ...task, history, artifacts: [] });
    assert.deepEqual(named.traces.map(outline), [['answer: Yes.'], ['answer: Yes.']]);
    const nameless = history.map(({ role, parts }) => ({ role, parts }));
    const twice = [0, 1].map(() => ({ ...task, history: nameless, artifacts: [] }));
    const { traces } = await openJson(twice);
    assert.deepEqual(traces.map(outline), [['answer: Yes.']]);
  });

  it('gives the counts of an event to its last message of the agent', async () => {
    const { traces } = await openJson({
      ...task,
      artifacts: [],
      metadata: { adk_usage_metadata: { promptTokenCount: 100, candidatesTokenCount: 20 } },
      history: [say('1', 'user', 'Go'), say('2', 'agent', 'A'), say('3', 'agent', 'B')],
    });
    assert.deepEqual(
      traces.map(({ usage }) => [usage.inputTokens, usage.outputTokens]),
      [
        [null, null],
        [100, 20],
      ],
    );
  });
});
