import { msg } from '../../../model/message';
import type { FileRecord, Format, Grouper, ParseResult } from '../../format';
import { addContent } from '../../build/contentBlocks';
import { nothing, parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, count, jsonText, num, str, text } from '../../../text/json';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';

const EVENTS =
  /^(?:thread\.started|turn\.(?:started|completed|failed)|item\.(?:started|updated|completed))$/;

/** What `codex exec --json` prints: thread, turn and item events, one a line. A trace is a turn. */
export const codexExec: Format = {
  id: 'codex-exec',
  title: msg('Codex exec events'),
  unit: () => new TurnGrouper(),
  detect: ({ records }) => records.some(({ value }) => EVENTS.test(str(value, 'type') ?? '')),
  parse: parseTurn,
};

class TurnGrouper implements Grouper {
  #records: FileRecord[] = [];

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    const type = str(record.value, 'type');
    const before = type === 'turn.started' ? this.#close() : [];
    this.#records.push(record);
    return type === 'turn.completed' || type === 'turn.failed' ? this.#close() : before;
  }

  end(): readonly (readonly FileRecord[])[] {
    return this.#records.length > 0 ? [this.#records.slice()] : [];
  }

  #close(): readonly (readonly FileRecord[])[] {
    const group = this.#records;
    this.#records = [];
    return group.length > 0 ? [group] : [];
  }
}

function parseTurn(records: readonly FileRecord[]): ParseResult {
  const trace = new TraceBuilder();
  const completed = records.filter(({ value }) => str(value, 'type') === 'item.completed');
  const done = new Set(completed.map(({ value }) => text(value, 'item', 'id')));
  for (const { value, range } of records) {
    const type = str(value, 'type');
    const item = at(value, 'item');
    // Of an item's events only the last is needed; one that never completed is kept from its start.
    if (type === 'item.completed') addItem(trace, item, placeAt(range));
    else if (type === 'item.started' && !done.has(text(item, 'id'))) {
      addItem(trace, item, placeAt(range));
    } else if (type === 'turn.completed') readUsage(trace, at(value, 'usage'));
    else if (type === 'turn.failed' || type === 'error') trace.finishReason = 'error';
  }
  return trace.isBlank ? nothing() : parsed(trace.build());
}

function readUsage(trace: TraceBuilder, usage: unknown): void {
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(usage, 'input_tokens'),
    cachedInputTokens: count(usage, 'cached_input_tokens'),
    outputTokens: count(usage, 'output_tokens'),
    reasoningTokens: count(usage, 'reasoning_output_tokens'),
  };
}

/** Tools of the client come as one item with call and result together. */
function addItem(trace: TraceBuilder, item: unknown, where: RecordedPlace): void {
  const type = str(item, 'type') ?? str(item, 'item_type');
  const id = text(item, 'id');
  switch (type ?? '') {
    case 'reasoning':
      trace.reasoning(str(item, 'text') ?? '', 'summary', where);
      break;
    case 'agent_message':
    case 'assistant_message':
      trace.answer(str(item, 'text') ?? str(item, 'message') ?? '', where);
      break;
    case 'command_execution':
      trace.toolCall('shell', at(item, 'command') ?? '', id, where);
      addResult(trace, item, str(item, 'aggregated_output') ?? '', where);
      break;
    case 'file_change':
      trace.toolCall('apply_patch', at(item, 'changes') ?? '', id, where);
      addResult(trace, item, '', where);
      break;
    case 'mcp_tool_call':
      trace.toolCall(text(item, 'tool'), at(item, 'arguments') ?? '', id, where);
      addResult(trace, item, jsonText(at(item, 'result') ?? at(item, 'error')), where);
      break;
    case 'web_search':
      trace.toolCall('web_search', at(item, 'query') ?? '', id, where);
      break;
    case 'todo_list':
    case 'plan_update':
      break;
    case 'error':
      trace.raw('error', item, where);
      break;
    default:
      addContent(trace, item, where);
  }
}

function addResult(trace: TraceBuilder, item: unknown, words: string, where: RecordedPlace): void {
  const status = str(item, 'status');
  if (status === 'in_progress') return;
  const failed = status === 'failed' || (num(item, 'exit_code') ?? 0) !== 0;
  trace.toolResult(words, text(item, 'id'), failed, where);
}
