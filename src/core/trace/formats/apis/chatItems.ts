import type { FileRecord } from '../../format';
import { callIdOf, inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { contentText, roleOf } from '../../build/content';
import { carriedReasoning } from '../../build/reasoningKeys';
import { at, has, isObject, list, obj, str, text } from '../../../text/json';
import { langChainMessage } from './modelOutput';

/**
 * What an item of a recorded chat is: a message with a role, or one piece of a turn that stands alone (OpenAI's input
 * items, Grok's and CodeBuddy's logs, Continue's thinking).
 */
type ItemKind = 'message' | 'piece' | 'result' | 'other';

const ROLES = new Set([
  'system',
  'developer',
  'user',
  'human',
  'assistant',
  'ai',
  'bot',
  'tool',
  'model',
  'function',
]);
/** Roles of a message that is the reasoning of the next one. */
const THINKING_ROLE = /^(?:thinking|reasoning|thoughts?|think|assistant_(?:thinking|reasoning))$/;
/** Roles that logs name as the type of a line; LangChain's names are among them. */
const TYPE_ROLES: Readonly<Record<string, string>> = {
  system: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  tool: 'tool',
};

/** Whether an item has the shape of a message or of a piece of a turn. */
export function isChatItem(value: unknown): boolean {
  return kindOf(plain(value)) !== 'other' || (str(value, 'role')?.startsWith('_') ?? false);
}

/** Whether an item is what the user said. */
export function isFromUser(value: unknown): boolean {
  const role = str(plain(value), 'role');
  return role !== null && roleOf(role) === 'user';
}

/** Whether an item is what the assistant said. */
export function isFromAssistant(value: unknown): boolean {
  return isAssistant(plain(value));
}

/**
 * The items of a chat as messages: pieces that stand alone join the assistant message they belong to, and a run of
 * them without one is a message of its own. A message keeps the place of its record.
 */
export function chatMessages(items: readonly FileRecord[]): readonly FileRecord[] {
  const turns: FileRecord[][] = [];
  // Whether the last turn takes further pieces: `thinking` until its message comes, `typed` until the next input.
  let open: 'no' | 'thinking' | 'typed' = 'no';
  for (const item of items) {
    const record = { ...item, value: plain(item.value) };
    const kind = kindOf(record.value);
    const spoken = kind === 'message' && isAssistant(record.value);
    const typed = spoken && str(record.value, 'type') === 'message';
    const joins = kind === 'piece' || typed || (spoken && open === 'thinking');
    if (joins && open !== 'no') turns.at(-1)?.push(record);
    else turns.push([record]);
    if (typed) open = 'typed';
    else if (kind === 'piece') open = open === 'typed' ? 'typed' : 'thinking';
    else open = 'no';
  }
  return turns.map(turnMessage);
}

/** One message of a turn's items; a single message stays as it was recorded. */
function turnMessage(turn: readonly FileRecord[]): FileRecord {
  const [first] = turn;
  if (first === undefined) throw new RangeError('A turn has an item.');
  if (turn.length === 1 && kindOf(first.value) === 'message') return first;
  if (kindOf(first.value) === 'result') return { ...first, value: resultMessage(first.value) };
  if (kindOf(first.value) === 'other') return first;
  const spoken = turn.map(({ value }) => value).filter((v) => kindOf(v) === 'message');
  const fields = spoken.find(isObject) ?? {};
  const content = turn.flatMap(({ value }) =>
    kindOf(value) === 'message' ? contentBlocks(value) : [blockOf(value)],
  );
  return { ...first, value: { ...fields, role: 'assistant', content } };
}

function contentBlocks(message: unknown): readonly unknown[] {
  const content = at(message, 'content') ?? at(message, 'parts');
  if (Array.isArray(content)) return list(content);
  return typeof content === 'string' ? [{ type: 'text', text: content }] : [];
}

/** A message without its wrapping: its role may stand beside it, in it, or be the type of the line. */
function plain(value: unknown): unknown {
  // A whole body of the Responses API among the messages (mini-swe-agent).
  if (str(value, 'object') === 'response' && Array.isArray(at(value, 'output'))) {
    return { role: 'assistant', content: null, extra: { ...obj(value, 'extra'), response: value } };
  }
  const dumped = dumpedRole(value);
  if (dumped !== null) {
    const message = langChainMessage(value);
    return { ...(isObject(message) ? message : {}), role: dumped };
  }
  const inner = at(value, 'message');
  if (isObject(inner) && !has(value, 'content')) {
    const role = str(value, 'role') ?? str(inner, 'role');
    // Continue keeps the reasoning beside the message.
    const beside = obj(value, 'reasoning');
    if (role !== null) return { ...inner, role, ...(beside === null ? {} : { reasoning: beside }) };
  }
  if (!isObject(value) || str(value, 'role') !== null) {
    const words = text(value, 'text');
    return isObject(value) && words !== null && !has(value, 'content')
      ? { ...value, content: words }
      : value;
  }
  const type = str(value, 'type') ?? '';
  const role = Object.hasOwn(TYPE_ROLES, type) ? TYPE_ROLES[type] : undefined;
  if (role === undefined || (!has(value, 'content') && !isObject(value['data']))) return value;
  const fields = langChainMessage(value);
  return { ...(isObject(fields) ? fields : {}), role };
}

/** The role of a LangChain message dumped with its constructor (`dumpd`, `dumps`). */
function dumpedRole(value: unknown): string | null {
  if (str(value, 'type') !== 'constructor' || !isObject(at(value, 'kwargs'))) return null;
  const name = text(list(value, 'id').at(-1)) ?? '';
  const kind = /^(AI|Human|System|Tool|Function|Chat)Message(?:Chunk)?$/.exec(name)?.[1];
  if (kind === undefined) return null;
  return kind === 'Chat' ? (str(value, 'kwargs', 'role') ?? 'user') : kind.toLowerCase();
}

/** A chunk of Google AI Studio that stands alone. */
function isThought(value: unknown): boolean {
  return at(value, 'isThought') === true && text(value, 'text') !== null;
}

const BODIES = ['content', 'parts', 'tool_calls'];

function kindOf(value: unknown): ItemKind {
  const role = str(value, 'role')?.toLowerCase() ?? '';
  const type = str(value, 'type') ?? '';
  if (THINKING_ROLE.test(role) || isThought(value)) return 'piece';
  if (ROLES.has(role)) {
    const hasBody = BODIES.some((key) => has(value, key));
    return hasBody || carriedReasoning(value) !== null ? 'message' : 'other';
  }
  if (role !== '') return 'other';
  if (type === 'reasoning' && ['summary', 'content', 'text'].some((key) => has(value, key))) {
    return 'piece';
  }
  if (/^(?:\w+_)?(?:tool|function)_call$/.test(type)) return 'piece';
  return /^(?:tool|function)(?:_call)?_(?:output|result)$|^custom_tool_call_output$/.test(type)
    ? 'result'
    : 'other';
}

function isAssistant(value: unknown): boolean {
  return roleOf(str(value, 'role')) === 'assistant';
}

/** A piece as a content block. */
function blockOf(value: unknown): unknown {
  if (isThought(value)) return { type: 'thinking', thinking: at(value, 'text') };
  if (THINKING_ROLE.test(str(value, 'role') ?? '')) {
    const thinking = contentText(at(value, 'content')) || (carriedReasoning(value)?.text ?? '');
    return { type: 'thinking', thinking, signature: at(value, 'signature') };
  }
  const type = str(value, 'type') ?? '';
  if (type === 'reasoning') return value;
  const kind = at(value, 'kind');
  return {
    type: 'function_call',
    name: text(value, 'name') ?? text(value, 'toolName') ?? text(kind, 'tool_type') ?? type,
    arguments: isObject(kind) ? at(kind, 'action') : inputOf(value),
    call_id: callIdOf(value) ?? callIdOf(kind),
  };
}

function resultMessage(value: unknown): unknown {
  const content = resultText(value);
  return { role: 'tool', content, tool_call_id: callIdOf(value), is_error: isFailed(value) };
}
