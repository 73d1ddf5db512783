import assert from 'node:assert/strict';
import { json, lines, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

describe('conversations of Forge', () => {
  const actual = (prompt: number, completion: number) => ({
    prompt_tokens: { actual: prompt },
    completion_tokens: { actual: completion },
    total_tokens: { approx: prompt + completion },
    cached_tokens: { actual: 5 },
    cost: 0.01,
  });
  const messages = [
    { text: { role: 'System', content: 'You are Forge.' } },
    { text: { role: 'User', content: 'How many routes?', model: 'anthropic/claude-sonnet-4' } },
    {
      text: {
        role: 'Assistant',
        content: 'I search.',
        tool_calls: [{ name: 'fs_search', call_id: 't1', arguments: { pattern: 'router' } }],
        reasoning_details: [{ text: 'Routes are registered.', signature: 's', data: null }],
      },
      usage: actual(3_000, 88),
    },
    {
      tool: {
        name: 'fs_search',
        call_id: 't1',
        output: {
          is_error: true,
          values: [{ text: 'app.js: 6' }, { ai: { value: 'said' } }, 'empty'],
        },
      },
    },
    { text: { role: 'Assistant', content: 'Six.' }, usage: { prompt_tokens: { approx: 9 } } },
    { image: { url: 'data:image/png;base64,AA' } },
  ];
  const dump = {
    conversation: { id: 'c', title: 'Count routes', context: { messages }, metrics: {} },
    related_conversations: [],
  };

  it('open messages under the names of their kinds, with the counts that were measured', async () => {
    const { format, traces } = await openJson(dump);
    assert.equal(format, 'forge');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: Routes are registered.',
        'answer: I search.',
        'call fs_search: {"pattern":"router"}',
        'failed result: app.js: 6\n\nsaid',
      ],
      ['answer: Six.', 'raw image'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: You are Forge.', 'user: How many routes?']);
    const { model, costUsd, usage } = traces[0]!;
    assert.deepEqual(
      [model, costUsd, usage.inputTokens, usage.outputTokens, usage.cachedInputTokens],
      ['anthropic/claude-sonnet-4', 0.01, 3_000, 88, 5],
    );
    assert.equal(traces[1]?.usage.inputTokens, null, 'what was worked out is no count');
  });

  it('may be a conversation alone, or a row of its database', async () => {
    const alone = await openJson({ id: 'c', context: { messages } });
    const row = await openLines({ conversation_id: 'c', context: JSON.stringify({ messages }) });
    for (const { format, traces } of [alone, row]) {
      assert.equal(format, 'forge');
      assert.equal(traces.length, 2);
    }
  });

  it('are a session with its title', async () => {
    const session = await sessionOf(json(dump), 'dump.json');
    assert.deepEqual(turnsOf(session), ['How many routes? | fs_search(router) failed | answers']);
    assert.equal(session.title, 'Count routes');
  });

  it('tell what the user said from what Forge put around it, and commands that failed', async () => {
    const failed = '<shell_output\n  command="npm t"\n  exit_code="1"\n>\nno\n</shell_output>';
    const context = {
      messages: [
        {
          text: {
            role: 'User',
            content: '<task>Test it</task>\n<system_date>2026-01-01</system_date>',
          },
        },
        {
          text: {
            role: 'Assistant',
            content: '',
            tool_calls: [{ name: 'shell', call_id: 't1', arguments: { command: 'npm t' } }],
          },
        },
        {
          tool: {
            name: 'shell',
            call_id: 't1',
            output: { is_error: false, values: [{ text: failed }] },
          },
        },
      ],
    };
    const session = await sessionOf(json({ id: 'c', context }), 'dump.json');
    assert.deepEqual(turnsOf(session), ['Test it | shell(npm t) failed']);
  });

  it('have the conversations of sub-agents in the turn that asked them, by their task or in the result', async () => {
    const said = (role: string, content: string, more: object = {}) => ({
      text: { role, content, ...more },
    });
    const talk = (id: string, task: string) => ({
      id,
      context: { messages: [said('User', `<task>${task}</task>`), said('Assistant', 'Found.')] },
    });
    const ask = (call_id: string, ...tasks: readonly string[]) => ({
      name: 'sage',
      call_id,
      arguments: { tasks },
    });
    const result = (call_id: string, value: object) => ({
      tool: { name: 'sage', call_id, output: { is_error: false, values: [value] } },
    });
    const asked = [
      said('User', 'Do it'),
      said('Assistant', '', { tool_calls: [ask('p1', 'Look into X'), ask('p2', 'Look into Y')] }),
      result('p1', { text: 'Found.' }),
      result('p2', { aI: { value: 'Found.', conversation_id: 'd2' } }),
      said('Assistant', 'Done.'),
    ];
    const session = await sessionOf(
      json({
        conversation: { id: 'c', context: { messages: asked } },
        related_conversations: [talk('d1', 'Look into X'), talk('d2', 'Another task')],
      }),
      'dump.json',
    );
    assert.deepEqual(
      session.turns.map((turn) => [turn.prompt, turn.calls.length]),
      [['Do it', 4]],
    );
    assert.deepEqual(
      session.agents.map((agent) => [agent.id, agent.name, agent.startedBy?.tool ?? null]),
      [
        ['main', null, null],
        ['d1', 'sage', 0],
        ['d2', 'sage', 1],
      ],
    );
  });
});

describe('transcripts of Windsurf', () => {
  const step = (type: string, body: object, status = 'done') => ({ [type]: body, status, type });
  const log = [
    step('user_input', { user_response: 'Write hello', rules_applied: { always_on: ['a.md'] } }),
    step('planner_response', { response: 'I write it.' }),
    step('view_file', { path: 'file:///a.py', start_line: 0, end_line: 1, content: '# a' }),
    step('code_action', { path: 'file:///a.py', new_content: 'x', original_content: '' }),
    step('planner_response', { response: 'Now I run it.' }),
    step('run_command', { command: 'python a.py', cwd: '/', exit_code: 1, output: 'no' }),
    step('list_resources', { server_name: 'memory' }, 'error'),
    step('planner_response', { response: 'It fails.' }),
  ];

  it('have each step under the name of its type', async () => {
    const { format, traces } = await openLines(...log, { type: 'hologram', status: 'done' });
    assert.equal(format, 'windsurf');
    assert.deepEqual(traces.map(outline), [
      [
        'answer: I write it.',
        'call view_file: {"path":"file:///a.py","start_line":0,"end_line":1}',
        'result: # a',
        'call code_action: {"path":"file:///a.py","new_content":"x","original_content":""}',
      ],
      [
        'answer: Now I run it.',
        'call run_command: {"command":"python a.py","cwd":"/"}',
        'failed result: no',
        'call list_resources: {"server_name":"memory"}',
        'failed result: ',
      ],
      ['answer: It fails.', 'raw hologram'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Write hello']);
  });

  it('keep what was found, and what went wrong beside an empty output', async () => {
    const results = [{ path: 'a.py', line: 3 }];
    const { traces } = await openLines(
      step('user_input', { user_response: 'Find it' }),
      step('planner_response', { response: 'I look.' }),
      step('grep_search', { query: 'x', results, total_results: 1 }),
      step('run_command', { command: 'ls', output: '', error: 'no shell' }, 'error'),
    );
    assert.deepEqual(outline(traces[0]).slice(1), [
      'call grep_search: {"query":"x"}',
      'result: [{"path":"a.py","line":3}]',
      'call run_command: {"command":"ls"}',
      'failed result: no shell',
    ]);
  });

  it('have words of the user that look like those of other clients', async () => {
    const words = 'Observation: the page is blank. Why does <image>a.png</image> not load?';
    const session = await sessionOf(
      lines(
        step('user_input', { user_response: words }),
        step('planner_response', { response: 'I look.' }),
      ),
    );
    assert.deepEqual(turnsOf(session), [`${words} | answers`]);
  });

  it('are a session', async () => {
    const [turn = ''] = turnsOf(await sessionOf(lines(...log)));
    assert.match(turn, /^Write hello \| view_file\(.+code_action.+\| run_command.+ failed/);
  });
});

describe('the log of Copilot’s coding agent', () => {
  const chunk = (id: string, delta: object, finish_reason: string) =>
    `data: ${JSON.stringify({
      id,
      object: 'chat.completion.chunk',
      created: 1_758_000_000,
      model: 'claude-sonnet-4',
      usage: { completion_tokens: 40, prompt_tokens: 1_000, total_tokens: 1_040 },
      choices: [{ delta: { role: 'assistant', ...delta }, finish_reason, index: 0 }],
    })}\n\n`;
  const call = (id: string, name: string, args: string) => ({
    function: { name, arguments: args },
    id,
    index: 0,
    type: 'function',
  });
  const words = { content: 'I check the file.', reasoning_text: 'A badge goes there.' };
  const output = { content: '1: # Kettle', tool_calls: [call('t1', 'view', '{"path":"a"}')] };
  const log = [
    chunk('c1', words, 'stop'),
    chunk('v1', output, 'tool_calls'),
    chunk('end', { content: 'Done.', tool_calls: [] }, 'stop'),
  ];

  it('has what a tool gave out as the content of the chunk that calls it', async () => {
    const { format, traces } = await open('task.log', log.join(''));
    assert.equal(format, 'copilot-agent');
    assert.deepEqual(
      traces.map((t) => outline(t).map((line) => line.replace(/^\w+ reasoning/, 'reasoning'))),
      [
        ['reasoning: A badge goes there.', 'answer: I check the file.'],
        ['call view: {"path":"a"}', 'result: 1: # Kettle'],
        ['answer: Done.'],
      ],
    );
    assert.deepEqual(
      traces.map((t) => t.usage.outputTokens),
      [40, 40, 40],
    );
    assert.equal(traces[1]?.finishReason, 'tool_calls');
  });

  it('tells a call again with what came of it, and has words of the user and of tools between', async () => {
    const running = (id: string, content: string, name = 'bash') =>
      chunk('b1', { content, tool_calls: [call(id, name, '{"command":"ls"}')] }, 'tool_calls');
    const line = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
    const content = [
      line({ role: 'user', content: 'Add a badge' }),
      running('t1', ''),
      running('t2', '', 'read'),
      running('t1', 'a.md'),
      line({ role: 'tool', tool_call_id: 't2', content: '# Kettle' }),
      chunk('end', { content: 'Done.', tool_calls: [] }, 'stop'),
    ].join('');
    const { format, traces } = await open('task.log', content);
    assert.equal(format, 'copilot-agent');
    assert.deepEqual(traces.map(outline), [
      [
        'call bash: {"command":"ls"}',
        'call read: {"command":"ls"}',
        'result: a.md',
        'result: # Kettle',
      ],
      ['answer: Done.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Add a badge']);
    assert.deepEqual(turnsOf(await sessionOf(content, 'task.log')), [
      'Add a badge | bash(ls), read(ls) | answers',
    ]);
  });

  it('is not what a server streams: there the words beside a call are the model’s', async () => {
    const whole = await open('one.log', log[1]!);
    const ended = await open('two.log', log.map((part) => `${part}data: [DONE]\n\n`).join(''));
    for (const { format, traces } of [whole, ended]) {
      assert.equal(format, 'chat-completions');
      assert.ok(traces.some((t) => outline(t).includes('answer: 1: # Kettle')));
    }
  });
});
