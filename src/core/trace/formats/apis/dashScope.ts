import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { draft, nothing, parsed } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { newOf } from '../../build/grownTexts';
import { startGrouper } from '../../build/groupers/startGrouper';
import { carriedReasoning } from '../../build/reasoningKeys';
import { argumentText, SegmentStream } from '../../build/segmentStream';
import { openTags } from '../../build/textSegments';
import { openaiUsage } from '../../build/usage';
import { at, has, isObject, list, str, text } from '../../../text/json';

/**
 * Alibaba's DashScope in its own shape: `output.choices` beside `usage`, whole or streamed. A stream sends either what is
 * new or all so far, which shows in its texts. No model is named.
 */
export const dashScope: Format = {
  id: 'dashscope',
  title: msg('DashScope response'),
  unit: () => startGrouper((value) => !isBody(value)),
  detect: ({ records }) => records.some(({ value }) => isBody(value)),
  parse: (records) => {
    const bodies = records.filter(({ value }) => isBody(value));
    const byId = new Map<string, FileRecord[]>();
    for (const record of bodies) {
      const id = text(record.value, 'request_id') ?? '';
      const stream = byId.get(id);
      if (stream === undefined) byId.set(id, [record]);
      else stream.push(record);
    }
    return byId.size === 0 ? nothing() : parsed(...[...byId.values()].map(fold));
  },
};

/** A body says nothing of what was asked: the span of a call with its output does. */
function isBody(value: unknown): boolean {
  const told = has(value, 'request_id') || (has(value, 'usage') && !has(value, 'input'));
  return told && list(value, 'output', 'choices').some((c) => isObject(at(c, 'message')));
}

function wordsOf(message: unknown): string {
  const content = at(message, 'content');
  if (typeof content === 'string') return content;
  return list(content)
    .map((c) => str(c, 'text') ?? '')
    .join('');
}

function fold(records: readonly FileRecord[]): TraceDraft {
  const stream = new SegmentStream();
  const messages = records.map(({ value }) => at(value, 'output', 'choices', 0, 'message'));
  const thoughts = newOf(messages.map((message) => carriedReasoning(message)?.text ?? ''));
  const answers = newOf(messages.map(wordsOf));
  for (const [i, record] of records.entries()) {
    const [message, thought, said] = [messages[i], thoughts[i] ?? '', answers[i] ?? ''];
    if (thought !== '') stream.add('reasoning', thought, { record });
    if (said !== '') stream.add('answer', said, { record });
    for (const call of list(message, 'tool_calls')) {
      const id = str(call, 'id');
      const piece = { record, name: text(call, 'function', 'name'), callId: id };
      stream.add(
        'toolCall',
        argumentText(at(call, 'function', 'arguments')),
        piece,
        `call ${id ?? ''}`,
      );
    }
  }
  const last = (get: (value: unknown) => string | null) =>
    records.map(({ value }) => get(value)).findLast((found) => found !== null) ?? null;
  const usage = openaiUsage(records.map(({ value }) => at(value, 'usage')).findLast(isObject));
  const facts = { model: last((v) => text(v, 'model')), reasoningTokens: usage.reasoningTokens };
  const opened = openTags(
    stream.finish((t) => textFidelity(t, facts.reasoningTokens, facts.model)),
    facts,
  );
  const finish = last((v) => text(v, 'output', 'choices', 0, 'finish_reason'));
  return draft({
    id: last((v) => text(v, 'request_id')),
    model: facts.model,
    provider: 'Alibaba',
    segments: opened.segments,
    truncated: opened.truncated,
    usage,
    finishReason: finish === 'null' ? null : finish,
  });
}
