import type { JsonPath } from '../../../text/json';

/**
 * Names under which tools that record calls of models keep the parts of one, from their exports and libraries. The more
 * particular name stands before the one that others use for something else.
 */

/** What stands around the records: lists of an export or of a page of an API, spans inside of spans, hits of a search. */
export const HOLDERS: readonly string[] = [
  'spans',
  'children',
  'events',
  'traces',
  'records',
  'results',
  'rows',
  'data',
  'attributes',
  'content',
  'items',
  'logs',
  'hits',
  '_source',
];

/** What says that a record is a call: Braintrust, Laminar, Datadog by its three writers, Opik and LangWatch and Galileo, Keywords AI; the OpenAI Agents SDK; PostHog. */
export const KINDS: readonly JsonPath[] = [
  ['span_attributes', 'type'],
  ['span_data', 'type'],
  ['span_type'],
  ['meta_struct', '_llmobs', 'meta', 'span', 'kind'],
  ['meta', 'span', 'kind'],
  ['meta', 'span.kind'],
  ['meta', 'kind'],
  ['span_kind'],
  ['type'],
  ['log_type'],
  ['event'],
];

/** Logs that say it by what they have: Keywords AI, Humanloop, PromptLayer's log and its request, a trace of Opik. */
export const LOGGED: readonly (readonly string[])[] = [
  ['prompt_messages', 'completion_message'],
  ['messages', 'output_message'],
  ['input', 'output', 'request_start_time'],
  ['prompt_blueprint', 'input_tokens'],
  ['llm_span_count', 'input', 'output'],
];

export const INPUTS: readonly JsonPath[] = [
  ['properties', '$ai_input'],
  ['meta_struct', '_llmobs', 'meta', 'input', 'messages'],
  ['meta_struct', '_llmobs', 'meta', 'input', 'value'],
  ['meta', 'input', 'messages'],
  ['meta', 'input', 'value'],
  ['span_data', 'input'],
  ['prompt_messages'],
  ['prompt_blueprint', 'prompt_template'],
  ['input', 'value'],
  ['input'],
  ['messages'],
  ['inputs'],
];

export const OUTPUTS: readonly JsonPath[] = [
  ['properties', '$ai_output_choices'],
  ['meta_struct', '_llmobs', 'meta', 'output', 'messages'],
  ['meta_struct', '_llmobs', 'meta', 'output', 'value'],
  ['meta', 'output', 'messages'],
  ['meta', 'output', 'value'],
  ['span_data', 'response'],
  ['span_data', 'output'],
  ['completion_message'],
  ['output_message'],
  ['prompt_blueprint', 'prompt_template'],
  ['output', 'value'],
  ['output'],
  ['outputs'],
  ['response'],
  ['completion'],
];

export const IDS: readonly JsonPath[] = [
  ['span_id'],
  ['properties', '$ai_span_id'],
  ['id'],
  ['request_id'],
];

export const MODELS: readonly JsonPath[] = [
  ['properties', '$ai_model'],
  ['response_model'],
  ['model'],
  ['model_name'],
  ['metadata', 'model'],
  ['meta_struct', '_llmobs', 'meta', 'model_name'],
  ['meta', 'model_name'],
  ['meta', 'metadata', 'model_name'],
  ['prompt', 'model'],
  ['request_model'],
  ['span_data', 'model'],
  ['span_data', 'response', 'model'],
];

export const PROVIDERS: readonly JsonPath[] = [
  ['properties', '$ai_provider'],
  ['provider'],
  ['model_provider'],
  ['vendor'],
  ['metadata', 'provider'],
  ['meta_struct', '_llmobs', 'meta', 'model_provider'],
  ['meta', 'model_provider'],
  ['prompt', 'provider'],
  ['provider_id'],
];

/** What may be the request's parameters, with the effort that was asked for. */
export const PARAMETERS: readonly JsonPath[] = [
  ['properties', '$ai_model_parameters'],
  ['parameters'],
  ['params'],
  ['metadata'],
  ['meta', 'metadata'],
  ['meta_struct', '_llmobs', 'meta', 'metadata'],
  ['prompt'],
  ['input'],
  ['span_data', 'model_config'],
  ['span_data', 'response'],
];

/** What the record counts; first as the provider did. */
export const USAGES: readonly JsonPath[] = [
  ['metadata', 'usage'],
  ['usage'],
  ['metrics'],
  ['meta_struct', '_llmobs', 'metrics'],
  ['output', 'usage'],
  ['span_data', 'usage'],
  ['span_data', 'response', 'usage'],
  [],
];

export const COSTS: readonly JsonPath[] = [
  ['total_estimated_cost'],
  ['total_cost'],
  ['cost'],
  ['metrics', 'cost'],
  ['metrics', 'estimated_cost'],
  ['price'],
  ['properties', '$ai_total_cost_usd'],
];

export const FINISHES: readonly JsonPath[] = [['finish_reason']];

export const STARTS: readonly JsonPath[] = [
  ['start_time'],
  ['startTime'],
  ['start_ns'],
  ['start_ms'],
  ['metrics', 'start'],
  ['timestamps', 'started_at'],
  ['request_start_time'],
  ['start'],
  ['started_at'],
  ['created_at'],
];

export const ENDS: readonly JsonPath[] = [
  ['end_time'],
  ['endTime'],
  ['metrics', 'end'],
  ['timestamps', 'finished_at'],
  ['request_end_time'],
  ['end'],
  ['ended_at'],
];

export const FIRST_TOKENS: readonly JsonPath[] = [['timestamps', 'first_token_at']];

/** A length of time, and how many milliseconds one of it is. */
export interface Measure {
  readonly path: JsonPath;
  readonly ms: number;
}

export const DURATIONS: readonly Measure[] = [
  { path: ['metrics', 'duration_ns'], ms: 1e-6 },
  { path: ['latency'], ms: 1e3 },
  { path: ['properties', '$ai_latency'], ms: 1e3 },
  { path: ['duration_ms'], ms: 1 },
  { path: ['latency_ms'], ms: 1 },
];

export const WAITS: readonly Measure[] = [
  { path: ['metrics', 'time_to_first_token'], ms: 1e3 },
  { path: ['metrics', 'time_to_first_token_ns'], ms: 1e-6 },
  { path: ['ttft'], ms: 1e3 },
  { path: ['properties', '$ai_time_to_first_token'], ms: 1e3 },
];
