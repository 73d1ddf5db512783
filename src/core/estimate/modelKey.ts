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
 * One spelling for a model id: lower case, without gateway or organisation (`openai/`, `us.anthropic.`), `.` and
 * `_` as `-`, Claude's tier before its version. Two ids with one key are the same model.
 */
export const modelKey: (id: string) => string = remembered((id) => {
  const bare = id
    .trim()
    .slice(0, 200)
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/^~/, '')
    .replace(
      /^(?:(?:us|eu|apac|global|regional)\.)?(?:anthropic|openai|meta|mistral|google|amazon|qwen|deepseek|nvidia|cohere|writer)\./,
      '',
    )
    .replace(/:(?:free|beta|extended|nitro|floor|online|exacto|latest|thinking)$/, '')
    .replace(/-v\d+:\d+$/, '');
  return claudeOrder(bare.replace(/[._: @]/g, '-').replace(/-{2,}/g, '-'));
});

/** Endings that name a date, a channel or a precision of the same model. */
const ENDINGS: readonly RegExp[] = [
  /-(?:19|20)\d{2}-?\d{2}-?\d{2}$/,
  /-(?:preview|exp|beta|latest|it|maas|fp8|fp4|awq|gguf|instruct-turbo|turbo-preview)$/,
  /-(?:preview|exp)-\d{2}-\d{2,4}$/,
  /-(?:preview|exp)-\d{2}-\d{4}$/,
  /-\d{2}-\d{4}$/,
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
