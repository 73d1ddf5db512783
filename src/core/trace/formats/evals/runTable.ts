import { msg } from '../../../model/message';
import { countedReasoning } from '../../figures';
import type { Format, TraceDraft } from '../../format';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, count, has, list, str, text, time } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';

/**
 * Run tables of LRMTokenEconomy and MisguidedAttention (`output_queries_*.json`): a result per prompt and model, with
 * column arrays over its samples. One trace per result and sample.
 */
export const runTable: Format = {
  id: 'run-table',
  title: msg('Run table (column arrays)'),
  unit: 'record',
  detect: ({ records }) => records.some(({ value }) => list(value, 'results').some(isResult)),
  parse: (records) =>
    parsed(
      ...records.flatMap(({ value, range }) =>
        list(value, 'results').flatMap((result) => samplesOf(result, placeAt(range))),
      ),
    ),
};

function isResult(value: unknown): boolean {
  const named = has(value, 'prompt_id') || has(value, 'prompt');
  return named && has(value, 'llm') && (has(value, 'output') || has(value, 'thinking'));
}

function samplesOf(result: unknown, where: RecordedPlace): readonly TraceDraft[] {
  const columns = ['output', 'thinking', 'tokens_completion', 'completion_tokens_details'];
  const samples = Math.max(...columns.map((name) => column(result, name).length));
  return Array.from({ length: samples }, (_, i) => sampleOf(result, i, where));
}

/** A column as a list; the oldest tables have single values. */
function column(result: unknown, name: string): readonly unknown[] {
  const value = at(result, name);
  if (Array.isArray(value)) return list(value);
  return value === undefined || value === null ? [] : [value];
}

function sampleOf(result: unknown, i: number, where: RecordedPlace): TraceDraft {
  const trace = new TraceBuilder();
  const cell = (name: string) => column(result, name)[i];
  const id = text(cell('id'));
  trace.id = id ?? `${text(result, 'prompt_id') ?? 'result'}#${i}`;
  trace.model = text(result, 'llm');
  trace.provider = text(cell('provider'));
  trace.effort = text(result, 'reasoning_effort');
  trace.finishReason = text(cell('finish_reason'));
  trace.timing = { startedAt: time(result, 'timestamp') };
  const prompt = text(result, 'prompt');
  if (prompt !== null) trace.prompt.push({ role: 'user', text: prompt });
  const thinking = str(cell('thinking')) ?? '';
  const output = str(cell('output')) ?? '';
  trace.reasoning(thinking, null, where);
  if (thinking === '') addTaggedText(trace, output, where);
  else trace.answer(output, where);
  const reasoning = count(cell('completion_tokens_details'), 'reasoning_tokens');
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(cell('tokens_prompt')),
    outputTokens: count(cell('tokens_completion')),
    reasoningTokens: countedReasoning(reasoning, trace.hasReasoning),
  };
  return trace.build();
}
