import { NO_USAGE } from '../../build/usage';
import type { RecordedPlace } from '../../build/draft';
import { contentText, roleOf } from '../../build/content';
import { unpacked } from '../../build/embedded';
import { at, count, num, str, text } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import { itemsAt, treeOf } from './attributeTree';
import { TraceBuilder } from '../../build/traceBuilder';
import { carriedReasoning } from '../../build/reasoningKeys';
import { addContent } from '../../build/contentBlocks';
import { addModelOutput } from '../apis/modelOutput';

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
  for (const item of items(at(llm, 'input_messages'))) {
    const role = roleOf(str(item, 'message', 'role'));
    const words = messageText(at(item, 'message'));
    if ((role === 'system' || role === 'user') && words !== '')
      trace.prompt.push({ role, text: words });
  }
  addSaid(trace, attributes, where);
}

/** The messages leave the reasoning out that some libraries carry beside it (LangChain): the whole output has it. */
function addSaid(trace: TraceBuilder, attributes: unknown, where: RecordedPlace): void {
  const messages = items(at(attributes, 'llm', 'output_messages')).map((m) => at(m, 'message'));
  const output = at(attributes, 'output', 'value');
  const [said, whole] = [new TraceBuilder(), new TraceBuilder()];
  for (const message of messages) addMessage(said, message, where);
  const body = unpacked(output);
  if (!said.hasReasoning && typeof body !== 'string') addModelOutput(whole, body, where);
  if (whole.hasReasoning) addModelOutput(trace, body, where);
  else if (said.hasSegments()) {
    if (!said.hasReasoning) addBeside(trace, attributes, where);
    for (const message of messages) addMessage(trace, message, where);
  } else addTaggedText(trace, typeof output === 'string' ? output : '', where);
}

/** Reasoning in OpenLLMetry's words beside OpenInference's messages. */
function addBeside(trace: TraceBuilder, attributes: unknown, where: RecordedPlace): void {
  const [completion] = itemsAt(at(attributes, 'gen_ai', 'completion'));
  const words =
    carriedReasoning(completion)?.text ?? text(attributes, 'gen_ai', 'content', 'reasoning');
  trace.reasoning(words ?? '', null, where);
}

/** Items in a data frame have dotted names of their own (`message.content`). */
const items = (value: unknown): readonly unknown[] => itemsAt(unpacked(value)).map(treeOf);

function addMessage(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  trace.reasoning(str(message, 'reasoning_content') ?? '', null, where);
  trace.finishReason ??= text(message, 'finish_reason');
  const contents = items(at(message, 'contents')).map((item) => at(item, 'message_content'));
  for (const block of contents) addContent(trace, block, where);
  const words = str(message, 'content') ?? '';
  if (contents.length === 0) {
    if (trace.hasReasoning) trace.answer(words, where);
    else addTaggedText(trace, words, where);
  }
  for (const item of items(at(message, 'tool_calls'))) {
    const call = at(item, 'tool_call');
    const fn = at(call, 'function');
    trace.toolCall(text(fn, 'name'), at(fn, 'arguments') ?? '', text(call, 'id'), where);
  }
}

function messageText(message: unknown): string {
  const contents = items(at(message, 'contents')).map((item) => at(item, 'message_content'));
  return contents.length > 0 ? contentText(contents) : (str(message, 'content') ?? '');
}
