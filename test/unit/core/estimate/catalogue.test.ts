import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { speedOf } from '../../../../src/core/estimate/latency';
import { modelEffect } from '../../../../src/core/estimate/modelEffect';

const catalogue = makeCatalogue();

describe('catalogue', () => {
  const aliases: readonly (readonly [string, string])[] = [
    ['gpt-4o', 'gpt-4o'],
    ['openai/gpt-4o', 'gpt-4o'],
    ['GPT-4o-2024-11-20', 'gpt-4o-2024-11-20'],
    ['o3-mini-2025-01-31', 'o3-mini'],
    ['claude-opus-4-1', 'claude-opus-4-1'],
    ['claude-opus-4.1', 'claude-opus-4-1'],
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'claude-sonnet-4-20250514'],
    ['claude-3.7-sonnet', 'claude-3-7-sonnet-20250219'],
    ['gemini-2.5-flash-preview-05-20', 'gemini-2.5-flash'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['grok-3-mini-beta', 'grok-3-mini'],
    ['deepseek/deepseek-r1-0528:free', 'deepseek-r1-0528'],
  ];
  for (const [asked, id] of aliases) {
    it(`resolves ${asked} to ${id}`, () => {
      const found = catalogue.find(asked);
      assert.equal(found.known, 'catalogue');
      assert.equal(found.id, id);
    });
  }

  it('tells lab and family of an id that no list knows, and no price', () => {
    const found = catalogue.find('glm-z1-32b');
    assert.deepEqual(
      [found.known, found.lab, found.family, found.reasons, found.list],
      ['family', 'z-ai', 'glm-z1', 'always', null],
    );
  });

  it('knows nothing of a name without a lab', () => {
    assert.equal(catalogue.find('my-own-model').known, 'nothing');
  });

  const kinds: readonly (readonly [string, string])[] = [
    ['gpt-4o', 'never'],
    ['gpt-4.1-mini', 'never'],
    ['o4-mini', 'always'],
    ['claude-sonnet-4', 'off'],
    ['gemini-2.5-pro', 'always'],
    ['gemini-2.5-flash', 'on'],
    ['deepseek-r1', 'always'],
    ['qwen3-235b-a22b-thinking-2507', 'always'],
    ['grok-4-fast-non-reasoning', 'never'],
  ];
  for (const [id, reasons] of kinds) {
    it(`knows that ${id} reasons: ${reasons}`, () => {
      assert.equal(catalogue.find(id).reasons, reasons);
    });
  }

  it('gives effort levels with the request field that sets them', () => {
    assert.deepEqual(catalogue.find('o4-mini').effort, {
      parameter: 'reasoning_effort',
      levels: ['low', 'medium', 'high'],
    });
    assert.equal(catalogue.find('claude-sonnet-4').budget?.parameter, 'thinking.budget_tokens');
  });

  it('knows nothing of a name that every object has', () => {
    for (const id of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      assert.equal(catalogue.find(id).known, 'nothing', id);
      assert.equal(speedOf(catalogue.find(id)).speed, null, id);
      assert.ok(Number.isFinite(modelEffect(catalogue.find('o3'), id).rank), id);
    }
  });
});
