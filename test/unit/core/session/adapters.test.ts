import assert from 'node:assert/strict';
import { SESSION_FORMATS } from '../../../../src/core/session/formats';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { json, lines, readCases, sessionOf, type SessionCase } from './sessionFixture';

const at = (second: number): string => new Date(Date.UTC(2026, 4, 1, 8, 0, second)).toISOString();

const cline = (ts: number, kind: 'say' | 'ask', name: string, text: string) => ({
  ts: 1777000000000 + ts,
  type: kind,
  [kind]: name,
  text,
});

const CASES: readonly SessionCase[] = [
  {
    name: 'Antigravity: the request without its settings',
    text: lines(
      {
        step_index: 0,
        source: 'USER_EXPLICIT',
        type: 'USER_INPUT',
        status: 'DONE',
        created_at: at(0),
        content:
          '<USER_REQUEST>\nList it.\n</USER_REQUEST>\n<USER_SETTINGS_CHANGE>\nmodel\n</USER_SETTINGS_CHANGE>',
      },
      {
        step_index: 1,
        source: 'MODEL',
        type: 'PLANNER_RESPONSE',
        status: 'DONE',
        created_at: at(1),
        tool_calls: [{ name: 'list_dir', args: { DirectoryPath: '"/w"' } }],
      },
      {
        step_index: 2,
        source: 'MODEL',
        type: 'LIST_DIRECTORY',
        status: 'DONE',
        created_at: at(3),
        content: 'a.txt',
      },
      {
        step_index: 3,
        source: 'MODEL',
        type: 'PLANNER_RESPONSE',
        status: 'DONE',
        created_at: at(4),
        content: 'One.',
      },
      {
        step_index: 4,
        source: 'SYSTEM',
        type: 'CHECKPOINT',
        status: 'DONE',
        created_at: at(5),
        content: '# Resuming from a compaction',
      },
    ),
    turns: ['List it. | list_dir(/w) | answers'],
    events: ['compaction'],
  },
  {
    name: 'VS Code chat: a request is a turn, also when its words come again',
    file: 'chat.json',
    text: json({
      responderUsername: 'GitHub Copilot',
      requests: [1, 2].map((n) => ({
        requestId: `r${n}`,
        message: { text: 'Run the tests' },
        modelId: 'copilot/gpt-5-mini',
        timestamp: 1777000000000 + n,
        response: [
          {
            kind: 'toolInvocationSerialized',
            toolId: 'run_in_terminal',
            toolCallId: `t${n}`,
            toolSpecificData: { commandLine: { original: 'npm test' } },
            resultDetails: { input: 'npm test', output: [{ value: 'ok' }], isError: false },
          },
          { value: 'They pass.' },
        ],
        result: { timings: { totalElapsed: 900 } },
      })),
    }),
    turns: [
      'Run the tests | run_in_terminal(npm test)',
      'Run the tests | run_in_terminal(npm test)',
    ],
  },
  {
    name: 'Cline: feedback begins a turn',
    file: 'ui_messages.json',
    text: json([
      cline(0, 'say', 'task', 'Add a test'),
      cline(
        1,
        'say',
        'api_req_started',
        JSON.stringify({ tokensIn: 10, tokensOut: 5, cacheReads: 3, cacheWrites: 2, cost: 0.01 }),
      ),
      cline(2, 'say', 'tool', JSON.stringify({ tool: 'readFile', path: 'a.ts' })),
      cline(
        3,
        'say',
        'api_req_started',
        JSON.stringify({ tokensIn: 10, tokensOut: 5, cost: 0.01 }),
      ),
      cline(4, 'say', 'completion_result', 'Done'),
      cline(5, 'say', 'user_feedback', 'One more'),
      cline(
        6,
        'say',
        'api_req_started',
        JSON.stringify({ tokensIn: 10, tokensOut: 5, cost: 0.01 }),
      ),
      cline(7, 'say', 'text', 'Sure'),
    ]),
    turns: ['Add a test | readFile(a.ts) … | answers', 'One more | answers'],
    tokens: [35, 15],
  },
  {
    name: 'ATIF: steps of an agent',
    file: 'trajectory.json',
    text: json({
      schema_version: 'ATIF-v1.4',
      session_id: 's',
      agent: { name: 'terminus', model_name: 'gpt-5' },
      steps: [
        { step_id: 1, source: 'user', message: 'Make it pass', timestamp: at(0) },
        {
          step_id: 2,
          source: 'agent',
          message: '',
          timestamp: at(1),
          tool_calls: [
            { tool_call_id: 'c', function_name: 'bash', arguments: { command: 'make' } },
          ],
          observation: { results: [{ source_call_id: 'c', content: 'ok' }] },
          metrics: { prompt_tokens: 10, completion_tokens: 2 },
        },
        {
          step_id: 3,
          source: 'agent',
          message: 'It passes',
          timestamp: at(2),
          metrics: { prompt_tokens: 12, completion_tokens: 3 },
        },
      ],
    }),
    turns: ['Make it pass | bash(make) | answers'],
    tokens: [22, 5],
  },
  {
    name: 'Hermes: messages of a chat',
    file: 'hermes.json',
    text: json({
      session_id: 's',
      platform: 'cli',
      model: 'gpt-5',
      message_count: 4,
      messages: [
        { role: 'user', content: 'Where am I?' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ id: 'c', function: { name: 'shell', arguments: '{"command":"pwd"}' } }],
        },
        { role: 'tool', content: '/w', tool_call_id: 'c' },
        { role: 'assistant', content: 'In /w.' },
      ],
    }),
    turns: ['Where am I? | shell(pwd) | answers'],
  },
  {
    name: 'a list of messages that repeats its history in no line',
    file: 'messages.json',
    text: json([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'a' },
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'b' },
    ]),
    turns: ['One | answers', 'One | answers'],
  },
];

describe('sessions of agents in editors, and of formats that many write', () => {
  readCases(CASES);

  it('names only formats that there are, each once', () => {
    const ids = SESSION_FORMATS.flatMap((format) => format.ids);
    assert.equal(new Set(ids).size, ids.length);
    const known = new Set(FORMATS.map((format) => format.id));
    assert.deepEqual(
      ids.filter((id) => !known.has(id)),
      [],
    );
  });

  it('takes requests that repeat their history for one turn a question', async () => {
    const request = (id: string, messages: readonly object[], content: string) => ({
      request: { model: 'gpt-5', messages },
      response: {
        id,
        object: 'chat.completion',
        model: 'gpt-5',
        choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 5, completion_tokens: 1 },
      },
    });
    const first = { role: 'user', content: 'One' };
    const more = [first, { role: 'assistant', content: 'a' }, { role: 'user', content: 'Two' }];
    const session = await sessionOf(
      lines(request('a', [first], 'a'), request('b', more, 'b'), request('c', more, 'c')),
    );
    assert.deepEqual(
      session.turns.map((t) => [t.prompt, t.calls.length]),
      [
        ['One', 1],
        ['Two', 2],
      ],
    );
    assert.equal(session.isAgentLog, false);
  });
});
