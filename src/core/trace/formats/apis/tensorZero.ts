import { msg } from '../../../model/message';
import { at, has, list, str, text } from '../../../text/json';
import { commonUsage } from '../../build/commonUsage';
import { draft, parsed } from '../../build/draft';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { openTags } from '../../build/textSegments';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import type { FileRecord, Format, TraceDraft } from '../../format';

/** Its own ids, and which variant of a function was taken: of the body, and of every chunk of a stream. */
function isPart(value: unknown): boolean {
  return (
    ['inference_id', 'episode_id', 'variant_name'].every((key) => str(value, key) !== null) &&
    Array.isArray(at(value, 'content'))
  );
}

/** Answers of TensorZero's gateway (`/inference` of a chat function), whole or streamed: blocks of thought, text and calls. */
export const tensorZero: Format = {
  id: 'tensorzero',
  title: msg('TensorZero response'),
  unit: () =>
    streamGrouper({
      isWhole: () => false,
      idOf: (value) => text(value, 'inference_id'),
      isFinish: () => false,
      startsNext: ({ ids }, value) => isPart(value) && !ids.has(text(value, 'inference_id') ?? ''),
    }),
  detect: ({ records }) => records.some(({ value }) => isPart(value)),
  parse: (records) => parsed(fold(records)),
};

function fold(records: readonly FileRecord[]): TraceDraft {
  const stream = new SegmentStream();
  for (const record of records)
    for (const block of list(record.value, 'content')) addBlock(stream, block, record);
  const facts = { model: null, reasoningTokens: null };
  const { segments, truncated } = openTags(
    stream.finish(() => 'raw'),
    facts,
  );
  const counted = records.findLast(({ value }) => has(value, 'usage'))?.value;
  return draft({
    id: records.map(({ value }) => text(value, 'inference_id')).find((id) => id !== null) ?? null,
    provider: 'TensorZero',
    segments,
    truncated,
    usage: commonUsage(at(counted, 'usage')),
    finishReason:
      records.map(({ value }) => text(value, 'finish_reason')).findLast(Boolean) ?? null,
  });
}

/** A call is told by its id; a chunk of one has a piece of its arguments. */
function addBlock(stream: SegmentStream, block: unknown, record: FileRecord): void {
  const type = str(block, 'type');
  const words = str(block, 'text') ?? '';
  if (type === 'thought') stream.add('reasoning', words, { record });
  else if (type === 'text') stream.add('answer', words, { record });
  else if (type === 'tool_call') {
    const callId = text(block, 'id');
    const name = text(block, 'name') ?? text(block, 'raw_name');
    const input = str(block, 'raw_arguments') ?? argumentText(at(block, 'arguments'));
    stream.add('toolCall', input, { record, name, callId }, `call ${callId ?? ''}`);
  }
}
