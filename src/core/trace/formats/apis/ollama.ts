import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { requestEffort, requestPrompt } from '../../build/content';
import { draft, parsed } from '../../build/draft';
import { at, bool, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { openTags } from '../../build/textSegments';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { NO_USAGE, sum } from '../../build/usage';

function isPart(value: unknown): boolean {
  if (bool(value, 'done') === null) return false;
  if (text(value, 'model') === null && text(value, 'created_at') === null) return false;
  return isObject(at(value, 'message')) || has(value, 'response') || has(value, 'thinking');
}

/** A request that a log has before its response. */
function isRequest(value: unknown): boolean {
  if (text(value, 'model') === null || has(value, 'done') || has(value, 'created_at')) return false;
  return list(value, 'messages').length > 0 || text(value, 'prompt') !== null;
}

/** Output of Ollama's own `/api/chat` and `/api/generate`: lines of a stream up to `done`, or one body. */
export const ollama: Format = {
  id: 'ollama',
  title: msg('Ollama output'),
  unit: () =>
    streamGrouper({
      isWhole: () => false,
      idOf: (value) => text(value, 'model'),
      isFinish: (value) => bool(value, 'done') === true,
      startsNext: (open, value) => open.finished && (isPart(value) || isRequest(value)),
    }),
  detect: ({ records }) => records.some((r) => isPart(r.value)),
  parse: (records) => parsed(fold(records)),
};

const NANOSECONDS_PER_MILLISECOND = 1e6;

function fold(records: readonly FileRecord[]): TraceDraft {
  const stream = new SegmentStream();
  const asked = isRequest(records[0]?.value) ? records[0]?.value : null;
  let calls = 0;
  for (const record of asked === null ? records : records.slice(1)) {
    const { value } = record;
    const piece = { record, at: time(value, 'created_at') };
    const message = at(value, 'message');
    const thinking = text(message, 'thinking') ?? text(value, 'thinking');
    const answer = text(message, 'content') ?? text(value, 'response');
    if (thinking !== null) stream.add('reasoning', thinking, piece);
    if (answer !== null) stream.add('answer', answer, piece);
    for (const call of list(message, 'tool_calls')) {
      const name = str(call, 'function', 'name');
      const args = argumentText(at(call, 'function', 'arguments'));
      stream.add('toolCall', args, { ...piece, name, callId: str(call, 'id') }, `call ${calls}`);
      calls += 1;
    }
  }
  const model = records.map((r) => text(r.value, 'model')).find((m) => m !== null) ?? null;
  const last = records.findLast((r) => bool(r.value, 'done') === true)?.value;
  const ms = (key: string) => {
    const ns = num(last, key);
    return ns === null ? null : ns / NANOSECONDS_PER_MILLISECOND;
  };
  // Older versions leave the tags in the answer.
  const opened = openTags(
    stream.finish(() => 'raw'),
    { model, reasoningTokens: null },
  );
  return draft({
    model,
    provider: 'Ollama',
    prompt: asked === null ? null : requestPrompt(asked),
    effort: asked === null ? null : requestEffort(asked),
    segments: opened.segments,
    truncated:
      opened.truncated || (last === undefined && opened.segments.at(-1)?.kind === 'reasoning'),
    usage: {
      ...NO_USAGE,
      inputTokens: count(last, 'prompt_eval_count'),
      outputTokens: count(last, 'eval_count'),
    },
    finishReason: text(last, 'done_reason') ?? (last === undefined ? null : 'stop'),
    timing: {
      startedAt: records.map((r) => time(r.value, 'created_at')).find((t) => t !== null) ?? null,
      durationMs: ms('total_duration'),
      ttftMs: sum(ms('load_duration'), ms('prompt_eval_duration')),
    },
  });
}
