import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import type { Usage } from '../../../model/trace';
import { contentText } from '../../build/content';
import { nothing, parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { geminiParts } from '../apis/geminiParts';
import { at, count, isObject, list, num, str, text, time } from '../../../text/json';
import { typeOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { TurnGrouper } from '../../build/groupers/turnGrouper';
import { geminiUsage, sum } from '../../build/usage';

/**
 * Qwen Code session (`~/.qwen/projects/<path>/chats/*.jsonl`): Claude Code's frame of lines around Gemini's parts.
 * Lines with one uuid are one generation; a rewind leaves the old branch in the file, and it is kept.
 */
export const qwenCode: Format = {
  id: 'qwen-code',
  title: msg('Qwen Code session'),
  unit: () =>
    new TurnGrouper({
      kind: (value) => {
        if (!isLine(value)) return 'other';
        if (typeOf(value) === 'assistant') return 'model';
        if (typeOf(value) === 'tool_result') return 'result';
        return typeOf(value) === 'user' ? 'prompt' : 'other';
      },
      key: (value) => text(value, 'uuid'),
    }),
  detect: ({ records }) =>
    records.some(({ value }) => str(value, 'sessionId') !== null && isLine(value)),
  parse: parseGeneration,
};

function isLine(value: unknown): boolean {
  return Array.isArray(at(value, 'message', 'parts')) && str(value, 'uuid') !== null;
}

function parseGeneration(records: readonly FileRecord[]): ParseResult {
  const trace = new TraceBuilder();
  const model = records.findLast(({ value }) => text(value, 'model') !== null)?.value;
  trace.model = text(model, 'model');
  for (const { value, range } of records) {
    const where = placeAt(range, time(value, 'timestamp'));
    const parts = at(value, 'message', 'parts');
    switch (typeOf(value)) {
      case 'user':
        if (contentText(parts) !== '')
          trace.prompt.push({ role: 'user', text: contentText(parts) });
        break;
      case 'assistant':
        trace.id ??= text(value, 'uuid');
        trace.add(qwenParts(parts, where));
        if (isObject(at(value, 'usageMetadata'))) {
          trace.usage = usageOf(at(value, 'usageMetadata'));
        }
        trace.timing = { startedAt: trace.timing.startedAt ?? where.at };
        break;
      default:
        for (const part of list(parts)) {
          const response = at(part, 'functionResponse');
          const failed = text(value, 'toolCallResult', 'status') === 'error';
          const output =
            text(response, 'response', 'output') ?? text(response, 'response', 'error');
          const words = output ?? contentText(at(response, 'response'));
          trace.toolResult(words, text(response, 'id'), failed, where);
        }
    }
  }
  const duration = records.map(({ value }) => num(value, 'durationMs')).find((n) => n !== null);
  if (duration !== undefined) trace.timing = { ...trace.timing, durationMs: duration };
  return trace.isBlank ? nothing() : parsed(trace.build());
}

/** Gemini's names over OpenAI's counting: reasoning is inside the candidates unless the total says otherwise. */
function usageOf(metadata: unknown): Usage {
  const beside = geminiUsage(metadata);
  const candidates = count(metadata, 'candidatesTokenCount');
  const total = count(metadata, 'totalTokenCount');
  const inside = (beside.reasoningTokens ?? 0) <= (candidates ?? 0);
  if (!inside || total === sum(beside.inputTokens, beside.outputTokens)) return beside;
  return { ...beside, outputTokens: candidates, note: null };
}

/** Qwen models give their own words where Gemini gives summaries. */
function qwenParts(parts: unknown, where: RecordedPlace) {
  return geminiParts(parts, where, null).map((s) =>
    s.kind === 'reasoning' ? { ...s, fidelity: 'raw' as const } : s,
  );
}
