import { msg } from '../../../model/message';
import { NO_USAGE } from '../../build/usage';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { parsed, placeAt } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { at, count, has, num, str, text, time } from '../../../text/json';
import { addModelOutput } from '../apis/modelOutput';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';

/** `llm logs --json` of Simon Willison's llm: prompts with their responses and the response's JSON. */
export const llmLogs: Format = {
  id: 'llm-logs',
  title: msg('llm logs'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isEntry(value)),
  parse: (records) =>
    parsed(
      ...itemsOf(records)
        .filter(({ value }) => isEntry(value))
        .map(readEntry),
    ),
};

function isEntry(value: unknown): boolean {
  const stored = has(value, 'response_json') || has(value, 'prompt_json');
  return stored && has(value, 'prompt') && has(value, 'response') && has(value, 'model');
}

function readEntry({ value, range }: FileRecord): TraceDraft {
  const trace = new TraceBuilder();
  const where = placeAt(range, time(value, 'datetime_utc'));
  const body = unpacked(at(value, 'response_json'));
  const output = new TraceBuilder();
  output.model = text(value, 'model');
  addModelOutput(output, body, where);
  trace.id = text(value, 'id');
  trace.model = text(value, 'resolved_model') ?? text(value, 'model');
  trace.finishReason = output.finishReason;
  for (const role of ['system', 'user'] as const) {
    const words = text(value, role === 'user' ? 'prompt' : 'system');
    if (words !== null) trace.prompt.push({ role, text: words });
  }
  const details = unpacked(at(value, 'token_details'));
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(value, 'input_tokens'),
    outputTokens: count(value, 'output_tokens'),
    reasoningTokens:
      count(details, 'completion_tokens_details', 'reasoning_tokens') ??
      count(details, 'thoughtsTokenCount'),
    cachedInputTokens: count(details, 'prompt_tokens_details', 'cached_tokens'),
  };
  trace.timing = { startedAt: where.at, durationMs: num(value, 'duration_ms') };
  // The JSON of a response without reasoning says no more than its text.
  if (output.hasReasoning) addModelOutput(trace, body, where);
  else trace.answer(str(value, 'response') ?? '', where);
  trace.id = text(value, 'id');
  return trace.build();
}
