import { msg } from '../../../model/message';
import { at, isObject, list, obj, str, text } from '../../../text/json';
import { Conversation } from '../../build/conversation';
import { parsed } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { addChatItem } from './chatItem';
import { chatMessages } from './chatItems';

/**
 * A task of the Agent2Agent protocol, alone or as the result of a JSON-RPC response: the history of its messages, the
 * message of its status and the artifacts it made, which are the agent's answer. Agents of Google's ADK mark their thoughts and
 * calls in the metadata of parts. Source: A2A specification, `Task`; adk-python `a2a/converters/part_converter.py`.
 */
export const a2a: Format = {
  id: 'a2a',
  title: msg('A2A task'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => taskOf(value) !== null),
  parse: (records) => parsed(...itemsOf(records).flatMap(readTask)),
};

function taskOf(value: unknown): object | null {
  const task = obj(value, 'result', 'task') ?? obj(value, 'result') ?? obj(value, 'task');
  return [task, value].filter(isObject).find(isTask) ?? null;
}

/** Older versions name no kind. */
function isTask(value: unknown): boolean {
  if (str(value, 'status', 'state') === null) return false;
  return list(value, 'history').some(isMessage) || list(value, 'artifacts').some(isAnswer);
}

const isMessage = (value: unknown): boolean =>
  str(value, 'role') !== null && Array.isArray(at(value, 'parts'));

const isAnswer = (value: unknown): boolean =>
  str(value, 'artifactId') !== null && Array.isArray(at(value, 'parts'));

function readTask(record: FileRecord): readonly TraceDraft[] {
  const task = taskOf(record.value);
  if (task === null) return [];
  const last = obj(task, 'status', 'message');
  const history = list(task, 'history').filter(isMessage);
  const isKept = history.some((m) => text(m, 'messageId') === text(last, 'messageId'));
  const artifacts = list(task, 'artifacts').filter(isAnswer);
  const messages = [
    ...history,
    ...artifacts.map((artifact) => ({ role: 'agent', parts: at(artifact, 'parts') })),
    ...(last === null || isKept ? [] : [last]),
  ].map(plainMessage);
  const said = new Set<string>();
  const conversation = new Conversation();
  const items = messages.filter((message) => {
    // The artifact is mostly the last message once more.
    const key = JSON.stringify([message.role, message.content]);
    const isNew = !said.has(key);
    said.add(key);
    return isNew && message.content.length > 0;
  });
  for (const item of chatMessages(items.map((value) => ({ ...record, value })))) {
    const trace = addChatItem(conversation, item);
    if (trace !== null) trace.model ??= text(task, 'metadata', 'model');
  }
  return conversation.build();
}

function plainMessage(message: unknown) {
  return {
    id: text(message, 'messageId'),
    role: /agent/i.test(str(message, 'role') ?? '') ? 'assistant' : 'user',
    content: list(message, 'parts').map(plainPart),
  };
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
