import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import type { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE, sum } from '../../build/usage';
import { at, bool, count, isObject, list, num, str, text, time } from '../../../text/json';

/**
 * A prompt of Google AI Studio as it is saved to Drive: chunks of the user and of the model, of which some are thoughts
 * (Google's summary of them). What stands between two of the user's chunks is one generation.
 */
export const aiStudio: Format = {
  id: 'ai-studio',
  title: msg('Google AI Studio prompt'),
  unit: 'record',
  detect: ({ records }) =>
    records.some(({ value }) => Array.isArray(at(value, 'chunkedPrompt', 'chunks'))),
  parse: (records) => parsed(...records.flatMap((record) => readPrompt(record).build())),
};

function readPrompt({ value, range }: FileRecord): Conversation {
  const conversation = new Conversation();
  conversation.setSystem(
    contentText(at(value, 'systemInstruction', 'parts') ?? at(value, 'systemInstruction')),
  );
  let open: TraceBuilder | null = null;
  for (const chunk of list(value, 'chunkedPrompt', 'chunks')) {
    const where = placeAt(range, time(chunk, 'createTime'));
    if (str(chunk, 'role') === 'user') {
      conversation.prompt('user', wordsOf(chunk));
      open = null;
      continue;
    }
    if (open === null) {
      open = conversation.begin();
      open.model = text(value, 'runSettings', 'model');
      open.provider = 'Google';
      open.effort = effortOf(at(value, 'runSettings'));
      open.timing = { startedAt: where.at };
    }
    addChunk(open, chunk, where);
  }
  return conversation;
}

function effortOf(settings: unknown): string | null {
  const budget = num(settings, 'thinkingBudget');
  return text(settings, 'thinkingLevel') ?? (budget === null || budget < 0 ? null : String(budget));
}

function wordsOf(chunk: unknown): string {
  return str(chunk, 'text') ?? contentText(at(chunk, 'parts'));
}

function addChunk(trace: TraceBuilder, chunk: unknown, where: RecordedPlace): void {
  const words = wordsOf(chunk);
  const isThought = bool(chunk, 'isThought') === true || bool(chunk, 'thought') === true;
  const tokens = count(chunk, 'tokenCount');
  const code = at(chunk, 'executableCode');
  const outcome = at(chunk, 'codeExecutionResult');
  if (isThought) trace.reasoning(words, 'summary', where, tokens);
  else if (isObject(code)) trace.toolCall('code_execution', str(code, 'code') ?? '', null, where);
  else if (isObject(outcome)) trace.toolResult(str(outcome, 'output') ?? '', null, false, where);
  else trace.answer(words, where);
  trace.finishReason = text(chunk, 'finishReason') ?? trace.finishReason;
  const { usage } = trace;
  trace.usage = {
    ...NO_USAGE,
    // Each chunk has its own count: thoughts are beside the answer.
    outputTokens: sum(usage.outputTokens, tokens),
    reasoningTokens: isThought ? sum(usage.reasoningTokens, tokens) : usage.reasoningTokens,
  };
}
