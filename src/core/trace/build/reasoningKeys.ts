import { at, isObject, list, num, str, text } from '../../text/json';
import type { JsonObject } from '../../text/json';
import { BLOCK_SEPARATOR } from '../../model/trace';

/** What a key says that its text is: the model's reasoning, or a digest of it. */
export type KeyMeaning = 'reasoning' | 'summary';

/** Words that name reasoning. */
const REASONING = new Set([
  'reasoning',
  'reasonings',
  'thinking',
  'think',
  'thought',
  'thoughts',
  'cot',
  'scratchpad',
  'monologue',
]);
/** Words that may follow: what carries the text. */
const CARRIER = new Set([
  ...REASONING,
  'content',
  'text',
  'trace',
  'traces',
  'process',
  'output',
  'raw',
  'full',
  'string',
  'str',
  'trajectory',
  'trajectories',
  'chain',
  'steps',
  'response',
  'delta',
  'body',
  'blocks',
  'per',
  'turn',
  'turns',
]);
/** Words of a key whose text is a judge's, or what was to be said: no model's own. */
const OF_OTHERS = new Set([
  'judge',
  'grader',
  'eval',
  'evaluation',
  'evaluator',
  'critic',
  'critique',
  'verifier',
  'score',
  'scoring',
  'grade',
  'grading',
  'rating',
  'verdict',
  'review',
  'gold',
  'reference',
  'expected',
  'human',
]);
/** Those words, and those of a key that only says something about reasoning. */
const OTHERS = new Set([
  ...OF_OTHERS,
  'no',
  'non',
  'without',
  'is',
  'has',
  'use',
  'show',
  'enable',
  'enabled',
  'include',
  'needs',
  'supports',
  'hide',
  'user',
  'prompt',
  'system',
  'label',
  'design',
  'selection',
  'first',
  'second',
  'after',
]);

const known = new Map<string, KeyMeaning | null>();
const MOST_KNOWN = 5_000;

/**
 * What a key means, whatever its case, its vendor's prefix and its joints: `reasoningContent`, `thinking_content`,
 * `deepseek_reasoner_cot` name reasoning; `reasoning_effort`, `thinkingDuration` and `judge_reasoning` do not.
 */
export function keyMeaning(key: string): KeyMeaning | null {
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  const meaning = read(key);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, meaning);
  return meaning;
}

function read(key: string): KeyMeaning | null {
  if (key.length > 60) return null;
  const words = wordsOf(key);
  const at = words.findIndex((word) => REASONING.has(word));
  if (at < 0 || words.some((word) => OTHERS.has(word))) return null;
  const rest = words.slice(at + 1);
  const last = rest.at(-1);
  const summary = last === 'summary' || last === 'summaries';
  const carried = (summary ? rest.slice(0, -1) : rest).every((word) => CARRIER.has(word));
  if (!carried) return null;
  return summary ? 'summary' : 'reasoning';
}

/** Whether a key says that its text is a judge's, or what was to be said. */
export function isOfOthers(key: string): boolean {
  return wordsOf(key).some((word) => OF_OTHERS.has(word));
}

/** The words of a key in any joint: snake, kebab, camel, spaces. */
export function wordsOf(key: string): readonly string[] {
  return key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}

/** A reasoning text beside a message's words. */
export interface CarriedReasoning {
  readonly text: string;
  readonly key: string;
  readonly meaning: KeyMeaning;
  /** Milliseconds, where the message says how long it thought. */
  readonly durationMs: number | null;
}

/** The names that vendors use, the most telling first. */
const NAMED = ['reasoning_content', 'reasoning', 'thinking', 'reasoning_text', 'reasoningContent'];

/** The reasoning that a message or a stream's delta carries under a key of its own; `null` for none. */
export function carriedReasoning(message: unknown): CarriedReasoning | null {
  if (!isObject(message)) return null;
  for (const key of NAMED) {
    const found = carriedAt(message, key, 'reasoning');
    if (found !== null) return found;
  }
  let digest: CarriedReasoning | null = null;
  for (const key of Object.keys(message)) {
    const meaning = keyMeaning(key);
    if (meaning === null || NAMED.includes(key)) continue;
    const found = carriedAt(message, key, meaning);
    if (found === null) continue;
    if (meaning === 'reasoning') return found;
    digest ??= found;
  }
  return digest;
}

function carriedAt(message: JsonObject, key: string, meaning: KeyMeaning): CarriedReasoning | null {
  const value = at(message, key);
  const words = reasoningWords(value);
  if (words !== '') return { text: words, key, meaning, durationMs: durationOf(value) };
  // An item of the Responses API, as LangChain keeps it.
  const digest = reasoningWords(at(value, 'summary'));
  return digest === '' ? null : { text: digest, key, meaning: 'summary', durationMs: null };
}

/** The text of a reasoning value: a string, a list of strings and text blocks, or an object that holds one. */
function reasoningWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    return list(value)
      .map((item) =>
        typeof item === 'string'
          ? item
          : (text(item, 'text') ?? text(item, 'content') ?? text(item, 'thinking') ?? ''),
      )
      .filter((part) => part !== '')
      .join(BLOCK_SEPARATOR);
  }
  const content = at(value, 'content');
  if (Array.isArray(content)) return reasoningWords(content);
  return text(value, 'content') ?? text(value, 'text') ?? '';
}

/** LobeChat keeps `{content, duration}` in milliseconds, Continue `{text, startAt, endAt}`. */
function durationOf(value: unknown): number | null {
  if (str(value, 'content') !== null) return num(value, 'duration');
  const [from, to] = [num(value, 'startAt'), num(value, 'endAt')];
  return str(value, 'text') === null || from === null || to === null ? null : to - from;
}

/** The words of a message of nothing but reasoning, which its type tells (MathArena's `cot`); `null` for any other. */
export function typedThought(message: unknown): string | null {
  const type = str(message, 'type');
  const isThought =
    type !== null && str(message, 'role') !== null && keyMeaning(type) === 'reasoning';
  return isThought ? text(message, 'content') : null;
}
