import type { Timing, Usage } from '../../../model/trace';
import { at, has, isObject, num, text, time } from '../../../text/json';
import { NO_USAGE, openaiUsage, recordedCost, sum } from '../../build/usage';

/** What a response says about itself, in one body or over the chunks of its stream. */
export interface ResponseFacts {
  readonly id: string | null;
  readonly model: string | null;
  readonly provider: string | null;
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly timing: Timing;
}

/**
 * Facts of a Chat Completions response: ids and names from the first chunk that has them (Azure leaves them empty in
 * the first), counts and times from the last.
 */
export function chatFacts(bodies: readonly unknown[]): ResponseFacts {
  const first = <T>(get: (body: unknown) => T | null): T | null => {
    for (const body of bodies) {
      const found = get(body);
      if (found !== null) return found;
    }
    return null;
  };
  const last = <T>(get: (body: unknown) => T | null): T | null => {
    for (let i = bodies.length - 1; i >= 0; i--) {
      const found = get(bodies[i]);
      if (found !== null) return found;
    }
    return null;
  };
  const usage = last(usageOf);
  return {
    id: first((b) => text(b, 'id') ?? text(b, 'request_id')),
    model: first((b) => text(b, 'model')),
    provider: first(providerOf),
    usage: usage === null ? (last(timingsUsage) ?? NO_USAGE) : counted(usage, last(cachedOf)),
    costUsd: usage === null ? null : recordedCost(usage),
    timing: {
      startedAt: first((b) => time(b, 'created')),
      durationMs: last(durationOf),
      ttftMs: last(ttftOf),
    },
  };
}

function usageOf(body: unknown): unknown {
  for (const usage of [
    at(body, 'usage'),
    at(body, 'x_groq', 'usage'),
    at(body, 'choices', 0, 'usage'),
  ]) {
    if (isObject(usage) && Object.keys(usage).length > 0) return usage;
  }
  return null;
}

const cachedOf = (body: unknown) => num(body, 'timings', 'cache_n');

/** llama.cpp tells in its timings only what it had in its cache. */
function counted(usage: unknown, cached: number | null): Usage {
  const own = openaiUsage(usage);
  return { ...own, cachedInputTokens: own.cachedInputTokens ?? cached };
}

/** llama.cpp without `usage`: its timings count the same tokens. */
function timingsUsage(body: unknown): Usage | null {
  const cached = num(body, 'timings', 'cache_n');
  const prompt = num(body, 'timings', 'prompt_n');
  const output = num(body, 'timings', 'predicted_n');
  if (prompt === null && output === null) return null;
  return {
    ...NO_USAGE,
    inputTokens: sum(prompt, cached),
    outputTokens: output,
    cachedInputTokens: cached,
  };
}

/** The provider where the body names it or has a key that only one of them writes. */
function providerOf(body: unknown): string | null {
  const named = text(body, 'provider');
  if (named !== null) return named;
  const marks: readonly (readonly [key: string, provider: string])[] = [
    ['x_groq', 'Groq'],
    ['time_info', 'Cerebras'],
    ['timings', 'llama.cpp'],
    ['search_results', 'Perplexity'],
  ];
  const mark = marks.find(([key]) => has(body, key));
  if (mark !== undefined) return mark[1];
  return has(at(body, 'usage'), 'prompt_cache_hit_tokens') ? 'DeepSeek' : null;
}

const seconds = (value: number | null) => (value === null ? null : value * 1_000);

/** The server's total, or the sum of its parts: Groq's total leaves out what a request waited in the queue. */
function totalOf(usage: unknown): number | null {
  const total = num(usage, 'total_time');
  const parts = ['queue_time', 'prompt_time', 'completion_time'].map((part) => num(usage, part));
  return total === null ? null : Math.max(total, sum(...parts) ?? 0);
}

function durationOf(body: unknown): number | null {
  return (
    seconds(totalOf(at(body, 'usage'))) ??
    seconds(totalOf(at(body, 'x_groq', 'usage'))) ??
    seconds(totalOf(at(body, 'time_info'))) ??
    sum(num(body, 'timings', 'prompt_ms'), num(body, 'timings', 'predicted_ms'))
  );
}

/** Queue and prompt processing: what passes before the first token. */
function ttftOf(body: unknown): number | null {
  const groq = isObject(at(body, 'x_groq', 'usage'))
    ? at(body, 'x_groq', 'usage')
    : at(body, 'usage');
  return (
    seconds(sum(num(groq, 'queue_time'), num(groq, 'prompt_time'))) ??
    seconds(sum(num(body, 'time_info', 'queue_time'), num(body, 'time_info', 'prompt_time'))) ??
    num(body, 'timings', 'prompt_ms')
  );
}
