import assert from 'node:assert/strict';
import { SESSION_FORMATS } from '../../../../src/core/session/formats';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { json, lines, outline, sessionOf } from './sessionFixture';

const at = (second: number): string => new Date(Date.UTC(2026, 4, 1, 8, 0, second)).toISOString();

interface Case {
  readonly name: string;
  readonly file?: string;
  readonly text: string;
  readonly turns: readonly string[];
  readonly agents?: number;
  readonly events?: readonly string[];
  readonly tokens?: readonly [input: number | null, output: number | null];
}

const geminiMessages = [
  { id: 'u1', timestamp: at(0), type: 'user', content: 'List it' },
  {
    id: 'g1',
    timestamp: at(3),
    type: 'gemini',
    model: 'gemini-2.5-pro',
    content: '',
    tokens: { input: 50, output: 5, cached: 10, thoughts: 7, tool: 0, total: 62 },
    toolCalls: [
      {
        id: 't1',
        name: 'list_directory',
        args: { path: '.' },
        status: 'success',
        timestamp: at(4),
        result: [{ functionResponse: { response: { output: 'a.txt' } } }],
      },
    ],
  },
  {
    id: 'g2',
    timestamp: at(6),
    type: 'gemini',
    model: 'gemini-2.5-pro',
    content: 'One file.',
    tokens: { input: 60, output: 6, cached: 0, thoughts: 0, total: 66 },
  },
  { id: 'u2', timestamp: at(20), type: 'user', content: 'List it' },
  {
    id: 'g3',
    timestamp: at(22),
    type: 'gemini',
    model: 'gemini-2.5-pro',
    content: 'Still one.',
    tokens: { input: 70, output: 4, cached: 0, thoughts: 0, total: 74 },
  },
];

const opencodeMessage = (
  role: string,
  id: string,
  created: number,
  parts: readonly object[],
  more: object = {},
) => ({
  info: { id, role, sessionID: 's', time: { created, completed: created + 1000 }, ...more },
  parts,
});
const opencodeAnswer = (id: string, created: number, parts: readonly object[], finish = 'stop') =>
  opencodeMessage('assistant', id, created, parts, {
    modelID: 'claude-sonnet-4-5',
    providerID: 'anthropic',
    cost: 0.02,
    finish,
    tokens: { input: 100, output: 20, reasoning: 0, cache: { read: 30, write: 10 } },
  });

const kimi = (seconds: number, value: object) => ({
  time: Date.UTC(2026, 4, 1, 8, 0, seconds),
  ...value,
});
const kimiUser = (seconds: number, text: string, kind = 'user') =>
  kimi(seconds, {
    type: 'context.append_message',
    message: { role: 'user', content: [{ type: 'text', text }], origin: { kind } },
  });
const kimiEvent = (seconds: number, event: object) =>
  kimi(seconds, { type: 'context.append_loop_event', event });

const copilot = (type: string, second: number, data: object) => ({
  type,
  data,
  id: `e${second}`,
  timestamp: at(second),
});

const qwen = (type: string, second: number, parts: readonly object[], more: object = {}) => ({
  uuid: `q${second}`,
  sessionId: 's',
  timestamp: at(second),
  type,
  message: { role: type === 'assistant' ? 'model' : 'user', parts },
  ...more,
});

const pi = (second: number, message: object) => ({
  type: 'message',
  id: `p${second}`,
  timestamp: at(second),
  message,
});

const cline = (ts: number, kind: 'say' | 'ask', name: string, text: string) => ({
  ts: 1777000000000 + ts,
  type: kind,
  [kind]: name,
  text,
});

const CASES: readonly Case[] = [
  {
    name: 'Gemini CLI: the same words twice are two turns',
    file: 'session-1.json',
    text: json({ sessionId: 's', projectHash: 'p', messages: geminiMessages }),
    turns: ['List it | list_directory(.) | answers', 'List it | answers'],
    tokens: [180, 22],
  },
  {
    name: 'opencode: an exported session',
    file: 'export.json',
    text: json({
      info: { id: 's', title: 'Fix the build', directory: '/home/dev/shop' },
      messages: [
        opencodeMessage('user', 'm1', 1777000000000, [{ type: 'text', text: 'Fix the test' }]),
        opencodeAnswer(
          'm2',
          1777000001000,
          [
            { type: 'step-start' },
            {
              type: 'tool',
              tool: 'bash',
              callID: 'c1',
              state: {
                status: 'completed',
                input: { command: 'npm test' },
                output: 'ok',
                time: { start: 1777000001200, end: 1777000003200 },
              },
            },
          ],
          'tool-calls',
        ),
        opencodeAnswer('m3', 1777000004000, [{ type: 'text', text: 'Done' }]),
        opencodeMessage('user', 'm4', 1777000009000, [{ type: 'text', text: 'Thanks' }]),
        opencodeAnswer('m5', 1777000010000, [{ type: 'text', text: 'Sure' }], 'length'),
      ],
    }),
    turns: ['Fix the test | bash(npm test) | answers', 'Thanks | answers'],
    tokens: [420, 60],
  },
  {
    name: 'Kimi CLI: reminders are no turns, and a message without an answer is one',
    text: lines(
      kimi(0, { type: 'metadata', protocol_version: '1.4' }),
      kimiUser(1, 'hi'),
      kimiUser(3, 'run ls'),
      kimiEvent(4, { type: 'step.begin', uuid: 's1' }),
      kimiEvent(5, { type: 'tool.call', toolCallId: 'c1', name: 'Bash', args: { command: 'ls' } }),
      kimiEvent(6, {
        type: 'tool.result',
        toolCallId: 'c1',
        result: {
          output: 'cat: x: No such file\nCommand failed with exit code: 1.',
          isError: true,
        },
      }),
      kimiEvent(7, {
        type: 'step.end',
        finishReason: 'tool_use',
        usage: { inputOther: 10, output: 5, inputCacheRead: 20, inputCacheCreation: 0 },
      }),
      kimiUser(8, '<system-reminder>todo</system-reminder>', 'injection'),
      kimiEvent(9, { type: 'step.begin', uuid: 's2' }),
      kimiEvent(10, { type: 'content.part', part: { type: 'text', text: 'a.txt' } }),
      kimiEvent(11, {
        type: 'step.end',
        finishReason: 'end_turn',
        usage: { inputOther: 3, output: 4, inputCacheRead: 30, inputCacheCreation: 0 },
      }),
    ),
    turns: ['hi | ', 'run ls | Bash(ls) failed | answers'],
    tokens: [63, 9],
  },
  {
    name: 'Copilot CLI: a sub-agent under the call that started it',
    text: lines(
      copilot('session.start', 0, {
        sessionId: 's',
        selectedModel: 'gpt-5-mini',
        context: { cwd: '/work' },
      }),
      copilot('user.message', 1, { content: 'Look around' }),
      copilot('assistant.message', 2, {
        messageId: 'm1',
        content: '',
        outputTokens: 9,
        toolRequests: [{ toolCallId: 'c1', name: 'task', arguments: { description: 'explore' } }],
      }),
      copilot('subagent.started', 3, {
        toolCallId: 'c1',
        agentName: 'explore',
        agentDisplayName: 'Explore',
      }),
      copilot('assistant.message', 4, {
        messageId: 'm2',
        parentToolCallId: 'c1',
        content: 'Seen',
        outputTokens: 3,
        toolRequests: [],
      }),
      copilot('tool.execution_complete', 5, {
        toolCallId: 'c1',
        success: true,
        result: { content: 'Seen' },
        toolTelemetry: { metrics: { durationMs: 2500 } },
      }),
      copilot('assistant.message', 6, {
        messageId: 'm3',
        content: 'Done',
        outputTokens: 4,
        toolRequests: [],
      }),
      copilot('abort', 7, { reason: 'user' }),
    ),
    turns: ['Look around | task(explore) | @1 answers | answers'],
    agents: 2,
    events: ['interruption'],
    tokens: [null, 16],
  },
  {
    name: 'Qwen Code: a rewind leaves both branches',
    text: lines(
      qwen('user', 0, [
        { text: 'Begin' },
        {
          text: '<qwen:user-prompt-submit-context>\nOf a hook.\n</qwen:user-prompt-submit-context>',
        },
      ]),
      qwen('assistant', 1, [{ text: 'No' }], { model: 'qwen3-coder' }),
      { uuid: 'r', sessionId: 's', timestamp: at(2), type: 'system', subtype: 'rewind' },
      {
        ...{ uuid: 'x', sessionId: 's', timestamp: at(2), type: 'system', subtype: 'ui_telemetry' },
        systemPayload: {
          uiEvent: {
            'event.name': 'qwen-code.api_error',
            error_type: 'RateLimitError',
            error_message: 'too many requests',
          },
        },
      },
      qwen('user', 3, [{ text: 'Go on' }]),
      qwen(
        'assistant',
        4,
        [{ functionCall: { id: 'c', name: 'read_file', args: { path: 'a' } } }],
        { model: 'qwen3-coder', usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 4 } },
      ),
    ),
    turns: ['Begin | answers', 'Go on | read_file(a) …'],
    events: ['rewind', 'rate-limit'],
    tokens: [12, 4],
  },
  {
    name: 'pi: results are no messages',
    text: lines(
      { type: 'session', id: 's', version: 3, cwd: '/work', timestamp: at(0) },
      pi(1, { role: 'user', content: [{ type: 'text', text: 'Read it' }] }),
      pi(2, {
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        stopReason: 'toolUse',
        content: [{ type: 'toolCall', id: 'c', name: 'read', arguments: { path: 'a.md' } }],
        usage: { input: 5, output: 6, cacheRead: 7, cacheWrite: 8, cost: { total: 0.01 } },
      }),
      pi(4, {
        role: 'toolResult',
        toolCallId: 'c',
        content: [{ type: 'text', text: 'hello' }],
        isError: false,
      }),
      pi(5, {
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        stopReason: 'stop',
        content: [{ type: 'text', text: 'It greets.' }],
        usage: { input: 5, output: 6, cacheRead: 7, cacheWrite: 8, cost: { total: 0.01 } },
      }),
    ),
    turns: ['Read it | read(a.md) | answers'],
    tokens: [40, 12],
  },
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

describe('sessions of all agents', () => {
  for (const { name, file, text, turns, agents, events, tokens } of CASES) {
    it(name, async () => {
      const session = await sessionOf(text, file);
      assert.deepEqual(outline(session), turns);
      assert.equal(session.agents.length, agents ?? 1);
      assert.deepEqual(
        session.events.map((e) => e.kind),
        events ?? [],
      );
      if (tokens === undefined) return;
      const { freshInput, cacheRead, cacheWrite, output } = session.figures.tokens;
      const input = freshInput === null ? null : freshInput + (cacheRead ?? 0) + (cacheWrite ?? 0);
      assert.deepEqual([input, output], tokens);
    });
  }

  it('takes the title and the folder that a document names', async () => {
    const opencode = CASES.find(({ file }) => file === 'export.json');
    const session = await sessionOf(opencode?.text ?? '', 'export.json');
    assert.deepEqual([session.title, session.folder], ['Fix the build', '/home/dev/shop']);
  });

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
