import assert from 'node:assert/strict';
import { databaseSession, lines, outline, sessionOf } from './sessionFixture';

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
});
