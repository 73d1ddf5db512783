import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { callIdOf, inputOf, resultText } from '../../build/contentBlocks';
import { nothing, parsed, type RecordedPlace, placeAt, rangeOver } from '../../build/draft';
import { at, bool, count, has, list, str, text, time } from '../../../text/json';
import { typeOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { TurnGrouper, type LineKind } from '../../build/groupers/turnGrouper';
import { NO_USAGE } from '../../build/usage';

/**
 * GitHub Copilot CLI events (`~/.copilot/session-state/<id>/events.jsonl`, or printed with `--output-format json`): an
 * assistant message is a generation.
 */
export const copilotCli: Format = {
  id: 'copilot-cli',
  title: msg('Copilot CLI session'),
  unit: () =>
    new TurnGrouper({
      kind: kindOf,
      key: generationKeys(),
      contextName: (value) => typeOf(value),
    }),
  detect: ({ records }) =>
    records.some(
      ({ value }) =>
        has(value, 'data') &&
        /^(?:session\.start|user\.message|assistant\.(?:message|turn_start))$/.test(typeOf(value)),
    ),
  parse: parseMessage,
};

/** Printed events have the reasoning in pieces before their message: all these lines are one generation. */
function generationKeys(): (value: unknown) => string {
  let generation = 0;
  let open = false;
  return (value) => {
    // A sub-agent's message between them is another one.
    if (isOfAgent(value)) return `agent ${(generation += 1)}`;
    if (!open) generation += 1;
    open = isPiece(value);
    return String(generation);
  };
}

/** A piece of the main agent's reasoning; those of sub-agents come between those of others. */
function isPiece(value: unknown): boolean {
  return typeOf(value) === 'assistant.reasoning_delta' && !isOfAgent(value);
}

function isOfAgent(value: unknown): boolean {
  return (text(value, 'agentId') ?? text(value, 'data', 'parentToolCallId')) !== null;
}

function kindOf(value: unknown): LineKind {
  switch (typeOf(value)) {
    case 'session.start':
    case 'session.model_change':
    case 'assistant.reasoning':
      return 'context';
    case 'user.message':
      return 'prompt';
    case 'assistant.message':
      return 'model';
    case 'assistant.reasoning_delta':
      return isPiece(value) ? 'model' : 'other';
    case 'tool.execution_complete':
    case 'assistant.usage':
      return 'result';
    default:
      return 'other';
  }
}

function parseMessage(records: readonly FileRecord[]): ParseResult {
  const trace = new TraceBuilder();
  const message = records.find(({ value }) => typeOf(value) === 'assistant.message');
  const reasoning = records.find(({ value }) => typeOf(value) === 'assistant.reasoning');
  const pieces = records.filter(({ value }) => isPiece(value));
  const printed = pieces.map(({ value }) => str(value, 'data', 'deltaContent') ?? '').join('');
  if (message === undefined) trace.reasoning(printed, null, placeAt(rangeOver(pieces)));
  for (const { value, range } of records) {
    const data = at(value, 'data');
    const where = placeAt(range, time(value, 'timestamp'));
    switch (typeOf(value)) {
      case 'session.start':
        trace.model = text(data, 'selectedModel');
        break;
      case 'session.model_change':
        trace.model = text(data, 'newModel');
        trace.effort = text(data, 'reasoningEffort');
        break;
      case 'user.message':
        addPrompt(trace, str(data, 'content') ?? '');
        break;
      case 'assistant.message':
        addMessage(trace, data, { event: at(reasoning?.value, 'data'), printed }, where);
        break;
      case 'assistant.usage':
        readUsage(trace, data);
        break;
      case 'tool.execution_complete':
        trace.toolResult(
          resultText(at(data, 'result')),
          callIdOf(data),
          bool(data, 'success') === false,
          where,
        );
        break;
    }
  }
  // A sub-agent runs on a model of its own, which its messages name or nothing does.
  const data = at(message?.value, 'data');
  if (text(data, 'parentToolCallId') !== null) trace.model = text(data, 'model');
  return trace.isBlank ? nothing() : parsed(trace.build());
}

function addPrompt(trace: TraceBuilder, words: string): void {
  if (words !== '') trace.prompt.push({ role: 'user', text: words });
}

/** The text of the reasoning is in the message; older versions log it as an event of its own before. */
function addMessage(
  trace: TraceBuilder,
  data: unknown,
  before: { readonly event: unknown; readonly printed: string },
  where: RecordedPlace,
): void {
  trace.id = text(data, 'messageId');
  trace.model = text(data, 'model') ?? trace.model;
  trace.timing = { startedAt: where.at };
  trace.usage = { ...NO_USAGE, outputTokens: count(data, 'outputTokens') };
  const belongs = text(before.event, 'reasoningId') === text(data, 'reasoningId');
  const told = belongs ? text(before.event, 'content') : null;
  const words = text(data, 'reasoningText') ?? (before.printed === '' ? told : before.printed);
  const sealed = text(data, 'reasoningOpaque') ?? text(data, 'encryptedContent');
  if (words !== null) trace.reasoning(words, null, where);
  else if (sealed !== null) trace.reasoning('', 'redacted', where);
  trace.answer(str(data, 'content') ?? '', where);
  for (const request of list(data, 'toolRequests')) {
    trace.toolCall(text(request, 'name'), inputOf(request), callIdOf(request), where);
  }
}

function readUsage(trace: TraceBuilder, data: unknown): void {
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(data, 'inputTokens'),
    outputTokens: count(data, 'outputTokens') ?? trace.usage.outputTokens,
    reasoningTokens: count(data, 'reasoningTokens'),
    cachedInputTokens: count(data, 'cacheReadTokens'),
    cacheWriteTokens: count(data, 'cacheWriteTokens'),
  };
}
