import type { RecordedPlace } from '../../build/draft';
import { reasoningDetails } from './chatMessage';
import { anthropicBlocks } from '../../build/anthropicBlocks';
import { carriedReasoning, type CarriedReasoning } from '../../build/reasoningKeys';
import { contentText, roleOf } from '../../build/content';
import {
  addContent,
  callIdOf,
  hasReasoningBlock,
  inputOf,
  isFailed,
  resultText,
} from '../../build/contentBlocks';
import type { Conversation } from '../../build/conversation';
import { at, isObject, list, str } from '../../../text/json';
import { textSegments } from '../../build/textSegments';
import type { TraceBuilder } from '../../build/traceBuilder';

/** Reads one message of any role into a conversation; gives the trace when the message was the assistant's. */
export function addMessage(
  conversation: Conversation,
  message: unknown,
  where: RecordedPlace,
): TraceBuilder | null {
  const role = str(message, 'role') ?? str(message, 'from') ?? str(message, 'type');
  if (role === null) return null;
  switch (roleOf(role)) {
    case 'system':
      conversation.prompt('system', contentText(bodyOf(message)));
      return null;
    case 'user':
      addUserContent(conversation, bodyOf(message), where);
      return null;
    case 'tool':
      conversation.result(resultText(message), callIdOf(message), isFailed(message), where);
      return null;
    case 'assistant': {
      const trace = conversation.begin();
      addAssistantMessage(trace, message, where);
      return trace;
    }
  }
}

function bodyOf(message: unknown): unknown {
  return at(message, 'content') ?? at(message, 'parts') ?? at(message, 'value');
}

const RESULT_BLOCKS = new Set(['tool_result', 'toolResponse', 'tool_call_response']);

/** A user message; tool results inside it (Anthropic's way) go to the generation that asked for them. */
export function addUserContent(
  conversation: Conversation,
  content: unknown,
  where: RecordedPlace,
): void {
  const isResult = (block: unknown) => RESULT_BLOCKS.has(str(block, 'type') ?? '');
  for (const block of list(content).filter(isResult)) {
    // Goose keeps the result in its outcome.
    const result = at(block, 'toolResult') ?? block;
    conversation.result(resultText(result), callIdOf(block), isFailed(result), where);
  }
  const words = Array.isArray(content) ? list(content).filter((b) => !isResult(b)) : content;
  conversation.prompt('user', contentText(words));
}

/**
 * Adds an assistant message as agents and eval tools log it: reasoning from its own key, from blocks or from tags,
 * then the answer and the tool calls. Where two carriers repeat one text, one is taken.
 */
export function addAssistantMessage(
  trace: TraceBuilder,
  message: unknown,
  where: RecordedPlace,
): void {
  const content = bodyOf(message);
  const inBlocks = hasReasoningBlock(content);
  const carried = inBlocks ? null : besideAnswer(message, content);
  if (carried !== null) {
    const { durationMs } = carried;
    const place = durationMs === null ? where : { ...where, durationMs };
    trace.reasoning(carried.text, carried.meaning === 'summary' ? 'summary' : null, place);
  } else if (!inBlocks) addDetails(trace, message, where);
  if (inBlocks || trace.hasReasoning) addContent(trace, content, where);
  else addTaggedContent(trace, content, where);
  addCalls(trace, message, where);
}

/**
 * The reasoning that a message carries beside its content. Agents keep a part of the answer under `thought` (SWE-agent):
 * words that the answer begins with are no reasoning, and blocks of the model's own thinking come before them.
 */
function besideAnswer(message: unknown, content: unknown): CarriedReasoning | null {
  const carried = carriedReasoning(message);
  if (carried?.key !== 'thought') return carried;
  if (list(message, 'thinking_blocks').length > 0) return null;
  return contentText(content).trimStart().startsWith(carried.text.trim()) ? null : carried;
}

/** Content without reasoning blocks: its texts may hold tags (Cline keeps them in text blocks). */
function addTaggedContent(trace: TraceBuilder, content: unknown, where: RecordedPlace): void {
  const blocks =
    typeof content === 'string' ? [content] : Array.isArray(content) ? list(content) : [content];
  for (const block of blocks) {
    const words =
      typeof block === 'string'
        ? block
        : str(block, 'type') === 'text'
          ? (str(block, 'text') ?? str(block, 'text', 'value'))
          : null;
    if (words === null) addContent(trace, [block], where);
    else addTaggedText(trace, words, where);
  }
}

/** Text that may hold its reasoning in tags of any known family. */
export function addTaggedText(trace: TraceBuilder, words: string, where: RecordedPlace): void {
  const { segments, prompt, truncated } = textSegments(words, where);
  trace.add(segments);
  if (trace.prompt.length === 0) trace.prompt.push(...prompt);
  if (truncated) trace.truncated = true;
}

/** OpenRouter's typed list, or LiteLLM's thinking blocks, used only when no plain key has the text. */
function addDetails(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  const blocks = list(message, 'thinking_blocks');
  trace.add(anthropicBlocks(blocks, where, { model: trace.model, reasoningTokens: null }));
  if (trace.hasReasoning) return;
  for (const detail of reasoningDetails(at(message, 'reasoning_details'))) {
    const fidelity = { text: null, summary: 'summary', encrypted: 'redacted' } as const;
    trace.reasoning(detail.text, fidelity[detail.kind], where);
  }
}

/** Calls beside the content, in OpenAI's, LangChain's, Inspect's or the AI SDK's shape. */
function addCalls(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  const calls = list(message, 'tool_calls');
  for (const call of calls.length > 0 ? calls : list(message, 'toolCalls')) {
    const fn = at(call, 'function');
    const name =
      str(fn, 'name') ??
      str(fn) ??
      str(call, 'name') ??
      str(call, 'function_name') ??
      str(call, 'toolName');
    trace.toolCall(name, isObject(fn) ? inputOf(fn) : inputOf(call), callIdOf(call), where);
  }
  const legacy = at(message, 'function_call');
  if (isObject(legacy)) trace.toolCall(str(legacy, 'name'), inputOf(legacy), null, where);
}
