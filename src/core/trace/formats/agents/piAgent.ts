import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { contentText } from '../../build/content';
import { addContent, callIdOf, isFailed, resultText } from '../../build/contentBlocks';
import { nothing, parsed, placeAt } from '../../build/draft';
import { at, count, isObject, list, num, str, text, time } from '../../../text/json';
import { typeOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { TurnGrouper } from '../../build/groupers/turnGrouper';
import { addCache } from '../../build/usage';

/**
 * Session of the pi agent and of OpenClaw (`~/.pi/agent/sessions/*.jsonl`): a `session` line, then `message` lines
 * and changes of the model and of its thinking level. Factory's droid writes the same frame, with tool results in
 * user messages. What `pi --mode json` prints has each message whole in the event of its end.
 */
export const piAgent: Format = {
  id: 'pi-agent',
  title: msg('pi agent session'),
  unit: () =>
    new TurnGrouper({
      kind: (value) => {
        if (typeOf(value) === 'model_change') return 'context';
        if (typeOf(value) === 'thinking_level_change') return 'context';
        if (!isMessageLine(value)) return 'other';
        const role = str(value, 'message', 'role');
        if (role === 'assistant') return 'model';
        if (role === 'user') return resultsOf(value).length > 0 ? 'result' : 'prompt';
        return role === 'toolResult' ? 'result' : 'other';
      },
      key: () => null,
      contextName: (value) => typeOf(value),
    }),
  detect: ({ records }) =>
    records.some(
      ({ value }) =>
        isMessageLine(value) &&
        str(value, 'message', 'role') !== null &&
        at(value, 'message', 'content') !== undefined &&
        (str(value, 'id') !== null || typeOf(value) === 'message_end'),
    ),
  parse: parseGeneration,
};

/** A line that holds a message whole: of the log, or of the events that are printed (others there hold parts of it, or it again). */
export function isMessageLine(line: unknown): boolean {
  return typeOf(line) === 'message' || typeOf(line) === 'message_end';
}

function resultsOf(line: unknown): readonly unknown[] {
  return list(line, 'message', 'content').filter((block) => typeOf(block) === 'tool_result');
}

function parseGeneration(records: readonly FileRecord[]): ParseResult {
  const trace = new TraceBuilder();
  for (const { value, range } of records) {
    const message = at(value, 'message');
    const where = placeAt(range, time(value, 'timestamp') ?? time(message, 'timestamp'));
    const role = str(message, 'role');
    if (typeOf(value) === 'model_change') {
      trace.model = text(value, 'modelId');
      trace.provider = text(value, 'provider');
    } else if (typeOf(value) === 'thinking_level_change') {
      trace.effort = text(value, 'thinkingLevel');
    } else if (role === 'user' && resultsOf(value).length > 0) {
      for (const block of resultsOf(value)) {
        trace.toolResult(resultText(block), callIdOf(block), isFailed(block), where);
      }
    } else if (role === 'user') {
      const words = contentText(at(message, 'content'));
      if (words !== '') trace.prompt.push({ role: 'user', text: words });
    } else if (role === 'assistant') {
      trace.id = text(value, 'id') ?? text(message, 'responseId');
      trace.model = text(message, 'model') ?? trace.model;
      trace.provider = text(message, 'provider') ?? trace.provider;
      trace.finishReason = text(message, 'stopReason');
      trace.timing = { startedAt: where.at };
      addContent(trace, at(message, 'content'), where);
      readUsage(trace, at(message, 'usage'));
    } else {
      trace.toolResult(resultText(message), callIdOf(message), isFailed(message), where);
    }
  }
  return trace.isBlank ? nothing() : parsed(trace.build());
}

/** Cache reads and writes are logged beside the input, for every provider. */
function readUsage(trace: TraceBuilder, usage: unknown): void {
  if (!isObject(usage)) return;
  trace.usage = addCache(
    {
      input: count(usage, 'input'),
      output: count(usage, 'output'),
      reasoning: count(usage, 'reasoning'),
      read: count(usage, 'cacheRead'),
      written: count(usage, 'cacheWrite'),
    },
    msg('Cache reads and writes are logged beside the input: added.'),
  );
  trace.costUsd = num(usage, 'cost', 'total') ?? num(usage, 'cost');
}
