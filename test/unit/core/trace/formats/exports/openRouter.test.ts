import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

describe('chats exported from OpenRouter', () => {
  const characters = { k: { id: 'k', model: 'deepseek/deepseek-r1' } };
  const answered = {
    id: 'a',
    characterId: 'k',
    type: 'assistant',
    createdAt: '2026-06-03T01:02:04.000Z',
    metadata: { tokensCount: 212, cost: 0.0004, provider: 'DeepInfra' },
  };
  const asked = {
    id: 'u',
    characterId: 'USER',
    type: 'user',
    createdAt: '2026-06-03T01:02:03.000Z',
  };

  it('have their messages and items by id, and the model at the character', async () => {
    const part = (type: string, words: string) => ({
      data: { type: 'message', content: [{ type, text: words }] },
    });
    const thought = {
      type: 'reasoning',
      summary: [],
      content: [{ type: 'reasoning_text', text: 'a' }],
    };
    const { format, traces } = await openJson({
      version: 'orpg.3.0',
      characters,
      messages: {
        a: { ...answered, items: [{ id: 'r' }, { id: 'm' }, { id: 'gone', type: 'message' }] },
        u: { ...asked, items: [{ id: 'q' }] },
      },
      items: { q: part('input_text', 'Q'), r: { data: thought }, m: part('output_text', 'b') },
    });
    assert.equal(format, 'openrouter-chat');
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b', 'raw unknown']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.model, trace?.provider, trace?.usage.outputTokens, trace?.costUsd],
      ['deepseek/deepseek-r1', 'DeepInfra', 212, 0.0004],
    );
  });

  it('had their words in the messages before', async () => {
    const { traces } = await openJson({
      version: 'orpg.1.0',
      characters,
      messages: {
        u: { ...asked, content: 'Q' },
        a: { ...answered, reasoning: 'a', content: 'b' },
      },
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });
});
