import { at, has, isObject } from '../../../text/json';
import type { JsonObject } from '../../../text/json';
import { openedMessage } from './taggedMessages';

/** Names of both sides of an item that holds a request and its answer. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['user', 'assistant'],
  ['user', 'bot'],
  ['human', 'assistant'],
  ['human', 'ai'],
  ['request', 'response'],
];

/**
 * The messages of an item of a chat: both of one that holds a request and its answer (`{user, assistant}`; Amazon Q, chats
 * saved by scripts), else the item. What stands beside them (time, model, counts) is the answer's.
 */
export function bothSides(item: unknown): readonly unknown[] {
  if (!isObject(item) || has(item, 'role')) return [item];
  const pair = PAIRS.find(([asked, answered]) => has(item, asked) && has(item, answered));
  if (pair === undefined) return [item];
  const [asked, answered] = pair;
  const request = sideOf('user', item[asked]);
  const response = sideOf('assistant', item[answered]);
  if (request === null && response === null) return [item];
  const beside = Object.entries(item).filter(([key]) => key !== asked && key !== answered);
  return [
    ...(request === null ? [] : [request]),
    ...(response === null ? [] : [{ ...Object.fromEntries(beside), ...response }]),
  ];
}

/** One side as a message: words, a message, or one under the name of its kind, which may stand in the content. */
function sideOf(role: string, side: unknown): JsonObject | null {
  if (typeof side === 'string') return side === '' ? null : { role, content: side };
  if (!isObject(side)) return null;
  if (has(side, 'role')) return side;
  const content = at(side, 'content');
  if (content === undefined) {
    const opened = openedMessage(side);
    return opened !== side && isObject(opened) ? opened : null;
  }
  const inner = openedMessage(content);
  return inner !== content && isObject(inner) ? { ...side, ...inner } : { ...side, role };
}
