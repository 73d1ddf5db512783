import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readSession } from '../../../../src/core/session/readSession';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';
import { lines, outline, sessionOf } from './sessionFixture';

const at = (second: number): string => new Date(Date.UTC(2026, 4, 1, 8, 0, second)).toISOString();
const seconds = (second: number): number => Date.UTC(2026, 4, 1, 8, 0, second) / 1000;

describe('sessions of agents that log chats', () => {
  describe('SWE-agent', () => {
    const said = (thought: string, action: string) => ({
      role: 'assistant',
      content: [thought, '```', action, '```'].join('\n'),
      thought,
      action,
      agent: 'primary',
    });
    const user = (content: string) => ({ role: 'user', content, agent: 'primary' });
    const run = {
      environment: 'swe_main',
      trajectory: [
        { action: 'ls', observation: 'a.py', response: 'x', thought: 'x', execution_time: 0.25 },
        { action: 'edit 1:1', observation: '…', response: 'x', thought: 'x', execution_time: 2 },
      ],
      history: [
        { role: 'system', content: 'SETTING: You are an engineer.', agent: 'primary' },
        { ...user('Here is a demonstration'), is_demo: true },
        user("We're currently solving the following issue: the total is wrong."),
        said('Let me look.', 'ls'),
        user('a.py\n(Open file: n/a)\nbash-$'),
        said('I change it.', 'edit 1:1'),
        user('Your proposed edit has introduced new syntax error(s).'),
        said('I think.', ''),
        user('Your output was not formatted correctly.'),
        said('Done.', 'submit'),
      ],
      info: { exit_status: 'submitted', model_stats: { instance_cost: 0.4, api_calls: 3 } },
    };

    it('opens as a session of one task, with the commands that stand in its text', async () => {
      const session = await sessionOf(JSON.stringify(run), 'run.traj');
      assert.equal(session.isAgentLog, true);
      assert.deepEqual(outline(session), [
        "We're currently solving the following issue: the total is wrong. | bash(ls) | edit(edit 1:1) | answers | submit(submit) …",
      ]);
      assert.deepEqual(
        session.tools.map((tool) => tool.durationMs),
        [250, 2000, null],
      );
      assert.equal(session.tools[0]?.result?.preview, 'a.py (Open file: n/a) bash-$');
      assert.ok(session.turns[0]?.injected.some(({ rule }) => rule === 'observation'));
    });

    it('ties the results of called tools by the ids that they name', async () => {
      const call = {
        id: 'c1',
        type: 'function',
        function: { name: 'bash', arguments: '{"command":"ls"}' },
      };
      const history = [
        user('Fix it.'),
        { ...said('I look.', 'ls'), tool_calls: [call], message_type: 'action' },
        { role: 'tool', content: 'a.py', agent: 'main', tool_call_ids: ['c1'] },
      ];
      const session = await sessionOf(JSON.stringify({ ...run, history }), 'run.traj');
      assert.deepEqual(outline(session), ['Fix it. | bash(ls)']);
      assert.equal(session.tools[0]?.durationMs, 250);
    });

    it('is read from the steps alone where a log has no history', async () => {
      const trajectory = [
        { action: 'ls', observation: 'a.py', response: 'I look.\nls', thought: 'I look.\n' },
        { action: 'exit_cost', observation: '', response: 'No more.', thought: 'No more.' },
      ];
      const session = await sessionOf(JSON.stringify({ trajectory }), 'run.traj');
      assert.deepEqual(outline(session), [' | bash(ls) | answers']);
    });
  });

  describe('mini-swe-agent', () => {
    const answer = (
      content: string,
      second: number,
      actions: readonly object[],
      usage: object,
    ) => ({
      role: 'assistant',
      content,
      extra: {
        actions,
        cost: 0.01,
        timestamp: seconds(second),
        response: {
          id: `r${second}`,
          object: 'chat.completion',
          model: 'gpt-5',
          created: seconds(second - 2),
          choices: [{ finish_reason: 'stop', message: { role: 'assistant', content } }],
          usage,
        },
      },
    });
    const observed = (code: number, output: string, second: number) => ({
      role: 'user',
      content: `<returncode>${code}</returncode>\n<output>\n${output}</output>`,
      extra: { raw_output: output, returncode: code, timestamp: seconds(second) },
    });
    const messages = [
      { role: 'system', content: 'You can interact with a computer.' },
      { role: 'user', content: 'Please solve this issue: the total is wrong.' },
      answer('I look.', 10, [{ command: 'ls nowhere' }], {
        prompt_tokens: 100,
        completion_tokens: 20,
      }),
      observed(2, 'No such file', 13),
      answer('Again.', 20, [{ command: 'ls' }], { prompt_tokens: 150, completion_tokens: 10 }),
      observed(0, 'a.py', 21),
      { role: 'exit', content: 'Submitted', extra: { exit_status: 'Submitted', submission: '' } },
    ];

    it('opens as a session with the actions that were taken, their outcome and their time', async () => {
      const run = {
        info: { mini_version: '2.1.0', model_stats: { instance_cost: 0.02, api_calls: 2 } },
        messages,
        trajectory_format: 'mini-swe-agent-1.1',
      };
      const session = await sessionOf(JSON.stringify(run), 'i.traj.json');
      assert.equal(session.isAgentLog, true);
      assert.deepEqual(outline(session), [
        'Please solve this issue: the total is wrong. | bash(ls nowhere) failed | bash(ls)',
      ]);
      assert.deepEqual(
        session.tools.map((tool) => tool.durationMs),
        [3000, 1000],
      );
      assert.deepEqual(
        [
          session.figures.tokens.freshInput,
          session.figures.tokens.output,
          session.figures.money.usd,
        ],
        [250, 30, 0.02],
      );
    });

    it('of old is a bare list, known by its name', async () => {
      const list = messages.slice(0, 4).map(({ role, content }) => ({ role, content }));
      const session = await sessionOf(JSON.stringify(list), 'i.traj.json');
      assert.equal(session.isAgentLog, true);
      assert.deepEqual(outline(session), [
        'Please solve this issue: the total is wrong. | answers',
      ]);
    });
  });

  describe('Goose', () => {
    const message = (role: string, second: number, ...content: readonly object[]) => ({
      id: `m${second}`,
      role,
      created: seconds(second),
      content,
    });
    const words = (text: string) => ({ type: 'text', text });
    const request = (id: string, command: string) => ({
      type: 'toolRequest',
      id,
      toolCall: { status: 'success', value: { name: 'developer__shell', arguments: { command } } },
    });
    const response = (id: string, toolResult: object) => ({ type: 'toolResponse', id, toolResult });

    it('reads a file of lines: results and what the client adds are no turns', async () => {
      const session = await sessionOf(
        lines(
          {
            working_dir: '/work/shop',
            description: 'Memory leak',
            message_count: 7,
            total_tokens: 9,
          },
          message('user', 0, words('Where is the leak?')),
          message('user', 1, words('<turn-context>today</turn-context>')),
          message('assistant', 2, words('I look.'), request('t1', 'ps aux'), request('t2', 'nope')),
          message(
            'user',
            5,
            response('t1', { status: 'success', value: [words('node worker.js')] }),
            response('t2', { status: 'error', error: 'nope: not found' }),
          ),
          message('assistant', 6, words('In the worker.')),
          message('user', 60, words('Where is the leak?')),
          {
            ...message(
              'assistant',
              61,
              { type: 'thinking', thinking: 'Again.', signature: 's' },
              words('There.'),
            ),
            metadata: {
              inference: { provider: 'anthropic', requestedModel: 'claude-sonnet-4-5' },
              usage: { inputTokens: 300, outputTokens: 40, cost: 0.002, elapsedMs: 1500 },
            },
          },
        ),
        '20260501.jsonl',
      );
      assert.deepEqual(outline(session), [
        'Where is the leak? | developer__shell(ps aux), developer__shell(nope) failed | answers',
        'Where is the leak? | answers',
      ]);
      assert.deepEqual([session.title, session.folder], ['Memory leak', '/work/shop']);
      assert.deepEqual(
        session.tools.map(({ result, durationMs }) => [result?.preview, durationMs]),
        [
          ['node worker.js', 3000],
          ['nope: not found', 3000],
        ],
      );
      const last = session.calls.at(-1)!;
      assert.deepEqual(
        [last.model, last.tokens.output, last.money.usd, last.modelMs],
        ['claude-sonnet-4-5', 40, 0.002, 1500],
      );
      assert.equal(session.turns[0]!.injected[0]?.rule, 'turn-context');
    });

    it('reads its database', async () => {
      const session = await databaseSession('goose.db');
      assert.deepEqual(outline(session), ['How many? | shell(ls) | answers']);
      assert.equal(session.isAgentLog, true);
    });
  });

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

  describe('OpenHands', () => {
    const text = (words: string) => [{ type: 'text', text: words }];
    const events = [
      {
        kind: 'SystemPromptEvent',
        source: 'agent',
        timestamp: at(0),
        system_prompt: { type: 'text', text: 'S' },
      },
      {
        kind: 'MessageEvent',
        source: 'user',
        timestamp: at(1),
        llm_message: { role: 'user', content: text('Run the tests') },
      },
      {
        kind: 'ActionEvent',
        source: 'agent',
        timestamp: at(4),
        thought: text('I run them.'),
        reasoning_content: 'Pytest, surely.',
        tool_name: 'terminal',
        tool_call_id: 'c1',
        tool_call: { id: 'c1', name: 'terminal', arguments: '{"command":"pytest"}' },
        llm_response_id: 'r1',
      },
      {
        kind: 'ObservationEvent',
        source: 'environment',
        timestamp: at(9),
        tool_name: 'terminal',
        tool_call_id: 'c1',
        observation: { kind: 'TerminalObservation', content: text('1 failed'), is_error: true },
      },
      {
        kind: 'Condensation',
        source: 'environment',
        timestamp: at(10),
        forgotten_event_ids: [],
        summary: 'Tests ran.',
      },
      {
        kind: 'ActionEvent',
        source: 'agent',
        timestamp: at(12),
        tool_name: 'file_editor',
        tool_call_id: 'c2',
        tool_call: {
          id: 'c2',
          name: 'file_editor',
          arguments: '{"command":"view","path":"/a.py"}',
        },
        llm_response_id: 'r2',
      },
      {
        kind: 'UserRejectObservation',
        source: 'environment',
        timestamp: at(15),
        tool_call_id: 'c2',
        rejection_reason: 'User rejected the action',
      },
      {
        kind: 'MessageEvent',
        source: 'user',
        timestamp: at(30),
        llm_message: { role: 'user', content: text('Go on') },
      },
      {
        kind: 'MessageEvent',
        source: 'agent',
        timestamp: at(33),
        llm_message: { role: 'assistant', content: text('Done.') },
        llm_response_id: 'r3',
      },
      {
        kind: 'ConversationStateUpdateEvent',
        source: 'environment',
        timestamp: at(34),
        value: {
          usage_to_metrics: {
            agent: {
              token_usages: [
                {
                  response_id: 'r1',
                  model: 'claude-sonnet-4-5',
                  prompt_tokens: 100,
                  completion_tokens: 20,
                },
                {
                  response_id: 'r2',
                  model: 'claude-sonnet-4-5',
                  prompt_tokens: 120,
                  completion_tokens: 10,
                },
              ],
              response_latencies: [{ response_id: 'r1', latency: 2.5 }],
            },
          },
        },
      },
    ];

    it('reads a line an event: results, refusals, times and what was condensed', async () => {
      const session = await sessionOf(lines(...events), 'events.jsonl');
      assert.equal(session.isAgentLog, true);
      assert.deepEqual(outline(session), [
        'Run the tests | terminal(pytest) failed | file_editor(view) failed',
        'Go on | answers',
      ]);
      assert.deepEqual(
        session.tools.map(({ durationMs, result }) => [durationMs, result?.refused]),
        [
          [5000, false],
          [3000, true],
        ],
      );
      assert.deepEqual(
        session.events.map((e) => [e.kind, e.call, e.text]),
        [['compaction', 1, 'Tests ran.']],
      );
      assert.deepEqual([session.figures.tokens.freshInput, session.calls[0]?.modelMs], [220, 2500]);
    });

    it('reads the same events as one list', async () => {
      const session = await sessionOf(JSON.stringify(events), 'trajectory.json');
      assert.deepEqual(outline(session), [
        'Run the tests | terminal(pytest) failed | file_editor(view) failed',
        'Go on | answers',
      ]);
    });
  });
});

async function databaseSession(name: string) {
  const bytes = new Uint8Array(readFileSync(`test/fixtures/databases/${name}`));
  const scan = await startScan(memorySource(name, bytes), FORMATS);
  assert.ok('format' in scan, 'error' in scan ? inEnglish(scan.error.message) : '');
  return readSession(scan, () => null);
}
