import { say, type Sentence } from '../model/sentence';
import { msg } from '../model/message';
import type { Problem } from '../model/problem';
import { answerText, type Timing, type Trace, type Usage } from '../model/trace';

/** More than any model takes or gives in one generation: the largest context of 2026 is ten million tokens. */
const MAX_TOKENS = 20_000_000;
/** Dearer than any single generation. */
const MAX_USD = 100_000;
/** Before the first chat model, and a clock that is a day ahead of the reader's. */
const EARLIEST = Date.UTC(2018, 0);
const DAY_MS = 86_400_000;
/** No tokenizer makes so long tokens of running text. */
const CHARS_PER_TOKEN_AT_MOST = 16;
const SHORT_TEXT = 1_000;

type Figures = Pick<Trace, 'usage' | 'costUsd' | 'timing' | 'segments' | 'problems'>;

/**
 * Takes back recorded figures that cannot be: negative costs, counts beyond any context, times in the future. They are
 * unknown then, and a problem tells what was recorded. An output count that is too small for the text beside it is a
 * lower bound. `now` in epoch milliseconds.
 */
export function withPlausibleFigures<T extends Figures>(trace: T, now: number): T {
  const problems: Problem[] = [];
  const refuse = (what: Sentence, value: number): null => {
    const at = trace.segments[0]?.source;
    problems.push({
      code: 'malformed',
      message: say('The recorded {0} cannot be ({1}): taken as unknown.', what, String(value)),
      ...(at ? { at: { record: at.record, offset: at.start } } : {}),
    });
    return null;
  };
  const costUsd = isWithin(trace.costUsd, 0, MAX_USD)
    ? trace.costUsd
    : refuse(say('cost'), trace.costUsd ?? 0);
  const usage = boundedOutput(plausibleUsage(trace.usage, refuse), trace);
  const timing = plausibleTiming(trace.timing, now, refuse);
  if (problems.length === 0 && usage === trace.usage) return trace;
  return { ...trace, costUsd, usage, timing, problems: [...trace.problems, ...problems] };
}

type Refuse = (what: Sentence, value: number) => null;

function isWithin(value: number | null, least: number, most: number): boolean {
  return value === null || (value >= least && value <= most);
}

const COUNTS = {
  inputTokens: say('input tokens'),
  outputTokens: say('output tokens'),
  reasoningTokens: say('reasoning tokens'),
  cachedInputTokens: say('cached tokens'),
  cacheWriteTokens: say('tokens written to the cache'),
  cacheWrite1hTokens: say('tokens written to the cache for an hour'),
};

function plausibleUsage(usage: Usage, refuse: Refuse): Usage {
  let kept = usage;
  for (const [key, what] of Object.entries(COUNTS) as [keyof typeof COUNTS, Sentence][]) {
    const value = usage[key];
    if (!isWithin(value, 0, MAX_TOKENS)) kept = { ...kept, [key]: refuse(what, value ?? 0) };
  }
  return kept;
}

function plausibleTiming(timing: Timing, now: number, refuse: Refuse): Timing {
  const { startedAt, durationMs, ttftMs } = timing;
  return {
    startedAt: isWithin(startedAt, EARLIEST, now + DAY_MS)
      ? startedAt
      : refuse(say('time'), startedAt ?? 0),
    durationMs: isWithin(durationMs, 0, 30 * DAY_MS)
      ? durationMs
      : refuse(say('duration in milliseconds'), durationMs ?? 0),
    ttftMs: isWithin(ttftMs, 0, 30 * DAY_MS)
      ? ttftMs
      : refuse(say('time to the first token in milliseconds'), ttftMs ?? 0),
  };
}

function boundedOutput(usage: Usage, trace: Figures): Usage {
  const { outputTokens } = usage;
  if (outputTokens === null || usage.outputBound === 'at-least') return usage;
  // Cheap for nearly all: white space is folded only where the plain length is in doubt.
  const chars = trace.segments.reduce((n, s) => n + (s.kind === 'answer' ? s.text.length : 0), 0);
  const most = outputTokens * CHARS_PER_TOKEN_AT_MOST + SHORT_TEXT;
  if (chars <= most || answerText(trace).replace(/\s+/g, ' ').length <= most) return usage;
  return {
    ...usage,
    outputBound: 'at-least',
    note: msg(
      'The recorded output is too small for the text of the answer: a count from before its end.',
    ),
  };
}
