import assert from 'node:assert/strict';
import type { Endpoint, Question } from '../../../../src/core/capture/model';
import { buildRequest, sentLimit } from '../../../../src/core/capture/request';
import { question } from './question';

describe('the request of a live run', () => {
  const cases: [string, string, string | null, Record<string, unknown>][] = [
    [
      'OpenAI',
      'https://api.openai.com/v1',
      'high',
      { reasoning_effort: 'high', max_completion_tokens: 4_000 },
    ],
    [
      'OpenRouter',
      'https://openrouter.ai/api/v1/',
      'low',
      { reasoning: { effort: 'low' }, max_tokens: 4_000 },
    ],
    [
      'OpenRouter with a budget',
      'https://openrouter.ai/api/v1',
      '8k',
      { reasoning: { max_tokens: 8_000 } },
    ],
    ['vLLM', 'http://localhost:8000/v1', null, { max_tokens: 4_000, reasoning_effort: undefined }],
    ['a server without thinking', 'http://localhost:1234/v1', 'off', { reasoning_effort: 'none' }],
  ];
  for (const [what, url, effort, expected] of cases) {
    it(`speaks to ${what} in its own parameters`, () => {
      const endpoint: Endpoint = { name: what, api: 'chat-completions', url };
      const { body, url: target } = buildRequest(endpoint, { ...question, effort });
      assert.match(target, /[^/]\/chat\/completions$/);
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(body[key], value, key);
    });
  }
});

describe('thinking in the request of a live run', () => {
  const bodyOf = (api: Endpoint['api'], asked: Partial<Question>) =>
    buildRequest({ name: api, api, url: 'http://localhost:1' }, { ...question, ...asked }).body;

  // Effort, limit asked for; budget and limit sent. Anthropic refuses a budget that is not below the limit.
  const budgets: readonly (readonly [string | null, number | null, number, number])[] = [
    [null, 1_024, 8_000, 16_000],
    [null, 8_000, 8_000, 16_000],
    [null, 8_001, 8_000, 8_001],
    [null, null, 8_000, 16_000],
    ['2000', 4_000, 2_000, 4_000],
    ['16k', 4_000, 16_000, 24_000],
  ];
  for (const [effort, asked, budget, limit] of budgets) {
    it(`keeps Anthropic's budget below its limit (effort ${effort}, limit ${asked})`, () => {
      const ask = { effort, maxOutputTokens: asked };
      const body = bodyOf('anthropic', ask);
      assert.deepEqual(body['thinking'], { type: 'enabled', budget_tokens: budget });
      assert.equal(body['max_tokens'], limit);
      assert.equal(sentLimit('anthropic', { ...question, ...ask }), limit);
    });
  }

  it('keeps the limit that was asked for where the model chooses its budget', () => {
    const body = bodyOf('anthropic', { effort: 'high', maxOutputTokens: 1_024 });
    assert.equal(body['max_tokens'], 1_024);
    assert.deepEqual(body['thinking'], { type: 'adaptive' });
  });

  it('is left out for a model that never reasons', () => {
    const plain = { effort: null, thinks: false, maxOutputTokens: 1_024 };
    assert.ok(!('thinking' in bodyOf('anthropic', plain)));
    assert.equal(bodyOf('anthropic', plain)['max_tokens'], 1_024);
    assert.deepEqual(bodyOf('gemini', plain)['generationConfig'], { maxOutputTokens: 1_024 });
    assert.ok(!('think' in bodyOf('ollama', plain)));
    assert.ok(!('reasoning_effort' in bodyOf('chat-completions', plain)));
  });

  it('is switched off where it would come unasked', () => {
    const off = { effort: 'off', thinks: false, maxOutputTokens: null };
    assert.ok(!('thinking' in bodyOf('anthropic', off)));
    const config = { thinkingConfig: { thinkingBudget: 0 } };
    assert.deepEqual(bodyOf('gemini', off)['generationConfig'], config);
    assert.equal(bodyOf('ollama', off)['think'], false);
    assert.equal(bodyOf('chat-completions', off)['reasoning_effort'], 'none');
  });

  it('is asked for at its default', () => {
    const asked = { effort: null, maxOutputTokens: null };
    const config = { thinkingConfig: { includeThoughts: true } };
    assert.deepEqual(bodyOf('gemini', asked)['generationConfig'], config);
    assert.equal(bodyOf('ollama', asked)['think'], true);
  });
});
