import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { byChat, listsOf } from './messageLists';
import { branchShownIn, type ShownBranch } from './chatTree';
import { addChatItem, chatModel } from '../apis/chatItem';
import { chatMessages, isChatItem, isFromAssistant, isFromUser } from '../apis/chatItems';
import { contentText, messageBody } from '../../build/content';
import { bothSides } from '../apis/bothSides';
import { hasReasoningBlock } from '../../build/contentBlocks';
import { Conversation, joinedResults, parsedBranch } from '../../build/conversation';
import { isResult } from '../apis/logMessage';
import { giveTo, giveWholeCounts } from '../apis/wholeChat';
import { messagesIn, ownMessages } from '../../build/chatLists';
import type { TraceBuilder } from '../../build/traceBuilder';
import { carriedReasoning } from '../../build/reasoningKeys';
import { itemsOf } from '../../build/records';
import { at, has, isObject, list, text, time } from '../../../text/json';

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
    return joinedResults(listsOf(records).flatMap(byChat).map(readList));
  },
};

function readList(items: readonly FileRecord[]): ParseResult {
  const conversation = new Conversation();
  const head = items[0]?.value;
  const model = isChatItem(head) ? null : chatModel(head);
  // Generations since the last word of the user.
  let turn: TraceBuilder[] = [];
  for (const item of chatMessages(items)) {
    if (isFromUser(item.value) && asksSomething(item.value)) turn = [];
    const trace = addChatItem(conversation, item);
    if (trace === null) continue;
    trace.model ??= model;
    turn.push(trace);
  }
  // nanobot keeps the counts of the last turn in the head of its log.
  const counts = at(head, 'metadata', '_last_usage');
  const problems = isObject(counts) ? giveTo(turn, counts) : [];
  return { traces: conversation.build(), problems };
}

/** A message that holds nothing but results of tools asks nothing. */
function asksSomething(message: unknown): boolean {
  const body = messageBody(message);
  return !Array.isArray(body) || !list(body).every(isResult);
}

/**
 * A document or line that holds such a list beside other things (Amp threads, logs of scripts). Runs often end with a
 * tool's result or a word of the user; a request that was sent, whose earlier answers show no reasoning, is none.
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
    joinedResults(
      itemsOf(records).flatMap((record) =>
        chatsOf(record.value).map((chat) =>
          readChat({ ...record, value: chat }, chatModel(record.value)),
        ),
      ),
    ),
};

function readChat({ value, range, name }: FileRecord, model: string | null): ParseResult {
  const conversation = new Conversation();
  const shown = shownChat(value);
  const messages = shown.messages.map((message) => ({ value: message, range, name }));
  conversation.otherBranches = shown.otherBranches;
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
  return joinedResults([parsedBranch(conversation, range), { traces: [], problems }]);
}

const SYSTEM = ['system', 'system_prompt', 'systemInstruction', 'system_instruction'];

/** The chats of a document: itself, or those that it lists (TypingMind's export of all) or keeps by name. */
function chatsOf(document: unknown): readonly unknown[] {
  if (messagesOf(document).length > 0) return [document];
  const lists = SEVERAL.flatMap((key) =>
    [at(document, key), at(document, 'data', key), at(document, 'chat_store', key)].map(chatsIn),
  );
  // Any other lists (tau2's simulations, Page Assist's chats, a list for each user).
  const others = [document, at(document, 'data')].map(listedChats);
  return [...lists, ...others].find((chats) => chats.some(holdsMessages)) ?? deepChats(document);
}

/** The chats in all lists of an object; one that two of them hold counts once. */
function listedChats(holder: unknown): readonly unknown[] {
  const lists = (isObject(holder) ? Object.entries(holder) : [])
    .filter(([key]) => !SIDES.has(key))
    .map(([, value]) => list(value))
    .filter((chats) => chats.some(holdsMessages));
  const ids = new Set<string>();
  return lists.flat().filter((chat) => {
    const id = text(chat, 'id');
    if (id === null) return true;
    const isNew = !ids.has(id);
    ids.add(id);
    return isNew;
  });
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

const messagesOf = (document: unknown): readonly unknown[] => shownChat(document).messages;

function shownChat(document: unknown): ShownBranch {
  const isMessage = (item: unknown): boolean => bothSides(item).some(isChatItem);
  return branchShownIn(document, messagesIn(document, isMessage).flatMap(bothSides));
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
