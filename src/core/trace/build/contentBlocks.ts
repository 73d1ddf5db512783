import type { RecordedPlace } from './draft';
import { BLOCK_SEPARATOR } from '../../model/trace';
import { anthropicBlocks } from './anthropicBlocks';
import { blockKind, kindOfName, plainBlock } from './blockNames';
import { contentText } from './content';
import { sealedFidelity } from './fidelity';
import { carriedReasoning } from './reasoningKeys';
import { addSpokenCall } from './spokenCalls';
import { at, bool, count, has, isObject, jsonText, list, num, str, text } from '../../text/json';
import type { JsonObject } from '../../text/json';
import type { TraceBuilder } from './traceBuilder';

/**
 * Adds the content of an assistant message as agents and eval tools log it: a string, or a list of typed blocks
 * (Kimi, pi, Inspect, OpenTelemetry, AI SDK, and Anthropic's own). Unknown blocks are kept as raw segments.
 */
export function addContent(trace: TraceBuilder, content: unknown, where: RecordedPlace): void {
  if (typeof content === 'string') trace.answer(content, where);
  else if (Array.isArray(content)) for (const block of list(content)) addBlock(trace, block, where);
  else if (isObject(content)) addBlock(trace, content, where);
}

/** Whether a content list carries reasoning blocks of its own. */
export function hasReasoningBlock(content: unknown): boolean {
  return list(content).some((block) => blockKind(block) === 'reasoning');
}

function addBlock(trace: TraceBuilder, value: unknown, where: RecordedPlace): void {
  if (typeof value === 'string') {
    trace.answer(value, where);
    return;
  }
  if (!isObject(value)) return;
  const block = plainBlock(value);
  const type = str(block, 'type') ?? '';
  switch (kindOfName(type)) {
    case 'text':
      addText(trace, block, where);
      break;
    case 'reasoning':
      addReasoning(trace, block, where);
      break;
    case 'call':
      addCall(trace, block, where);
      break;
    case 'result':
      addResult(trace, block, where);
      break;
    case 'mark':
      break;
    case null:
      if (has(block, 'toolCallId')) addInvocation(trace, block, where);
      else if (type === 'toolRequest') addGooseCall(trace, block, where);
      else addOther(trace, value, type, where);
  }
}

/** A text under a name that is not known stays as it was recorded. */
function addText(trace: TraceBuilder, block: JsonObject, where: RecordedPlace): void {
  const words = contentText(block) || (str(block, 'refusal') ?? '');
  if (words === '' && !['text', 'content', 'refusal'].some((key) => has(block, key)))
    trace.raw(str(block, 'type'), block, where);
  else trace.answer(words, where);
}

/** A block that only Anthropic has; any other stays as it was recorded. */
function addOther(
  trace: TraceBuilder,
  value: JsonObject,
  type: string,
  where: RecordedPlace,
): void {
  const made = anthropicBlocks([value], where, { model: null, reasoningTokens: null });
  if (made.some((s) => s.kind === 'raw')) trace.raw(type === '' ? null : type, value, where);
  else trace.add(made);
}

/** Carriers in order of trust. A signature without text is reasoning that the provider keeps to itself. */
function addReasoning(trace: TraceBuilder, block: JsonObject, place: RecordedPlace): void {
  const where = { ...place, durationMs: num(block, 'durationMs') ?? place.durationMs };
  const summary = joined(block['summary'], BLOCK_SEPARATOR);
  if (bool(block, 'redacted') === true || (str(block, 'type') ?? '').startsWith('redacted')) {
    // Inspect keeps the ciphertext in `reasoning` and a readable digest beside it.
    if (summary !== '') trace.reasoning(summary, 'summary', where);
    else trace.reasoning('', 'redacted', where);
    return;
  }
  const words = ['thinking', 'reasoning', 'think', 'text', 'content', 'thought', 'details']
    .map((key) => joined(block[key], ''))
    .find((value) => value !== '');
  const carried = words === undefined && summary === '' ? carriedReasoning(block) : null;
  // LlamaIndex counts the tokens of a block where its provider does.
  const tokens = count(block, 'num_tokens');
  if (words !== undefined) trace.reasoning(words, null, where, tokens);
  else if (summary !== '') trace.reasoning(summary, 'summary', where, tokens);
  else if (carried !== null)
    trace.reasoning(carried.text, carried.meaning === 'summary' ? 'summary' : null, where, tokens);
  else {
    // Mastra keeps the ciphertext among the details.
    const sealed = [block, ...list(block, 'details')].map(sealedFidelity).find((s) => s !== null);
    // An item of the Responses API without a digest is reasoning that is not shown.
    const hidden = Array.isArray(block['summary']) ? 'hidden' : null;
    const why = sealed ?? hidden;
    if (why !== null) trace.reasoning('', why, where);
  }
}

/** A string, or a list of strings and text blocks put together as recorded. */
function joined(value: unknown, separator: string): string {
  if (typeof value === 'string') return value;
  return list(value)
    .map((item) => (typeof item === 'string' ? item : (str(item, 'text') ?? '')))
    .filter((part) => part !== '')
    .join(separator);
}

function addCall(trace: TraceBuilder, block: JsonObject, where: RecordedPlace): void {
  const name = str(block, 'name') ?? str(block, 'toolName') ?? str(block, 'tool_name');
  addSpokenCall(trace, name, inputOf(block), where);
  trace.toolCall(name, inputOf(block), callIdOf(block), where);
}

function addResult(trace: TraceBuilder, block: JsonObject, where: RecordedPlace): void {
  trace.toolResult(resultText(block), callIdOf(block), isFailed(block), where);
}

/** Goose keeps the call in the outcome of reading it. */
function addGooseCall(trace: TraceBuilder, block: JsonObject, where: RecordedPlace): void {
  const call = at(block, 'toolCall', 'value') ?? at(block, 'toolCall');
  trace.toolCall(str(call, 'name'), inputOf(call), callIdOf(block), where);
}

/** The AI SDK's part of a message on screen: a call with its output once it is there. */
function addInvocation(trace: TraceBuilder, block: JsonObject, where: RecordedPlace): void {
  const name = str(block, 'toolName') ?? str(block, 'type')?.replace(/^tool-/, '') ?? null;
  trace.toolCall(name, inputOf(block), callIdOf(block), where);
  const output = at(block, 'output') ?? at(block, 'result') ?? at(block, 'errorText');
  if (output === undefined) return;
  const failed = str(block, 'state') === 'output-error';
  trace.toolResult(jsonText(output), callIdOf(block), failed, where);
}

/** The arguments of a call, under whichever key. */
export function inputOf(call: unknown): unknown {
  for (const key of ['arguments', 'input', 'args', 'parameters', 'params', 'tool_kwargs']) {
    const input = at(call, key);
    if (input !== undefined && input !== null) return input;
  }
  return '';
}

/** The text of a tool result, whatever key and shape it is in. */
export function resultText(block: unknown): string {
  // Amp keeps how its tool ran in the block: what came of it, why it failed, or why it was not let.
  const run = at(block, 'run');
  if (isObject(run) && has(run, 'status')) return runText(run);
  for (const key of ['content', 'output', 'result', 'response', 'text', 'value']) {
    if (!has(block, key)) continue;
    const value = outputValue(at(block, key));
    if ((value ?? null) === null) continue;
    const words = contentText(value);
    if (words === '' && str(block, 'error') !== null) break;
    return words !== '' || typeof value === 'string' ? words : jsonText(value);
  }
  return str(block, 'error') ?? '';
}

function runText(run: JsonObject): string {
  const words = resultText(run);
  return words !== '' ? words : (str(run, 'error', 'message') ?? str(run, 'reason') ?? '');
}

/** The AI SDK names the type of an output (`{type: 'json', value}`), Codebuff lists several of them. */
function outputValue(output: unknown): unknown {
  const isTyped = (value: unknown) => str(value, 'type') !== null && has(value, 'value');
  if (isTyped(output)) return at(output, 'value');
  if (str(output, 'type') === 'execution-denied') return str(output, 'reason') ?? '';
  const several = list(output);
  if (several.length === 0 || !several.every(isTyped)) return output;
  const values = several.map((item) => at(item, 'value'));
  return values.length === 1 ? values[0] : values;
}

/** Whether a result says that its tool failed. */
export function isFailed(block: unknown): boolean {
  return (
    (bool(block, 'is_error') ??
      bool(block, 'isError') ??
      bool(block, 'tools', 'is_error') ??
      false) ||
    str(block, 'status') === 'error' ||
    /^(?:error-|execution-denied)/.test(str(block, 'output', 'type') ?? '') ||
    isObject(at(block, 'error')) ||
    bool(block, 'error') === true ||
    // AgentDojo: the words of the exception beside the result.
    (str(block, 'error') ?? '') !== '' ||
    /^(?:error|cancelled|rejected)/.test(str(block, 'run', 'status') ?? '') ||
    (num(block, 'run', 'result', 'exitCode') ?? 0) !== 0
  );
}

const CALL_IDS = [
  'tool_use_id',
  'toolUseId',
  'toolUseID',
  'tool_call_id',
  'call_id',
  'callId',
  'toolCallId',
  'tool_id',
];

/** The id that ties a call to its result. */
export function callIdOf(block: unknown): string | null {
  for (const key of CALL_IDS) {
    const id = text(block, key);
    if (id !== null) return id;
  }
  // CodeCompanion says under `tools` what a message has to do with them; Haystack keeps the call in its result.
  return text(block, 'tools', 'call_id') ?? text(block, 'id') ?? text(block, 'origin', 'id');
}
