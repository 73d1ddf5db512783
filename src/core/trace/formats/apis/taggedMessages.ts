import {
  plainBlock,
  plainCall,
  plainResult,
  type Tagged,
  taggedOf,
} from '../../build/taggedBlocks';
import { wordsOf } from '../../build/reasoningKeys';
import { at, has, isObject, list, str } from '../../../text/json';
import type { JsonObject } from '../../../text/json';

type Kind = 'user' | 'assistant' | 'system' | 'result' | 'text';

/**
 * A message that stands under the name of its kind (`{text: {role, content}}`, `{Prompt: {prompt}}`,
 * `{kind: 'AssistantMessage', data: {content}}`: how Rust's serde writes an enum) as one with a role; what stands beside it
 * (usage, times) goes with it. Anything else is given back as it is.
 */
export function openedMessage(value: unknown): unknown {
  if (!isObject(value) || has(value, 'role') || has(value, 'content')) return value;
  const inner = openedWithin(value);
  if (inner !== null) return inner;
  const found = taggedMessage(value);
  if (found === null) return value;
  const { name, body } = found;
  const kind = kindOf(name);
  const beside = Object.fromEntries(
    Object.entries(value).filter(([key, v]) => key !== name && v !== body && !TAGS.has(key)),
  );
  const message = messageOf(kind, body);
  return message === null ? value : { ...beside, ...message };
}

/** A line may have such a message in `message`, beside its own facts. */
function openedWithin(line: JsonObject): JsonObject | null {
  const { message, ...beside } = line;
  if (!isObject(message)) return null;
  const opened = openedMessage(message);
  return opened === message || !isObject(opened) ? null : { ...beside, ...opened };
}

const TAGS = new Set(['kind', 'type']);
/** What may stand beside a message that has no name of its own for its kind. */
const BESIDE = new Set(['usage', 'timestamp', 'created_at', 'id', 'metadata', 'model']);

function taggedMessage(value: JsonObject): Tagged | null {
  if (has(value, 'type') || has(value, 'kind')) {
    const tagged = taggedOf(value);
    return tagged === null || kindOf(tagged.name) === null ? null : tagged;
  }
  const own = Object.keys(value).filter((key) => !BESIDE.has(key));
  const [name] = own;
  return own.length === 1 && name !== undefined && isVariant(name)
    ? { name, body: value[name] }
    : null;
}

/** Alone, a word that rows of data begin with too (`prompt`, `response`) names a message only where it is written as a variant. */
function isVariant(name: string): boolean {
  const kind = kindOf(name);
  return kind !== null && (/^\p{Lu}/u.test(name) || !/^(?:prompt|response)/.test(name));
}

/** What a name says of the message under it. */
function kindOf(name: string): Kind | null {
  if (name.length > 40) return null;
  const words = wordsOf(name);
  const has = (...any: readonly string[]) => any.some((word) => words.includes(word));
  if (has('tool', 'function')) {
    // What is given back for calls that did not run.
    if (has('cancelled', 'canceled', 'rejected')) return 'result';
    if (has('use', 'uses', 'call', 'calls', 'request') && !has('result', 'results', 'output'))
      return 'assistant';
    return has('tool', 'results', 'result', 'output', 'response') ? 'result' : null;
  }
  if (has('user', 'human', 'prompt')) return 'user';
  if (has('assistant', 'agent', 'bot', 'response')) return 'assistant';
  if (has('system', 'developer')) return 'system';
  return words.join(' ') === 'text' || words.join(' ') === 'content message' ? 'text' : null;
}

function messageOf(kind: Kind | null, body: unknown): JsonObject | null {
  if (kind === null) return null;
  if (typeof body === 'string')
    return kind === 'text' || body === '' ? null : { role: roleOf(kind), content: body };
  if (Array.isArray(body)) return tupleMessage(kind, list(body));
  if (!isObject(body)) return null;
  const named = str(body, 'role')?.toLowerCase();
  if (named !== undefined) return { ...body, role: named, content: contentOf(body) };
  if (kind === 'text') return null;
  if (kind === 'result') return resultMessage(body);
  const content = contentOf(body);
  const calls = CALLS.map((key) => list(body, key)).find((found) => found.length > 0) ?? [];
  if (content === undefined && calls.length === 0) {
    // A call that stands alone.
    const isCall = kind === 'assistant' && typeof (body['name'] ?? body['toolName']) === 'string';
    return isCall ? { role: 'assistant', content: null, tool_calls: [plainCall(body)] } : null;
  }
  const message = { ...body, role: roleOf(kind), content };
  return calls.length === 0 ? message : { ...message, tool_calls: calls.map(callOf) };
}

/** A variant of several values (Swiftide's): words and calls, or a call and what came of it. */
function tupleMessage(kind: Kind, values: readonly unknown[]): JsonObject | null {
  const words = values.find((v) => typeof v === 'string');
  if (kind === 'result') {
    const [call, output] = values;
    if (!isObject(call) || output === undefined) return null;
    const content = typeof output === 'string' ? output : (taggedOf(output)?.body ?? output);
    return { role: 'tool', tool_call_id: str(call, 'id'), content };
  }
  if (kind === 'text') return null;
  const several = values.filter(Array.isArray).flatMap((v) => list(v));
  if (kind === 'assistant' && (words !== undefined || several.length > 0))
    return { role: 'assistant', content: words ?? null, tool_calls: several.map(callOf) };
  const parts = values.filter(isObject);
  return parts.length === 0 ? null : { role: roleOf(kind), content: parts.map(plainBlock) };
}

const CALLS = ['tool_calls', 'tool_uses', 'toolUses', 'toolCalls'];
const callOf = (call: unknown): unknown =>
  isObject(call) && !isObject(call['function']) ? plainCall(call) : call;
const roleOf = (kind: Kind): string => (kind === 'result' ? 'tool' : kind);

const WORDS = ['content', 'text', 'prompt', 'response', 'message', 'parts'];

/** The words of a body, whose blocks (or itself) may stand under their kinds too. */
function contentOf(body: JsonObject): unknown {
  const key = WORDS.find((k) => body[k] !== undefined && body[k] !== null);
  const content = key === undefined ? undefined : body[key];
  return Array.isArray(content) ? list(content).map(plainBlock) : content;
}

const RESULTS = ['tool_use_results', 'tool_results', 'toolResults', 'results', 'content'];

/** Several results stand in the user's name, as Anthropic has them; one is the tool's. */
function resultMessage(body: JsonObject): JsonObject | null {
  const several = RESULTS.map((key) => list(body, key)).find((found) => found.some(isNamed)) ?? [];
  if (several.length > 0) {
    const results = several.map((result) => {
      const block = plainBlock(result);
      return block === result && isObject(result) ? plainResult(result) : block;
    });
    // The user may say something with them (what was cancelled).
    const words = str(body, 'prompt') ?? '';
    const said = words === '' ? [] : [{ type: 'text', text: words }];
    return { ...body, role: 'user', content: [...results, ...said] };
  }
  const block = plainResult(body);
  if (at(block, 'content') === undefined) return null;
  return { ...(isObject(block) ? block : {}), role: 'tool', type: undefined };
}

/** A result that says of itself which call it answers, or that it is one. */
function isNamed(result: unknown): boolean {
  const block = plainBlock(result);
  return (
    (block !== result && str(block, 'type') === 'tool_result') ||
    ['tool_use_id', 'toolUseId', 'tool_call_id', 'call_id'].some((key) => has(result, key))
  );
}
