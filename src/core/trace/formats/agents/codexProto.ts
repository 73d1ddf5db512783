import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { nothing, parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, count, isObject, num, str, text } from '../../../text/json';
import { typeOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { TurnGrouper, type LineKind } from '../../build/groupers/turnGrouper';
import { NO_USAGE } from '../../build/usage';

/** What `codex exec --json` printed until September 2025: `{id, msg: {type, ...}}`. A task is a trace. */
export const codexProto: Format = {
  id: 'codex-proto',
  title: msg('Codex exec events (before September 2025)'),
  unit: () => new TurnGrouper({ kind: kindOf, key: () => null }),
  detect: ({ records }) =>
    records.some(({ value }) => isObject(at(value, 'msg')) && kindOf(value) !== 'other'),
  parse: parseTask,
};

const WITHIN = new Set([
  'agent_reasoning',
  'agent_reasoning_raw_content',
  'agent_message',
  'exec_command_begin',
  'exec_command_end',
  'mcp_tool_call_begin',
  'mcp_tool_call_end',
  'patch_apply_begin',
  'patch_apply_end',
  'token_count',
  'task_complete',
  'turn_aborted',
  'error',
]);

function kindOf(value: unknown): LineKind {
  if (isObject(at(value, 'msg'))) {
    const type = typeOf(value, 'msg');
    if (type === 'task_started') return 'model';
    return WITHIN.has(type) ? 'end' : 'other';
  }
  // The first two lines: the settings, then the prompt.
  if (str(value, 'model') !== null && str(value, 'provider') !== null) return 'context';
  return str(value, 'prompt') !== null && isObject(value) && Object.keys(value).length === 1
    ? 'prompt'
    : 'other';
}

function parseTask(records: readonly FileRecord[]): ParseResult {
  const trace = new TraceBuilder();
  for (const { value, range } of records) {
    const message = at(value, 'msg');
    if (isObject(message)) addEvent(trace, message, placeAt(range));
    else {
      trace.model = text(value, 'model') ?? trace.model;
      trace.provider = text(value, 'provider') ?? trace.provider;
      trace.effort = text(value, 'reasoning effort') ?? trace.effort;
      const prompt = text(value, 'prompt');
      if (prompt !== null) trace.prompt.push({ role: 'user', text: prompt });
    }
  }
  return trace.isBlank ? nothing() : parsed(trace.build());
}

function addEvent(trace: TraceBuilder, event: unknown, where: RecordedPlace): void {
  const callId = text(event, 'call_id');
  switch (typeOf(event)) {
    case 'agent_reasoning':
      trace.reasoning(str(event, 'text') ?? '', 'summary', where);
      break;
    case 'agent_reasoning_raw_content':
      trace.reasoning(str(event, 'text') ?? '', 'raw', where);
      break;
    case 'agent_message':
      trace.answer(str(event, 'message') ?? '', where);
      break;
    case 'exec_command_begin':
      trace.toolCall('shell', at(event, 'command') ?? '', callId, where);
      break;
    case 'exec_command_end':
      trace.toolResult(
        text(event, 'aggregated_output') ??
          `${str(event, 'stdout') ?? ''}${str(event, 'stderr') ?? ''}`,
        callId,
        (num(event, 'exit_code') ?? 0) !== 0,
        where,
      );
      break;
    case 'mcp_tool_call_begin':
      trace.toolCall(
        text(event, 'invocation', 'tool'),
        at(event, 'invocation', 'arguments') ?? '',
        callId,
        where,
      );
      break;
    case 'patch_apply_begin':
      trace.toolCall('apply_patch', at(event, 'changes') ?? '', callId, where);
      break;
    case 'token_count':
      readUsage(trace, at(event, 'info', 'total_token_usage') ?? event);
      break;
    case 'turn_aborted':
      trace.finishReason = text(event, 'reason') ?? 'aborted';
      break;
    case 'error':
      trace.finishReason = 'error';
      break;
  }
}

/** Counts are those of the whole session so far, which has one task. */
function readUsage(trace: TraceBuilder, usage: unknown): void {
  if (count(usage, 'output_tokens') === null) return;
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(usage, 'input_tokens'),
    cachedInputTokens: count(usage, 'cached_input_tokens'),
    outputTokens: count(usage, 'output_tokens'),
    reasoningTokens: count(usage, 'reasoning_output_tokens'),
  };
}
