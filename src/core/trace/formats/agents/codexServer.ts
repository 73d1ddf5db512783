import { BLOCK_SEPARATOR } from '../../../model/trace';
import { at, isObject, list, str, text } from '../../../text/json';
import type { JsonObject } from '../../../text/json';

const METHODS: Readonly<Record<string, string>> = {
  'turn/started': 'turn.started',
  'turn/completed': 'turn.completed',
  'item/started': 'item.started',
  'item/completed': 'item.completed',
  'thread/tokenUsage/updated': 'usage',
};

/**
 * Whether a line is a notification of Codex's app server (JSON-RPC without its version): of a thread. Servers of other agents
 * have notifications of these names, too.
 */
export function isServerEvent(value: unknown): boolean {
  const isNamed = METHODS[str(value, 'method') ?? ''] !== undefined;
  return isNamed && text(value, 'params', 'threadId') !== null;
}

/** A notification of `codex app-server` as `codex exec --json` prints that event; anything else as it is. */
export function execEvent(value: unknown): unknown {
  const type = METHODS[str(value, 'method') ?? ''];
  const params = at(value, 'params');
  if (type === undefined || !isObject(params)) {
    // The answer to the request that opened the thread names its model.
    const model = str(value, 'result', 'model');
    return model === null ? value : { type: 'model', model };
  }
  const turn = str(params, 'turnId') ?? str(params, 'turn', 'id');
  const failed = type === 'turn.completed' && str(params, 'turn', 'status') === 'failed';
  return {
    type: failed ? 'turn.failed' : type,
    turn,
    item: execItem(at(params, 'item')),
    usage: snakeKeys(at(params, 'tokenUsage', 'last')),
  };
}

function execItem(item: unknown): unknown {
  if (!isObject(item)) return undefined;
  const texts = [...list(item, 'summary'), ...list(item, 'content')];
  const words = texts.filter((part) => typeof part === 'string').join(BLOCK_SEPARATOR);
  const plain = snakeKeys(item);
  return {
    ...(words === '' ? {} : { text: words }),
    ...(isObject(plain) ? plain : {}),
    type: snake(str(item, 'type') ?? ''),
    status: snake(str(item, 'status') ?? ''),
  };
}

/** The server writes in camel case what the program prints in snake case. */
function snakeKeys(value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [snake(key), one]));
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
