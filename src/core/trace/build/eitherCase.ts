import { at, obj, type JsonObject } from '../../text/json';

/** Names of fields, so few that each is turned once. */
const snakes = new Map<string, string>();

function snakeOf(camel: string): string {
  const known = snakes.get(camel);
  if (known !== undefined) return known;
  const snake = camel.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
  snakes.set(camel, snake);
  return snake;
}

/** A field by its camelCase name, or by the snake_case one that Python's SDKs dump; `undefined` where both are absent or null. */
export function either(value: unknown, camel: string): unknown {
  return at(value, camel) ?? at(value, snakeOf(camel)) ?? undefined;
}

/** A string that is not empty. */
export function textEither(value: unknown, camel: string): string | null {
  const found = either(value, camel);
  return typeof found === 'string' && found !== '' ? found : null;
}

export function objEither(value: unknown, camel: string): JsonObject | null {
  return obj(either(value, camel));
}
