import assert from 'node:assert/strict';
import { lines, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openLines, outline, promptOf } from '../../openFixture';

let second = 0;
const piece = (payload: object) => ({
  id: `k${second}`,
  timestamp: `2026-09-04T11:11:${String(second++).padStart(2, '0')}.286Z`,
  payload,
});
const say = (content: unknown, more: object = {}) =>
  piece({ type: 'assistant', operationType: 'Say', content, ...more });
const think = (content: string, more: object = {}) =>
  piece({ type: 'assistant', operationType: 'Reasoning', content, ...more });
const call = (id: string, toolName: string, args: object, more: object = {}) =>
  piece({ type: 'tool_call', toolCallId: id, toolName, args, ...more });
const result = (id: string, content: string, more: object = {}) =>
  piece({ type: 'tool_result', toolCallId: id, content, ...more });

describe('sessions of Kiro', () => {
  const log = [
    piece({ type: 'session_start', sessionId: 'session-1' }),
    piece({ type: 'user', content: 'Rename the helper', images: [], documents: [] }),
    piece({ type: 'turn_start', executionId: 'e1' }),
    think('I look for its uses.', { reasoningSignature: 'opaque' }),
    say('I search first.'),
    piece({ type: 'pending_interaction', toolCallId: 'c1', question: 'Shell' }),
    call('c1', 'grep_search', { query: 'makeSlug' }, { status: 'executing' }),
    call('c1', 'grep_search', { query: 'makeSlug' }, { status: 'completed' }),
    result('c1', 'no such file', { success: false }),
    think('...', { reasoningSignature: 'sealed' }),
    say([{ content: [{ text: 'It is not there.' }] }]),
    piece({ type: 'usage_summary', promptTurnSummaries: [{ unit: 'credit', usage: 0.4 }] }),
    piece({ type: 'turn_end', executionId: 'e1' }),
  ];

  it('are read as pieces, what was said up to a result as one generation', async () => {
    const { format, traces, problems } = await openLines(...log);
    assert.equal(format, 'kiro');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: I look for its uses.',
        'answer: I search first.',
        'call grep_search: {"query":"makeSlug"}',
        'failed result: no such file',
      ],
      ['hidden reasoning: ', 'answer: It is not there.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Rename the helper']);
    assert.equal(traces[0]?.timing.startedAt, Date.parse('2026-09-04T11:11:03.286Z'));
    assert.deepEqual(problems, []);
  });

  it('are never an old session of Codex, whose header and pieces look alike', async () => {
    const { format, traces } = await openLines(
      ...log.slice(0, 1),
      piece({ type: 'user', content: 'Why?' }),
      piece({ type: 'reasoning', content: 'x' }),
      call('c9', 'read', {}),
    );
    assert.equal(format, 'kiro');
    assert.deepEqual(promptOf(traces[0]), ['user: Why?']);
  });

  it('leave out what the client says again, and know a piece that is new', async () => {
    const { traces } = await openLines(
      piece({ type: 'user', content: 'Look only' }),
      piece({
        type: 'user',
        content: 'Look only, again',
        _meta: { kiro: { syntheticUserMessageReason: 'steering-injection' } },
      }),
      say('Yes.'),
      piece({ type: 'hologram', content: 'x' }),
    );
    assert.deepEqual(promptOf(traces[0]), ['user: Look only']);
    assert.deepEqual(outline(traces[0]), ['answer: Yes.', 'raw hologram']);
  });

  it('are turns, calls and tools, with sub-agents in threads of their own', async () => {
    const session = await sessionOf(
      lines(
        ...log,
        piece({ type: 'user', content: 'And the docs?' }),
        piece({
          type: 'sub_agent_start',
          subSessionId: 's2',
          subAgentName: 'reader',
          prompt: 'Read the docs',
        }),
        say('In the docs it is.', { subExecutionId: 'x2' }),
        piece({ type: 'sub_agent_complete', subSessionId: 's2', response: 'found' }),
        say('The docs have it.'),
      ),
    );
    assert.deepEqual(turnsOf(session), [
      'Rename the helper | grep_search(makeSlug) failed | answers',
      'And the docs? | reader(Read the docs) | @1 answers | answers',
    ]);
    assert.equal(session.agents.length, 2);
  });
});

describe('sessions of Kiro’s command line', () => {
  const line = (kind: string, data: object) => ({ version: 'v1', kind, data });
  const log = [
    line('Prompt', {
      message_id: 'a1',
      content: [{ kind: 'text', data: 'Run the tests' }],
      meta: { timestamp: 1784869421 },
    }),
    line('AssistantMessage', {
      message_id: 'a2',
      content: [
        { kind: 'thinking', data: { text: 'One shell call is enough.', signature: 's' } },
        { kind: 'text', data: 'Running them.' },
        { kind: 'toolUse', data: { toolUseId: 't1', name: 'shell', input: { command: 'npm t' } } },
      ],
    }),
    line('ToolResults', {
      message_id: 'a3',
      content: [
        {
          kind: 'toolResult',
          data: {
            toolUseId: 't1',
            content: [{ kind: 'json', data: { exit_status: '1', stdout: 'no' } }],
            status: 'error',
          },
        },
      ],
      results: {},
    }),
    line('AssistantMessage', { message_id: 'a4', content: [{ kind: 'text', data: 'They fail.' }] }),
    line('Compaction', { summary: 'Tests fail.' }),
  ];

  it('open messages and blocks under the names of their kinds', async () => {
    const { format, traces } = await openLines(...log);
    assert.equal(format, 'kiro-cli');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: One shell call is enough.',
        'answer: Running them.',
        'call shell: {"command":"npm t"}',
        'failed result: {"exit_status":"1","stdout":"no"}',
      ],
      ['answer: They fail.', 'raw Compaction'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Run the tests']);
    assert.equal(traces[0]?.id, 'a2');
  });

  it('tell when the user said something, and that what came before was shortened', async () => {
    const again = line('Prompt', {
      content: [{ kind: 'text', data: 'Run the tests' }],
      meta: { timestamp: 1784869521 },
    });
    const answer = line('AssistantMessage', { content: [{ kind: 'text', data: 'They pass.' }] });
    const session = await sessionOf(lines(...log, again, answer));
    assert.deepEqual(
      session.turns.map((turn) => [turn.prompt, turn.startedAt]),
      [
        ['Run the tests', 1784869421000],
        ['Run the tests', 1784869521000],
      ],
    );
    assert.deepEqual(
      session.events.map((e) => [e.kind, e.text]),
      [['compaction', 'Tests fail.']],
    );
  });

  it('may have sealed reasoning, calls without ids, and a call that stands alone', async () => {
    const { traces } = await openLines(
      line('Prompt', { content: [{ kind: 'text', data: 'Find it' }] }),
      line('AssistantMessage', {
        content: [
          { kind: 'thinking', data: { text: '', signature: null, redactedContent: [46, 75] } },
          { kind: 'toolUse', data: { name: 'grep', input: { pattern: 'x' } } },
        ],
      }),
      line('ToolResults', {
        content: [{ kind: 'toolResult', data: { content: [{ kind: 'text', data: 'a.sh' }] } }],
      }),
      line('ToolResults', {}),
      line('ToolUse', { toolUseId: 't2', name: 'read', input: {} }),
    );
    assert.deepEqual(traces.map(outline), [
      ['redacted reasoning: ', 'call grep: {"pattern":"x"}', 'result: a.sh'],
      ['call read: {}'],
    ]);
  });

  it('are a session', async () => {
    const session = await sessionOf(lines(...log));
    assert.deepEqual(turnsOf(session), ['Run the tests | shell(npm t) failed | answers']);
  });
});
