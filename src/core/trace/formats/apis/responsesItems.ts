import type { Segment } from '../../../model/trace';
import { contentText } from '../../build/content';
import { segment, type RecordedPlace } from '../../build/draft';
import { sealedFidelity } from '../../build/fidelity';
import { isObject, list, str, text } from '../../../text/json';

/**
 * Items of OpenAI's Responses API (`output` of a response, `response_item` of a Codex rollout) as ordered segments.
 * A reasoning item's full text is taken before its summary; each summary part is a block of its own.
 */
export function responsesItems(items: unknown, place: RecordedPlace): Segment[] {
  return list(items).flatMap((item) => responsesItem(item, place));
}

/** One item. Messages of the user are not segments and give none. */
export function responsesItem(item: unknown, place: RecordedPlace): Segment[] {
  const type = str(item, 'type');
  if (!isObject(item) || type === null) return [segment.raw(type, item, place)];
  if (type === 'reasoning') return reasoningItem(item, place);
  if (type === 'message') return messageItem(item, place);
  if (type.endsWith('_output')) {
    const output = contentText(item['output']);
    return [segment.toolResult(output, str(item, 'call_id'), false, place)];
  }
  if (type.endsWith('_call')) {
    const input =
      item['arguments'] ?? item['input'] ?? item['action'] ?? item['queries'] ?? item['code'];
    const name = str(item, 'name') ?? str(item, 'function', 'name') ?? type;
    return [segment.toolCall(name, input, str(item, 'call_id') ?? str(item, 'id'), place)];
  }
  return [segment.raw(type, item, place)];
}

function reasoningItem(item: unknown, place: RecordedPlace): Segment[] {
  const full = list(item, 'content').flatMap((c) => text(c, 'text') ?? []);
  if (full.length > 0) return full.map((t) => segment.reasoning(t, place, 'raw'));
  const summary = list(item, 'summary').flatMap((s) =>
    typeof s === 'string' && s !== '' ? [s] : (text(s, 'text') ?? []),
  );
  if (summary.length > 0) return summary.map((t) => segment.reasoning(t, place, 'summary'));
  return [segment.reasoning('', place, sealedFidelity(item) ?? 'hidden')];
}

function messageItem(item: unknown, place: RecordedPlace): Segment[] {
  const role = str(item, 'role');
  if (role !== null && role !== 'assistant') return [];
  const content = isObject(item) ? item['content'] : null;
  // Since GPT-5.4 a message says whether it is the answer.
  const make = str(item, 'phase') === 'commentary' ? segment.commentary : segment.answer;
  if (typeof content === 'string') return content === '' ? [] : [make(content, place)];
  return list(content).flatMap((part) => {
    const answer = text(part, 'text') ?? text(part, 'refusal') ?? text(part, 'transcript');
    if (answer !== null) return [make(answer, place)];
    return str(part, 'text') === null ? [segment.raw(str(part, 'type'), part, place)] : [];
  });
}
