import { addBesideReasoning } from '../../build/besideReasoning';
import type { RecordedPlace } from '../../build/draft';
import { reasoningDetails } from './chatMessage';
import { anthropicBlocks } from '../../build/anthropicBlocks';
import { carriedReasoning, type CarriedReasoning } from '../../build/reasoningKeys';
import { blockKind, plainBlock } from '../../build/blockNames';
import { contentText, messageBody, promptMessages, roleOf } from '../../build/content';
import {
  addContent,
  callIdOf,
  hasReasoningBlock,
  inputOf,
  isFailed,
  resultText,
} from '../../build/contentBlocks';
import type { Conversation } from '../../build/conversation';
import { unpacked } from '../../build/embedded';
import { addSpokenCall } from '../../build/spokenCalls';
import { at, isObject, list, str, text } from '../../../text/json';
import { geminiParts, isGeminiPart } from './geminiParts';
import { textSegments } from '../../build/textSegments';
import { writtenCalls, type WrittenPart } from '../../build/writtenCalls';
import type { PromptMessage } from '../../../model/trace';
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
    case 'user':
      addPromptContent(conversation, roleOf(role), messageBody(message), where);
      return null;
    case 'tool':
      addToolMessage(conversation, message, where);
      return null;
    case 'assistant': {
      const blocks = list(messageBody(message));
      // Results in the agent's name (A2A): no generation of its own.
      if (blocks.length > 0 && blocks.every(isResult)) {
        addUserContent(conversation, blocks, where);
        return null;
      }
      const trace = conversation.begin();
      addAssistantMessage(trace, message, where);
      return trace;
    }
  }
}

function toolWords(message: unknown): string {
  return resultText(message) || contentText(messageBody(message));
}

/** A tool's message is one result, or holds those of several calls as blocks (the AI SDK's way; Codebuff's is one block). */
function addToolMessage(conversation: Conversation, message: unknown, where: RecordedPlace): void {
  const content = messageBody(message);
  const blocks = isObject(content) ? [content] : list(content);
  if (!blocks.some(isResult)) {
    conversation.result(toolWords(message), callIdOf(message), isFailed(message), where);
    return;
  }
  for (const block of blocks) {
    if (isResult(block)) addResult(conversation, block, where);
    else if (blockKind(block) !== 'mark') conversation.last?.raw(str(block, 'type'), block, where);
  }
}

/** Whether a block of a message is what a tool gave. */
export function isResult(block: unknown): boolean {
  return blockKind(block) === 'result' || str(block, 'type') === 'toolResponse';
}

/** A user message; tool results inside it (Anthropic's way) go to the generation that asked for them. */
export function addUserContent(
  conversation: Conversation,
  content: unknown,
  where: RecordedPlace,
): void {
  addPromptContent(conversation, 'user', content, where);
}

/** What a message asks; results may stand in the name of the system too (AgentScope). */
function addPromptContent(
  conversation: Conversation,
  role: PromptMessage['role'],
  content: unknown,
  where: RecordedPlace,
): void {
  for (const block of list(content).filter(isResult)) addResult(conversation, block, where);
  const words = Array.isArray(content) ? list(content).filter((b) => !isResult(b)) : content;
  conversation.prompt(role, contentText(words));
}

function addResult(conversation: Conversation, value: unknown, where: RecordedPlace): void {
  if (isGeminiPart(value)) {
    for (const part of geminiParts([value], where, null))
      if (part.kind === 'toolResult')
        conversation.result(part.text, part.callId, part.isError, where);
    return;
  }
  const block = isObject(value) ? plainBlock(value) : value;
  // Goose keeps the result in its outcome.
  const result = at(block, 'toolResult') ?? block;
  conversation.result(resultText(result), callIdOf(block), isFailed(result), where);
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
  const content = messageBody(message);
  const inBlocks = hasReasoningBlock(content);
  const carried = inBlocks ? null : besideAnswer(message, content);
  if (carried !== null) {
    const { durationMs } = carried;
    const place = durationMs === null ? where : { ...where, durationMs };
    trace.reasoning(carried.text, carried.meaning === 'summary' ? 'summary' : null, place);
  } else if (!inBlocks) addDetails(trace, message, where);
  addBlocks(trace, content, { tagged: !inBlocks && !trace.hasReasoning }, where);
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

/**
 * Content of a message. Without reasoning blocks its texts may hold tags (Cline keeps them in text blocks); with reasoning
 * beside it they may repeat that.
 */
function addBlocks(
  trace: TraceBuilder,
  content: unknown,
  { tagged }: { readonly tagged: boolean },
  where: RecordedPlace,
): void {
  for (const block of Array.isArray(content) ? list(content) : [content]) {
    const words = wordsIn(block);
    if (words !== null && tagged) addTaggedText(trace, words, where);
    else if (isGeminiPart(block)) trace.add(geminiParts([block], where, trace.model));
    else if (words !== null) addBesideReasoning(trace, words, where);
    else addContent(trace, block, where);
  }
}

function wordsIn(block: unknown): string | null {
  if (typeof block === 'string') return block;
  return blockKind(block) === 'text' ? (str(block, 'text') ?? str(block, 'text', 'value')) : null;
}

function addWritten(trace: TraceBuilder, part: WrittenPart, where: RecordedPlace): void {
  if (part.kind === 'words') trace.answer(part.text, where);
  else trace.toolCall(part.name, part.input, part.id, where);
}

/** Text that may hold its reasoning in tags of any known family, and calls that are written as text. */
export function addTaggedText(trace: TraceBuilder, words: string, where: RecordedPlace): void {
  const { segments, prompt, truncated } = textSegments(words, where);
  for (const segment of segments) {
    const parts = segment.kind === 'answer' ? writtenCalls(segment.text) : null;
    if (parts === null) trace.add([segment]);
    else for (const part of parts) addWritten(trace, part, where);
  }
  if (trace.prompt.length === 0) trace.prompt.push(...prompt);
  if (truncated) trace.truncated = true;
}

/**
 * What a model went on with after a text that it was sent, in its chat template: the prompt of that, the reasoning that the
 * template may have opened, the answer.
 */
export function addCompletion(
  trace: TraceBuilder,
  sent: string,
  words: string,
  asked: RecordedPlace,
  said: RecordedPlace,
): void {
  if (sent !== '') {
    const { prompt } = textSegments(sent, asked);
    trace.prompt.push(...(prompt.length > 0 ? prompt : promptMessages([sent])));
  }
  const opened = /<think>\s*$/.test(sent.slice(-40)) && !/^\s*<think>/.test(words) ? '<think>' : '';
  if (words !== '') addTaggedText(trace, opened + words, said);
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

/** The calls that a message carries beside its content. */
export function callsBeside(message: unknown): readonly unknown[] {
  const lists = [
    list(unpacked(at(message, 'tool_calls'))),
    list(unpacked(at(message, 'toolCalls'))),
    list(message, 'toolExecutionRequests'),
    list(message, 'toolInvocations'),
    // CodeCompanion.
    list(message, 'tools', 'calls'),
  ];
  return lists.find((calls) => calls.length > 0) ?? [];
}

const CALL_NAMES = ['name', 'function_name', 'toolName', 'tool_name'];

/** Calls beside the content, in OpenAI's, LangChain's, Inspect's or the AI SDK's shape. */
function addCalls(trace: TraceBuilder, message: unknown, where: RecordedPlace): void {
  // LangChain repeats Anthropic's blocks of calls there.
  const told = new Set(trace.callIds);
  for (const call of callsBeside(message)) {
    const id = callIdOf(call);
    const fn = at(call, 'function');
    const named = CALL_NAMES.map((key) => str(call, key)).find((found) => found !== null);
    const name = str(fn, 'name') ?? str(fn) ?? named ?? null;
    const input = isObject(fn) ? inputOf(fn) : inputOf(call);
    if (id === null || !told.has(id)) {
      addSpokenCall(trace, name, input, where);
      trace.toolCall(name, input, id, where);
    }
    // Apps keep what came of a call in it.
    const result = at(call, 'result') ?? at(call, 'output') ?? null;
    if (result !== null) trace.toolResult(resultText({ result }), id, isFailed(call), where);
  }
  const legacy = at(message, 'function_call');
  if (isObject(legacy))
    trace.toolCall(str(legacy, 'name'), inputOf(legacy), text(legacy, 'call_id'), where);
}
