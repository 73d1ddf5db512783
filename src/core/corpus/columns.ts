import type { ColumnType, ExportColumn } from '../export/tableColumn';
import { METRICS, type MetricTable } from '../steps/metricTable';
import { dayOf } from './groupings';
import { metricOf } from './report';
import type { CorpusRow } from './model';

/** One column of an export. All exports (CSV, NDJSON, Parquet) have these columns in this order. */
export type CorpusColumn = ExportColumn<CorpusRow>;

const column = (
  name: string,
  type: ColumnType,
  nullable: boolean,
  about: string,
  value: CorpusColumn['value'],
): CorpusColumn => ({ name, type, nullable, about, value });

const FACTS: readonly CorpusColumn[] = [
  column('file', 'string', false, 'Path as it was given or found', (r) => r.file),
  column(
    'trace_index',
    'integer',
    false,
    'Number of the trace in its file, from 0',
    (r) => r.index,
  ),
  column('trace_id', 'string', false, 'Recorded id, or a hash of the content', (r) => r.id),
  column('format', 'string', false, 'Saved format that was recognised', (r) => r.format),
  column('model', 'string', true, 'Model id as recorded', (r) => r.model),
  column('provider', 'string', true, 'Provider as recorded', (r) => r.provider),
  column('effort', 'string', true, 'Effort level or budget as recorded', (r) => r.effort),
  column('started_at', 'timestamp', true, 'Start of the generation', (r) => r.startedAt),
  column('day', 'string', true, 'UTC day of started_at, ISO 8601', dayOf),
  column('duration_ms', 'number', true, 'Recorded duration, milliseconds', (r) => r.durationMs),
  column('fidelity', 'string', false, 'raw, summary, hidden, redacted or none', (r) => r.fidelity),
  column('truncated', 'boolean', false, 'The reasoning was cut off', (r) => r.truncated),
  column('finish_reason', 'string', true, 'As recorded', (r) => r.finishReason),
  column('input_tokens', 'integer', true, 'Input, cached ones included', (r) => r.inputTokens),
  column('output_tokens', 'integer', true, 'Output, reasoning included', (r) => r.outputTokens),
  column('reasoning_tokens', 'integer', true, 'Billed reasoning', (r) => r.reasoningTokens),
  column(
    'cached_input_tokens',
    'integer',
    true,
    'Cached part of input',
    (r) => r.cachedInputTokens,
  ),
  column('reasoning_chars', 'integer', false, 'UTF-16 units of reasoning', (r) => r.reasoningChars),
  column('answer_chars', 'integer', false, 'UTF-16 units of the answer', (r) => r.answerChars),
  column('tool_calls', 'integer', false, 'Tool calls of the generation', (r) => r.toolCalls),
  column('cost_usd', 'number', true, 'Recorded or derived cost, USD', (r) => r.costUsd),
  column('cost_provenance', 'string', true, 'measured or derived', (r) => r.costProvenance),
  column('steps', 'integer', false, 'Reasoning steps', (r) => r.steps),
  column('prompt_hash', 'string', true, 'Same for traces of one prompt', (r) => r.promptHash),
  column(
    'reasoning_tokens_estimated',
    'integer',
    true,
    'Estimated from raw text where reasoning_tokens is not recorded',
    (r) => r.estimatedReasoningTokens,
  ),
  column(
    'cost_bound',
    'string',
    false,
    'exact, at-least, estimated or unknown',
    (r) => r.costBound,
  ),
  column('prompt_start', 'string', true, 'First own words of the user', (r) => r.promptStart),
  column(
    'session_title',
    'string',
    true,
    'Title of the session that the file is',
    (r) => r.sessionTitle,
  ),
];

const TYPES = { share: 'number', count: 'integer', flag: 'boolean' } as const;

/** The schema of an exported corpus, as `--parquet` describes it too: facts, then metrics. A new metric goes to the end. */
export const columnsOf = (metrics: MetricTable = METRICS): readonly CorpusColumn[] => [
  ...FACTS,
  ...Object.entries(metrics).map(([id, metric]) =>
    column(metric.column, TYPES[metric.kind], true, metric.about, (r) => metricOf(r, id)),
  ),
];
