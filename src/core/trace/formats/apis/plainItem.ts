import type { JsonObject } from '../../../text/json';
import { at, has, isObject, list, obj, str, text } from '../../../text/json';
import { messageBody } from '../../build/content';
import { inUtc, unpacked } from '../../build/embedded';
import { outOfFrame } from './itemFrames';
import { classRole, factsAround, shapedMessage } from './itemShapes';
import { langChainMessage } from './modelOutput';
import { autoGenMessage } from './autoGen';
import { openedMessage } from './taggedMessages';

/** Roles that logs name as the type of a line; LangChain's names are among them. */
const TYPE_ROLES: Readonly<Record<string, string>> = {
  system: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  tool: 'tool',
  tool_execution_result: 'tool',
};

/**
 * An item of a chat without its wrapping, with its role under `role`: the message may stand in a row as JSON text, be in
 * `message` with its role beside it or in it, stand under the name of its kind, or name its role by its type.
 */
export function plainItem(value: unknown): unknown {
  if (!isObject(value)) return value;
  const row = rowMessage(value);
  if (row !== null) return { ...rowTime(value), ...obj(plainItem(row)) };
  const framed = outOfFrame(value);
  if (framed !== null) return plainItem(framed);
  // A whole body of the Responses API among the messages (mini-swe-agent).
  if (str(value, 'object') === 'response' && Array.isArray(at(value, 'output'))) {
    return { role: 'assistant', content: null, extra: { ...obj(value, 'extra'), response: value } };
  }
  const dumped = dumpedRole(value);
  if (dumped !== null) {
    const message = langChainMessage(value);
    return { ...(isObject(message) ? message : {}), role: dumped };
  }
  const inner = innerMessage(value);
  const own = inner ?? respelled(value);
  return openedMessage(shapedMessage(own) ?? inner ?? named(own));
}

/** Columns in which tables keep whole messages: the OpenAI Agents SDK's, and LangChain's. */
const COLUMNS = ['message_data', 'message'];

/** The message in a row of such a table. */
function rowMessage(row: JsonObject): JsonObject | null {
  if (str(row, 'role') !== null) return null;
  for (const column of COLUMNS) {
    const found = typeof row[column] === 'string' ? unpacked(row[column]) : null;
    if (isObject(found)) return found;
  }
  return null;
}

/** SQLite writes its times in UTC and does not say so. */
function rowTime(row: JsonObject): JsonObject {
  const when = text(row, 'created_at');
  return when === null ? {} : { created_at: inUtc(when) };
}

/** A message with what its frame says of it (Avante, Continue, rows of tables); what it says itself goes before. */
function innerMessage(value: JsonObject): JsonObject | null {
  const inner = obj(value, 'message');
  if (inner === null || has(value, 'content')) return null;
  const role = str(value, 'role') ?? str(inner, 'role');
  return role === null ? null : { ...factsAround(value), ...inner, role };
}

/** The fields of a message under the names that others have for them. */
function respelled(value: JsonObject): JsonObject {
  // Haystack before version 2.9.
  if (has(value, '_role') && !has(value, 'role')) {
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key.replace(/^_/, ''), v]));
  }
  const own = has(value, 'Role') ? lowered(value) : value;
  // Semantic Kernel labels its roles in .NET, the Agent Framework gives them a value in Python.
  const role =
    text(own, 'role', 'label') ?? text(own, 'role', 'Label') ?? text(own, 'role', 'value');
  return role === null ? own : { ...own, role: role.toLowerCase() };
}

const LISTS = new Set(['items', 'contents']);

/** A message of .NET with its keys, and those of its blocks, as others write them. */
function lowered(value: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([key, v]): readonly [string, unknown] => {
    const name = key.slice(0, 1).toLowerCase() + key.slice(1);
    if (!LISTS.has(name) || !Array.isArray(v)) return [name, v];
    return [name, list(v).map((item) => (isObject(item) ? lowered(item) : item))];
  });
  return Object.fromEntries(entries);
}

/** A message with its role, which its type may name. */
function named(value: JsonObject): unknown {
  const told = autoGenMessage(value);
  if (told !== null) return told;
  if (str(value, 'role') !== null) {
    // The rows of SWE-agent's runs have a column for the system text.
    const words = text(value, 'text') ?? text(value, 'system_prompt');
    if (words !== null && !has(value, 'content')) return { ...value, content: words };
    // LlamaIndex keeps calls there, as LangChain does.
    return isObject(value['additional_kwargs'])
      ? { ...obj(langChainMessage(value)), role: value['role'] }
      : value;
  }
  const type = str(value, 'type') ?? '';
  const ofClass = classRole(type);
  if (ofClass !== null && has(value, 'content'))
    return { ...obj(langChainMessage(value)), role: ofClass };
  const key = type.toLowerCase();
  const role = Object.hasOwn(TYPE_ROLES, key) ? TYPE_ROLES[key] : undefined;
  // LangChain4j writes types in capitals and a text as the body.
  if (role !== undefined && type !== key && !has(value, 'content'))
    return { ...value, role, content: messageBody(value) ?? at(value, 'text') ?? null };
  if (role === undefined || (!has(value, 'content') && !isObject(value['data']))) return value;
  const fields = langChainMessage(value);
  return { ...(isObject(fields) ? fields : {}), role };
}

/** An answer of LangChain's, of which Python printed the fields and not the class. */
function isPrintedAnswer(value: unknown): boolean {
  const isNamed = ['role', 'type', '_type'].some((key) => has(value, key));
  const isOwn = [at(value, 'additional_kwargs'), at(value, 'response_metadata')].every(isObject);
  return !isNamed && isOwn && has(value, 'content');
}

/** The role of a LangChain message dumped with its constructor (`dumpd`, `dumps`). */
function dumpedRole(value: unknown): string | null {
  if (isPrintedAnswer(value)) return 'assistant';
  if (str(value, 'type') !== 'constructor' || !isObject(at(value, 'kwargs'))) return null;
  const name = text(list(value, 'id').at(-1)) ?? '';
  return name.startsWith('Chat') && classRole(name) !== null
    ? (str(value, 'kwargs', 'role') ?? 'user')
    : classRole(name);
}
