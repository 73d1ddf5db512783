import assert from 'node:assert/strict';
import { databaseSession, lines, outline, sessionOf } from './sessionFixture';

describe('sessions of Cursor', () => {
  describe('Cursor', () => {
    it('reads its database', async () => {
      const session = await databaseSession('cursor.vscdb');
      assert.deepEqual(outline(session), ['How many? | answers']);
      assert.equal(session.isAgentLog, true);
    });

    it('reads the database of a chat of its command line', async () => {
      const session = await databaseSession('cursor-chat.db');
      assert.equal(session.title, 'Count eggs');
      assert.deepEqual(outline(session), [
        'How many eggs are in shop.ts? | Read(shop.ts) | answers',
      ]);
      const [first] = session.calls;
      assert.deepEqual(
        [first?.model, first?.reasoningChars, first?.said, session.tools[0]?.result?.preview],
        ['claude-sonnet-4-5', 30, 'I look.', 'const eggs = 42;'],
      );
    });

    it('reads a transcript of its agent: the query without what stands around it', async () => {
      const said = (role: string, ...content: readonly object[]) => ({
        role,
        message: { content },
      });
      const words = (text: string) => ({ type: 'text', text });
      const session = await sessionOf(
        lines(
          said(
            'user',
            words(
              '<open_and_recently_viewed_files>a.ts</open_and_recently_viewed_files>\n<user_query>\nFix the total\n</user_query>',
            ),
          ),
          said('assistant', words('I look.'), {
            type: 'tool_use',
            name: 'Read',
            input: { path: 'a.ts' },
          }),
          said('assistant', words('Done.')),
          { type: 'turn_ended', status: 'success' },
        ),
        'agent.jsonl',
      );
      assert.equal(session.format, 'cursor');
      assert.deepEqual(outline(session), ['Fix the total | Read(a.ts) … | answers']);
    });
  });

  describe('Cursor agent', () => {
    const ms = (second: number) => ({ timestamp_ms: Date.UTC(2026, 4, 1, 8, 0, second) });
    const think = (second: number, words: string) => ({
      type: 'thinking',
      subtype: 'delta',
      text: words,
      ...ms(second),
    });
    const say = (second: number, words: string, more: object = {}) => ({
      type: 'assistant',
      message: { role: 'assistant', content: [{ type: 'text', text: words }] },
      ...ms(second),
      ...more,
    });
    const tool = (phase: string, second: number, id: string, call: object) => ({
      type: 'tool_call',
      subtype: phase,
      call_id: id,
      tool_call: call,
      model_call_id: 'm1',
      ...ms(second),
    });
    const read = { args: { path: 'a.ts' } };
    const shell = { args: { command: 'npm test' } };

    it('reads what it prints: thinking in pieces, tools with their outcome and time', async () => {
      const session = await sessionOf(
        lines(
          { type: 'system', subtype: 'init', cwd: '/work/shop', model: 'Claude 4.5 Sonnet' },
          {
            type: 'user',
            message: { role: 'user', content: [{ type: 'text', text: 'Fix the total' }] },
          },
          think(1, 'Let me '),
          think(2, 'look.'),
          { type: 'thinking', subtype: 'completed', ...ms(3) },
          say(4, 'I '),
          say(4, 'look.'),
          say(5, 'I look.', { model_call_id: 'm1' }),
          tool('started', 6, 'c1', { readToolCall: read }),
          tool('started', 6, 'c2', { shellToolCall: shell }),
          tool('completed', 8, 'c1', {
            readToolCall: { ...read, result: { success: { content: 'x = 1' } } },
          }),
          tool('completed', 16, 'c2', {
            shellToolCall: { ...shell, result: { error: { errorMessage: 'exit 1' } } },
          }),
          say(20, 'Done.'),
          { type: 'result', subtype: 'success', duration_ms: 20_000, result: 'Done.' },
        ),
        'out.jsonl',
      );
      assert.deepEqual([session.format, session.folder], ['cursor-stream', '/work/shop']);
      assert.deepEqual(outline(session), [
        'Fix the total | read(a.ts), shell(npm test) failed | answers',
      ]);
      assert.deepEqual(
        session.tools.map(({ durationMs, result }) => [durationMs, result?.preview]),
        [
          [2000, 'x = 1'],
          [10_000, 'exit 1'],
        ],
      );
      const [first] = session.calls;
      assert.deepEqual(
        [first?.model, first?.reasoningChars, first?.answerChars],
        ['Claude 4.5 Sonnet', 12, 7],
      );
    });
  });
});
