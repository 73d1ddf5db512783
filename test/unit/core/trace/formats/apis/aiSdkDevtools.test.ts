import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { openJson, outline, promptOf } from '../../openFixture';

const run = { id: '1', started_at: '2025-11-20T10:00:00.000Z' };
const step = (id: string, input: object, output: object | null, facts: object = {}) => ({
  id,
  run_id: '1',
  step_number: 1,
  type: 'stream',
  model_id: 'qwen3-max',
  provider: 'alibaba.chat',
  started_at: '2025-11-20T10:00:00.000Z',
  duration_ms: 2000,
  input: JSON.stringify(input),
  output: output === null ? null : JSON.stringify(output),
  usage: null,
  error: null,
  raw_request: null,
  raw_response: null,
  raw_chunks: null,
  provider_options: null,
  ...facts,
});
const asked = [
  { role: 'system', content: 'Be a gardener.' },
  { role: 'user', content: [{ type: 'text', text: 'When do I prune?' }] },
];
const call = { type: 'tool-call', toolCallId: 'c1', toolName: 'calendar', input: '{"zone":8}' };
const answered = [
  ...asked,
  { role: 'assistant', content: [{ ...call, input: { zone: 8 } }] },
  {
    role: 'tool',
    content: [
      {
        type: 'tool-result',
        toolCallId: 'c1',
        toolName: 'calendar',
        output: { type: 'text', value: 'last frost 20 March' },
      },
    ],
  },
];

describe('the log of the AI SDK devtools', () => {
  it('has a generation for each step; what a tool gave back is in the next prompt', async () => {
    const { format, traces } = await openJson(
      {
        runs: [run],
        steps: [
          step(
            'a',
            { prompt: asked, tools: [] },
            {
              content: [{ type: 'reasoning', text: 'Frost first.' }, call],
              finishReason: { unified: 'tool-calls', raw: 'tool_use' },
              response: { id: 'r', modelId: 'qwen3-max' },
            },
            {
              type: 'generate',
              usage: JSON.stringify({
                inputTokens: { total: 101, cacheRead: 9 },
                outputTokens: { total: 44, text: 10, reasoning: 34 },
              }),
            },
          ),
          step(
            'b',
            { prompt: answered },
            {
              textParts: [{ id: '1', text: 'In late March.' }],
              reasoningParts: [{ id: '0', text: 'After the frost.' }],
              toolCalls: [],
              finishReason: 'stop',
              usage: { inputTokens: 150, outputTokens: 30, reasoningTokens: 12 },
            },
          ),
        ],
      },
      'generations.json',
    );
    assert.equal(format, 'ai-sdk-devtools');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Frost first.', 'call calendar: {"zone":8}', 'result: last frost 20 March'],
      ['raw reasoning: After the frost.', 'answer: In late March.'],
    ]);
    const [first, second] = traces;
    assert.deepEqual(promptOf(first), ['system: Be a gardener.', 'user: When do I prune?']);
    assert.equal(first?.model, 'qwen3-max');
    assert.equal(first.finishReason, 'tool-calls');
    assert.equal(first.usage.inputTokens, 101);
    assert.equal(first.usage.outputTokens, 44);
    assert.equal(first.usage.reasoningTokens, 34);
    assert.equal(first.usage.cachedInputTokens, 9);
    assert.equal(first.timing.durationMs, 2000);
    assert.equal(second?.usage.reasoningTokens, 12);
  });

  it('has what came before a step was stopped in the chunks of its stream', async () => {
    const chunks = [
      { type: 'stream-start', warnings: [] },
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Frost ' },
      { type: 'reasoning-delta', id: '0', delta: 'first' },
    ];
    const { traces } = await openJson({
      runs: [run],
      steps: [
        step(
          'a',
          { prompt: asked },
          { textParts: [], reasoningParts: [], toolCalls: [] },
          { error: 'Request aborted', raw_response: JSON.stringify(chunks) },
        ),
        step('b', { prompt: asked }, null, { error: 'Bad gateway' }),
      ],
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: Frost first'], []]);
    assert.deepEqual(
      traces.flatMap(({ problems }) => problems.map(({ message }) => inEnglish(message))),
      ['The stream ends in an error: Request aborted', 'The stream ends in an error: Bad gateway'],
    );
    assert.equal(traces[0]?.truncated, true);
    assert.equal(traces[0].finishReason, 'error');
  });

  it('has results in the step itself, failures and objects, where the telemetry wrote it', async () => {
    const made = { ...call, input: { zone: 8 } };
    const result = { ...made, type: 'tool-result', output: 'last frost 20 March' };
    const failed = { ...made, type: 'tool-error', toolCallId: 'c2', error: 'No such zone' };
    const { traces } = await openJson({
      run,
      steps: [
        step(
          'a',
          { prompt: asked },
          {
            content: [
              { type: 'reasoning', text: 'Frost first.' },
              made,
              { ...made, toolCallId: 'c2' },
              result,
              failed,
            ],
            finishReason: 'tool-calls',
          },
        ),
        step('b', { prompt: answered }, { objectText: '{"month":"March"}', finishReason: 'stop' }),
      ],
    });
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: Frost first.',
        'call calendar: {"zone":8}',
        'call calendar: {"zone":8}',
        'result: last frost 20 March',
        'failed result: No such zone',
      ],
      ['answer: {"month":"March"}'],
    ]);
  });
});
