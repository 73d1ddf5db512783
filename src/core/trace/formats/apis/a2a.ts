import { msg } from '../../../model/message';
import { at, bool, list, obj, str, text } from '../../../text/json';
import type { JsonObject } from '../../../text/json';
import { Conversation } from '../../build/conversation';
import { nothing, parsed } from '../../build/draft';
import { itemsOf } from '../../build/records';
import { geminiUsage } from '../../build/usage';
import type { FileRecord, Format, ParseResult } from '../../format';
import { addChatItem } from './chatItem';
import { chatMessages } from './chatItems';

/**
 * Tasks of the Agent2Agent protocol, alone, as results of JSON-RPC, or as the events of a stream: the history of messages,
 * those of the status, and the artifacts, which are the agent's answer. Agents of Google's ADK mark their thoughts and calls in
 * the metadata of parts. Source: A2A specification (`Task`, 0.2 to 1.0); adk-python `a2a/converters/part_converter.py`.
 */
export const a2a: Format = {
  id: 'a2a',
  title: msg('A2A task'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => isTask(eventOf(value)) || isUpdate(eventOf(value))),
  parse: (records) => readTasks(itemsOf(records)),
};

/** What a record holds: the result of a response, under its name since version 1.0. */
function eventOf(value: unknown): JsonObject | null {
  const result = obj(value, 'result') ?? obj(value);
  const named = ['task', 'statusUpdate', 'artifactUpdate'].map((key) => obj(result, key));
  return named.find((event) => event !== null) ?? result;
}

function isTask(event: unknown): boolean {
  if (str(event, 'status', 'state') === null || text(event, 'id') === null) return false;
  return messagesOf(event).length > 0 || list(event, 'artifacts').some(hasParts);
}

function isUpdate(event: unknown): boolean {
  if (text(event, 'taskId') === null) return false;
  return hasParts(at(event, 'status', 'message')) || hasParts(at(event, 'artifact'));
}

const hasParts = (value: unknown): boolean => Array.isArray(at(value, 'parts'));

const messagesOf = (task: unknown): readonly unknown[] =>
  [...list(task, 'history'), at(task, 'status', 'message')].filter(hasParts);

const roleOfMessage = (message: unknown): Said['role'] =>
  /agent/i.test(str(message, 'role') ?? '') ? 'assistant' : 'user';

/** A message or an artifact of a task with the record in which it came. */
interface Said {
  readonly role: 'assistant' | 'user';
  readonly id: string | null;
  readonly content: readonly unknown[];
  /** What ADK counted of the generation that the message is. */
  readonly counted: unknown;
  readonly record: FileRecord;
}

function readTasks(records: readonly FileRecord[]): ParseResult {
  const tasks = new Map<string, Task>();
  for (const record of records) {
    const event = eventOf(record.value);
    const id = text(event, 'taskId') ?? text(event, 'id');
    if (id === null || (!isTask(event) && !isUpdate(event))) continue;
    const task = tasks.get(id) ?? new Task();
    tasks.set(id, task);
    task.take(event, record);
  }
  if (tasks.size === 0) return nothing();
  return parsed(...[...tasks.values()].flatMap((task) => readTask(task)));
}

/** One task over the events of its stream: a message comes again in the task, an artifact in pieces. */
class Task {
  readonly #said = new Map<string, Said>();
  readonly #artifacts = new Map<string, Said>();

  take(event: unknown, record: FileRecord): void {
    const counted = at(event, 'metadata', 'adk_usage_metadata');
    const messages = messagesOf(event);
    const newest = messages.findLast((message) => roleOfMessage(message) === 'assistant');
    for (const message of messages) {
      const role = roleOfMessage(message);
      const said = this.#of(message, role, 'messageId', record);
      const key = said.id ?? `${this.#said.size}`;
      const before = this.#said.get(key)?.counted;
      const own = at(message, 'metadata', 'adk_usage_metadata');
      this.#said.set(key, {
        ...said,
        counted: own ?? (message === newest ? counted : null) ?? before,
      });
    }
    const whole = list(event, 'artifacts').filter(hasParts);
    const piece = obj(event, 'artifact');
    if (whole.length > 0) this.#artifacts.clear();
    for (const artifact of piece === null ? whole : [piece]) {
      const said = this.#of(artifact, 'assistant', 'artifactId', record);
      const key = said.id ?? `${this.#artifacts.size}`;
      const before = bool(event, 'append') === true ? this.#artifacts.get(key) : undefined;
      this.#artifacts.set(key, { ...said, content: joined(before?.content ?? [], said.content) });
    }
  }

  #of(value: unknown, role: Said['role'], key: string, record: FileRecord): Said {
    const content = list(value, 'parts').map(plainPart);
    return { role, id: text(value, key), content, counted: undefined, record };
  }

  /**
   * Everything in its order. A message with an id is one of its own, whatever was said before; one without comes again in a
   * later event, and an artifact is mostly the last message once more.
   */
  get said(): readonly Said[] {
    const seen = new Set<string>();
    const isNew = ({ role, content }: Said, isNamed: boolean): boolean => {
      const key = JSON.stringify([role, content]);
      if (content.length === 0 || (seen.has(key) && !isNamed)) return false;
      seen.add(key);
      return true;
    };
    return [
      ...[...this.#said.values()].filter((said) => isNew(said, said.id !== null)),
      ...[...this.#artifacts.values()].filter((said) => isNew(said, false)),
    ];
  }
}

/** The pieces of a text put together. */
function joined(before: readonly unknown[], more: readonly unknown[]): readonly unknown[] {
  const parts = [...before];
  for (const part of more) {
    const last = parts.at(-1);
    const [words, next] = [text(last, 'text'), text(part, 'text')];
    const same = bool(last, 'thought') === bool(part, 'thought');
    if (words !== null && next !== null && same)
      parts[parts.length - 1] = { ...obj(part), text: words + next };
    else parts.push(part);
  }
  return parts;
}

function readTask(task: Task) {
  const conversation = new Conversation();
  const items = task.said.map(({ record, ...value }) => ({ ...record, value }));
  for (const item of chatMessages(items)) {
    const trace = addChatItem(conversation, item);
    const counted = at(item.value, 'counted');
    if (trace !== null && counted !== undefined) trace.usage = geminiUsage(counted);
  }
  return conversation.build();
}

/** A part with what ADK says of it in its metadata, as Gemini has it. */
function plainPart(part: unknown): unknown {
  const data = at(part, 'data');
  switch (metaOf(part, 'type')) {
    case 'function_call':
      return { functionCall: data };
    case 'function_response':
      return { functionResponse: data };
    case 'executable_code':
      return { executableCode: data };
    case 'code_execution_result':
      return { codeExecutionResult: data };
  }
  const words = text(part, 'text');
  if (words === null) return part;
  return metaOf(part, 'thought') === true ? { text: words, thought: true } : { text: words };
}

/** ADK writes its own prefix; agents on Kubernetes have another. */
function metaOf(part: unknown, key: string): unknown {
  return at(part, 'metadata', `adk_${key}`) ?? at(part, 'metadata', `kagent_${key}`);
}
