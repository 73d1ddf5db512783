import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { shownBranch } from './chatTree';
import { addChatItem, chatModel } from '../apis/chatItem';
import { chatMessages, isChatItem, isFromAssistant, isFromUser } from '../apis/chatItems';
import { contentText, messageBody } from '../../build/content';
import { bothSides } from '../apis/bothSides';
import { blockKind } from '../../build/blockNames';
import { hasReasoningBlock } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { isResult } from '../apis/logMessage';
import { nodeMessages } from '../apis/partialMessages';
import { giveTo, giveWholeCounts } from '../apis/wholeChat';
import { messagesIn, ownMessages } from '../../build/chatLists';
import type { TraceBuilder } from '../../build/traceBuilder';
import { pairMessages } from '../../build/pairs';
import { carriedReasoning } from '../../build/reasoningKeys';
import { itemsOf } from '../../build/records';
import { at, has, isObject, list, str, text, time } from '../../../text/json';

/**
 * A conversation as a bare list of messages, in an array or one a line: Cline's and Roo's
 * `api_conversation_history.json`, Kimi CLI's `context.jsonl`, Gemini's `contents`, Grok's and Cursor's logs, OpenAI's
 * and LangChain's lists, chats saved by scripts.
 */
export const messageList: Format = {
  id: 'message-list',
  title: msg('List of chat messages'),
  unit: 'file',
  detect({ records }) {
    const items = listsOf(records).flat().slice(0, 50);
    return items.filter(({ value }) => isChatItem(value)).length * 2 > items.length;
  },
  parse(records) {
    return joined(listsOf(records).flatMap(byChat).map(readList));
  },
};

/** The messages of each chat where a file holds lists of them, within a list or one a line; else they are all of one. */
function listsOf(records: readonly FileRecord[]): readonly (readonly FileRecord[])[] {
  const [first] = records;
  // Gradio's tuples are a list of lists too.
  const pairs = records.length === 1 && first !== undefined ? pairMessages(first.value) : [];
  if (first !== undefined && pairs.length > 0) return [pairs.map((value) => ({ ...first, value }))];
  const isOfLists = ({ value }: FileRecord) => list(value).some(Array.isArray);
  const lists = records.flatMap((record) => (isOfLists(record) ? itemsOf([record]) : [record]));
  const several =
    lists.length > 1 &&
    lists.every(({ value }) => Array.isArray(value)) &&
    !lists.some(isToldAgain);
  return (
    several ? lists.map((one) => itemsOf([one])) : [itemsOf(lists).flatMap(withinUpdate)]
  ).map(asMessage);
}

/** The blocks of one message of Anthropic's (`print(response.content)`) as that message. */
function asMessage(items: readonly FileRecord[]): readonly FileRecord[] {
  const [first] = items;
  const blocks = items.map(({ value }) => value);
  if (first === undefined || !isThought(first.value) || !blocks.every(isSpokenBlock)) return items;
  return [{ ...first, value: { role: 'assistant', content: blocks } }];
}

/** Thinking as only Anthropic's blocks have it. */
function isThought(block: unknown): boolean {
  return (
    (str(block, 'thinking') !== null && has(block, 'signature')) ||
    (str(block, 'type') === 'redacted_thinking' && has(block, 'data'))
  );
}

function isSpokenBlock(block: unknown): boolean {
  const kind = blockKind(block);
  return str(block, 'role') === null && kind !== null && kind !== 'result';
}

/** Whether a list goes on with the message that the one before it ends with: they are of one chat. */
function isToldAgain({ value }: FileRecord, i: number, lists: readonly FileRecord[]): boolean {
  const id = text(list(lists[i - 1]?.value).at(-1), 'id');
  return id !== null && id === text(list(value)[0], 'id');
}

/** The messages in an event of a graph's stream; a document that holds messages is read as one. */
function withinUpdate(item: FileRecord, _: number, all: readonly unknown[]): readonly FileRecord[] {
  const messages = all.length > 1 ? nodeMessages(item.value) : [];
  return messages.length > 0 ? messages.map((value) => ({ ...item, value })) : [item];
}

function readList(items: readonly FileRecord[]): ParseResult {
  const conversation = new Conversation();
  // Generations since the last word of the user.
  let turn: TraceBuilder[] = [];
  for (const item of chatMessages(items)) {
    if (isFromUser(item.value) && asksSomething(item.value)) turn = [];
    const trace = addChatItem(conversation, item);
    if (trace) turn.push(trace);
  }
  // nanobot keeps the counts of the last turn in the head of its log.
  const counts = at(items[0]?.value, 'metadata', '_last_usage');
  const problems = isObject(counts) ? giveTo(turn, counts) : [];
  return { traces: conversation.build(), problems };
}

/** A message that holds nothing but results of tools asks nothing. */
function asksSomething(message: unknown): boolean {
  const body = messageBody(message);
  return !Array.isArray(body) || !list(body).every(isResult);
}

function joined(chats: readonly ParseResult[]): ParseResult {
  return {
    traces: chats.flatMap(({ traces }) => traces),
    problems: chats.flatMap(({ problems }) => problems),
  };
}

/** Columns of a table of messages that say which chat one belongs to. */
const CHAT_IDS = [
  'session_id',
  'sessionId',
  'conversation_id',
  'conversationId',
  'thread_id',
  'threadId',
  'chat_id',
];

/** Rows of several chats, each chat's in its order; messages without an id of a chat are one. */
function byChat(items: readonly FileRecord[]): readonly (readonly FileRecord[])[] {
  const chats = new Map<string, FileRecord[]>();
  for (const item of items) {
    const id = CHAT_IDS.map((key) => text(item.value, key)).find((found) => found !== null);
    if (id === undefined) return [items];
    const own = chats.get(id);
    if (own === undefined) chats.set(id, [item]);
    else own.push(item);
  }
  return [...chats.values()];
}

/**
 * A document or line that holds such a list beside other things (Amp threads, logs of scripts). Runs often end with a tool's result or a word of the user; a request that was sent,
 * whose earlier answers show no reasoning, is none.
 */
export const messageDocument: Format = {
  id: 'message-document',
  title: msg('Chat with messages'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isAnswered(value)),
  parse: (records) =>
    joined(
      itemsOf(records).flatMap((record) =>
        chatsOf(record.value).map((chat) =>
          readChat({ ...record, value: chat }, chatModel(record.value)),
        ),
      ),
    ),
};

function readChat({ value, range, name }: FileRecord, model: string | null): ParseResult {
  const conversation = new Conversation();
  const messages = messagesOf(value).map((message) => ({ value: message, range, name }));
  const system = contentText(
    SYSTEM.map((key) => at(value, key)).find((found) => contentText(found) !== ''),
  );
  if (system !== '') conversation.setSystem(system);
  const answers: TraceBuilder[] = [];
  for (const item of chatMessages(messages)) {
    const trace = addChatItem(conversation, item);
    if (trace === null) continue;
    trace.model ??= chatModel(value) ?? model;
    answers.push(trace);
  }
  const [first] = answers;
  // Kiro tells when the whole began, which its first call did.
  const begun = first?.timing.startedAt ?? time(value, 'metadata', 'startTime');
  if (first) first.timing = { ...first.timing, startedAt: begun };
  const problems = giveWholeCounts(value, answers);
  return { traces: conversation.build(), problems };
}

const SYSTEM = ['system', 'system_prompt', 'systemInstruction', 'system_instruction'];

/** The chats of a document: itself, or those that it lists (TypingMind's export of all) or keeps by name. */
function chatsOf(document: unknown): readonly unknown[] {
  if (messagesOf(document).length > 0) return [document];
  const lists = SEVERAL.flatMap((key) =>
    [at(document, key), at(document, 'data', key), at(document, 'chat_store', key)].map(chatsIn),
  );
  // Any other list (tau2's simulations, Page Assist's chats).
  const others = [document, at(document, 'data')]
    .flatMap((holder) => (isObject(holder) ? Object.entries(holder) : []))
    .flatMap(([key, value]) => (SIDES.has(key) ? [] : [value]));
  return (
    [...lists, ...others.map((value) => list(value))].find((chats) => chats.some(holdsMessages)) ??
    deepChats(document)
  );
}

function holdsMessages(chat: unknown): boolean {
  return isObject(chat) && messagesOf(chat).length > 0;
}

/** As deep as programs keep the state of their agents (AutoGen's teams, sessions of .NET). */
const MAX_DEPTH = 6;
const MAX_LOOKED = 500;

/** What was sent in a call and what came back belong together: neither side is a chat. */
const SIDES = new Set(['input', 'inputs', 'output', 'outputs', 'request', 'response']);

/** What holds a chat anywhere in a document; what is inside of lists is something else. */
function deepChats(document: unknown): readonly unknown[] {
  const chats: unknown[] = [];
  let level: readonly unknown[] = [document];
  let looked = 0;
  for (let depth = 0; depth < MAX_DEPTH && looked < MAX_LOOKED; depth++) {
    const inside = level
      .flatMap((value) => (isObject(value) ? Object.entries(value) : []))
      .flatMap(([key, value]) => (isObject(value) && !SIDES.has(key) ? [value] : []));
    looked += inside.length;
    const isChat = (value: unknown): boolean => ownMessages(value, isChatItem).length > 0;
    chats.push(...inside.filter(isChat));
    level = inside.filter((value) => !isChat(value));
  }
  return chats;
}

/** LlamaIndex keeps the list of messages of each user under the user's key. */
function chatsIn(value: unknown): readonly unknown[] {
  if (!isObject(value)) return list(value);
  return Object.values(value).map((chat) => (Array.isArray(chat) ? { messages: chat } : chat));
}

const SEVERAL = ['chats', 'conversations', 'sessions', 'threads', 'store'];

function messagesOf(document: unknown): readonly unknown[] {
  const isMessage = (item: unknown): boolean => bothSides(item).some(isChatItem);
  return shownBranch(document, messagesIn(document, isMessage).flatMap(bothSides));
}

/** Keys that only a request has. */
const REQUEST = [
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'stream',
  'tool_choice',
  'top_p',
  'generationConfig',
  'generation_config',
  'inferenceConfig',
  'toolConfig',
];
/** Keys that a request may have, so that a document of nothing else is one. */
const REQUESTED = new Set([
  ...REQUEST,
  'model',
  'messages',
  'contents',
  'system',
  'systemInstruction',
  'system_instruction',
  'tools',
  'n',
  'stop',
  'seed',
]);

function isRequest(document: unknown): boolean {
  if (REQUEST.some((key) => has(document, key))) return true;
  return isObject(document) && Object.keys(document).every((key) => REQUESTED.has(key));
}

function isAnswered(document: unknown): boolean {
  return chatsOf(document).some(isAnsweredChat);
}

function isAnsweredChat(value: unknown): boolean {
  const messages = messagesOf(value).filter(isChatItem);
  const thinks = (m: unknown): boolean =>
    carriedReasoning(m) !== null || hasReasoningBlock(messageBody(m));
  // A response alone.
  if (messages.length === 1) return isFromAssistant(messages[0]) && thinks(messages[0]);
  if (messages.length === 0) return false;
  if (!isFromUser(messages.at(-1))) return true;
  const answers = messages.filter(isFromAssistant);
  if (!isRequest(value)) return answers.length > 0;
  return answers.some(thinks);
}
