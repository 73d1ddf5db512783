import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';

const read = async (name: string, ...lines: readonly string[]) => {
  const { format, traces } = await open(name, lines.join('\n'));
  assert.equal(format, 'agent-transcript');
  return traces;
};

describe('a console of a framework of agents', () => {
  it('of LangGraph has messages under rules, and calls with an argument a line', async () => {
    const rule = (who: string) =>
      `================================== ${who} Message ==================================`;
    const traces = await read(
      'run.txt',
      rule('Human'),
      '',
      'Which lake is deepest?',
      rule('Ai'),
      'Name: guide',
      '',
      'I look it up.',
      'Tool Calls:',
      '  depth (call_1)',
      ' Call ID: call_1',
      '  Args:',
      '    query: deepest',
      'lake',
      '    limit: 3',
      rule('Tool'),
      'Name: depth',
      '',
      'Baikal 1642',
      rule('Ai'),
      '',
      `[{'thinking': 'It is known.', 'type': 'thinking'}, {'text': "Baikal.", 'type': 'text'}]`,
    );
    assert.deepEqual(traces.map(outline), [
      [
        'answer: I look it up.',
        'call depth: {"query":"deepest\\nlake","limit":"3"}',
        'result: Baikal 1642',
      ],
      ['raw reasoning: It is known.', 'answer: Baikal.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: Which lake is deepest?']);
  });

  it('of AutoGen says of what kind a message is, with its counts and the thought before it', async () => {
    const traces = await read(
      'team.log',
      '---------- TextMessage (user) ----------',
      'How high is it?',
      '---------- ToolCallRequestEvent (guide) ----------',
      `[FunctionCall(id='c1', arguments='{"of":"peak"}', name='height')]`,
      '[Prompt tokens: 61, Completion tokens: 16]',
      '---------- ToolCallExecutionEvent (guide) ----------',
      `[FunctionExecutionResult(content='no such peak', name='height', call_id='c1', is_error=True)]`,
      '---------- ThoughtEvent (guide) ----------',
      'It is not listed.',
      '---------- TextMessage (guide) ----------',
      'I do not know.',
      '---------- Summary ----------',
      'Number of messages: 5',
    );
    assert.deepEqual(traces.map(outline), [
      ['call height: {"of":"peak"}', 'failed result: no such peak'],
      ['raw reasoning: It is not listed.', 'answer: I do not know.'],
    ]);
    assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens], [61, 16]);
    assert.deepEqual(promptOf(traces[1]), ['user: How high is it?']);
  });

  it('of AG2 says who speaks to whom: who began is the user, what tools gave is not theirs', async () => {
    const rule = '-'.repeat(80);
    const traces = await read(
      'chat.txt',
      'Boss (to chat_manager):',
      '',
      'How warm is it?',
      '',
      rule,
      '>>>>>>>> USING AUTO REPLY...',
      'Helper (to chat_manager):',
      '',
      '***** Suggested tool call (call_1): warmth *****',
      'Arguments: ',
      '{"in": "hall"}',
      '************************************************',
      '',
      rule,
      '>>>>>>>> EXECUTING FUNCTION warmth...',
      'Boss (to chat_manager):',
      '',
      'Boss (to chat_manager):',
      '',
      '***** Response from calling tool (call_1) *****',
      '19 C',
      '***********************************************',
      '',
      rule,
      'Helper (to chat_manager):',
      '',
      'It is 19 C.',
      '',
      rule,
    );
    assert.deepEqual(traces.map(outline), [
      ['call warmth: {"in": "hall"}', 'result: 19 C'],
      ['answer: It is 19 C.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: How warm is it?']);
  });

  it('of CrewAI has an agent, its task, thoughts with tools and an answer, between boxes', async () => {
    const traces = await read(
      'crew.log',
      '╭──── Crew Execution Started ────╮',
      '│  Name: crew                    │',
      '╰────────────────────────────────╯',
      '\u001b[1m\u001b[95m# Agent:\u001b[00m \u001b[1m\u001b[92mScout\u001b[00m',
      '\u001b[95m## Task:\u001b[00m \u001b[92mFind the price.\u001b[00m      ',
      '',
      '# Agent: Scout        ',
      '## Thought: Thought: The web may know.   ',
      '## Using tool: search     ',
      '## Tool Input:        ',
      '"{\\"q\\": \\"price\\"}"',
      '## Tool Output:   ',
      '12 coins',
      '# Agent: Scout',
      '## Final Answer:   ',
      'It costs 12 coins.',
      '🚀 Crew: crew',
      '└── 📋 Task: 1',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: The web may know.', 'call search: {"q": "price"}', 'result: 12 coins'],
      ['answer: It costs 12 coins.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Find the price.']);
  });

  it('of LangChain’s agents has thoughts, actions and observations', async () => {
    const traces = await read(
      'chain.txt',
      '> Entering new AgentExecutor chain...',
      '\u001b[32;1m\u001b[1;3mI must search.',
      'Action: search',
      'Action Input: ridge\u001b[0m',
      'Observation: \u001b[36;1m\u001b[1;3mSteep\u001b[0m',
      'Thought:\u001b[32;1m\u001b[1;3m I know it',
      'Final Answer: It is high.\u001b[0m',
      '',
      '> Finished chain.',
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: I must search.', 'call search: ridge', 'result: Steep'],
      ['raw reasoning: I know it', 'answer: It is high.'],
    ]);
  });

  it('of LangChain’s agents with functions tells results from answers by their colours', async () => {
    const green = (words: string) => `\u001b[32;1m\u001b[1;3m${words}\u001b[0m`;
    const traces = await read(
      'chain.txt',
      '\u001b[1m> Entering new AgentExecutor chain...\u001b[0m',
      green('\nInvoking: `height` with `{"of": "peak"}`\nresponded: I measure.\n\n'),
      `\u001b[36;1m\u001b[1;3m8848\u001b[0m${green('It is 8848 m high.')}`,
      '',
      '\u001b[1m> Finished chain.\u001b[0m',
    );
    assert.deepEqual(traces.map(outline), [
      ['answer: I measure.', 'call height: {"of": "peak"}', 'result: 8848'],
      ['answer: It is 8848 m high.'],
    ]);
    const bare =
      '> Entering new AgentExecutor chain...\n\nInvoking: `a` with `{}`\n\n\n1It is 1.\n';
    await assert.rejects(open('bare.txt', bare), /No known format/);
  });

  it('may hold what tools gave as lines of JSON', async () => {
    const row = (question: string) =>
      JSON.stringify({
        messages: [
          { role: 'user', content: question },
          { role: 'assistant', content: 'x' },
        ],
      });
    const traces = await read(
      'crew.log',
      '\u001b[1m\u001b[95m# Agent:\u001b[00m Scout',
      '## Task: Count the rows.',
      '# Agent: Scout',
      '## Using tool: query',
      '## Tool Input:',
      '{}',
      '## Tool Output:',
      row('one'),
      row('two'),
      '# Agent: Scout',
      '## Final Answer:',
      'Two.',
    );
    assert.deepEqual(traces.map(outline).at(-1), ['answer: Two.']);
  });

  it('that an article shows in a code fence is none', async () => {
    await assert.rejects(
      open(
        'guide.md',
        '# Guide\n\n```\n> Entering new AgentExecutor chain...\nAction: a\nAction Input: b\n```\n',
      ),
      /No known format/,
    );
  });
});

describe('a transcript of a coding agent', () => {
  it('that SpecStory saved has models and times, thinking, tools with what they gave', async () => {
    const traces = await read(
      'session.md',
      '<!-- Generated by SpecStory, Markdown v2.1.0 -->',
      '',
      '_**User (2026-07-13 13:40:49Z)**_',
      '',
      'fix the test',
      '',
      '---',
      '',
      '_**Agent (claude-opus-4-8 2026-07-13 13:40:56Z)**_',
      '',
      '<think><details><summary>Thought Process</summary>',
      'It is flaky.',
      '</details></think>',
      '',
      '<tool-use data-tool-type="shell" data-tool-name="Bash"><details>',
      '<summary>Tool use: **Bash**</summary>',
      '`run tests`',
      '',
      '```text',
      '1 failed',
      '```',
      '</details></tool-use>',
      '',
      '_**Agent (claude-opus-4-8 2026-07-13 13:42:30Z)**_',
      '',
      'Done:',
      '',
      '```md',
      '_**User**_',
      '```',
      '',
      '---',
      '',
      '_**User (2026-07-13 13:46:28Z)**_',
      '',
      'thanks',
      '',
      '---',
      '',
      '_**Assistant (claude-4.5-sonnet-thinking)**_',
      '',
      'Tool use: **read_file**',
      '',
      'Read file: a.ts',
      '',
      '---',
      '',
      'Welcome.',
    );
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: It is flaky.', 'call Bash: `run tests`', 'result: 1 failed'],
      ['answer: Done:\n\n```md\n_**User**_\n```'],
      ['call read_file: Read file: a.ts', 'answer: Welcome.'],
    ]);
    assert.equal(traces[0]?.model, 'claude-opus-4-8');
    assert.equal(traces[0].timing.startedAt, Date.parse('2026-07-13T13:40:56Z'));
    assert.deepEqual(promptOf(traces[2]), ['user: thanks']);
  });

  it('that Copilot CLI shared has reasoning, and tools that failed', async () => {
    const traces = await read(
      'session.md',
      '# 🤖 Copilot CLI Session',
      '',
      '> **Session ID:** `1`',
      '',
      '<sub>⏱️ 0s</sub>',
      '',
      '### ℹ️ Info',
      '',
      'Environment loaded',
      '',
      '---',
      '',
      '### 👤 User',
      '',
      'Look around.',
      '',
      '---',
      '',
      '<sub>⏱️ 2s</sub>',
      '',
      '### 💭 Reasoning',
      '',
      '*I look first.*',
      '',
      '---',
      '',
      '### 💬 Copilot',
      '',
      'I search.',
      '',
      '### ❌ `view`',
      '',
      '**view /a**',
      '',
      '<details>',
      '<summary>1 line</summary>',
      '',
      '```',
      'no such path',
      '```',
      '',
      '</details>',
    );
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: I look first.',
        'answer: I search.',
        'call view: 1 line\n**view /a**',
        'failed result: no such path',
      ],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Look around.']);
  });

  it('that opencode exported has models, times, thinking and tools, also failed ones', async () => {
    const traces = await read(
      'session-ses_1.md',
      '# Mend it',
      '',
      '**Session ID:** ses_1',
      '**Created:** 6/24/2026, 11:14:15 AM',
      '',
      '---',
      '',
      '## User',
      '',
      'mend the lock',
      '',
      '---',
      '',
      '## Assistant (Build · GPT-5.5 · 7.6s)',
      '',
      '_Thinking:_',
      '',
      'I read it first.',
      '',
      '**Tool: read**',
      '',
      '**Input:**',
      '```json',
      '{ "filePath": "a.md" }',
      '```',
      '',
      '**Output:**',
      '```',
      '# A',
      '```sh',
      'ls',
      '```',
      '```',
      '',
      '**Tool: bash**',
      '',
      '**Input:**',
      '```json',
      '{ "command": "mend" }',
      '```',
      '',
      '**Error:**',
      '```',
      'no tool',
      '```',
      '',
      '---',
      '',
      '## Assistant (Build · GPT-5.5 · 1.2s)',
      '',
      'It cannot be mended.',
      '',
      '## User notes',
      '',
      'None.',
    );
    assert.deepEqual(traces.map(outline), [
      [
        `${traces[0]?.segments[0]?.kind === 'reasoning' ? traces[0].segments[0].fidelity : ''} reasoning: I read it first.`,
        'call read: {"filePath":"a.md"}',
        'result: # A\n```sh\nls\n```',
        'call bash: {"command":"mend"}',
        'failed result: no tool',
      ],
      ['answer: It cannot be mended.\n\n## User notes\n\nNone.'],
    ]);
    assert.deepEqual(
      traces.map(({ model, timing }) => [model, timing.durationMs]),
      [
        ['GPT-5.5', 7_600],
        ['GPT-5.5', 1_200],
      ],
    );
    assert.deepEqual(promptOf(traces[1]), ['user: mend the lock']);
  });

  it('that Amp wrote down has results in the user’s name, which are none of their words', async () => {
    const traces = await read(
      'T-1.md',
      '---',
      'title: Mend',
      'threadId: T-1',
      'agentMode: smart',
      '---',
      '',
      '# Mend',
      '',
      '## User',
      '',
      'mend it',
      '',
      '## Assistant',
      '',
      'I look.',
      '',
      '**Tool Use:** `Bash`',
      '',
      '```json',
      '{ "cmd": "ls" }',
      '```',
      '',
      '## User',
      '',
      '**Tool Result:** `toolu_1`',
      '',
      '```',
      '## Assistant',
      'a.txt',
      '```',
      '',
      '## Assistant',
      '',
      'Mended.',
    );
    assert.deepEqual(traces.map(outline), [
      ['answer: I look.', 'call Bash: {"cmd":"ls"}', 'result: ## Assistant\na.txt'],
      ['answer: Mended.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: mend it']);
  });

  it('that Cursor exported has who speaks below a rule', async () => {
    const traces = await read(
      'chat.md',
      '# Plan',
      '_Exported on 10/7/2026 at 17:09:40 GMT+2 from Cursor (3.2.11)_',
      '',
      '---',
      '',
      '**User**',
      '',
      'Which way?',
      '',
      '---',
      '',
      '**Cursor**',
      '',
      'North.',
      '',
      '---',
      '',
      '**User**',
      '',
      'Go.',
      '',
      '---',
      '',
      '**Cursor**',
      '',
      'Gone.',
    );
    assert.deepEqual(traces.map(outline), [['answer: North.'], ['answer: Gone.']]);
    assert.deepEqual(promptOf(traces[1]), ['user: Go.']);
  });

  it('that was copied from the screen of Claude Code has words, thinking and tools by their marks', async () => {
    const traces = await read(
      'screen.txt',
      '╭──────────────────────────╮',
      '│ ✻ Welcome to Claude Code! │',
      '╰──────────────────────────╯',
      '',
      '> Why is the door',
      '  open?',
      '',
      '✻ Thinking…',
      '',
      '  I read the plan.',
      '',
      '⏺ Read(plan.md)',
      '  ⎿  Error: File does not exist.',
      '',
      '⏺ It has no lock.',
      '',
      '  > quoted by the model',
      '',
      '⏺ Update Todos',
      '  ⎿  ☐ Mend the lock',
      '',
      '✻ Brewed for 23s',
      '',
      '※ recap: the door has no lock',
      '',
      '❯ /export doors.txt          ',
      '  ⎿  Conversation exported to: doors.txt',
      '',
      '❯ thanks          ',
      '  ⎿  ⧉ Selected 1 line',
      '',
      '● Welcome.',
    );
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: I read the plan.',
        'call Read: plan.md',
        'failed result: Error: File does not exist.',
      ],
      [
        'answer: It has no lock.\n\n> quoted by the model',
        'call Update Todos: ',
        'result: ☐ Mend the lock',
      ],
      ['answer: Welcome.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Why is the door\nopen?']);
    assert.deepEqual(promptOf(traces[2]), ['user: thanks']);
  });

  it('is read in linear time where nothing closes', async () => {
    const started = performance.now();
    const hostile = `_**User**_\n\nhi\n\n_**Agent**_\n\n${'<think><tool-use a="b"> '.repeat(40_000)}`;
    const { traces } = await open('session.md', hostile);
    assert.equal(traces.length, 1);
    assert.ok(performance.now() - started < 5_000);
  });
});
