import assert from 'node:assert/strict';
import type { Trace } from '../../../../../../src/core/model/trace';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { openLines, outline, promptOf } from '../../openFixture';
import { assistant, say, thinking, user } from './claudeLines';

describe('Claude Code sessions in pieces', () => {
  describe('whose stream has events of a message', () => {
    const event = (value: object) => ({
      type: 'stream_event',
      session_id: 's1',
      parent_tool_use_id: null,
      event: value,
    });
    const start = (id: string) =>
      event({
        type: 'message_start',
        message: {
          id,
          type: 'message',
          role: 'assistant',
          model: 'claude-sonnet-4-5-20250929',
          content: [],
          stop_reason: null,
          usage: { input_tokens: 10, output_tokens: 1 },
        },
      });
    const block = (index: number, type: 'thinking' | 'text', ...pieces: readonly string[]) => [
      event({ type: 'content_block_start', index, content_block: { type, [type]: '' } }),
      ...pieces.map((piece) =>
        event({
          type: 'content_block_delta',
          index,
          delta: { type: `${type}_delta`, [type]: piece },
        }),
      ),
    ];
    const stop = (index: number) => event({ type: 'content_block_stop', index });
    const init = { type: 'system', subtype: 'init', session_id: 's1', cwd: '/w' };
    const end = [
      event({
        type: 'message_delta',
        delta: { stop_reason: 'end_turn' },
        usage: { output_tokens: 52 },
      }),
      event({ type: 'message_stop' }),
    ];
    const problems = (trace: Trace | undefined) =>
      (trace?.problems ?? []).map(({ message }) => inEnglish(message));

    it('keep the answer that was being written when the run was stopped', async () => {
      const { traces } = await openLines(
        init,
        user('go'),
        start('m1'),
        ...block(0, 'thinking', 'Three ', 'times eight.'),
        assistant('m1', thinking('Three times eight.')),
        stop(0),
        ...block(1, 'text', '24 ', 'le'),
      );
      assert.deepEqual(traces.map(outline), [
        ['summary reasoning: Three times eight.', 'answer: 24 le'],
      ]);
      assert.deepEqual(problems(traces[0]), ['The answer is cut off.']);
      assert.deepEqual(promptOf(traces[0]), ['user: go']);
      assert.equal(traces[0]?.finishReason, null);
    });

    it('are read where no line tells a message whole', async () => {
      const { format, traces } = await openLines(
        init,
        start('m1'),
        ...block(0, 'thinking', 'Three.'),
        stop(0),
        ...block(1, 'text', '24.'),
        stop(1),
        ...end,
        start('m2'),
        ...block(0, 'thinking', 'And th'),
      );
      assert.equal(format, 'claude-code');
      assert.deepEqual(traces.map(outline), [
        ['summary reasoning: Three.', 'answer: 24.'],
        ['summary reasoning: And th'],
      ]);
      assert.deepEqual(
        traces.map(({ id, truncated, finishReason }) => [id, truncated, finishReason]),
        [
          ['m1', false, 'end_turn'],
          ['m2', true, null],
        ],
      );
      assert.deepEqual(
        traces.map(({ usage }) => [usage.inputTokens, usage.outputTokens, usage.outputBound]),
        [
          [10, 52, 'exact'],
          [10, 1, 'at-least'],
        ],
      );
      assert.deepEqual(problems(traces[0]), []);
    });

    it('add nothing to a message that came whole', async () => {
      const { traces } = await openLines(
        user('go'),
        start('m1'),
        ...block(0, 'thinking', 'Three.'),
        assistant('m1', thinking('Three.')),
        stop(0),
        ...block(1, 'text', '24.'),
        assistant('m1', say('24.')),
        stop(1),
        ...end,
        start('m2'),
        ...block(0, 'text', 'Done.'),
        assistant('m2', say('Done.')),
        stop(0),
        ...end,
      );
      assert.deepEqual(traces.map(outline), [
        ['summary reasoning: Three.', 'answer: 24.'],
        ['answer: Done.'],
      ]);
      assert.deepEqual(problems(traces[0]), []);
    });
  });
});
