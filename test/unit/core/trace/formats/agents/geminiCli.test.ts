import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const T = '2026-07-01T10:00:00.000Z';

describe('Gemini CLI sessions', () => {
  const thought = (subject: string, description: string) => ({
    subject,
    description,
    timestamp: T,
  });
  const tokens = { input: 500, output: 20, cached: 100, thoughts: 36, tool: 0, total: 556 };
  const question = { id: 'm1', timestamp: T, type: 'user', content: 'Rename the flag' };
  const answer = {
    id: 'm2',
    timestamp: T,
    type: 'gemini',
    model: 'gemini-2.5-pro',
    content: 'Renamed.',
    thoughts: [
      thought('Finding it', 'I look for the flag.'),
      thought('Editing', 'One place only.'),
    ],
    tokens,
    toolCalls: [
      {
        id: 'replace-1',
        name: 'replace',
        args: { file: 'cli.ts' },
        status: 'error',
        result: [
          {
            functionResponse: {
              id: 'replace-1',
              name: 'replace',
              response: { error: 'not found' },
            },
          },
        ],
        timestamp: T,
      },
    ],
  };

  it('join subject and description as recorded and add thoughts to the output', async () => {
    const { format, traces } = await openJson({
      sessionId: 's',
      projectHash: 'h',
      messages: [question, answer],
    });
    assert.equal(format, 'gemini-cli');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: Finding it\n\nI look for the flag.',
      'summary reasoning: Editing\n\nOne place only.',
      'answer: Renamed.',
      'call replace: {"file":"cli.ts"}',
      'failed result: {"error":"not found"}',
    ]);
    assert.equal(traces[0]?.usage.outputTokens, 56);
    assert.equal(traces[0].usage.reasoningTokens, 36);
  });

  it('take the answers of older versions, which have parts', async () => {
    const older = { id: 'm3', timestamp: T, type: 'model', parts: [{ text: 'Done.' }] };
    const { traces } = await openJson({ sessionId: 's', messages: [question, answer, older] });
    assert.deepEqual(outline(traces[1]), ['answer: Done.']);
  });

  it('have hidden thoughts when only their tokens were counted', async () => {
    const { traces } = await openJson({
      sessionId: 's',
      messages: [question, { ...answer, thoughts: [] }],
    });
    assert.equal(traces[0]?.fidelity, 'hidden');
  });

  it('are played from the newer log: a message again replaces itself, a rewind drops what follows', async () => {
    const { format, traces } = await openLines(
      { sessionId: 's', projectHash: 'h', startTime: T, kind: 'main' },
      question,
      { ...answer, content: '' },
      answer,
      { $set: { lastUpdated: T } },
      { ...question, id: 'm3', content: 'Undo that' },
      { ...answer, id: 'm4', content: 'Undone.' },
      { $rewindTo: 'm3' },
    );
    assert.equal(format, 'gemini-cli');
    assert.deepEqual(
      traces.map((t) => t.id),
      ['m2'],
    );
    assert.equal(outline(traces[0])[2], 'answer: Renamed.');
  });
});

describe('Gemini CLI messages', () => {
  it('may have parts for content and get their tokens in an update', async () => {
    const { traces } = await openLines(
      { type: 'session_metadata', sessionId: 's', projectHash: 'h', startTime: T },
      { type: 'user', id: 'm1', content: [{ text: 'Test' }] },
      {
        type: 'gemini',
        id: 'm2',
        content: [
          { text: 'Running.' },
          { functionCall: { name: 'shell', args: { command: 'npm test' } } },
        ],
      },
      { type: 'message_update', id: 'm2', tokens: { input: 10, output: 5, thoughts: 7 } },
    );
    assert.deepEqual(outline(traces[0]), [
      'answer: Running.',
      'call shell: {"command":"npm test"}',
    ]);
    assert.deepEqual([traces[0]?.usage.outputTokens, traces[0]?.fidelity], [12, 'hidden']);
  });
});

describe('Qwen Code sessions', () => {
  it('merge the lines of one uuid and attach the tool’s result', async () => {
    const line = (uuid: string, type: string, parts: readonly object[], more: object = {}) => ({
      uuid,
      sessionId: 's',
      timestamp: T,
      type,
      message: { role: type === 'assistant' ? 'model' : 'user', parts },
      ...more,
    });
    const { format, traces } = await openLines(
      line('u1', 'user', [{ text: 'Read the file' }]),
      line('a1', 'assistant', [{ text: 'I should read it.', thought: true }]),
      line(
        'a1',
        'assistant',
        [{ functionCall: { id: 'c1', name: 'read_file', args: { path: 'a' } } }],
        {
          model: 'qwen3-coder-plus',
          usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 4, thoughtsTokenCount: 6 },
        },
      ),
      line('r1', 'tool_result', [
        { functionResponse: { id: 'c1', name: 'read_file', response: { output: 'abc' } } },
      ]),
    );
    assert.equal(format, 'qwen-code');
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: I should read it.',
      'call read_file: {"path":"a"}',
      'result: abc',
    ]);
    assert.equal(traces[0]?.model, 'qwen3-coder-plus');
    assert.equal(traces[0].usage.outputTokens, 10);
    assert.deepEqual(promptOf(traces[0]), ['user: Read the file']);
  });
});

describe('Qwen Code usage', () => {
  it('has reasoning inside the candidates unless the total says otherwise', async () => {
    const line = (uuid: string, usageMetadata: object) => ({
      uuid,
      sessionId: 's',
      type: 'assistant',
      model: 'qwen3',
      usageMetadata,
      message: { role: 'model', parts: [{ text: 'a' }] },
    });
    const usage = { promptTokenCount: 10, candidatesTokenCount: 30, thoughtsTokenCount: 20 };
    const { traces } = await openLines(
      line('a', { ...usage, totalTokenCount: 40 }),
      line('b', { ...usage, totalTokenCount: 60 }),
    );
    assert.deepEqual(
      traces.map((t) => t.usage.outputTokens),
      [30, 50],
    );
  });
});
