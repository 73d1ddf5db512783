import assert from 'node:assert/strict';
import { json, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openJson, outline, promptOf } from '../../openFixture';

const SECOND = 1_777_622_400;
const timing = (from: number, to: number) => ({
  start_time: SECOND + from,
  end_time: SECOND + to,
  duration: to - from,
});
const step = (number: number, more: object) => ({
  step_number: number,
  timing: timing(number * 10, number * 10 + 5),
  model_input_messages: [
    { role: 'system', content: [{ type: 'text', text: 'You write code.' }] },
    { role: 'user', content: [{ type: 'text', text: 'New task:\nAdd 17 and 25.' }] },
  ],
  tool_calls: [],
  error: null,
  model_output_message: null,
  observations: null,
  token_usage: null,
  is_final_answer: false,
  ...more,
});
const said = (content: unknown, message: object | null = null) => ({
  role: 'assistant',
  content,
  tool_calls: null,
  raw:
    message === null
      ? null
      : {
          model: 'deepseek-reasoner',
          choices: [{ message: { role: 'assistant', content, ...message }, finish_reason: 'stop' }],
          usage: {
            prompt_tokens: 20,
            completion_tokens: 80,
            completion_tokens_details: { reasoning_tokens: 60 },
          },
        },
});
const python = (id: string, code: string) => ({
  id,
  type: 'function',
  function: { name: 'python_interpreter', arguments: code },
});
const memory = [
  { task: 'Add 17 and 25.', task_images: null },
  step(1, {
    model_output_message: said('I add them.', { reasoning_content: 'Python can.' }),
    tool_calls: [python('call_1', 'print(17 + 25)')],
    observations: 'Execution logs:\n42',
    token_usage: { input_tokens: 20, output_tokens: 80, total_tokens: 100 },
  }),
  step(2, {
    model_output_message: said('I divide.'),
    tool_calls: [python('call_2', '1 / 0')],
    error: { type: 'AgentExecutionError', message: 'division by zero' },
    token_usage: { input_tokens: 50, output_tokens: 9, total_tokens: 59 },
  }),
  step(3, {
    model_output_message: said('It is 42.'),
    token_usage: { input_tokens: 0, output_tokens: 0 },
  }),
];

describe('The memory of smolagents', () => {
  it('is a generation a step, with the provider’s reasoning and what came of its tools', async () => {
    const { format, traces } = await openJson(memory, 'memory.json');
    assert.equal(format, 'smolagents');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: Python can.',
        'answer: I add them.',
        'call python_interpreter: print(17 + 25)',
        'result: Execution logs:\n42',
      ],
      ['answer: I divide.', 'call python_interpreter: 1 / 0', 'failed result: division by zero'],
      ['answer: It is 42.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: You write code.', 'user: Add 17 and 25.']);
    assert.deepEqual(
      traces.map(({ usage }) => [usage.inputTokens, usage.outputTokens, usage.reasoningTokens]),
      [
        [20, 80, 60],
        [50, 9, null],
        [null, null, null],
      ],
    );
    assert.deepEqual(
      traces.map(({ timing: { startedAt, durationMs } }) => [startedAt, durationMs]),
      [
        [(SECOND + 10) * 1_000, null],
        [(SECOND + 20) * 1_000, null],
        [(SECOND + 30) * 1_000, 5_000],
      ],
    );
  });

  it('is a session of one task', async () => {
    const session = await sessionOf(json(memory), 'memory.json');
    assert.equal(session.isAgentLog, true);
    assert.deepEqual(turnsOf(session), [
      'Add 17 and 25. | python_interpreter(print(17 + 25)) | python_interpreter(1 / 0) failed | answers',
    ]);
  });

  it('reads plans, and takes hostile values', async () => {
    const plan = { plan: 'Add.', model_output_message: said('Add.'), timing: timing(0, 2) };
    const odd = step(4, {
      model_output_message: { content: { a: 1 }, raw: 7 },
      tool_calls: [null],
      timing: { start_time: 'x' },
    });
    const { traces } = await openJson([{ task: 4 }, plan, odd, null, { output: 42 }]);
    assert.deepEqual(outline(traces[0]), ['answer: Add.']);
    assert.equal(traces[0]?.timing.durationMs, 2_000);
    assert.equal(outline(traces[1])[0], 'answer: {"a":1}');
  });
});
