import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { parsed } from '../../build/draft';
import { typeOf } from '../../build/records';
import { at, count, has, isObject, list, num, obj, str, text } from '../../../text/json';
import { generationsOf } from './claudeCode';

/**
 * What `print(message)` shows of the messages of the Claude Agent SDK for Python: the lines of Claude Code as objects,
 * one for each block of a response. They become the lines again.
 */
export const claudePrinted: Format = {
  id: 'claude-agent-sdk',
  title: msg('Printed messages of the Claude Agent SDK'),
  unit: 'file',
  detect: ({ records }) => records.some(({ value }) => isPrinted(value)),
  parse(records) {
    const lines = new PrintedLines();
    return parsed(...generationsOf(records.map((record) => lines.line(record))));
  },
};

/** AutoGen prints messages of the same class, which have no parent. */
function isPrinted(value: unknown): boolean {
  switch (typeOf(value)) {
    case 'SystemMessage':
      return str(value, 'data', 'type') === 'system' && has(at(value, 'data'), 'session_id');
    case 'AssistantMessage':
      return Array.isArray(at(value, 'content')) && has(value, 'parent_tool_use_id');
    case 'ResultMessage':
      return num(value, 'duration_api_ms') !== null && text(value, 'session_id') !== null;
    default:
      return false;
  }
}

/** The lines that were printed, in their order. Older versions do not tell which blocks are of one response. */
export class PrintedLines {
  #session: string | null = null;
  /** How many responses began, and whether the last still speaks: it ends where something else is printed. */
  #responses = 0;
  #speaks = false;
  #counted = false;

  line(record: FileRecord): FileRecord {
    return { ...record, value: this.#lineOf(record.value) };
  }

  #lineOf(value: unknown): unknown {
    const speaks = typeOf(value) === 'AssistantMessage';
    if (speaks && !this.#speaks) this.#responses += 1;
    this.#speaks = speaks;
    this.#session = text(value, 'data', 'session_id') ?? text(value, 'session_id') ?? this.#session;
    switch (typeOf(value)) {
      case 'SystemMessage':
        return at(value, 'data');
      case 'AssistantMessage':
        return lineOf(value, 'assistant', {
          id: text(value, 'message_id') ?? `${this.#session ?? 'response'} ${this.#responses}`,
          model: text(value, 'model'),
          usage: at(value, 'usage'),
          stop_reason: text(value, 'stop_reason'),
        });
      case 'UserMessage':
        return lineOf(value, 'user', {});
      case 'ResultMessage':
        return this.#result(value);
      default:
        return value;
    }
  }

  /** The counts of a run; those of each model add up over the runs of a process, and only the first is sure to be all. */
  #result(value: unknown): unknown {
    const told = obj(value, 'model_usage') ?? obj(value, 'modelUsage');
    const whole = this.#counted ? null : modelUsage(at(value, 'usage'));
    this.#counted = true;
    return isObject(value) ? { ...value, type: 'result', modelUsage: told ?? whole } : value;
  }
}

function lineOf(value: unknown, role: 'assistant' | 'user', facts: object): object {
  const content = Array.isArray(at(value, 'content'))
    ? list(value, 'content').map(typedResult)
    : at(value, 'content');
  const message = { ...facts, role, content };
  return { ...(isObject(value) ? value : {}), type: role, message };
}

/** A block of a tool's result by its type, which objects of the SDK do not have. */
function typedResult(block: unknown): unknown {
  return isObject(block) && text(block, 'tool_use_id') !== null
    ? { ...block, type: 'tool_result' }
    : block;
}

function modelUsage(usage: unknown): object | null {
  if (!isObject(usage)) return null;
  return {
    all: {
      inputTokens: count(usage, 'input_tokens'),
      outputTokens: count(usage, 'output_tokens'),
      cacheReadInputTokens: count(usage, 'cache_read_input_tokens'),
      cacheCreationInputTokens: count(usage, 'cache_creation_input_tokens'),
    },
  };
}
