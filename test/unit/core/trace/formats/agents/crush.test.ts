import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { databaseSession, outline as turnsOf } from '../../../session/sessionFixture';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

const SECOND = 1_777_622_400;

const part = (type: string, data: unknown) => ({ type, data });
const row = (id: string, role: string, parts: readonly unknown[], more: object = {}) => ({
  id,
  session_id: 's1',
  role,
  parts: JSON.stringify(parts),
  created_at: SECOND,
  updated_at: SECOND,
  finished_at: null,
  model: null,
  provider: null,
  is_summary_message: 0,
  ...more,
});

describe('Sessions of Crush', () => {
  it('are read from its database, with thinking, results and times in seconds', async () => {
    const bytes = new Uint8Array(readFileSync('test/fixtures/databases/crush.db'));
    const { format, traces } = await open('crush.db', bytes);
    assert.equal(format, 'crush');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: I list them, and let another one read.',
        'answer: I look.',
        'call ls: {"path": "/w"}',
        'call agent: {"prompt": "Read a.ts."}',
        'result: a.ts\nb.ts',
        'result: It is empty.',
      ],
      ['hidden reasoning: ', 'answer: Two.'],
      ['answer: It is empty.'],
    ]);
    assert.deepEqual(
      traces.map(({ timing, finishReason, model }) => [timing.durationMs, finishReason, model]),
      [
        [null, 'tool_use', 'claude-sonnet-4-5'],
        [3_000, 'end_turn', 'claude-sonnet-4-5'],
        [1_000, 'end_turn', 'claude-sonnet-4-5'],
      ],
      'a message with tools is finished when these have run',
    );
    assert.deepEqual(
      [traces[0]?.segments[0]?.at, traces[0]?.segments[0]?.durationMs],
      [(SECOND + 1) * 1_000, 3_000],
    );
    assert.ok(
      traces.every(({ usage }) => usage.outputTokens === null && usage.inputTokens === null),
    );
  });

  it('have their sub-agents under the call that started them', async () => {
    const session = await databaseSession('crush.db');
    assert.equal(session.isAgentLog, true);
    assert.equal(session.title, 'Count the files');
    assert.deepEqual(turnsOf(session), [
      'How many files are there? | ls(/w), agent(Read a.ts.) | answers | @1 answers',
    ]);
    assert.deepEqual(session.agents[1]?.startedBy, { call: 0, tool: 1 });
  });

  it('are read from rows of its messages, each session by itself', async () => {
    const { format, traces } = await openLines(
      row('1', 'user', [part('text', { text: 'List.' }), part('finish', { reason: 'stop' })]),
      row('2', 'user', [part('text', { text: 'Other.' })], {
        session_id: 's2',
      }),
      row('3', 'assistant', [
        part('reasoning', { thinking: 'First ls.', signature: '' }),
        part('tool_call', { id: 'c', name: 'ls', input: '{}' }),
      ]),
      row('4', 'assistant', [part('text', { text: 'No.' })], {
        session_id: 's2',
      }),
      row('5', 'tool', [
        part('tool_result', {
          tool_call_id: 'c',
          content: 'none',
          is_error: true,
        }),
      ]),
    );
    assert.equal(format, 'crush');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: First ls.', 'call ls: {}', 'failed result: none'],
      ['answer: No.'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: List.'], ['user: Other.']]);
  });

  it('keep unknown parts, show what the user ran, and take hostile values', async () => {
    const { traces } = await openJson([
      row('1', 'user', [
        part('shell_command', { command: 'ls', output: 'a', exit_code: 0 }),
        null,
        4,
      ]),
      row('2', 'assistant', [
        part('reasoning', {
          thinking: '',
          signature: '',
          responses_data: null,
          started_at: -1,
        }),
        part('reasoning', {
          thinking: 9,
          responses_data: { encrypted_content: 'ZW5j' },
        }),
        part('hologram', { a: 1 }),
        part('tool_call', null),
        part('finish', { reason: 7, time: 'late' }),
      ]),
      { ...row('3', 'assistant', []), parts: '[{"type":"text","data":{"te' },
      { role: 'assistant', parts: { length: 9 } },
    ]);
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), ['hidden reasoning: ', 'raw hologram', 'call : ']);
    assert.deepEqual(promptOf(traces[0]), ['user: $ ls\na']);
    assert.equal(traces[0]?.finishReason, null);
  });
});
