import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { promptMessages } from '../../build/content';
import { addContent, callIdOf, isFailed, resultText } from '../../build/contentBlocks';
import { inFile, parsed, placeAt } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { aiSdkStream } from './aiSdk';
import { TraceBuilder } from '../../build/traceBuilder';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';

/** A step of a run: its parameters and its result are JSON text. */
function isStep(value: unknown): boolean {
  return (
    text(value, 'run_id') !== null &&
    text(value, 'model_id') !== null &&
    has(value, 'input') &&
    has(value, 'output')
  );
}

/**
 * What the devtools of the AI SDK write down, `.devtools/generations.json` (vercel/ai, packages/devtools: db.ts,
 * middleware.ts and integration.ts): runs, and the steps of all of them. What a step's tools gave back is in the prompt of the next.
 */
export const aiSdkDevtools: Format = {
  id: 'ai-sdk-devtools',
  title: msg('AI SDK devtools log'),
  unit: 'record',
  detect: ({ records }) => records.some(({ value }) => list(value, 'steps').some(isStep)),
  parse: (records) => parsed(...records.flatMap(readSteps)),
};

function readSteps(record: FileRecord): readonly TraceDraft[] {
  const steps = list(record.value, 'steps').filter(isStep);
  /** The last step of each run, while its results are still to come. */
  const byRun = new Map<string, TraceBuilder>();
  const traces = steps.map((step) => {
    const run = text(step, 'run_id') ?? '';
    const prompt = list(unpacked(at(step, 'input')), 'prompt');
    const before = byRun.get(run);
    if (before) addResults(before, prompt, record);
    const trace = readStep(step, prompt, record);
    const told = list(unpacked(at(step, 'output')), 'content').some(isResult);
    if (told) byRun.delete(run);
    else byRun.set(run, trace);
    return trace;
  });
  return traces.map((trace) => trace.build());
}

function readStep(step: unknown, prompt: readonly unknown[], record: FileRecord): TraceBuilder {
  const trace = new TraceBuilder();
  const output = unpacked(at(step, 'output'));
  const usage = unpacked(at(step, 'usage'));
  const where = placeAt(record.range, time(step, 'started_at'));
  const error = text(step, 'error');
  trace.id = text(step, 'id');
  trace.model = text(output, 'response', 'modelId') ?? text(step, 'model_id');
  trace.usage = commonUsage(isObject(usage) ? usage : at(output, 'usage'));
  trace.finishReason =
    text(output, 'finishReason') ??
    text(output, 'finishReason', 'unified') ??
    (error === null ? null : 'error');
  trace.timing = { startedAt: where.at, durationMs: num(step, 'duration_ms') };
  trace.prompt.push(...promptMessages(prompt));
  const content = contentOf(output);
  if (content.length > 0) addContent(trace, content, where);
  else addChunks(trace, step, record);
  if (error !== null) {
    const message = say('The stream ends in an error: {0}', error);
    trace.problems.push({ code: 'truncated', message, ...inFile(record.range) });
  }
  return trace;
}

/**
 * A streamed step of the middleware has its texts by kind, and nothing of their order; the telemetry writes a step's
 * content with what its tools gave back, and of an object its text.
 */
function contentOf(output: unknown): readonly unknown[] {
  if (has(output, 'content')) return list(output, 'content').map(withoutError);
  const object = text(output, 'objectText');
  if (object !== null) return [object];
  return [
    ...list(output, 'reasoningParts').map((part) => ({ ...asObject(part), type: 'reasoning' })),
    ...list(output, 'textParts').map((part) => ({ ...asObject(part), type: 'text' })),
    ...list(output, 'toolCalls'),
  ];
}

/** A tool's failure is a result. */
function withoutError(part: unknown): unknown {
  if (str(part, 'type') !== 'tool-error') return part;
  const id = at(part, 'toolCallId');
  return { type: 'tool-result', toolCallId: id, output: at(part, 'error'), isError: true };
}

/** Parts that were not finished when the run was stopped are in the stream's chunks only. */
function addChunks(trace: TraceBuilder, step: unknown, record: FileRecord): void {
  const chunks = list(unpacked(at(step, 'raw_response')));
  const values = chunks.map((value): FileRecord => ({ ...record, value }));
  const { traces } = aiSdkStream.parse(values, { fileName: '' });
  trace.add(traces.flatMap(({ segments }) => segments));
  trace.truncated ||= traces.some(({ truncated }) => truncated);
}

function isResult(part: unknown): boolean {
  return /^tool-(?:result|error)$/.test(str(part, 'type') ?? '');
}

function asObject(value: unknown): object {
  return isObject(value) ? value : { text: value };
}

/** Results in the next prompt, of the calls that this step made. */
function addResults(trace: TraceBuilder, prompt: readonly unknown[], record: FileRecord): void {
  const where = placeAt(record.range);
  for (const message of prompt.filter((m) => str(m, 'role') === 'tool')) {
    for (const result of list(message, 'content')) {
      const callId = callIdOf(result);
      if (callId === null || !trace.hasCall(callId)) continue;
      const output = at(result, 'output');
      const failed = isFailed(result) || (str(output, 'type')?.startsWith('error') ?? false);
      trace.toolResult(resultText({ value: at(output, 'value') ?? output }), callId, failed, where);
    }
  }
}
