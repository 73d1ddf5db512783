import { msg } from '../../model/message';
import type { Usage } from '../../model/trace';
import { at, count, isObject } from '../../text/json';
import type { JsonPath } from '../../text/json';
import { NO_USAGE, sum } from './usage';

const INPUT: readonly JsonPath[] = [
  ['input_tokens'],
  ['prompt_tokens'],
  ['inputTokens'],
  ['inputTokens', 'total'],
  ['promptTokens'],
  ['promptTokenCount'],
  ['prompt_token_count'],
  ['inputTokenCount'],
  ['input_token_count'],
  ['totalInputTokens'],
  ['num_input_tokens'],
  ['prompt_eval_count'],
  ['input'],
  ['prompt'],
];
const OUTPUT: readonly JsonPath[] = [
  ['output_tokens'],
  ['completion_tokens'],
  ['outputTokens'],
  ['outputTokens', 'total'],
  ['completionTokens'],
  ['candidatesTokenCount'],
  ['candidates_token_count'],
  ['outputTokenCount'],
  ['output_token_count'],
  ['totalOutputTokens'],
  ['num_output_tokens'],
  ['eval_count'],
  ['output'],
  ['completion'],
];
const REASONING: readonly JsonPath[] = [
  ['output_tokens_details', 'reasoning_tokens'],
  ['output_tokens_details', 'thinking_tokens'],
  ['completion_tokens_details', 'reasoning_tokens'],
  ['output_token_details', 'reasoning'],
  ['outputTokensDetails', 'reasoningTokens'],
  ['outputTokenDetails', 'reasoningTokens'],
  ['outputTokens', 'reasoning'],
  ['reasoning_tokens'],
  ['reasoning_output_tokens'],
  ['completion_reasoning_tokens'],
  ['reasoningTokens'],
  ['thoughtsTokenCount'],
  ['thoughts_token_count'],
  ['reasoningTokenCount'],
  ['reasoning_token_count'],
  ['output_reasoning'],
  ['output_reasoning_tokens'],
  ['outputReasoningTokens'],
  ['reasoning'],
];
const CACHED: readonly JsonPath[] = [
  ['input_tokens_details', 'cached_tokens'],
  ['prompt_tokens_details', 'cached_tokens'],
  ['input_token_details', 'cache_read'],
  ['inputTokenDetails', 'cacheReadTokens'],
  ['cached_input_tokens'],
  ['cached_tokens'],
  ['prompt_cached_tokens'],
  ['cachedInputTokens'],
  ['inputTokens', 'cacheRead'],
  ['cachedContentTokenCount'],
  ['cached_content_token_count'],
  ['cachedInputTokenCount'],
  ['input_tokens_cache_read'],
  ['input_cached_tokens'],
  ['input_cached'],
  ['inputCachedTokens'],
  ['cacheReadTokens'],
  ['prompt_cache_hit_tokens'],
];

const CACHE_WRITE: readonly JsonPath[] = [
  ['prompt_tokens_details', 'cache_write_tokens'],
  ['prompt_tokens_details', 'cache_creation_tokens'],
  ['input_token_details', 'cache_creation'],
  ['inputTokenDetails', 'cacheWriteTokens'],
  ['input_tokens_cache_write'],
  ['cacheWriteTokens'],
  ['inputTokens', 'cacheWrite'],
  ['prompt_cache_creation_tokens'],
  ['cacheCreationTokens'],
];

/**
 * Usage in whichever of the common spellings it was recorded (OpenAI, Anthropic, Gemini, LangChain, AI SDK). Applies
 * two vendors' rules: Anthropic counts cache reads and writes beside `input_tokens`, Gemini thoughts beside candidates.
 * LiteLLM keeps Anthropic's names of the cache beside OpenAI's details, and counts as OpenAI does.
 */
export function commonUsage(value: unknown): Usage {
  if (!isObject(value)) return NO_USAGE;
  const usage = value;
  const reasoningTokens = first(usage, REASONING);
  const besideRead =
    count(usage, 'cache_read_input_tokens') ?? count(usage, 'cacheReadInputTokens');
  const besideWrite =
    count(usage, 'cache_creation_input_tokens') ?? count(usage, 'cacheCreationInputTokens');
  const input = first(usage, INPUT);
  const output = first(usage, OUTPUT);
  const beside = sum(besideRead, besideWrite);
  const isInside = isObject(usage['prompt_tokens_details']) && (beside ?? 0) <= (input ?? 0);
  if (beside !== null && !isInside) {
    return {
      ...NO_USAGE,
      inputTokens: sum(input, besideRead, besideWrite),
      outputTokens: output,
      reasoningTokens,
      cachedInputTokens: besideRead,
      cacheWriteTokens: besideWrite,
      cacheWrite1hTokens: count(usage, 'cache_creation', 'ephemeral_1h_input_tokens'),
      note: msg('Anthropic counts cache reads and writes beside the input: added.'),
    };
  }
  const gemini = count(usage, 'thoughtsTokenCount') ?? count(usage, 'thoughts_token_count');
  return {
    ...NO_USAGE,
    inputTokens: input,
    outputTokens: gemini === null ? output : sum(output, gemini),
    reasoningTokens,
    cachedInputTokens: first(usage, CACHED) ?? besideRead,
    cacheWriteTokens: first(usage, CACHE_WRITE) ?? besideWrite,
    cacheWrite1hTokens: count(usage, 'cache_creation', 'ephemeral_1h_input_tokens'),
    note: gemini === null ? null : msg('Gemini counts thoughts beside the candidates: added.'),
  };
}

function first(usage: object, paths: readonly JsonPath[]): number | null {
  for (const path of paths) {
    const value = at(usage, ...path);
    // Forge tells a count that was measured from one that it worked out.
    const found = count(isObject(value) ? value['actual'] : value);
    if (found !== null) return found;
  }
  return null;
}
