import assert from 'node:assert/strict';
import { json, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('sessions of Augment', () => {
  const node = (id: number, type: number, more: object) => ({
    id,
    type,
    content: '',
    tool_use: null,
    thinking: null,
    billing_metadata: null,
    metadata: { openai_id: null, google_ts: null, provider: 'anthropic' },
    token_usage: null,
    ...more,
  });
  const counts = (input_tokens: number, output_tokens: number) => ({
    input_tokens,
    output_tokens,
    cache_read_input_tokens: 100,
    cache_creation_input_tokens: 10,
    system_prompt_tokens: 4_087,
  });
  const call = {
    tool_use_id: 't1',
    tool_name: 'view',
    input_json: '{"path":"TODO.txt"}',
    is_partial: false,
    started_at_ms: 1_772_197_681_596,
    completed_at_ms: 1_772_197_682_006,
  };
  const first = {
    request_message: 'Show the open items',
    response_text: 'Let me look.',
    request_id: 'r1',
    request_nodes: [
      { id: 1, type: 0, text_node: { content: 'Show the open items' } },
      { id: 2, type: 4, ide_state_node: { workspace_folders: [] } },
    ],
    response_nodes: [
      node(0, 8, {
        thinking: { summary: 'The user wants the list.', encrypted_content: 'x', content: null },
        timestamp_ms: 1_772_197_680_810,
      }),
      node(1, 0, { content: 'Let me ' }),
      node(2, 0, { content: 'look.' }),
      node(3, 2, { content: 'Let me look.' }),
      node(4, 7, { tool_use: { ...call, input_json: '' } }),
      node(5, 5, { tool_use: call }),
      node(6, 10, { token_usage: counts(9, 171) }),
    ],
  };
  const second = {
    request_message: '',
    response_text: 'Docs and CI.',
    request_id: 'r2',
    request_nodes: [
      {
        id: 1,
        type: 1,
        tool_result_node: { tool_use_id: 't1', content: '[ ] docs', is_error: false },
      },
    ],
    response_nodes: [node(0, 11, { hologram: { x: 1 } })],
  };
  const session = {
    sessionId: 's',
    chatHistory: [{ exchange: first, completed: true }, { exchange: second }],
    agentState: { userGuidelines: 'Be brief', modelId: 'claude-opus-4-5' },
    customTitle: 'Items',
  };

  it('take an exchange apart by the keys of its nodes', async () => {
    const { format, traces } = await openJson(session);
    assert.equal(format, 'augment');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: The user wants the list.',
        'answer: Let me ',
        'answer: look.',
        'call view: {"path":"TODO.txt"}',
        'result: [ ] docs',
      ],
      ['raw hologram', 'answer: Docs and CI.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief', 'user: Show the open items']);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.provider, traces[0]?.id, traces[0]?.usage.outputTokens],
      ['claude-opus-4-5', 'anthropic', 'r1', 171],
    );
    assert.equal(traces[0]?.usage.inputTokens, 119);
    assert.equal(traces[1]?.usage.outputTokens, null);
  });

  it('may be a list of exchanges, each with its model', async () => {
    const { format, traces } = await openLines(
      { uuid: 'u1', ...first, model_id: 'claude-sonnet-4-5', timestamp: '2026-01-13T18:24:31Z' },
      { ...second, model_id: 'gpt-5' },
    );
    assert.equal(format, 'augment');
    assert.deepEqual(
      traces.map((t) => t.model),
      ['claude-sonnet-4-5', 'gpt-5'],
    );
    assert.ok(outline(traces[0]).includes('result: [ ] docs'));
  });

  it('may have counts alone, words in nodes, and results that name their type', async () => {
    const { format, traces } = await openJson({
      sessionId: 's',
      chatHistory: [
        {
          exchange: { request_id: 'r1', response_nodes: [{ type: 10, token_usage: counts(5, 7) }] },
        },
        {
          exchange: {
            request_nodes: [{ type: 0, text_node: { content: 'Go on' } }],
            response_nodes: [
              { text_node: { content: 'I run it.' } },
              { tool_use: { tool_use_id: 'c1', tool_name: 'run', input_json: '{}' } },
              { type: 'tool_result', call_id: 'c1', is_error: true, content: 'no' },
            ],
          },
        },
      ],
    });
    assert.equal(format, 'augment');
    assert.deepEqual(traces.map(outline), [
      [],
      ['answer: I run it.', 'call run: {}', 'failed result: no'],
    ]);
    assert.equal(traces[0]?.usage.outputTokens, 7);
    assert.deepEqual(promptOf(traces[1]), ['user: Go on']);
  });

  it('are a session with its title', async () => {
    const read = await sessionOf(json(session), 'session.json');
    assert.deepEqual(turnsOf(read), ['Show the open items | view(TODO.txt) | answers']);
    assert.equal(read.title, 'Items');
  });

  it('tell how long a tool took where its call does: the result comes with the next request', async () => {
    const edit = {
      ...call,
      tool_use_id: 't2',
      started_at_ms: undefined,
      completed_at_ms: undefined,
    };
    const read = await sessionOf(
      json({
        chatHistory: [
          {
            exchange: {
              ...first,
              response_nodes: [
                node(0, 0, { content: 'Let me look.', timestamp_ms: 1_772_197_680_810 }),
                node(1, 5, { tool_use: call }),
                node(2, 5, { tool_use: edit }),
              ],
            },
          },
          {
            exchange: {
              ...second,
              request_nodes: [
                ...second.request_nodes,
                { tool_result_node: { tool_use_id: 't2', content: 'ok', is_error: false } },
              ],
              response_nodes: [node(0, 0, { content: 'Done.', timestamp_ms: 1_772_197_711_400 })],
            },
          },
        ],
      }),
      'session.json',
    );
    assert.deepEqual(
      read.tools.map((tool) => tool.durationMs),
      [410, null],
    );
  });

  it('do not begin when their exchange is over', async () => {
    const finished = (exchange: object, minute: number) => ({
      exchange,
      finishedAt: `2026-01-13T18:0${minute}:00Z`,
    });
    const untimed = { ...call, started_at_ms: undefined, completed_at_ms: undefined };
    const read = await sessionOf(
      json({
        chatHistory: [
          finished({ ...first, response_nodes: [node(0, 5, { tool_use: untimed })] }, 0),
          finished(second, 1),
        ],
      }),
      'session.json',
    );
    assert.deepEqual([read.calls[0]?.startedAt, read.tools[0]?.durationMs], [null, null]);
  });

  it('fail where a command tells its exit code', async () => {
    const content =
      'Here are the results.\n<return-code>\n1\n</return-code>\n<output>\nno\n</output>';
    const run = {
      tool_use_id: 't1',
      tool_name: 'launch-process',
      input_json: '{"command":"npm t"}',
    };
    const read = await sessionOf(
      json({
        chatHistory: [
          { exchange: { ...first, response_nodes: [node(0, 5, { tool_use: run })] } },
          {
            exchange: {
              ...second,
              request_nodes: [{ tool_result_node: { tool_use_id: 't1', content } }],
            },
          },
        ],
      }),
      'session.json',
    );
    assert.deepEqual(turnsOf(read), [
      'Show the open items | launch-process(npm t) failed | answers',
    ]);
  });
});

describe('conversations of the Amazon Q command line', () => {
  const entry = (content: object, assistant: object, at: number) => ({
    user: { additional_context: '', content, timestamp: null, images: null },
    assistant,
    request_metadata: {
      request_id: `r${at}`,
      request_start_timestamp_ms: 1_758_000_000_000 + at,
      stream_end_timestamp_ms: 1_758_000_004_000 + at,
      time_to_first_chunk: { secs: 1, nanos: 204_000_000 },
      model_id: 'claude-sonnet-4',
    },
  });
  const use = { id: 't1', name: 'execute_bash', orig_name: 'bash', args: { command: 'ls' } };
  const results = [{ tool_use_id: 't1', content: [{ Json: { stdout: '17' } }], status: 'Success' }];
  const conversation = {
    conversation_id: 'c',
    next_message: null,
    history: [
      entry(
        { Prompt: { prompt: 'How many tests?' } },
        { ToolUse: { message_id: 'a1', content: 'I count.', tool_uses: [use] } },
        0,
      ),
      entry(
        { ToolUseResults: { tool_use_results: results } },
        { Response: { message_id: 'a2', content: 'Seventeen.' } },
        9_000,
      ),
      entry(
        {
          CancelledToolUses: {
            prompt: 'No, stop',
            tool_use_results: [
              { tool_use_id: 't1', content: [{ Text: 'cancelled' }], status: 'Error' },
            ],
          },
        },
        { Response: { message_id: 'a3', content: 'Stopped.' } },
        19_000,
      ),
    ],
    transcript: ['> How many tests?'],
    model_info: { model_id: 'other' },
  };

  it('have both sides of an entry under the names of their kinds', async () => {
    const { format, traces } = await openJson(conversation);
    assert.equal(format, 'amazon-q');
    assert.deepEqual(traces.map(outline), [
      [
        'answer: I count.',
        'call execute_bash: {"command":"ls"}',
        'result: {"stdout":"17"}',
        'failed result: cancelled',
      ],
      ['answer: Seventeen.'],
      ['answer: Stopped.'],
    ]);
    assert.deepEqual(promptOf(traces[2]), ['user: No, stop']);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.id, trace?.model, trace?.timing.durationMs, trace?.timing.ttftMs],
      ['a1', 'claude-sonnet-4', 4_000, 1_204],
    );
  });

  it('may stand in a column of a row', async () => {
    const { format, traces } = await openLines({
      key: '/repo',
      value: JSON.stringify(conversation),
    });
    assert.equal(format, 'amazon-q');
    assert.equal(traces.length, 3);
  });

  it('hold what the last calls gave out in the message that is still to be sent', async () => {
    const failed = [{ tool_use_id: 't1', content: [{ Text: 'no' }], status: 'Error' }];
    const { traces } = await openJson({
      ...conversation,
      history: conversation.history.slice(0, 1),
      next_message: { content: { ToolUseResults: { tool_use_results: failed } }, timestamp: null },
    });
    assert.equal(outline(traces[0]).at(-1), 'failed result: no');
  });

  it('tell edits apart, and commands that failed by their exit status', async () => {
    const tool = (id: string, name: string, args: object) => ({ id, name, orig_name: name, args });
    const edit = (id: string, new_str: string) =>
      tool(id, 'fs_write', { command: 'str_replace', path: '/r/a.py', old_str: 'a', new_str });
    const came = [{ Json: { exit_status: '1', stdout: '', stderr: 'no' } }];
    const read = await sessionOf(
      json({
        conversation_id: 'c',
        history: [
          entry(
            { Prompt: { prompt: 'Fix it' } },
            {
              ToolUse: {
                message_id: 'a1',
                content: '',
                tool_uses: [
                  edit('e1', 'b'),
                  edit('e2', 'c'),
                  tool('t1', 'execute_bash', { command: 'npm t' }),
                ],
              },
            },
            0,
          ),
          entry(
            {
              ToolUseResults: {
                tool_use_results: [{ tool_use_id: 't1', content: came, status: 'Success' }],
              },
            },
            { Response: { message_id: 'a2', content: 'It fails.' } },
            9_000,
          ),
        ],
      }),
      'save.json',
    );
    assert.deepEqual(turnsOf(read), [
      'Fix it | fs_write(/r/a.py) …, fs_write(/r/a.py) …, execute_bash(npm t) failed | answers',
    ]);
    assert.notEqual(read.tools[0]?.inputHash, read.tools[1]?.inputHash);
  });

  it('are a session', async () => {
    const read = await sessionOf(json(conversation), 'save.json');
    assert.deepEqual(turnsOf(read), [
      'How many tests? | execute_bash(ls) | answers',
      'No, stop | answers',
    ]);
  });
});
