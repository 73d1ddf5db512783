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
