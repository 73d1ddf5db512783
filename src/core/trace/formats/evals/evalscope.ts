import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { readInspectUsage } from './inspectOutput';
import { at, count, has, isObject, list, num, str, text } from '../../../text/json';
import { addAssistantMessage, addMessage } from '../apis/logMessage';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';

import { NO_USAGE, sum, withReasoningInside } from '../../build/usage';

/** EvalScope predictions: the report's document (`{predictions: [{Index, Messages, ...}]}`) or its JSONL cache. */
export const evalscope: Format = {
  id: 'evalscope',
  title: msg('EvalScope predictions'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records).some(({ value }) => predictionsOf(value).some(isPrediction)),
  parse(records) {
    const conversations = itemsOf(records).flatMap((record) =>
      predictionsOf(record.value).map((prediction) => readPrediction(prediction, record)),
    );
    return parsed(...conversations.flatMap((conversation) => conversation.build()));
  },
};

function predictionsOf(value: unknown): readonly unknown[] {
  return Array.isArray(at(value, 'predictions')) ? list(value, 'predictions') : [value];
}

function isPrediction(value: unknown): boolean {
  return (
    (Array.isArray(at(value, 'Messages')) && has(value, 'Generated')) ||
    isObject(at(value, 'model_output', 'choices', 0, 'message'))
  );
}

function readPrediction(prediction: unknown, { range }: FileRecord): Conversation {
  const conversation = new Conversation();
  const where = placeAt(range);
  const messages = list(prediction, 'Messages').concat(list(prediction, 'messages'));
  for (const message of messages) {
    const trace = addMessage(conversation, message, where);
    if (!trace) continue;
    trace.id = text(message, 'id');
    trace.model = text(message, 'model');
    readMetrics(trace, at(message, 'perf_metrics'), tokensOf(message));
  }
  const output = at(prediction, 'model_output');
  if (!isObject(output)) return conversation;
  const answered = messages.some((m) => str(m, 'role') === 'assistant');
  const trace = answered ? conversation.last : conversation.begin();
  if (!trace) return conversation;
  if (!answered) addAssistantMessage(trace, at(output, 'choices', 0, 'message'), where);
  trace.model = text(output, 'model') ?? text(prediction, 'model');
  trace.finishReason = text(output, 'choices', 0, 'stop_reason');
  trace.usage = readInspectUsage(at(output, 'usage'));
  const seconds = num(output, 'time');
  if (seconds !== null) trace.timing = { durationMs: Math.round(seconds * 1000) };
  return conversation;
}

function tokensOf(message: unknown): number | null {
  return sum(...list(message, 'content').map((block) => count(block, 'reasoning_tokens')));
}

function readMetrics(trace: TraceBuilder, metrics: unknown, reasoningTokens: number | null): void {
  trace.usage = withReasoningInside({
    ...NO_USAGE,
    inputTokens: count(metrics, 'input_tokens'),
    outputTokens: count(metrics, 'output_tokens'),
    reasoningTokens,
  });
  const ms = (key: string) => {
    const seconds = num(metrics, key);
    return seconds === null ? null : Math.round(seconds * 1000);
  };
  trace.timing = { durationMs: ms('latency'), ttftMs: ms('ttft') };
}
