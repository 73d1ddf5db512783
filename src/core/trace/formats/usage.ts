import type { Usage } from '../model';
import { count, obj } from './json';

/** Nothing recorded. */
export const NO_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  cachedInputTokens: null,
  note: null,
};

/** Adds recorded counts; `null` when none of them was recorded. */
export function sum(...counts: readonly (number | null)[]): number | null {
  const known = counts.filter((n) => n !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}

/**
 * OpenAI's counting, in its Chat Completions (`prompt_tokens`) and Responses (`input_tokens`) spelling, which most
 * vendors copy: reasoning is inside the output, cached inside the input.
 */
export function openaiUsage(usage: unknown): Usage {
  const output = obj(usage, 'completion_tokens_details') ?? obj(usage, 'output_tokens_details');
  const input = obj(usage, 'prompt_tokens_details') ?? obj(usage, 'input_tokens_details');
  return {
    inputTokens: count(usage, 'prompt_tokens') ?? count(usage, 'input_tokens'),
    outputTokens: count(usage, 'completion_tokens') ?? count(usage, 'output_tokens'),
    reasoningTokens: count(output, 'reasoning_tokens') ?? count(usage, 'reasoning_tokens'),
    cachedInputTokens:
      count(input, 'cached_tokens') ??
      count(usage, 'prompt_cache_hit_tokens') ??
      count(usage, 'cached_tokens'),
    note: null,
  };
}

/** Anthropic's counting: cache reads and writes are beside the input, thinking inside the output. */
export function anthropicUsage(usage: unknown): Usage {
  const input = count(usage, 'input_tokens');
  const read = count(usage, 'cache_read_input_tokens');
  const written = count(usage, 'cache_creation_input_tokens');
  return {
    inputTokens: sum(input, read, written),
    outputTokens: count(usage, 'output_tokens'),
    reasoningTokens: count(usage, 'output_tokens_details', 'thinking_tokens'),
    cachedInputTokens: read,
    note:
      (sum(read, written) ?? 0) > 0
        ? 'Anthropic counts cache reads and writes beside the input: added.'
        : null,
  };
}

/** Gemini's counting, in camelCase or snake_case: thoughts are beside the candidates, cached inside the prompt. */
export function geminiUsage(usage: unknown): Usage {
  const get = (camel: string, snake: string) => count(usage, camel) ?? count(usage, snake);
  const candidates = get('candidatesTokenCount', 'candidates_token_count');
  const thoughts = get('thoughtsTokenCount', 'thoughts_token_count');
  return {
    inputTokens: sum(
      get('promptTokenCount', 'prompt_token_count'),
      get('toolUsePromptTokenCount', 'tool_use_prompt_token_count'),
    ),
    outputTokens: sum(candidates, thoughts),
    reasoningTokens: thoughts,
    cachedInputTokens: get('cachedContentTokenCount', 'cached_content_token_count'),
    note: (thoughts ?? 0) > 0 ? 'Gemini counts thoughts beside the candidates: added.' : null,
  };
}
