// cspell:disable -- names of models, labs and hosts
import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { choiceProblem } from '../../../../src/core/estimate/effortCheck';
import type { Reasons } from '../../../../src/core/estimate/modelFacts';
import { priceOf } from '../../../../src/core/estimate/prices';
import { libraryPrices } from '../../../../src/core/estimate/prices.lazy';
import { inEnglish } from '../../../../src/core/text/voice';

const catalogue = makeCatalogue();
const NOW = new Date('2026-11-29T12:00:00Z');

/** Id, who serves it, `$ in/out` a million tokens (`-` none), how it reasons, the listed model (`?` a guess, `-` none). */
type Row = readonly [string, string | null, string, Reasons, string];

// Spellings of vendors' SDKs, LiteLLM, OpenRouter, Bedrock, Vertex, Azure, Ollama, Hugging Face and the AI SDK.
const ROWS: readonly Row[] = [
  // Vendors' own ids
  ['gpt-5-chat-latest', 'openai', '1.25/10', 'never', 'gpt-5-chat-latest'],
  ['gpt-5.1-chat-latest', 'openai', '1.25/10', 'never', 'gpt-5.1-chat-latest'],
  ['gpt-5.2-codex', 'openai', '1.75/14', 'always', 'gpt-5.2-codex'],
  ['gpt-5-2025-08-07', 'openai', '1.25/10', 'always', 'gpt-5'],
  ['gpt-6.2-sol', 'openai', '2/10', 'always', 'gpt-6.2-sol'],
  ['gpt-6-luna', 'openai', '0.1/0.5', 'on', 'gpt-6-luna'],
  ['claude-opus-5-5', 'anthropic', '4/20', 'always', 'claude-opus-5-5'],
  ['claude-fable-5-1', 'anthropic', '10/50', 'always', 'claude-fable-5-1'],
  ['claude-sonnet-5', 'anthropic', '2/10', 'on', 'claude-sonnet-5'],
  ['claude-haiku-5-5', 'anthropic', '0.1/0.5', 'on', 'claude-haiku-5-5'],
  ['claude-sonnet-4', 'anthropic', '3/15', 'off', 'claude-sonnet-4-0'],
  ['gemini-pro-latest', 'google', '2/12', 'always', 'gemini-pro-latest'],
  ['gemini-flash-latest', 'google', '1.5/9', 'always', 'gemini-flash-latest'],
  ['grok-4.20-0309-reasoning', 'xai', '1.25/2.5', 'always', 'grok-4.20-0309-reasoning'],
  ['grok-4-latest', 'x-ai', '3/15', 'always', 'grok-4-0709'],
  ['mistral-large-latest', 'mistral', '0.7/2.1', 'always', 'mistral-large-latest'],
  ['deepseek-v4-flash', 'deepseek', '0.18125/0.725', 'on', 'deepseek-flash'],
  ['perplexity/r1-1776', 'perplexity', '2/8', 'always', 'r1-1776'],
  // Hosts
  ['groq/openai/gpt-oss-120b', 'groq', '0.15/0.6', 'always', 'gpt-oss-120b'],
  ['groq/openai/gpt-oss-20b', 'groq', '0.075/0.3', 'always', 'gpt-oss-20b'],
  ['groq/qwen/qwen3-32b', 'groq', '0.29/0.59', 'on', 'qwen3-32b'],
  ['groq:llama-3.3-70b-versatile', 'groq', '0.59/0.79', 'never', 'llama-3.3-70b-versatile'],
  ['openrouter/qwen/qwen3-32b', 'openrouter', '0.08/0.28', 'on', 'qwen3-32b'],
  ['openrouter/x-ai/grok-4-fast:free', 'openrouter', '0/0', 'always', '?grok-4-fast-reasoning'],
  ['deepseek/deepseek-r1-0528:free', 'openrouter', '0/0', 'always', 'deepseek-r1-0528'],
  ['cerebras/gpt-oss-120b', 'cerebras', '0.35/0.75', 'always', 'gpt-oss-120b'],
  ['together_ai/zai-org/GLM-5.3', 'together', '1.4/4.4', 'always', 'glm-5.3'],
  ['together_ai/deepseek-ai/DeepSeek-R1', 'together', '-', 'always', 'deepseek-r1'],
  ['deepinfra/deepseek-ai/DeepSeek-R1', 'deepinfra', '-', 'always', 'deepseek-r1'],
  ['accounts/fireworks/models/glm-5p3', 'fireworks', '1.4/4.4', 'always', 'glm-5.3'],
  ['@cf/openai/gpt-oss-120b', 'cloudflare', '0.35/0.75', 'always', 'gpt-oss-120b'],
  ['github_copilot/gpt-5.2', 'github_copilot', '-', 'off', 'gpt-5.2'],
  ['litellm_proxy/gpt-5.2', 'openai', '1.75/14', 'off', 'gpt-5.2'],
  // Bedrock
  [
    'jp.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'bedrock',
    '3.3/16.5',
    'off',
    'claude-sonnet-4-5-20250929',
  ],
  ['global.anthropic.claude-opus-5-5', 'bedrock', '4/20', 'always', 'claude-opus-5-5'],
  [
    'bedrock/converse/us.anthropic.claude-opus-5-5',
    'bedrock',
    '4.4/22',
    'always',
    'claude-opus-5-5',
  ],
  ['us.deepseek.r1-v1:0', 'bedrock', '1.35/5.4', 'always', 'deepseek-r1'],
  ['deepseek.v3-v1:0', 'bedrock', '0.58/1.68', 'never', 'DeepSeek-V3'],
  ['openai.gpt-oss-120b-1:0', 'bedrock', '0.15/0.6', 'always', 'gpt-oss-120b'],
  ['minimax.minimax-m2', 'bedrock', '0.3/1.2', 'always', 'MiniMax-M2'],
  ['moonshot.kimi-k2-thinking', 'bedrock', '0.6/2.5', 'always', 'kimi-k2-thinking'],
  ['us.amazon.nova-premier-v1:0', 'bedrock', '2.5/12.5', 'never', 'nova-premier'],
  ['qwen.qwen3-235b-a22b-2507-v1:0', 'bedrock', '0.22/0.88', 'never', 'qwen3-235b-a22b-2507'],
  ['mistral.mistral-large-2402-v1:0', 'bedrock', '4/12', 'never', '?mistral-large'],
  [
    'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'bedrock',
    '3.3/16.5',
    'off',
    'claude-sonnet-4-5-20250929',
  ],
  [
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1',
    'bedrock',
    '-',
    'unknown',
    '-',
  ],
  ['claude-opus-4-6-v1', 'anthropic', '5/25', 'off', 'claude-opus-4-6'],
  // Azure and Vertex
  ['azure/my-gpt-5-deployment', 'azure', '1.25/10', 'always', '?gpt-5'],
  ['azure/gpt-35-turbo', 'azure', '0.5/1.5', 'never', 'gpt-3.5-turbo'],
  ['azure_ai/deepseek-r1', 'azure', '-', 'always', 'deepseek-r1'],
  ['vertex_ai/claude-sonnet-4-5@20250929', 'vertex', '3/15', 'off', 'claude-sonnet-4-5-20250929'],
  [
    'projects/p/locations/l/publishers/google/models/gemini-3.8-flash',
    'vertex',
    '0.75/3.75',
    'always',
    'gemini-3.8-flash',
  ],
  // Own machines
  ['ollama_chat/qwen3:8b', 'local', '-', 'on', 'qwen3-8b'],
  ['gpt-oss:20b', 'local', '-', 'always', 'gpt-oss-20b'],
  ['gpt-oss:120b-cloud', 'ollama-cloud', '-', 'always', 'gpt-oss-120b'],
  ['deepseek-r1:14b', 'local', '-', 'always', '-'],
  ['hosted_vllm/Qwen/Qwen3-32B', 'local', '-', 'on', 'qwen3-32b'],
  ['lm_studio/qwen/qwen3-8b', 'local', '-', 'on', 'qwen3-8b'],
  // The user's own training
  ['ft:gpt-4o-mini-2024-07-18:acme::abc123', 'openai', '-', 'never', '?gpt-4o-mini-2024-07-18'],
  // Open labs by name
  ['ServiceNow-AI/Apriel-1.5-15b-Thinker', null, '-', 'always', '-'],
  ['LGAI-EXAONE/EXAONE-4.0-32B', null, '-', 'unknown', '-'],
  ['open-thoughts/OpenThinker3-7B', null, '-', 'always', '-'],
  ['inclusionAI/Ring-1T', null, '-', 'always', '-'],
  // Names not yet known
  ['grok-5', null, '-', 'unknown', '-'],
  ['claude-mythos-5', null, '-', 'unknown', '-'],
  ['kimi-latest', null, '-', 'unknown', '-'],
  ['gemini-5-pro', null, '-', 'unknown', '-'],
  ['deepseek-v5', null, '-', 'unknown', '-'],
  ['qwen5-max', null, '-', 'unknown', '-'],
  ['o5', null, '-', 'unknown', '-'],
  ['model-x', null, '-', 'unknown', '-'],
];

describe('a model id', () => {
  for (const [id, provider, price, reasons, listed] of ROWS) {
    it(`${id} is ${listed} of ${provider ?? 'nobody known'} at ${price}, reasons: ${reasons}`, () => {
      const facts = catalogue.find(id);
      const priced = priceOf(facts, libraryPrices, NOW);
      const { rates } = priced;
      const name = facts.known === 'catalogue' ? (facts.guess ? '?' : '') + facts.id : '-';
      assert.deepEqual(
        [
          priced.provider,
          rates === null ? '-' : `${rates.input}/${rates.output}`,
          facts.reasons,
          name,
        ],
        [provider, price, reasons, listed],
      );
    });
  }

  it('of any listed model resolves to itself or to what its vendor serves under the name', () => {
    for (const m of catalogue.models) {
      const found = catalogue.find(m.id);
      assert.equal(found.known, 'catalogue', m.id);
      assert.ok(!found.guess, m.id);
    }
  });

  it('of no list never has another’s price', () => {
    for (const id of [
      'qwq-32b',
      'glm-z1-32b',
      'deepseek-r1-distill-qwen-7b',
      'gpt-9',
      'claude-9-opus',
    ]) {
      assert.equal(priceOf(catalogue.find(id), libraryPrices, NOW).rates, null, id);
    }
  });
});

describe('an effort after a model', () => {
  const problem = (text: string): string | null => {
    const found = choiceProblem(text, catalogue);
    return found === null ? null : inEnglish(found);
  };

  it('that does not exist is refused with the levels there are', () => {
    assert.equal(
      problem('gpt-5:hihg'),
      '‘hihg’ is no effort of gpt-5: its levels are minimal, low, medium, high',
    );
    assert.match(problem('gpt-4o:fast') ?? '', /it does not reason$/);
    assert.match(problem('claude-haiku-4-5:fast') ?? '', /a budget is a number of tokens$/);
  });

  const fine = [
    'gpt-5',
    'gpt-5:high',
    'claude-sonnet-5:medium',
    'claude-sonnet-4-5:16k',
    'qwen3:8b',
    'deepseek/deepseek-r1-0528:free',
    'anthropic.claude-3-haiku-20240307-v1:0',
    'openai:gpt-5.2',
    'ft:gpt-4o-mini-2024-07-18:acme::abc123',
    'my-model:whatever',
  ];
  for (const text of fine) {
    it(`is no mistake in ${text}`, () => assert.equal(problem(text), null));
  }
});
