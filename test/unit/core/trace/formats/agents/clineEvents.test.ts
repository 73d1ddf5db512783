import assert from 'node:assert/strict';
import { lines, sessionOf } from '../../../session/sessionFixture';
import { openLines, outline } from '../../openFixture';

describe('printed events of Cline', () => {
  const line = (second: number, type: string, fields: object) => ({
    ts: new Date(Date.UTC(2026, 8, 30, 16, 40, second)).toISOString(),
    type,
    ...fields,
  });
  const event = (second: number, type: string, fields: object) =>
    line(second, 'agent_event', { event: { type, ...fields } });
  const start = line(0, 'run_start', { providerId: 'one', modelId: 'one/glm', sessionId: 's' });
  const run = [
    start,
    line(0, 'hook_event', { hookEventName: 'agent_start', agentId: 'a', parentAgentId: null }),
    event(1, 'iteration_start', { iteration: 1 }),
    event(1, 'content_start', { contentType: 'reasoning', reasoning: 'Read', redacted: false }),
    event(1, 'content_start', { contentType: 'reasoning', reasoning: ' it.', redacted: false }),
    event(2, 'content_end', { contentType: 'reasoning', reasoning: 'Read it.' }),
    event(2, 'content_start', { contentType: 'text', text: 'I ', accumulated: 'I ' }),
    event(2, 'content_start', { contentType: 'text', text: 'read.', accumulated: 'I read.' }),
    event(3, 'usage', {
      inputTokens: 1_200,
      outputTokens: 80,
      cacheReadTokens: 900,
      reasoningTokenCount: 20,
      cost: 0.25,
      totalInputTokens: 5_000,
      totalOutputTokens: 900,
    }),
    event(3, 'content_end', { contentType: 'text', text: 'I read.' }),
    event(3, 'content_start', {
      contentType: 'tool',
      toolName: 'editor',
      toolCallId: 't1',
      input: { path: 'a.go' },
    }),
    event(3, 'content_start', {
      contentType: 'tool',
      toolName: 'run_commands',
      toolCallId: 't2',
      input: { commands: ['ls'] },
    }),
    event(4, 'content_end', {
      contentType: 'tool',
      toolName: 'run_commands',
      toolCallId: 't2',
      output: [{ query: 'ls', result: 'a.go', success: true }],
    }),
    event(4, 'content_end', {
      contentType: 'tool',
      toolName: 'editor',
      toolCallId: 't1',
      error: 'Approval is needed',
    }),
    event(5, 'iteration_start', { iteration: 2 }),
    event(6, 'content_end', { contentType: 'text', text: 'Not done.' }),
    event(6, 'usage', { inputTokens: 300, outputTokens: 20, cost: 0.5 }),
    event(7, 'done', { reason: 'completed', text: 'Not done.', iterations: 2 }),
    line(7, 'run_result', { finishReason: 'completed', text: 'Not done.', iterations: 2 }),
  ];

  it('are a generation for each iteration, each block once, results by their calls', async () => {
    const { format, traces } = await openLines(...run);
    assert.equal(format, 'cline-events');
    assert.deepEqual(
      traces.map((t) => outline(t)),
      [
        [
          'raw reasoning: Read it.',
          'answer: I read.',
          'call editor: {"path":"a.go"}',
          'call run_commands: {"commands":["ls"]}',
          'result: a.go',
          'failed result: Approval is needed',
        ],
        ['answer: Not done.'],
      ],
    );
    assert.deepEqual(
      traces.map((t) => [t.model, t.usage.inputTokens, t.usage.cachedInputTokens, t.costUsd]),
      [
        ['one/glm', 1_200, 900, 0.25],
        ['one/glm', 300, null, 0.5],
      ],
    );
    assert.deepEqual(
      traces.map((t) => [t.usage.outputTokens, t.usage.reasoningTokens, t.finishReason]),
      [
        [80, 20, null],
        [20, null, 'completed'],
      ],
    );
  });

  it('keep the pieces of a block that never ended', async () => {
    const { traces } = await openLines(...run.slice(0, 8));
    assert.deepEqual(
      traces.map((t) => outline(t)),
      [['raw reasoning: Read it.', 'answer: I read.']],
    );
  });

  it('have the answer once where only the end of the run tells it', async () => {
    const { traces } = await openLines(
      start,
      event(1, 'content_end', { contentType: 'reasoning', reasoning: 'Short.' }),
      line(2, 'run_result', { finishReason: 'completed', text: 'Pong.' }),
    );
    assert.deepEqual(
      traces.map((t) => outline(t)),
      [['raw reasoning: Short.', 'answer: Pong.']],
    );
  });

  it('are the session of an agent', async () => {
    const session = await sessionOf(lines(...run));
    assert.equal(session.isAgentLog, true);
    assert.equal(session.figures.money.usd, 0.75);
    assert.deepEqual(
      session.tools.map(({ result }) => result?.failed),
      [true, false],
    );
  });

  it('count the whole run where no iteration counts', async () => {
    const usage = {
      inputTokens: 900,
      outputTokens: 40,
      cacheReadTokens: 500,
      cacheWriteTokens: 0,
      totalCost: 0.25,
    };
    const session = await sessionOf(
      lines(
        start,
        event(1, 'content_end', { contentType: 'text', text: 'Pong.' }),
        line(2, 'run_result', { finishReason: 'completed', text: 'Pong.', usage }),
      ),
    );
    const { tokens, money } = session.figures;
    assert.deepEqual(
      [tokens.freshInput, tokens.cacheRead, tokens.output, money.usd],
      [400, 500, 40, 0.25],
    );
  });
});
