import { inputOf } from '../../build/contentBlocks';
import { unpacked } from '../../build/embedded';
import { at, has, isObject, list, obj, str, text, type JsonObject } from '../../../text/json';

/**
 * Items of a chat in shapes that say by other means than `role` and `type` who speaks and what a block is, as messages
 * that do. Each function gives `null` for what is not its shape.
 */
export function shapedMessage(value: unknown): JsonObject | null {
  if (!isObject(value)) return null;
  for (const shape of SHAPES) {
    const message = shape(value);
    if (message !== null) return message;
  }
  return null;
}

const SHAPES = [
  callsWithResults,
  dumpedMessage,
  callAsMessage,
  answerOfTool,
  wordsInMessage,
  saidBy,
  imageOf,
];

/** aichat: a turn of the assistant that calls tools, written as the tool's: `{text, tool_results: [{call, output}]}`. */
function callsWithResults(value: JsonObject): JsonObject | null {
  const pairs = list(value, 'content', 'tool_results');
  if (pairs.length === 0) return null;
  const words = text(value, 'content', 'text');
  const content = [
    ...(words === null ? [] : [{ type: 'text', text: words }]),
    ...pairs.flatMap((pair) => {
      const id = text(pair, 'call', 'id');
      const name = text(pair, 'call', 'name');
      return [
        { type: 'function_call', name, arguments: inputOf(at(pair, 'call')), call_id: id },
        { type: 'function_call_output', call_id: id, output: at(pair, 'output') },
      ];
    }),
  ];
  return { ...value, role: 'assistant', content };
}

/**
 * Messages of Claude's Agent SDK as Python dumps them (`dataclasses.asdict`, `__dict__`): blocks are told by their keys
 * or by the name of their class, and only the assistant's messages have a model.
 */
function dumpedMessage(frame: JsonObject): JsonObject | null {
  if (str(frame, 'role') !== null) return null;
  const name = str(frame, '_type') ?? str(frame, 'type') ?? '';
  const named = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  // Some logs keep the fields apart from the class.
  const data = named === undefined ? null : obj(frame, 'data');
  const value = data === null ? frame : { ...frame, ...data };
  const blocks = list(value, 'content');
  const content = blocks.length > 0 ? blocks.map(typedBlock) : at(value, 'content');
  const own = has(value, 'parent_tool_use_id') || blocks.some((b) => typedBlock(b) !== b);
  // AutoGen has classes of the same names, whose blocks are calls without a type.
  if (content === undefined || !(own || data !== null || isEvent(value) || has(value, '_type')))
    return null;
  // Other logs have a frame of the same key around a message of their own type.
  if (named === undefined && str(value, 'type') !== null) return null;
  const role = named ?? classRole(name) ?? (text(value, 'model') === null ? 'user' : 'assistant');
  return { ...value, type: undefined, role, content };
}

/** Lines of a log of the SDK's messages, which have a name in its place. */
function isEvent(value: JsonObject): boolean {
  return /^(?:user|assistant)_message$/.test(str(value, 'type') ?? '');
}

const CLASSES: Readonly<Record<string, string>> = {
  AssistantMessage: 'assistant',
  UserMessage: 'user',
  assistant_message: 'assistant',
  user_message: 'user',
};
const BLOCK_CLASSES: Readonly<Record<string, string>> = {
  TextBlock: 'text',
  ThinkingBlock: 'thinking',
  ToolUseBlock: 'tool_use',
  ToolResultBlock: 'tool_result',
};

/** A block with its type, where its keys or its class tell it. */
function typedBlock(block: unknown): unknown {
  if (!isObject(block)) return block;
  const named = str(block, 'type') ?? str(block, '_type');
  const type = named === null ? typeByKeys(block) : BLOCK_CLASSES[named];
  return type === undefined || type === null ? block : { ...block, type };
}

function typeByKeys(block: JsonObject): string | null {
  if (has(block, 'tool_use_id')) return 'tool_result';
  if (str(block, 'thinking') !== null) return 'thinking';
  if (str(block, 'name') !== null && has(block, 'input')) return 'tool_use';
  return str(block, 'text') === null ? null : 'text';
}

/** gptme: a message of the system that names a call is what the tool answered. */
function answerOfTool(value: JsonObject): JsonObject | null {
  const names = text(value, 'call_id') ?? text(value, 'tool_call_id');
  return str(value, 'role') === 'system' && names !== null ? { ...value, role: 'tool' } : null;
}

/** Rows for training have a call as a message, its words are JSON: `{from: 'function_call', value: '{"name", "arguments"}'}`. */
function callAsMessage(value: JsonObject): JsonObject | null {
  const role = str(value, 'role') ?? str(value, 'from') ?? '';
  const words = str(value, 'content') ?? str(value, 'value');
  if (!/^(?:function|tool)_?calls?$/.test(role) || words === null) return null;
  const found = unpacked(words);
  const calls = Array.isArray(found) ? list(found) : [found];
  const content = calls.map((call) => ({
    type: 'function_call',
    name: text(call, 'name') ?? role,
    arguments: text(call, 'name') === null ? words : inputOf(call),
    call_id: text(call, 'id'),
  }));
  return { ...value, from: undefined, role: 'assistant', content };
}

/** Open Interpreter before version 0.2: words under `message`, code and what it printed beside them. */
function wordsInMessage(value: JsonObject): JsonObject | null {
  const words = str(value, 'message');
  if (str(value, 'role') === null || has(value, 'content')) return null;
  const code = text(value, 'code');
  if (words === null && code === null) return null;
  const name = text(value, 'language') ?? 'code';
  const output = text(value, 'output');
  const content = [
    ...(words === null || words === '' ? [] : [{ type: 'text', text: words }]),
    ...(code === null ? [] : [{ type: 'function_call', name, arguments: code }]),
    ...(code === null || output === null ? [] : [{ type: 'function_call_output', output }]),
  ];
  return { ...value, content };
}

/** Khoj: `{by: 'you' | 'khoj', message}`; of its train of thought what it thought, without what it was doing. */
function saidBy(value: JsonObject): JsonObject | null {
  const [by, words] = [text(value, 'by'), str(value, 'message')];
  // Others say so who changed what in a history.
  if (words === null || !/^(?:you|khoj|assistant)$/.test(by ?? '')) return null;
  if (has(value, 'role') || has(value, 'content')) return null;
  const thoughts = list(value, 'trainOfThought')
    .filter((step) => str(step, 'type') === 'thought')
    .flatMap((step) => text(step, 'data') ?? []);
  const role = by === 'you' ? 'user' : 'assistant';
  return { ...value, message: undefined, role, content: words, thinking: thoughts };
}

/** Open Interpreter keeps a picture as text in the place of words. */
function imageOf(value: JsonObject): JsonObject | null {
  if (str(value, 'type') !== 'image' || text(value, 'content') === null) return null;
  return str(value, 'role') === null ? null : { ...value, content: '' };
}

/** Open Interpreter: code that the assistant runs is a message of its own, whose format is the language. */
export function isCode(value: unknown): boolean {
  return (
    str(value, 'role') === 'assistant' &&
    str(value, 'type') === 'code' &&
    str(value, 'content') !== null
  );
}

/** The role that LangChain's class of a message tells. */
export function classRole(name: string): string | null {
  const kind = /^(AI|Human|System|Tool|Function|Chat)Message(?:Chunk)?$/.exec(name)?.[1];
  return kind?.toLowerCase() ?? null;
}

/** Keys around a message that say what it is, and not something about it. */
const FRAME = new Set(['message', 'type', 'kind', 'role', 'parts']);

/** What stands beside a message in its frame: time, ids, model, counts. What the message says itself goes before. */
export function factsAround(frame: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(frame).filter(([key]) => !FRAME.has(key)));
}

/** Keys by which pieces of one response name it (Claude's message, Avante's turn). */
const TOGETHER = ['message_id', 'turn_id', 'response_id'];

/** Whether two items in a row say that they are pieces of one response. */
export function sharesResponse(one: unknown, next: unknown): boolean {
  return TOGETHER.some((key) => text(one, key) !== null && text(one, key) === text(next, key));
}
