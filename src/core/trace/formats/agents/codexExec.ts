import { msg } from '../../../model/message';
import type { Usage } from '../../../model/trace';
import type { FileRecord, Format, Grouper, ParseResult } from '../../format';
import { contentText } from '../../build/content';
import { addContent } from '../../build/contentBlocks';
import { nothing, parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, count, jsonText, num, str, text } from '../../../text/json';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE, sum } from '../../build/usage';
import { execEvent, isServerEvent } from './codexServer';

const EVENTS =
  /^(?:thread\.started|turn\.(?:started|completed|failed)|item\.(?:started|updated|completed))$/;

/**
 * What `codex exec --json` prints: thread, turn and item events, one a line; what `codex app-server` sends is read as these.
 * A trace is a turn.
 */
export const codexExec: Format = {
  id: 'codex-exec',
  title: msg('Codex exec events'),
  unit: () => new TurnGrouper(),
  detect: ({ records }) =>
    records.some(({ value }) => EVENTS.test(str(value, 'type') ?? '') || isServerEvent(value)),
  parse: parseTurn,
};

/** The events of each turn; turns of several threads of a server run beside each other, each under its id. */
class TurnGrouper implements Grouper {
  readonly #open = new Map<string | null, FileRecord[]>();
  #model: FileRecord | null = null;

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    const event = execEvent(record.value);
    const type = str(event, 'type');
    if (type === 'model') {
      this.#model = record;
      return [];
    }
    const turn = text(event, 'turn');
    const before = type === 'turn.started' ? this.#close(turn) : [];
    const group = this.#open.get(turn) ?? (this.#model === null ? [] : [this.#model]);
    group.push(record);
    this.#open.set(turn, group);
    return type === 'turn.completed' || type === 'turn.failed' ? this.#close(turn) : before;
  }

  end(): readonly (readonly FileRecord[])[] {
    return [...this.#open.values()].map((group) => group.slice());
  }

  #close(turn: string | null): readonly (readonly FileRecord[])[] {
    const group = this.#open.get(turn);
    this.#open.delete(turn);
    return group === undefined ? [] : [group];
  }
}

function parseTurn(recorded: readonly FileRecord[]): ParseResult {
  const records = recorded.map((record) => ({ ...record, value: execEvent(record.value) }));
  const trace = new TraceBuilder();
  const completed = records.filter(({ value }) => str(value, 'type') === 'item.completed');
  const done = new Set(completed.map(({ value }) => text(value, 'item', 'id')));
  const calls: Usage[] = [];
  for (const { value, range } of records) {
    const type = str(value, 'type');
    const item = at(value, 'item');
    // Of an item's events only the last is needed; one that never completed is kept from its start.
    if (type === 'item.completed') addItem(trace, item, placeAt(range));
    else if (type === 'item.started' && !done.has(text(item, 'id'))) {
      addItem(trace, item, placeAt(range));
    } else if (type === 'model') trace.model = text(value, 'model');
    else if (type === 'usage') calls.push(usageOf(at(value, 'usage')));
    else if (type === 'turn.completed') trace.usage = usageOf(at(value, 'usage'));
    else if (type === 'turn.failed' || type === 'error') trace.finishReason = 'error';
  }
  // A server counts each call of the model in the turn.
  if (calls.length > 0) trace.usage = usageSum(calls);
  return trace.isBlank ? nothing() : parsed(trace.build());
}

function usageOf(usage: unknown): Usage {
  return {
    ...NO_USAGE,
    inputTokens: count(usage, 'input_tokens'),
    cachedInputTokens: count(usage, 'cached_input_tokens'),
    outputTokens: count(usage, 'output_tokens'),
    reasoningTokens: count(usage, 'reasoning_output_tokens'),
  };
}

function usageSum(calls: readonly Usage[]): Usage {
  return {
    ...NO_USAGE,
    inputTokens: sum(...calls.map((call) => call.inputTokens)),
    cachedInputTokens: sum(...calls.map((call) => call.cachedInputTokens)),
    outputTokens: sum(...calls.map((call) => call.outputTokens)),
    reasoningTokens: sum(...calls.map((call) => call.reasoningTokens)),
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
    case 'user_message': {
      const words = contentText(at(item, 'content'));
      if (words !== '') trace.prompt.push({ role: 'user', text: words });
      break;
    }
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
    case 'plan':
    case 'context_compaction':
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
  const failed =
    status === 'failed' || status === 'declined' || (num(item, 'exit_code') ?? 0) !== 0;
  trace.toolResult(words, text(item, 'id'), failed, where);
}
