import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, count, isObject, list, num, str, text, time } from '../../../text/json';
import { addAssistantMessage } from '../apis/logMessage';
import { responsesItems } from '../apis/responsesItems';
import { branch } from './chatTree';

/**
 * Chats of Open WebUI, and of Qwen Chat, which grew out of it: `chat.history.messages` is a map of messages, of which
 * the branch that ends at `currentId` is shown. Thinking is a block in the content, `output` items, a key, or a list of
 * phases.
 */
export const openWebUi: Format = {
  id: 'open-webui',
  title: msg('Open WebUI chat'),
  unit: 'record',
  detect: ({ records }) =>
    chatsOf(records)
      .slice(0, 20)
      .some(({ value }) => isChat(value)),
  parse: (records) => parsed(...chatsOf(records).flatMap((record) => readChat(record).build())),
};

/** Chats of an export: items of a list, or of a document's `data`. */
function chatsOf(records: readonly FileRecord[]): readonly FileRecord[] {
  return itemsOf(records).flatMap((record) => {
    const chats = list(record.value, 'data').filter(isChat);
    return chats.length > 0 ? chats.map((value) => ({ ...record, value })) : [record];
  });
}

function isChat(value: unknown): boolean {
  return historyOf(value) !== null;
}

function historyOf(value: unknown): unknown {
  const inner = isObject(at(value, 'chat')) ? at(value, 'chat') : value;
  return isObject(at(inner, 'history', 'messages')) ? at(inner, 'history') : null;
}

function readChat({ value, range }: FileRecord): Conversation {
  const conversation = new Conversation();
  const history = historyOf(value);
  const nodes = at(history, 'messages');
  const messages = Object.values(isObject(nodes) ? nodes : {});
  const keys = { id: 'id', parent: 'parentId' };
  for (const message of branch(messages, text(history, 'currentId'), keys)) {
    const where = placeAt(range, time(message, 'timestamp'));
    const role = str(message, 'role');
    if (role === 'user' || role === 'system') {
      conversation.prompt(role, contentText(at(message, 'content')));
    } else if (role === 'assistant') addAnswer(conversation.begin(), message, where);
  }
  return conversation;
}

function addAnswer(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  trace.id = text(message, 'id');
  trace.model = text(message, 'model') ?? text(message, 'modelName') ?? text(message, 'models', 0);
  trace.timing = { startedAt: where.at };
  const output = list(message, 'output');
  const phases = list(message, 'content_list');
  if (output.length > 0) trace.add(responsesItems(output, where));
  else if (phases.length > 0) for (const phase of phases) addPhase(trace, phase, where);
  else addAssistantMessage(trace, message, where);
  if (!trace.hasSegments()) addAssistantMessage(trace, message, where);
  const usage =
    at(message, 'usage') ??
    at(message, 'info', 'usage') ??
    phases.map((phase) => at(phase, 'usage')).findLast(isObject) ??
    at(message, 'info');
  if (isObject(usage)) readUsage(trace, usage);
  trace.finishReason =
    text(message, 'finish_reason') ?? (isObject(at(message, 'error')) ? 'error' : null);
}

/** Qwen Chat keeps an answer as phases: `think`, tools, `answer`. */
function addPhase(trace: TraceBuilder, phase: unknown, where: RecordedPlace): void {
  const words = str(phase, 'content') ?? '';
  const name = str(phase, 'phase') ?? 'answer';
  if (words === '') return;
  if (name.startsWith('think'))
    trace.reasoning(words, name.includes('summary') ? 'summary' : null, where);
  else if (name === 'answer') trace.answer(words, where);
  else trace.toolResult(words, null, false, where);
}

/** Counts in the server's spelling; Ollama's times are nanoseconds. */
function readUsage(trace: TraceBuilder, usage: object): void {
  const counted = commonUsage(usage);
  trace.usage = {
    ...counted,
    inputTokens: counted.inputTokens ?? count(usage, 'prompt_eval_count'),
    outputTokens: counted.outputTokens ?? count(usage, 'eval_count'),
  };
  trace.costUsd = num(usage, 'cost');
  const total = num(usage, 'total_duration');
  if (total !== null) trace.timing = { ...trace.timing, durationMs: total / 1e6 };
}
