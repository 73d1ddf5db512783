import { NO_USAGE } from '../../build/usage';
import type { RecordedPlace } from '../../build/draft';
import { contentText, roleOf } from '../../build/content';
import { unpacked } from '../../build/embedded';
import { at, count, num, str, text } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import { itemsAt } from './otelSpans';
import type { TraceBuilder } from '../../build/traceBuilder';
import { addContent } from '../../build/contentBlocks';

/** Reads OpenInference's attributes (Arize Phoenix) of a model call: `llm.output_messages.N.message...`. */
export function readOpenInference(
  trace: TraceBuilder,
  attributes: unknown,
  where: RecordedPlace,
): void {
  const llm = at(attributes, 'llm');
  // Kept as JSON text.
  const parameters = unpacked(at(llm, 'invocation_parameters'));
  trace.model = text(llm, 'model_name');
  trace.provider = text(llm, 'provider') ?? text(llm, 'system');
  trace.effort = text(parameters, 'reasoning_effort') ?? text(parameters, 'reasoning', 'effort');
  trace.costUsd = num(llm, 'cost', 'total');
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(llm, 'token_count', 'prompt'),
    outputTokens: count(llm, 'token_count', 'completion'),
    reasoningTokens: count(llm, 'token_count', 'completion_details', 'reasoning'),
    cachedInputTokens: count(llm, 'token_count', 'prompt_details', 'cache_read'),
    cacheWriteTokens: count(llm, 'token_count', 'prompt_details', 'cache_write'),
  };
  for (const item of itemsAt(at(llm, 'input_messages'))) {
    const role = roleOf(str(item, 'message', 'role'));
    const words = messageText(at(item, 'message'));
    if ((role === 'system' || role === 'user') && words !== '')
      trace.prompt.push({ role, text: words });
  }
  for (const item of itemsAt(at(llm, 'output_messages')))
    addMessage(trace, at(item, 'message'), where);
  if (!trace.hasSegments()) addTaggedText(trace, str(attributes, 'output', 'value') ?? '', where);
}

function addMessage(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  trace.reasoning(str(message, 'reasoning_content') ?? '', null, where);
  trace.finishReason ??= text(message, 'finish_reason');
  const contents = itemsAt(at(message, 'contents')).map((item) => at(item, 'message_content'));
  for (const block of contents) addContent(trace, block, where);
  const words = str(message, 'content') ?? '';
  if (contents.length === 0) {
    if (trace.hasReasoning) trace.answer(words, where);
    else addTaggedText(trace, words, where);
  }
  for (const item of itemsAt(at(message, 'tool_calls'))) {
    const call = at(item, 'tool_call');
    const fn = at(call, 'function');
    trace.toolCall(text(fn, 'name'), at(fn, 'arguments') ?? '', text(call, 'id'), where);
  }
}

function messageText(message: unknown): string {
  const contents = itemsAt(at(message, 'contents')).map((item) => at(item, 'message_content'));
  return contents.length > 0 ? contentText(contents) : (str(message, 'content') ?? '');
}
