import { msg } from '../../../model/message';
import { at, count, has, isObject, jsonText, list, str, text } from '../../../text/json';
import { commonUsage } from '../../build/commonUsage';
import { parsed, placeOf, segment, type RecordedPlace } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { SegmentStream } from '../../build/segmentStream';
import { TraceBuilder } from '../../build/traceBuilder';
import type { FileRecord, Format, TraceDraft } from '../../format';

/** What the end of a stream repeats whole; deltas and blocks come before it. */
const BLOCK = /^response\.(thinking|text)(\.delta)?$/;

/**
 * Runs of Snowflake's Cortex Agents (their REST API, `agents:run`): named events of a stream, with what the agent thought,
 * called and answered, or its last one, the whole response.
 */
export const cortexAgent: Format = {
  id: 'snowflake-cortex',
  title: msg('Snowflake Cortex agent'),
  unit: () =>
    streamGrouper({
      isWhole: () => false,
      idOf: () => null,
      isFinish: isWhole,
      startsNext: (open) => open.finished,
    }),
  detect: ({ records }) => records.some(isOwn),
  parse: (records) => parsed(readRun(records)),
};

function isOwn({ value, name }: FileRecord): boolean {
  const isPiece = BLOCK.test(name ?? '') && has(value, 'content_index') && has(value, 'text');
  return isPiece || isWhole(value);
}

/** A block of a message holds its fields under its own name. */
function isWhole(value: unknown): boolean {
  return (
    str(value, 'role') === 'assistant' &&
    isObject(at(value, 'metadata')) &&
    list(value, 'content').some((block) =>
      ['thinking', 'tool_use', 'tool_result'].some(
        (key) => str(block, 'type') === key && isObject(at(block, key)),
      ),
    )
  );
}

function readRun(records: readonly FileRecord[]): TraceDraft {
  const trace = new TraceBuilder();
  trace.provider = 'Snowflake';
  const last = records.findLast(({ value }) => isWhole(value));
  if (last === undefined) addPieces(trace, records);
  else for (const block of list(last.value, 'content')) addBlock(trace, block, placeOf(last));
  const used = list(last?.value, 'metadata', 'usage', 'tokens_consumed');
  const [first] = used;
  if (used.length === 1) {
    trace.model = text(first, 'model_name');
    trace.usage = commonUsage({
      inputTokens: at(first, 'input_tokens', 'total'),
      outputTokens: at(first, 'output_tokens', 'total'),
      cacheReadTokens: at(first, 'input_tokens', 'cache_read'),
      cacheWriteTokens: at(first, 'input_tokens', 'cache_write'),
    });
  }
  trace.id = text(last?.value, 'metadata', 'run_id');
  const failure = records.find(({ name }) => name === 'error');
  trace.finishReason = failure !== undefined ? 'error' : last === undefined ? null : 'stop';
  return trace.build();
}

function addBlock(trace: TraceBuilder, block: unknown, where: RecordedPlace): void {
  const type = str(block, 'type') ?? '';
  const own = at(block, type);
  if (type === 'thinking') trace.reasoning(text(own, 'text') ?? '', null, where);
  else if (type === 'text') trace.answer(text(block, 'text') ?? '', where);
  else if (type === 'tool_use')
    trace.toolCall(text(own, 'name'), at(own, 'input') ?? '', text(own, 'tool_use_id'), where);
  else if (type === 'tool_result')
    trace.toolResult(resultOf(own), text(own, 'tool_use_id'), isFailed(own), where);
  else trace.raw(type, block, where);
}

const resultOf = (result: unknown): string => jsonText(at(result, 'content') ?? '');
const isFailed = (result: unknown): boolean => str(result, 'status') === 'error';

/** A stream without its end: deltas in their order, each block by its index. */
function addPieces(trace: TraceBuilder, records: readonly FileRecord[]): void {
  const stream = new SegmentStream();
  for (const record of records) {
    const { value, name } = record;
    const piece = BLOCK.exec(name ?? '');
    const index = count(value, 'content_index') ?? 0;
    if (piece?.[2] !== undefined)
      stream.add(
        piece[1] === 'thinking' ? 'reasoning' : 'answer',
        text(value, 'text') ?? '',
        { record },
        index,
      );
    else if (name === 'response.tool_use') {
      const callId = text(value, 'tool_use_id');
      const input = jsonText(at(value, 'input') ?? '');
      stream.add('toolCall', input, { record, name: text(value, 'name'), callId }, index);
    } else if (name === 'response.tool_result') {
      const id = text(value, 'tool_use_id');
      stream.put(segment.toolResult(resultOf(value), id, isFailed(value), placeOf(record)));
    }
  }
  const segments = stream.finish((t) => textFidelity(t, null, trace.model));
  trace.add(segments);
  trace.truncated = segments.at(-1)?.kind === 'reasoning';
}
