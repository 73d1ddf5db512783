import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText } from '../../build/content';
import { Conversation, joinedResults, parsedBranch } from '../../build/conversation';
import { type RecordedPlace, placeAt } from '../../build/draft';
import { groupedBy, itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, count, isObject, list, num, str, text, time } from '../../../text/json';
import { addAssistantMessage } from '../apis/logMessage';
import { responsesItems } from '../apis/responsesItems';
import { branch, otherBranches } from './chatTree';

/**
 * Chats of Open WebUI, and of Qwen Chat, which grew out of it: `chat.history.messages` is a map of messages, of which
 * the branch that ends at `currentId` is shown; models that were asked side by side (`modelIdx`) have each their answer in it,
 * a trace apiece. Thinking is a block in the content, `output` items, a key, or a list of
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
  parse: (records) => joinedResults(chatsOf(records).map(readChat)),
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

function readChat({ value, range }: FileRecord): ParseResult {
  const conversation = new Conversation();
  const history = historyOf(value);
  const nodes = at(history, 'messages');
  const messages = Object.values(isObject(nodes) ? nodes : {});
  const keys = { id: 'id', parent: 'parentId' };
  const shown = withSideAnswers(branch(messages, text(history, 'currentId'), keys), messages);
  conversation.otherBranches = otherBranches(messages, shown, keys);
  for (const message of shown) {
    const where = placeAt(range, time(message, 'timestamp'));
    const role = str(message, 'role');
    if (role === 'user' || role === 'system') {
      conversation.prompt(role, contentText(at(message, 'content')));
    } else if (role === 'assistant') addAnswer(conversation.begin(), message, where);
  }
  return parsedBranch(conversation, range);
}

/** The branch with the newest answer of each other model that was asked the same beside the one it goes on from. */
function withSideAnswers(
  shown: readonly unknown[],
  messages: readonly unknown[],
): readonly unknown[] {
  const numbered = messages.filter((m) => num(m, 'modelIdx') !== null);
  const rounds = groupedBy(numbered, (m) => text(m, 'parentId'));
  const byParent = new Map(rounds.map((round) => [text(round[0], 'parentId'), round]));
  return shown.flatMap((message) => {
    const place = num(message, 'modelIdx');
    if (place === null) return [message];
    const round = byParent.get(text(message, 'parentId')) ?? [];
    const newest = new Map(round.map((m) => [num(m, 'modelIdx'), m]));
    newest.set(place, message);
    return [...newest].toSorted(([a], [b]) => (a ?? 0) - (b ?? 0)).map(([, answer]) => answer);
  });
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
