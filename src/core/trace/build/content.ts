import type { PromptMessage } from '../../model/trace';
import { BLOCK_SEPARATOR } from '../../model/trace';
import { at, isObject, jsonText, list, obj, str, text } from '../../text/json';
import { blockKind } from './blockNames';
import { chatTurns } from './chatTemplate';
import { unpacked } from './embedded';

/** The text of message content in any vendor's shape: a string, a list of text parts, or one part. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (isObject(content)) return partText(content);
  return list(content)
    .map((part) => (typeof part === 'string' ? part : partText(part)))
    .filter((t) => t !== '')
    .join(BLOCK_SEPARATOR);
}

/** Text of one content part; a tool's output is looked into once; images and files have none. */
function partText(part: unknown): string {
  // OpenAI's threads wrap the words once more.
  const own =
    str(part, 'text') ??
    str(part, 'text', 'value') ??
    str(part, 'content') ??
    str(part, 'output') ??
    str(part, 'body');
  if (own !== null) return own;
  const inner = list(part, 'content').concat(list(part, 'parts'));
  return inner
    .map((p) => (typeof p === 'string' ? p : (str(p, 'text') ?? '')))
    .filter((t) => t !== '')
    .join(BLOCK_SEPARATOR);
}

/** Keys under which a message keeps its body; Semantic Kernel says items, .NET contents, LlamaIndex blocks. */
const BODIES = ['content', 'parts', 'items', 'contents', 'blocks', 'value'];

/** How rows of Mastra keep the parts of a message as JSON text. */
const PARTS_TEXT = /^\{\s*"format"\s*:\s*\d+\s*,\s*"parts"\s*:/;

/**
 * The body of a message: text or blocks, under any of their names, also one level down (`content: {parts}` of Mastra). Of a
 * text beside blocks, which it repeats, the blocks count where they hold more than it.
 */
export function messageBody(message: unknown): unknown {
  const found = BODIES.map((key) => at(message, key))
    .map((body) => (typeof body === 'string' && PARTS_TEXT.test(body) ? unpacked(body) : body))
    .map((body) => (isObject(body) && Array.isArray(body['parts']) ? body['parts'] : body))
    .filter((body) => (body ?? null) !== null);
  const [first] = found;
  if (typeof first !== 'string') return first;
  const blocks = found.find((body) =>
    list(body).some((block) =>
      first === '' ? blockKind(block) !== null : blockKind(block) === 'reasoning',
    ),
  );
  return blocks ?? first;
}

const ROLES: Readonly<Record<string, PromptMessage['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  model: 'assistant',
  gpt: 'assistant',
  ai: 'assistant',
  bot: 'assistant',
  chatbot: 'assistant',
  agent: 'assistant',
  // CodeCompanion.
  llm: 'assistant',
  // Flowise.
  usermessage: 'user',
  apimessage: 'assistant',
  tool: 'tool',
  function: 'tool',
  // Who answers a call: Open Interpreter's machine, Llama's and GLM's templates, agents' environments.
  computer: 'tool',
  ipython: 'tool',
  observation: 'tool',
  environment: 'tool',
  tool_result: 'tool',
  tool_response: 'tool',
  toolresult: 'tool',
};

/** A recorded role name as ours; `null` for one that is not known. */
export function knownRole(role: string | null): PromptMessage['role'] | null {
  const key = role?.toLowerCase() ?? '';
  return (Object.hasOwn(ROLES, key) ? ROLES[key] : undefined) ?? null;
}

/** A recorded role name as ours; unknown ones count as the user's. */
export function roleOf(role: string | null): PromptMessage['role'] {
  return knownRole(role) ?? 'user';
}

/**
 * Who speaks in a turn of a chat template: s1 has a turn for the answer, and one for what was thought before it, which
 * is nobody's word (`null`).
 */
export function turnRole(role: string): PromptMessage['role'] | null {
  if (role === 'think') return null;
  return role === 'answer' ? 'assistant' : roleOf(role);
}

/** Where a chat template leaves the word to the model, also inside its reasoning. */
const OPENED = /^\s*(?:<think(?:ing)?>)?\s*$/;

/** Where a chat template leaves the word to the model, when its marks were left out (`skip_special_tokens`). */
const BARE_OPENED = /\nassistant\n(?:<think>)?\s*$/;

/** The turns of such a prompt (verl's and TRL's rollouts): roles stand alone on a line. */
function bareTurns(words: string): readonly PromptMessage[] | null {
  if (!/^(?:system|user)\n/.test(words) || !BARE_OPENED.test(words)) return null;
  const [, ...pieces] = `\n${words.replace(BARE_OPENED, '')}`.split(/\n(system|user|assistant)\n/);
  return pieces.flatMap((role, i): readonly PromptMessage[] => {
    const said = pieces[i + 1]?.trim() ?? '';
    return i % 2 === 1 || said === '' ? [] : [{ role: roleOf(role), text: said }];
  });
}

/** A prompt in one text: the user's words, or the turns that a chat template put into it. */
function writtenPrompt(words: string): readonly PromptMessage[] {
  const turns = /^\s*[<[\]]/.test(words) ? chatTurns(words) : null;
  if (turns === null)
    return words === '' ? [] : (bareTurns(words) ?? [{ role: 'user', text: words }]);
  return turns.flatMap(({ role, start, end }) => {
    const turn = words.slice(start, end);
    const speaker = turnRole(role);
    return speaker === null || OPENED.test(turn) ? [] : [{ role: speaker, text: turn.trim() }];
  });
}

/** The role that a message names: `role`, ShareGPT's `from`, or a `type` that is one (LangChain's). */
function messageRole(message: unknown): PromptMessage['role'] {
  return roleOf(str(message, 'role') ?? str(message, 'from') ?? knownRole(str(message, 'type')));
}

/**
 * Messages with `role` and `content` (or Gemini's `parts`, or ShareGPT's `from` and `value`), or texts. Empty ones are
 * left out.
 */
export function promptMessages(messages: unknown): readonly PromptMessage[] {
  return list(messages).flatMap((m): readonly PromptMessage[] => {
    if (typeof m === 'string') return writtenPrompt(m);
    const body =
      contentText(isObject(m) ? messageBody(m) : null) ||
      (text(m, 'output') ?? text(m, 'prompt') ?? '');
    return body === '' ? [] : [{ role: messageRole(m), text: body }];
  });
}

/**
 * The prompt in a recorded request of any API: `messages`, `input`, `contents` or `prompt`, after its system text
 * (`system`, `instructions`, `systemInstruction`).
 */
export function requestPrompt(request: unknown): readonly PromptMessage[] | null {
  if (!isObject(request)) return null;
  const systemText = contentText(
    request['system'] ??
      request['instructions'] ??
      request['systemInstruction'] ??
      request['system_instruction'],
  );
  const body = request['messages'] ?? request['input'] ?? request['contents'] ?? request['prompt'];
  const rest = promptMessages(typeof body === 'string' ? [body] : body);
  const system: readonly PromptMessage[] =
    systemText === '' ? [] : [{ role: 'system', text: systemText }];
  const all = [...system, ...rest];
  return all.length === 0 ? null : all;
}

/** The effort or thinking budget of a recorded request or of a response that repeats it, in its own words. */
export function requestEffort(request: unknown): string | null {
  const level =
    text(request, 'reasoning_effort') ??
    text(request, 'reasoning', 'effort') ??
    text(request, 'output_config', 'effort') ??
    text(request, 'generationConfig', 'thinkingConfig', 'thinkingLevel');
  if (level !== null) return level;
  const thinking = isObject(request)
    ? (request['thinking'] ??
      request['reasoning'] ??
      request['generationConfig'] ??
      // Bedrock's Converse hands it on.
      obj(request, 'additionalModelRequestFields')?.['thinking'])
    : undefined;
  if (!isObject(thinking)) return null;
  const config = thinking['thinkingConfig'];
  const budget =
    thinking['budget_tokens'] ??
    thinking['max_tokens'] ??
    (isObject(config) ? config['thinkingBudget'] : undefined);
  return typeof budget === 'number' ? jsonText(budget) : null;
}
