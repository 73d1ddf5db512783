import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { contentText } from '../../build/content';
import { addContent, callIdOf, inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { nothing, parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, count, isObject, num, str, text, time } from '../../../text/json';
import { typeOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { TurnGrouper, type LineKind } from '../../build/groupers/turnGrouper';
import { addCache } from '../../build/usage';

/**
 * Kimi CLI's `wire.jsonl`. Since protocol 1.4 loop events with a step's uuid; before, `{timestamp, message: {type,
 * payload}}`. A step is a generation.
 */
export const kimiWire: Format = {
  id: 'kimi-wire',
  title: msg('Kimi CLI session'),
  unit: () =>
    new TurnGrouper({
      kind: kindOf,
      key: () => null,
      contextName: (value) => {
        if (typeOf(value) === 'llm.request') return 'request';
        return at(value, 'systemPrompt') === undefined ? 'model' : 'system';
      },
    }),
  detect: ({ records }) =>
    records.some(
      ({ value }) =>
        typeOf(value) === 'context.append_loop_event' ||
        /^(?:TurnBegin|StepBegin|ContentPart)$/.test(typeOf(value, 'message')),
    ),
  parse: parseStep,
};

/** The event of a line, in either protocol, with its type and body. */
function eventOf(value: unknown): { readonly type: string; readonly body: unknown } {
  const type = typeOf(value);
  if (type === 'context.append_loop_event') {
    return { type: typeOf(value, 'event'), body: at(value, 'event') };
  }
  if (isObject(at(value, 'message')) && at(value, 'message', 'payload') !== undefined) {
    return { type: typeOf(value, 'message'), body: at(value, 'message', 'payload') };
  }
  return { type, body: value };
}

function kindOf(value: unknown): LineKind {
  const { type, body } = eventOf(value);
  switch (type) {
    case 'config.update':
      return 'context';
    case 'context.append_message': {
      // The client injects reminders in the user's name.
      const origin = str(body, 'message', 'origin', 'kind') ?? 'user';
      return str(body, 'message', 'role') === 'user' && origin === 'user' ? 'prompt' : 'other';
    }
    case 'TurnBegin':
    case 'turn.prompt':
      return 'prompt';
    case 'llm.request':
      return 'setting';
    case 'step.begin':
    case 'StepBegin':
      return 'model';
    case 'content.part':
    case 'tool.call':
    case 'step.end':
    case 'ContentPart':
    case 'ToolCall':
    case 'StatusUpdate':
      return 'end';
    case 'tool.result':
    case 'ToolResult':
      return 'result';
    default:
      return 'other';
  }
}

function parseStep(records: readonly FileRecord[]): ParseResult {
  const trace = new TraceBuilder();
  for (const { value, range } of records) {
    const { type, body } = eventOf(value);
    const when = time(value, 'time') ?? time(value, 'timestamp');
    addEvent(trace, type, body, placeAt(range, when));
  }
  return trace.isBlank ? nothing() : parsed(trace.build());
}

function addEvent(trace: TraceBuilder, type: string, body: unknown, where: RecordedPlace): void {
  switch (type) {
    case 'config.update':
      readConfig(trace, body);
      break;
    case 'context.append_message':
      addPrompt(trace, contentText(at(body, 'message', 'content')));
      break;
    case 'TurnBegin':
      addPrompt(trace, contentText(at(body, 'user_input')));
      break;
    case 'turn.prompt':
      if ((str(body, 'origin', 'kind') ?? 'user') !== 'user') break;
      addPrompt(trace, contentText(at(body, 'input')));
      break;
    case 'step.begin':
    case 'StepBegin':
      trace.timing = { startedAt: where.at };
      trace.id = text(body, 'uuid');
      break;
    case 'llm.request':
      // The request of the next step, which comes before that step begins.
      if (trace.hasSegments()) break;
      trace.model = text(body, 'model') ?? trace.model;
      trace.provider = text(body, 'provider');
      trace.effort = text(body, 'thinkingEffort') ?? trace.effort;
      break;
    case 'content.part':
      addContent(trace, at(body, 'part'), where);
      break;
    case 'ContentPart':
      addContent(trace, body, where);
      break;
    case 'tool.call':
      trace.toolCall(text(body, 'name'), inputOf(body), callIdOf(body), where);
      break;
    case 'ToolCall':
      trace.toolCall(
        text(body, 'function', 'name'),
        inputOf(at(body, 'function')),
        callIdOf(body),
        where,
      );
      break;
    case 'tool.result':
    case 'ToolResult':
      addResult(trace, body, where);
      break;
    case 'step.end':
      readEnd(trace, body);
      break;
    case 'StatusUpdate':
      trace.id = text(body, 'message_id') ?? trace.id;
      readUsage(trace, at(body, 'token_usage'));
      break;
  }
}

function readConfig(trace: TraceBuilder, body: unknown): void {
  const system = text(body, 'systemPrompt');
  if (system !== null) trace.prompt.push({ role: 'system', text: system });
  trace.model = text(body, 'modelAlias') ?? trace.model;
  trace.effort = text(body, 'thinkingEffort') ?? trace.effort;
}

function addPrompt(trace: TraceBuilder, words: string): void {
  // The prompt of a turn is also a message of its context.
  if (words === '' || trace.prompt.at(-1)?.text === words) return;
  trace.prompt.push({ role: 'user', text: words });
}

function addResult(trace: TraceBuilder, body: unknown, where: RecordedPlace): void {
  const result = at(body, 'result') ?? at(body, 'return_value');
  trace.toolResult(resultText(result), callIdOf(body), isFailed(result), where);
}

function readEnd(trace: TraceBuilder, body: unknown): void {
  trace.id = text(body, 'messageId') ?? trace.id;
  trace.finishReason = text(body, 'finishReason');
  readUsage(trace, at(body, 'usage'));
  const ttftMs = num(body, 'llmFirstTokenLatencyMs');
  const stream = num(body, 'llmStreamDurationMs');
  trace.timing = {
    ...trace.timing,
    ttftMs,
    durationMs: ttftMs !== null && stream !== null ? ttftMs + stream : null,
  };
}

/** Kimi counts cache reads and writes beside the other input. */
function readUsage(trace: TraceBuilder, usage: unknown): void {
  if (!isObject(usage)) return;
  const get = (camel: string, snake: string) => count(usage, camel) ?? count(usage, snake);
  trace.usage = addCache(
    {
      input: get('inputOther', 'input_other'),
      output: count(usage, 'output'),
      read: get('inputCacheRead', 'input_cache_read'),
      written: get('inputCacheCreation', 'input_cache_creation'),
    },
    msg('Kimi counts cached input beside the rest: added.'),
  );
}
