import type { FileRecord } from '../../format';
import { callIdOf, inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { contentText, knownRole, messageBody, roleOf } from '../../build/content';
import { carriedReasoning } from '../../build/reasoningKeys';
import { at, has, isObject, list, str, text } from '../../../text/json';
import { isAutoGenEvent } from './autoGen';
import { isCode, sharesResponse } from './itemShapes';
import { callsBeside } from './logMessage';
import { plainItem } from './plainItem';
import { withJoinedChunks, withoutPartials } from './partialMessages';
import { beforeAnswer, mayBeOfOne } from './thoughtMessage';

/**
 * What an item of a recorded chat is: a message with a role, or one piece of a turn that stands alone (OpenAI's input
 * items, Grok's and CodeBuddy's logs, Continue's thinking).
 */
type ItemKind = 'message' | 'piece' | 'result' | 'other';

/** Roles of a message that is the reasoning of the next one. */
const THINKING_ROLE = /^(?:thinking|reasoning|thoughts?|think|assistant_(?:thinking|reasoning))$/;

/** Whether an item has the shape of a message or of a piece of a turn. */
export function isChatItem(value: unknown): boolean {
  if (kindOf(plainItem(value)) !== 'other') return true;
  return (str(value, 'role')?.startsWith('_') ?? false) || isAutoGenEvent(value);
}

/** Whether an item is what the user said. */
export function isFromUser(value: unknown): boolean {
  const role = str(plainItem(value), 'role');
  return role !== null && roleOf(role) === 'user';
}

/** Whether an item is what the assistant said. */
export function isFromAssistant(value: unknown): boolean {
  return isAssistant(plainItem(value));
}

/**
 * The items of a chat as messages: pieces that stand alone join the assistant message they belong to, and a run of
 * them without one is a message of its own. A message keeps the place of its record.
 */
export function chatMessages(items: readonly FileRecord[]): readonly FileRecord[] {
  const turns: FileRecord[][] = [];
  // Whether the last turn takes further pieces: `thinking` until its message comes, `typed` until the next input,
  // `spoken` those that name the same response.
  let open: 'no' | 'thinking' | 'typed' | 'spoken' = 'no';
  const plain = items.map((item) => ({ ...item, value: plainItem(item.value) }));
  for (const record of withoutPartials(withJoinedChunks(plain))) {
    const kind = kindOf(record.value);
    const spoken = kind === 'message' && isAssistant(record.value);
    const typed = spoken && str(record.value, 'type') === 'message';
    const last = turns.at(-1);
    const joins =
      open === 'spoken'
        ? spoken && sharesResponse(last?.at(-1)?.value, record.value)
        : open !== 'no' &&
          (kind === 'piece' || typed || (spoken && open === 'thinking')) &&
          mayBeOfOne(last?.at(-1)?.value, record.value);
    if (joins) last?.push(record);
    else turns.push([record]);
    if (typed) open = 'typed';
    else if (kind === 'piece') open = open === 'typed' ? 'typed' : 'thinking';
    else open = spoken ? 'spoken' : 'no';
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
  const several = spoken.length > 1;
  const content = turn.flatMap(({ value }) => {
    if (kindOf(value) !== 'message') return beforeAnswer(value) ?? [blockOf(value)];
    return several ? allBlocks(value) : contentBlocks(value);
  });
  // Pieces without a message may name their model, too.
  const model = text(first.value, 'model');
  const facts = model === null ? factsOf(spoken) : { model, ...factsOf(spoken) };
  return { ...first, value: { ...facts, role: 'assistant', content } };
}

/** What the messages of a turn say besides their words: the first that says it. */
function factsOf(spoken: readonly unknown[]): Readonly<Record<string, unknown>> {
  const [first] = spoken;
  if (spoken.length < 2) return isObject(first) ? first : {};
  const facts = new Map<string, unknown>();
  for (const message of spoken) {
    const carried = carriedReasoning(message)?.key;
    for (const [key, value] of Object.entries(isObject(message) ? message : {})) {
      if (key === carried || CALL_KEYS.has(key) || (facts.get(key) ?? null) !== null) continue;
      facts.set(key, value);
    }
  }
  return Object.fromEntries(facts);
}

const CALL_KEYS = new Set([
  'tool_calls',
  'toolCalls',
  'toolExecutionRequests',
  'toolInvocations',
  'tools',
]);

/** The blocks of one of several messages of a turn, with what stands beside its content. */
function allBlocks(message: unknown): readonly unknown[] {
  const carried = carriedReasoning(message);
  const calls = callsBeside(message).map((call) => ({
    type: 'function_call',
    name: text(call, 'function', 'name') ?? text(call, 'name'),
    arguments: inputOf(at(call, 'function') ?? call),
    call_id: callIdOf(call),
  }));
  const thinking = carried === null ? [] : [{ type: 'thinking', thinking: carried.text }];
  return [...thinking, ...contentBlocks(message), ...calls];
}

function contentBlocks(message: unknown): readonly unknown[] {
  const content = messageBody(message);
  if (Array.isArray(content)) return list(content);
  return typeof content === 'string' ? [{ type: 'text', text: content }] : [];
}

/** A chunk of Google AI Studio that stands alone. */
function isThought(value: unknown): boolean {
  return at(value, 'isThought') === true && text(value, 'text') !== null;
}

/** Bodies that may be null. */
const BODIES = ['content', 'parts', 'tool_calls'];

function kindOf(value: unknown): ItemKind {
  const role = str(value, 'role')?.toLowerCase() ?? '';
  const type = str(value, 'type') ?? '';
  if (THINKING_ROLE.test(role) || isThought(value) || isCode(value)) return 'piece';
  if (beforeAnswer(value) !== null) return 'piece';
  if (knownRole(role) !== null) {
    const hasBody = (messageBody(value) ?? null) !== null || BODIES.some((key) => has(value, key));
    return hasBody || callsBeside(value).length > 0 || carriedReasoning(value) !== null
      ? 'message'
      : 'other';
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
  if (isCode(value)) {
    const [name, words] = [text(value, 'format') ?? 'code', at(value, 'content')];
    return { type: 'function_call', name, arguments: words };
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
