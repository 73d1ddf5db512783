import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { addBesideReasoning } from '../../build/besideReasoning';
import { contentText } from '../../build/content';
import { Conversation, joinedResults, parsedBranch } from '../../build/conversation';
import { type RecordedPlace, placeAt } from '../../build/draft';
import { at, count, isObject, list, num, str, text, time } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import type { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';

/**
 * LM Studio conversation (`~/.lmstudio/conversations/*.conversation.json`): messages with versions, of which one is
 * selected; an assistant's version has steps, and thinking is a step of its own style.
 */
export const lmStudio: Format = {
  id: 'lm-studio',
  title: msg('LM Studio conversation'),
  unit: 'record',
  detect: ({ records }) =>
    records.some(({ value }) =>
      list(value, 'messages').some((m) => isObject(at(m, 'versions', 0))),
    ),
  parse: (records) => joinedResults(records.map(readConversation)),
};

function readConversation({ value, range }: FileRecord): ParseResult {
  const conversation = new Conversation();
  conversation.setSystem(text(value, 'systemPrompt') ?? '');
  const where = placeAt(range, null);
  for (const message of list(value, 'messages')) {
    conversation.otherBranches += Math.max(list(message, 'versions').length - 1, 0);
    const version = at(message, 'versions', num(message, 'currentlySelected') ?? 0);
    if (str(version, 'role') === 'user') {
      conversation.prompt('user', contentText(at(version, 'content')));
    } else if (str(version, 'role') === 'assistant') {
      const trace = conversation.begin();
      trace.model =
        text(version, 'senderInfo', 'senderName') ?? text(value, 'lastUsedModel', 'identifier');
      trace.timing = { startedAt: time(message, 'createdAt') };
      const steps = list(version, 'steps');
      if (steps.length === 0) addTaggedText(trace, contentText(at(version, 'content')), where);
      for (const step of steps) addStep(trace, step, where);
    }
  }
  return parsedBranch(conversation, range);
}

function addStep(trace: TraceBuilder, step: unknown, where: RecordedPlace): void {
  if (str(step, 'type') !== 'contentBlock') return;
  const words = contentText(list(step, 'content').filter((block) => str(block, 'type') === 'text'));
  if (str(step, 'style', 'type') === 'thinking') {
    trace.reasoning(words, 'raw', where);
    if (at(step, 'style', 'ended') === false) trace.truncated = true;
  } else if (trace.hasReasoning) addBesideReasoning(trace, words, where);
  else addTaggedText(trace, words, where);
  for (const block of list(step, 'content')) {
    if (str(block, 'type') === 'toolCallRequest') {
      trace.toolCall(
        text(block, 'name'),
        at(block, 'parameters') ?? '',
        text(block, 'callId'),
        where,
      );
    } else if (str(block, 'type') === 'toolCallResult') {
      trace.toolResult(contentText(at(block, 'content')), text(block, 'callId'), false, where);
    }
  }
  readStats(trace, at(step, 'genInfo'));
}

/** The counts of a version's last step are those of the whole generation. */
export function readStats(trace: TraceBuilder, info: unknown): void {
  if (!isObject(info)) return;
  const stats = at(info, 'stats');
  const ms = (key: string) => {
    const seconds = num(stats, key);
    return seconds === null ? null : Math.round(seconds * 1000);
  };
  trace.model = text(info, 'indexedModelIdentifier') ?? text(info, 'identifier') ?? trace.model;
  trace.finishReason = text(stats, 'stopReason') ?? trace.finishReason;
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(stats, 'promptTokensCount'),
    outputTokens: count(stats, 'predictedTokensCount'),
  };
  trace.timing = {
    ...trace.timing,
    ttftMs: ms('timeToFirstTokenSec'),
    durationMs: ms('totalTimeSec'),
  };
}
