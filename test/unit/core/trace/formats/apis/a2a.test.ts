import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

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
});
