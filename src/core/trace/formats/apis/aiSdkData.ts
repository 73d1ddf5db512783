import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { draft, parsed, placeOf, segment } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import { at, isObject, jsonText, str, text } from '../../../text/json';

/** A line of the protocol: a letter for what it is, then JSON. */
const LINE = /^([0-9a-k]):(["[{].*)$/;

/** The data stream of AI SDK 4: `g:` reasoning, `0:` text, `9:` a call, `a:` its result, `e:` the end of a step. */
export const aiSdkData: Format = {
  id: 'ai-sdk-data',
  title: msg('AI SDK data stream'),
  unit: 'file',
  detect: ({ container, text: head }) => {
    if (container !== 'text') return false;
    const lines = head.split('\n', 40).filter((line) => line.trim() !== '');
    const fitting = lines.filter((line) => LINE.test(line)).length;
    return (
      fitting >= 2 && fitting >= lines.length - 1 && lines.some((line) => /^[0g]:"/.test(line))
    );
  },
  parse: (records) => parsed(...records.flatMap(readSteps)),
};

function readSteps(record: FileRecord): readonly TraceDraft[] {
  if (typeof record.value !== 'string') return [];
  const steps: TraceDraft[] = [];
  let id: string | null = null;
  let stream = new SegmentStream();
  const close = (end: unknown) => {
    const segments = stream.finish(() => 'raw');
    stream = new SegmentStream();
    if (segments.length === 0) return;
    const usage = commonUsage(at(end, 'usage'));
    const finishReason = text(end, 'finishReason');
    const truncated = finishReason === null && segments.at(-1)?.kind === 'reasoning';
    const nth = steps.length;
    steps.push(
      draft({
        id: id === null || nth === 0 ? id : `${id}#${nth}`,
        segments,
        usage,
        finishReason,
        truncated,
      }),
    );
  };
  for (const line of record.value.split('\n')) {
    const [, kind = '', json = ''] = LINE.exec(line.trimEnd()) ?? [];
    const value = kind === '' ? null : parsedLine(json);
    if (kind === 'f') id = text(value, 'messageId') ?? id;
    else if (kind === 'e') close(value);
    else addLine(stream, kind, value, record);
  }
  close(null);
  return steps;
}

/** A string of the protocol is JSON too. */
function parsedLine(json: string): unknown {
  if (!json.startsWith('"')) return unpacked(json);
  const wrapped = unpacked(`[${json}]`);
  return Array.isArray(wrapped) ? wrapped[0] : null;
}

function addLine(stream: SegmentStream, kind: string, value: unknown, record: FileRecord): void {
  if (kind === 'g' && typeof value === 'string') stream.add('reasoning', value, { record });
  else if (kind === '0' && typeof value === 'string') stream.add('answer', value, { record });
  else if (kind === 'i') stream.add('reasoning', '', { record, fidelity: 'redacted' });
  else if (!isObject(value)) return;
  else if (kind === '9') {
    const call = argumentText(at(value, 'args'));
    stream.put(
      segment.toolCall(text(value, 'toolName'), call, text(value, 'toolCallId'), placeOf(record)),
    );
  } else if (kind === 'a') {
    const words = jsonText(at(value, 'result'));
    stream.put(segment.toolResult(words, str(value, 'toolCallId'), false, placeOf(record)));
  }
}
