import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf, sse } from '../../openFixture';

describe('a Gemini interaction', () => {
  const usage = {
    total_tokens: 133,
    total_input_tokens: 53,
    total_cached_tokens: 8,
    total_output_tokens: 15,
    total_tool_use_tokens: 0,
    total_thought_tokens: 65,
  };
  const facts = {
    id: 'v1_a',
    object: 'interaction',
    status: 'requires_action',
    model: 'gemini-3-flash',
    created: '2026-05-15T18:52:03Z',
    usage,
  };
  const thought = {
    type: 'thought',
    signature: 'CiQB',
    summary: [{ type: 'text', text: '**Looking**\n\nI need the weather.' }],
  };
  const call = { type: 'function_call', id: 'c1', name: 'weather', arguments: { place: 'Oslo' } };

  it('has thoughts, answers and calls as steps; thoughts are counted beside the output', async () => {
    const { format, traces } = await openJson({
      ...facts,
      steps: [
        { type: 'user_input', content: [{ type: 'text', text: 'How warm is it?' }] },
        thought,
        { type: 'model_output', content: [{ type: 'text', text: 'Let me look.' }] },
        call,
        { type: 'function_result', call_id: 'c1', result: { degrees: 4 } },
      ],
    });
    assert.equal(format, 'gemini-interactions');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: **Looking**\n\nI need the weather.',
      'answer: Let me look.',
      'call weather: {"place":"Oslo"}',
      'result: {"degrees":4}',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: How warm is it?']);
    assert.deepEqual(traces[0]?.usage, {
      inputTokens: 53,
      outputTokens: 80,
      reasoningTokens: 65,
      cachedInputTokens: 8,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: 'Gemini counts thoughts beside the output: added.',
    });
    assert.equal(traces[0].finishReason, 'requires_action');
  });

  it('had outputs instead of steps before', async () => {
    const { traces } = await openJson({
      ...facts,
      outputs: [
        { type: 'thought', signature: 'CiQB' },
        { type: 'text', text: '4 degrees' },
      ],
    });
    assert.deepEqual(outline(traces[0]), ['hidden reasoning: ', 'answer: 4 degrees']);
  });

  it('shows no reasoning when the signature is all there is and nothing was thought', async () => {
    const { traces } = await openJson({
      ...facts,
      usage: { ...usage, total_thought_tokens: 0 },
      steps: [{ type: 'thought', signature: 'CiQB' }, call],
    });
    assert.equal(traces[0]?.fidelity, 'none');
  });

  const stream = (start: string, part: string, end: string) => {
    const inner =
      part === 'content' ? { content: { type: 'text' } } : { step: { type: 'model_output' } };
    const opened = { id: 'v1_a', object: 'interaction', status: 'in_progress', model: facts.model };
    return [
      { interaction: opened, event_type: `interaction.${start}` },
      { interaction_id: 'v1_a', status: 'in_progress', event_type: 'interaction.status_update' },
      { index: 0, [part]: { type: 'thought' }, event_type: `${part}.start` },
      ...['**Look', 'ing**'].map((words) => ({
        index: 0,
        delta: { type: 'thought_summary', content: { type: 'text', text: words } },
        event_type: `${part}.delta`,
      })),
      {
        index: 0,
        delta: { type: 'thought_signature', signature: 'CiQB' },
        event_type: `${part}.delta`,
      },
      { index: 0, event_type: `${part}.stop` },
      { index: 1, ...inner, event_type: `${part}.start` },
      { index: 1, delta: { type: 'text', text: 'Let me ' }, event_type: `${part}.delta` },
      { index: 1, delta: { type: 'text', text: 'look.' }, event_type: `${part}.delta` },
      { index: 2, [part]: { ...call, arguments: {} }, event_type: `${part}.start` },
      {
        index: 2,
        delta: { type: 'arguments_delta', arguments: '{"place":"Oslo"}' },
        event_type: `${part}.delta`,
      },
      { interaction: facts, event_type: `interaction.${end}` },
    ];
  };
  const streams: readonly (readonly [string, () => ReturnType<typeof open>])[] = [
    ['lines of steps', () => openLines(...stream('created', 'step', 'completed'))],
    ['events of contents', () => open('s.sse', sse(...stream('start', 'content', 'complete')))],
  ];
  for (const [name, opened] of streams) {
    it(`is one trace when it was streamed as ${name}`, async () => {
      const { format, traces } = await opened();
      assert.equal(format, 'gemini-interactions');
      assert.deepEqual(traces.map(outline), [
        [
          'summary reasoning: **Looking**',
          'answer: Let me look.',
          'call weather: {"place":"Oslo"}',
        ],
      ]);
      assert.equal(traces[0]?.usage.reasoningTokens, 65);
      assert.equal(traces[0].finishReason, 'requires_action');
    });
  }

  it('has the model of its first event, where its last names none', async () => {
    const events = stream('created', 'step', 'completed').slice(0, -1);
    const { id, status } = facts;
    const { traces } = await openLines(...events, {
      interaction: { id, status, usage },
      event_type: 'interaction.completed',
    });
    assert.deepEqual(
      traces.map((trace) => [trace.model, trace.usage.reasoningTokens, trace.finishReason]),
      [['gemini-3-flash', 65, 'requires_action']],
    );
  });

  it('is cut off when its stream never completes', async () => {
    const { traces } = await openLines(...stream('created', 'step', 'completed').slice(0, 5));
    assert.equal(traces[0]?.truncated, true);
    assert.equal(traces[0].finishReason, null);
  });
});
