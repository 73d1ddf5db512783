import { msg, type Message } from '../../model/message';
import type { Usage } from '../../model/trace';
import { at, count, list, num, obj, str, type JsonPath } from '../../text/json';

/** Nothing recorded. */
export const NO_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  cacheWrite1hTokens: null,
  outputBound: 'exact',
  note: null,
};

/** Adds recorded counts; `null` when none of them was recorded. */
export function sum(...counts: readonly (number | null)[]): number | null {
  const known = counts.filter((n) => n !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}

/**
 * OpenAI's counting, in its Chat Completions (`prompt_tokens`) and Responses (`input_tokens`) spelling, which most
 * vendors copy: reasoning is inside the output, cached inside the input. Where the recorded total says that reasoning
 * is beside the output (xAI's Chat Completions), or it is more than the output (Perplexity), it is added.
 */
export function openaiUsage(usage: unknown): Usage {
  const details = obj(usage, 'completion_tokens_details') ?? obj(usage, 'output_tokens_details');
  const input =
    obj(usage, 'prompt_tokens_details') ??
    obj(usage, 'input_tokens_details') ??
    // The Realtime API.
    obj(usage, 'input_token_details');
  const inputTokens = count(usage, 'prompt_tokens') ?? count(usage, 'input_tokens');
  const output = count(usage, 'completion_tokens') ?? count(usage, 'output_tokens');
  const reasoning = count(details, 'reasoning_tokens') ?? count(usage, 'reasoning_tokens');
  const total = count(usage, 'total_tokens');
  const beside =
    (reasoning ?? 0) > 0 && total !== null && total === sum(inputTokens, output, reasoning);
  return withReasoningInside({
    ...NO_USAGE,
    inputTokens,
    outputTokens: beside ? sum(output, reasoning) : output,
    reasoningTokens: reasoning,
    cachedInputTokens:
      count(input, 'cached_tokens') ??
      count(usage, 'prompt_cache_hit_tokens') ??
      count(usage, 'cached_tokens'),
    cacheWriteTokens:
      count(input, 'cache_write_tokens') ?? count(input, 'cache_creation_tokens') ?? null,
    note: beside ? msg('The total shows reasoning counted beside the output: added.') : null,
  });
}

/** A number of a log that writes 0 for what it does not know. */
export function unlessZero(value: number | null): number | null {
  return value === 0 ? null : value;
}

/** More reasoning than output: the output was counted without it. */
export function withReasoningInside(usage: Usage): Usage {
  const { outputTokens, reasoningTokens } = usage;
  if (outputTokens === null || reasoningTokens === null || reasoningTokens <= outputTokens)
    return usage;
  return {
    ...usage,
    outputTokens: outputTokens + reasoningTokens,
    note: msg('Reasoning is counted beside the output: added.'),
  };
}

/**
 * More in the cache than there was input, or a total that is the sum of all: the input was counted without what the cache
 * read and wrote.
 */
export function withCacheInside(usage: Usage, total: number | null): Usage {
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens } = usage;
  const cached = sum(cachedInputTokens, cacheWriteTokens) ?? 0;
  const isAll = total !== null && total === sum(inputTokens, outputTokens, cached);
  if (inputTokens === null || cached === 0 || (cached <= inputTokens && !isAll)) return usage;
  return {
    ...usage,
    inputTokens: inputTokens + cached,
    note: msg('Cache reads and writes are logged beside the input: added.'),
  };
}

/** An amount of money, also as text (a decimal of Python). */
export function amount(value: unknown, ...path: JsonPath): number | null {
  const found = at(value, ...path);
  const isText =
    typeof found === 'string' && /^\d{1,9}(?:\.\d{1,30})?(?:e-?\d{1,2})?$/i.test(found);
  return isText ? Number(found) : num(found);
}

/** USD as recorded: OpenRouter's `cost`, Perplexity's `cost.total_cost`, xAI's ticks of 1e-10 USD. */
export function recordedCost(usage: unknown): number | null {
  const ticks = num(usage, 'cost_in_usd_ticks');
  return (
    num(usage, 'cost') ?? num(usage, 'cost', 'total_cost') ?? (ticks === null ? null : ticks / 1e10)
  );
}

/**
 * Anthropic's counting: cache reads and writes are beside the input, thinking inside the output. What a server did to
 * summarise the context before is counted in an entry of its own and billed too. So is what an advisor said, which is
 * another model: what the message cost is more than its own counts tell.
 */
export function anthropicUsage(usage: unknown): Usage {
  const iterations = list(usage, 'iterations');
  const compactions = iterations.filter((one) => str(one, 'type') === 'compaction');
  const isAdvised = iterations.some((one) => str(one, 'type') === 'advisor_message');
  const all = (...path: JsonPath) =>
    sum(count(usage, ...path), ...compactions.map((one) => count(one, ...path)));
  const counts = addCache(
    {
      input: all('input_tokens'),
      output: all('output_tokens'),
      reasoning: count(usage, 'output_tokens_details', 'thinking_tokens'),
      read: all('cache_read_input_tokens'),
      written: all('cache_creation_input_tokens'),
    },
    msg('Anthropic counts cache reads and writes beside the input: added.'),
  );
  return {
    ...counts,
    cacheWrite1hTokens: all('cache_creation', 'ephemeral_1h_input_tokens'),
    ...(compactions.length > 0
      ? { note: msg('Anthropic counts the summary of the earlier context apart: added.') }
      : {}),
    ...(isAdvised
      ? {
          outputBound: 'at-least',
          note: msg(
            'An advisor of another model was billed beside this: the true cost is greater.',
          ),
        }
      : {}),
  };
}

/** Gemini's counting, in camelCase or snake_case: thoughts are beside the candidates, cached inside the prompt. */
export function geminiUsage(usage: unknown): Usage {
  const get = (camel: string, snake: string) => count(usage, camel) ?? count(usage, snake);
  // The Live API calls them the response.
  const candidates =
    get('candidatesTokenCount', 'candidates_token_count') ??
    get('responseTokenCount', 'response_token_count');
  const thoughts = get('thoughtsTokenCount', 'thoughts_token_count');
  return {
    ...NO_USAGE,
    inputTokens: sum(
      get('promptTokenCount', 'prompt_token_count'),
      get('toolUsePromptTokenCount', 'tool_use_prompt_token_count'),
    ),
    outputTokens: sum(candidates, thoughts),
    reasoningTokens: thoughts,
    cachedInputTokens: get('cachedContentTokenCount', 'cached_content_token_count'),
    note: (thoughts ?? 0) > 0 ? msg('Gemini counts thoughts beside the candidates: added.') : null,
  };
}

/** What a log counts whose input leaves out what the cache read and wrote. */
interface CountsBesideCache {
  readonly input: number | null;
  readonly output: number | null;
  readonly reasoning?: number | null;
  readonly read: number | null;
  readonly written: number | null;
}

/** Usage of such counts, in tokens: the whole input, with a note that says what was added. */
export function addCache(counts: CountsBesideCache, note: Message): Usage {
  const { input, output, reasoning = null, read, written } = counts;
  return {
    ...NO_USAGE,
    inputTokens: sum(input, read, written),
    outputTokens: output,
    reasoningTokens: reasoning,
    cachedInputTokens: read,
    cacheWriteTokens: written,
    note: (sum(read, written) ?? 0) > 0 ? note : null,
  };
}

/** Bedrock's counting: cache reads and writes are beside the input. Reasoning is not counted apart. */
export function bedrockUsage(usage: unknown): Usage {
  return addCache(
    {
      input: count(usage, 'inputTokens'),
      output: count(usage, 'outputTokens'),
      read: count(usage, 'cacheReadInputTokens') ?? count(usage, 'cacheReadInputTokenCount'),
      written: count(usage, 'cacheWriteInputTokens') ?? count(usage, 'cacheWriteInputTokenCount'),
    },
    msg('Bedrock counts cache reads and writes beside the input: added.'),
  );
}

/** Cohere's counting: the tokens processed (`tokens`), not the smaller number billed (`billed_units`). */
export function cohereUsage(usage: unknown): Usage {
  const get = (key: string) => count(usage, 'tokens', key) ?? count(usage, 'billed_units', key);
  return {
    ...NO_USAGE,
    inputTokens: get('input_tokens'),
    outputTokens: get('output_tokens'),
    reasoningTokens: get('reasoning_tokens'),
    cachedInputTokens: count(usage, 'cached_tokens'),
  };
}
