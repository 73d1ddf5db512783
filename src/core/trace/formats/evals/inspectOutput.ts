import { msg } from '../../../model/message';
import type { Usage } from '../../../model/trace';
import { count, isObject, list, str } from '../../../text/json';
import { NO_USAGE, sum } from '../../build/usage';

const REFERENCE = 'attachment://';
/** Attachments are put into messages only, which nest a few levels. */
const DEEPEST = 12;

/** Puts a sample's attachments back where its messages refer to them. */
export function resolver(attachments: unknown): (value: unknown) => unknown {
  const resolve = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') {
      if (!value.startsWith(REFERENCE)) return value;
      return str(attachments, value.slice(REFERENCE.length)) ?? value;
    }
    if (depth > DEEPEST) return value;
    if (Array.isArray(value)) return list(value).map((item) => resolve(item, depth + 1));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolve(item, depth + 1)]),
    );
  };
  return isObject(attachments) ? (value) => resolve(value, 0) : (value) => value;
}

/** Inspect's usage: cached input is beside `input_tokens` when the total says so, reasoning inside the output. */
export function readInspectUsage(usage: unknown): Usage {
  const input = count(usage, 'input_tokens');
  const output = count(usage, 'output_tokens');
  const read = count(usage, 'input_tokens_cache_read');
  const written = count(usage, 'input_tokens_cache_write');
  const total = count(usage, 'total_tokens');
  const cached = sum(read, written);
  const beside = (cached ?? 0) > 0 && total !== null && total === sum(input, output, cached);
  return {
    ...NO_USAGE,
    inputTokens: beside ? sum(input, cached) : input,
    outputTokens: output,
    reasoningTokens: count(usage, 'reasoning_tokens'),
    cachedInputTokens: read,
    cacheWriteTokens: written,
    note: beside ? msg('Cached input is counted beside the rest: added.') : null,
  };
}
