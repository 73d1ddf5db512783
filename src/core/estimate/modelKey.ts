import { parseModelId } from './modelId';
import { remembered } from './remembered';

const CLAUDE_TIERS = ['opus', 'sonnet', 'haiku', 'fable', 'instant'];

/** `claude-3.7-sonnet`, `claude-sonnet-3-7` and `claude-4-opus` are one naming scheme apart: the tier goes first, `-0` goes. */
function claudeOrder(key: string): string {
  const parts = key.split('-');
  const tier = parts.findIndex((p) => CLAUDE_TIERS.includes(p));
  if (parts[0] !== 'claude' || tier < 0) return key;
  const rest = parts.filter((_, i) => i !== 0 && i !== tier);
  if (rest[1] === '0') rest.splice(1, 1);
  return ['claude', parts[tier], ...rest].join('-');
}

/**
 * One spelling for a model id: lower case, without host, gateway or organisation (`openai/`, `us.anthropic.`), `.` and
 * `_` as `-`, Claude's tier before its version. Two ids with one key are the same model, whoever serves it.
 */
export const modelKey: (id: string) => string = remembered((id) => {
  const key = parseModelId(id)
    .name.slice(0, 200)
    .replace(/[._: @]/g, '-')
    .replace(/-{2,}/g, '-');
  // Bedrock's version of the spelling, without its host.
  const plain = key.replace(/^(claude-[a-z0-9-]{1,60})-v\d$/, '$1');
  return claudeOrder(plain.replace(/^gpt-?35-/, 'gpt-3-5-').replace(/^gpt4o/, 'gpt-4o'));
});

/** Endings that name a day or a channel of the very same model. */
const DATES: readonly RegExp[] = [
  /-20\d{2}-?\d{2}-?\d{2}$/,
  /-(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/,
  /-(?:0[1-9]|1[0-2])-20\d{2}$/,
];
const CHANNEL = /-(?:latest|preview|maas)$/;

/** The key without a date at its end. */
export function undated(id: string): string {
  const key = modelKey(id);
  return key.replace(DATES.find((d) => d.test(key)) ?? '', '');
}

/** Whether an id is that key but for a date or channel at its end. */
export function isDated(id: string, key: string): boolean {
  const known = modelKey(id);
  return [
    known,
    undated(id),
    undated(known.replace(CHANNEL, '')),
    undated(id).replace(CHANNEL, ''),
  ].includes(key);
}

/** Endings that name a date, a channel or a precision of the same model. */
const ENDINGS: readonly RegExp[] = [
  /-(?:19|20)\d{2}-?\d{2}-?\d{2}$/,
  /-(?:preview|exp|beta|latest|it|maas|fp8|fp4|awq|gguf|instruct-turbo|turbo-preview)$/,
  /-(?:preview|exp)-\d{2}-\d{2,4}$/,
  /-(?:0[1-9]|1[0-2])-20\d{2}$/,
  /-(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/,
  /-2[4-7](?:0[1-9]|1[0-2])$/,
  /-(?:think|thinking|reasoning)$/,
];

/** Ever looser keys of an id (dates, preview and precision endings taken off), without the exact one. */
export const looseKeys: (id: string) => readonly string[] = remembered((id) => {
  const keys: string[] = [];
  let key = modelKey(id);
  for (let round = 0; round < 4; round++) {
    const ending = ENDINGS.find((e) => e.test(key));
    if (ending === undefined) break;
    key = key.replace(ending, '');
    keys.push(key);
  }
  return keys;
});
