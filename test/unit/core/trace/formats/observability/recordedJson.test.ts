import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

/** A span whose messages stand in numbered attributes, as OpenLLMetry writes them. */
const numbered = (asked: unknown, said: unknown) => ({
  name: 'openai.chat',
  context: { trace_id: 't', span_id: 'a' },
  attributes: {
    'gen_ai.request.model': 'gpt-4o',
    'gen_ai.prompt.0.role': 'user',
    'gen_ai.prompt.0.content': asked,
    'gen_ai.completion.0.role': 'assistant',
    'gen_ai.completion.0.content': said,
    'gen_ai.usage.output_tokens': 5,
  },
});

describe('JSON that a model writes or is asked', () => {
  it('is the answer as written, whatever its keys are called', async () => {
    const answers = [
      '{"answer":"42","score":3}',
      '[1, 2, 3]',
      '{"reasoning":"because","answer":"42"}',
      '{"thinking":"because it is so"}',
      '[{"type":"fruit","name":"apple"}]',
    ];
    for (const answer of answers) {
      const { traces } = await openJson([numbered('Hi', answer)]);
      assert.deepEqual(outline(traces[0]), [`answer: ${answer}`]);
    }
  });

  it('is told from the blocks of a message', async () => {
    const blocks = [
      { type: 'thinking', thinking: 'Add.', signature: 's' },
      { type: 'text', text: 'Four.' },
    ];
    const { traces } = await openJson([numbered('Hi', JSON.stringify(blocks))]);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Add.', 'answer: Four.']);
  });

  it('is the prompt where it stands in one, without what tools gave', async () => {
    const asked = '{"question":"What is 2+2?","lang":"en"}';
    assert.deepEqual(promptOf((await openJson([numbered(asked, '4')])).traces[0]), [
      `user: ${asked}`,
    ]);
    const result = { type: 'tool_result', tool_use_id: 'u', content: 'WORDS OF A TOOL' };
    const mixed = JSON.stringify([result, { type: 'text', text: 'And now?' }]);
    assert.deepEqual(promptOf((await openJson([numbered(mixed, 'ok')])).traces[0]), [
      'user: And now?',
    ]);
  });

  it('is what the AI SDK was given as text or made as an object', async () => {
    const span = (response: object) => ({
      name: 'ai.generateObject.doGenerate',
      context: { trace_id: 't', span_id: 'a' },
      attributes: {
        'gen_ai.request.model': 'o4-mini',
        'gen_ai.usage.input_tokens': 1000,
        'gen_ai.usage.output_tokens': 50,
        'ai.usage.reasoningTokens': 40,
        'ai.usage.cachedInputTokens': 800,
        ...response,
      },
    });
    const text = '{"text":"Paris","score":3}';
    const { traces } = await openLines(span({ 'ai.response.text': text }), {
      ...span({ 'ai.response.object': '{"city":"Paris"}' }),
      context: { span_id: 'b' },
    });
    assert.deepEqual(traces.map(outline), [[`answer: ${text}`], ['answer: {"city":"Paris"}']]);
    assert.deepEqual(
      [traces[0]?.usage.reasoningTokens, traces[0]?.usage.cachedInputTokens],
      [40, 800],
    );
  });

  it('is kept of what Langfuse and others record of a call', async () => {
    const generation = (input: unknown, output: unknown) => ({
      id: 'g',
      type: 'GENERATION',
      startTime: '2026-01-01T00:00:00Z',
      input,
      output,
    });
    const { traces } = await openLines(
      generation('{"city":"Oslo","n":2}', '{"ok":true}'),
      generation({ query: 'What is it?', lang: 'en' }, { answer: 'ok' }),
      generation([{ a: 1 }], [{ b: 2 }]),
      generation({ role: 'user', content: 'Alone?' }, 'Yes.'),
      generation({ messages: [{ role: 'assistant', content: 'Said before.' }] }, 'On.'),
      generation({}, null),
    );
    assert.deepEqual(traces.map(outline), [
      ['answer: {"ok":true}'],
      ['answer: {"answer":"ok"}'],
      ['answer: [{"b":2}]'],
      ['answer: Yes.'],
      ['answer: On.'],
    ]);
    assert.deepEqual(traces.map(promptOf), [
      ['user: {"city":"Oslo","n":2}'],
      ['user: {"query":"What is it?","lang":"en"}'],
      ['user: [{"a":1}]'],
      ['user: Alone?'],
      null,
    ]);
  });
});
