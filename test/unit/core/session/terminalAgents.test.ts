import assert from 'node:assert/strict';
import { json, lines, readCases, sessionOf, type SessionCase } from './sessionFixture';

const at = (second: number): string => new Date(Date.UTC(2026, 4, 1, 8, 0, second)).toISOString();

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

const CASES: readonly SessionCase[] = [
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
];

describe('sessions of agents in a terminal', () => {
  readCases(CASES);

  it('takes the title and the folder that a document names', async () => {
    const opencode = CASES.find(({ file }) => file === 'export.json');
    const session = await sessionOf(opencode?.text ?? '', 'export.json');
    assert.deepEqual([session.title, session.folder], ['Fix the build', '/home/dev/shop']);
  });
});
