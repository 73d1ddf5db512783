import assert from 'node:assert/strict';
import { open, openLines, outline, promptOf } from '../../openFixture';

const system = 'Your output fields are:\n1. `reasoning` (str):\n2. `answer` (str):';
const entry = (messages: readonly (readonly [string, string])[], response: string) =>
  [
    '\n\n\n',
    '[2025-11-20T11:00:00.000000]',
    '',
    ...messages.flatMap(([role, words]) => [`${role} message:`, '', words, '\n']),
    'Response:',
    '',
    response,
    '\n\n\n',
  ].join('\n');
const question = '[[ ## question ## ]]\nWhich rock has coarse crystals?';
const thought = '[[ ## reasoning ## ]]\nSlow cooling grows them.';
const answer = '[[ ## answer ## ]]\nGranite';
const done = '[[ ## completed ## ]]';

describe('what inspect_history of DSPy prints', () => {
  it('has the field that the model was asked to reason in', async () => {
    const saved = entry(
      [
        ['System', system],
        ['User', question],
      ],
      `${thought}\n\n${answer}\n\n${done}`,
    );
    const { format, traces } = await open('history.txt', saved);
    assert.equal(format, 'dspy-history');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Slow cooling grows them.', 'answer: Granite'],
    ]);
    assert.deepEqual(promptOf(traces[0]), [`system: ${system}`, `user: ${question}`]);
    assert.equal(traces[0]?.usage.outputTokens, null);
    assert.equal(traces[0].timing.startedAt, Date.parse('2025-11-20T11:00:00.000000'));
  });

  it('has colours on a console, examples in the prompt, several calls, and more completions', async () => {
    const first = entry(
      [
        ['User', question],
        ['Assistant', `${thought}\n\n${answer}`],
        ['User', 'Response:\nis a word of mine'],
      ],
      `[[ ## reasoning ## ]]\nHm.\n\n${answer}\n \t (and 2 other completions)`,
    );
    const coloured = first
      .replace(/^\[2025.*\]$/m, '\u001b[34m$&\u001b[0m')
      .replace(/^\w+(?: message)?:$/gm, '\u001b[31m$&\u001b[0m');
    const second = entry([['User', 'Only talk']], 'No fields here.');
    const { traces } = await open('console.log', coloured + second);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Hm.', 'answer: Granite'],
      ['answer: No fields here.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), [
      `user: ${question}`,
      `assistant: ${thought}\n\n${answer}`,
      'user: Response:\nis a word of mine',
    ]);
  });

  it('may have lost its blank lines and the escapes of its colours', async () => {
    const saved = [
      '[34m[2024-08-30T22:43:24.306557][0m',
      '[31mUser message:[0m',
      question,
      '[31mResponse:[0m',
      '[32m[[ ## rationale ## ]]',
      'Slow cooling grows them.',
      '[[ ## answer ## ]]',
      'Granite',
      '[[ ## completed ## ]][0m',
    ].join('\n');
    const { traces } = await open('run.txt', saved);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Slow cooling grows them.', 'answer: Granite'],
    ]);
    assert.deepEqual(promptOf(traces[0]), [`user: ${question}`]);
  });

  it('has calls after the response, and fields of an agent by their names', async () => {
    const saved = entry(
      [['User', question]],
      '[[ ## next_thought ## ]]\nLook it up.\n\n[[ ## next_tool_name ## ]]\nsearch\n\n[[ ## next_tool_args ## ]]\n{"q":"rock"}\n\n[[ ## completed ## ]]\nTool calls:\nsearch: {"q": "rock"}',
    );
    const { traces } = await open('agent.txt', saved);
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Look it up.',
      'answer: [[ ## next_tool_name ## ]]\nsearch',
      'answer: [[ ## next_tool_args ## ]]\n{"q":"rock"}',
      'call : search: {"q": "rock"}',
    ]);
  });

  it('is read in an answer that JSON holds too', async () => {
    const { traces } = await openLines({
      messages: [{ role: 'user', content: question }],
      response: {
        id: 'c',
        object: 'chat.completion',
        model: 'gpt-4o',
        choices: [
          {
            index: 0,
            finish_reason: 'stop',
            message: { role: 'assistant', content: `${thought}\n\n${answer}\n\n${done}` },
          },
        ],
      },
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Slow cooling grows them.', 'answer: Granite'],
    ]);
  });
});
