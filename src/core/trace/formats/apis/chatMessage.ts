import { BLOCK_SEPARATOR, type Segment } from '../../../model/trace';
import { anthropicBlocks } from '../../build/anthropicBlocks';
import { segment, type RecordedPlace } from '../../build/draft';
import { textFidelity } from '../../build/fidelity';
import { carriedReasoning } from '../../build/reasoningKeys';
import { at, has, isObject, list, num, str, text } from '../../../text/json';
import { textSegments } from '../../build/textSegments';

/** What is known of the response that helps to read the message. */
export interface ResponseHints {
  readonly model: string | null;
  readonly reasoningTokens: number | null;
}

/** Segments of a text or message, and whether its reasoning was never closed. */
export interface Split {
  readonly segments: readonly Segment[];
  readonly truncated: boolean;
}

/**
 * An assistant message of a Chat Completions API as ordered segments. Reasoning is taken from the first carrier that
 * holds it: a key that means reasoning, `reasoning_details`, `thinking_blocks`, else thinking parts or tags in the
 * content.
 */
export function chatMessage(message: unknown, place: RecordedPlace, facts: ResponseHints): Split {
  const carried = reasoningCarrier(message, place, facts);
  const content = contentSegments(at(message, 'content'), place, facts);
  const own = { ...content, segments: [...executedTools(message, place), ...content.segments] };
  const { segments, truncated } = withCarrier(carried, own, message, place);
  return {
    segments: [...segments, ...refusal(message, place), ...toolCalls(message, place)],
    truncated,
  };
}

/** Some servers repeat the reasoning in the content: one copy is taken. Tags beside other reasoning are answer text. */
function withCarrier(
  carried: readonly Segment[],
  content: Split,
  message: unknown,
  place: RecordedPlace,
): Split {
  const reasoning = wordsOf(carried);
  const inside = wordsOf(content.segments);
  if (inside === '') return { ...content, segments: [...carried, ...content.segments] };
  if (reasoning === '' || reasoning === inside) return content;
  const whole = str(message, 'content');
  const answer = whole === null ? content.segments : [segment.answer(whole, place)];
  return { segments: [...carried, ...answer], truncated: false };
}

function wordsOf(segments: readonly Segment[]): string {
  return segments
    .flatMap((s) => (s.kind === 'reasoning' ? [s.text] : []))
    .join('')
    .trim();
}

function reasoningCarrier(message: unknown, place: RecordedPlace, facts: ResponseHints): Segment[] {
  const carried = carriedReasoning(message);
  const details = reasoningDetails(at(message, 'reasoning_details'));
  const summarised = carried?.meaning === 'summary' || details.some((d) => d.kind === 'summary');
  const fidelity = (t: string) =>
    summarised ? 'summary' : textFidelity(t, facts.reasoningTokens, facts.model);
  if (carried !== null) return [segment.reasoning(carried.text, place, fidelity(carried.text))];
  const joined = details.map((d) => d.text).join('');
  if (joined !== '') return [segment.reasoning(joined, place, fidelity(joined))];
  // LiteLLM's blocks, and Portkey's, among which the answer stands too.
  const thoughts = [
    ...list(message, 'thinking_blocks'),
    ...list(message, 'content_blocks').filter((block) => str(block, 'type')?.endsWith('thinking')),
  ];
  const blocks = anthropicBlocks(thoughts, place, facts);
  if (blocks.length > 0) return blocks;
  return details.length > 0 ? [segment.reasoning('', place, 'redacted')] : [];
}

export interface ReasoningDetail {
  readonly kind: 'text' | 'summary' | 'encrypted';
  readonly text: string;
}

/** OpenRouter's `reasoning_details`, without those that carry nothing. */
export function reasoningDetails(details: unknown): readonly ReasoningDetail[] {
  return list(details).flatMap((d): readonly ReasoningDetail[] => {
    const summary = text(d, 'summary');
    if (summary !== null) return [{ kind: 'summary', text: summary }];
    const words = text(d, 'text');
    if (words !== null) return [{ kind: 'text', text: words }];
    return text(d, 'data') === null ? [] : [{ kind: 'encrypted', text: '' }];
  });
}

/** Content as a string (which may hold tags) or as parts (Mistral's thinking parts among them). */
export function contentSegments(
  content: unknown,
  place: RecordedPlace,
  facts: ResponseHints,
): Split {
  if (typeof content === 'string') return textSegments(content, place, facts);
  const segments = list(content).flatMap((part): readonly Segment[] => {
    if (typeof part === 'string') return part === '' ? [] : [segment.answer(part, place)];
    const thinking = thinkingPart(part);
    if (thinking !== null) {
      const fidelity = textFidelity(thinking, facts.reasoningTokens, facts.model);
      return thinking === '' ? [] : [segment.reasoning(thinking, place, fidelity)];
    }
    const words = str(part, 'text') ?? str(part, 'refusal');
    if (words !== null) return words === '' ? [] : [segment.answer(words, place)];
    return anthropicBlocks([part], place, facts);
  });
  return { segments, truncated: false };
}

/** Text of a thinking part: Mistral's list of text parts, or a string; `null` when it is another part. */
export function thinkingPart(part: unknown): string | null {
  const type = str(part, 'type');
  if (type === 'reasoning') {
    const own = str(part, 'reasoning') ?? str(part, 'text') ?? str(part, 'content');
    // Databricks keeps it as the Responses API does.
    const summary = list(part, 'summary').flatMap((s) => text(s, 'text') ?? []);
    return own ?? (summary.length > 0 ? summary.join(BLOCK_SEPARATOR) : null);
  }
  if (type !== 'thinking' || !isObject(part)) return null;
  const { thinking } = part as { readonly thinking?: unknown };
  if (typeof thinking === 'string')
    return thinking === '' && has(part, 'signature') ? null : thinking;
  return list(thinking)
    .map((t) => str(t, 'text') ?? '')
    .join('');
}

function refusal(message: unknown, place: RecordedPlace): readonly Segment[] {
  const words = text(message, 'refusal');
  return words === null ? [] : [segment.answer(words, place)];
}

/** What a server ran itself before it answered (Groq's Compound): calls with what came of them. */
function executedTools(message: unknown, place: RecordedPlace): readonly Segment[] {
  return list(message, 'executed_tools').flatMap((tool, nth) => {
    const id = str(tool, 'id') ?? `executed ${num(tool, 'index') ?? nth}`;
    const name = str(tool, 'name') ?? str(tool, 'type');
    const output = text(tool, 'output');
    return [
      segment.toolCall(name, at(tool, 'arguments') ?? '', id, place),
      ...(output === null ? [] : [segment.toolResult(output, id, false, place)]),
    ];
  });
}

/** `tool_calls`, or the older `function_call`. */
export function toolCalls(message: unknown, place: RecordedPlace): readonly Segment[] {
  const calls = list(message, 'tool_calls').map((call) => {
    const name = str(call, 'function', 'name') ?? str(call, 'custom', 'name') ?? str(call, 'name');
    const input =
      at(call, 'function', 'arguments') ?? at(call, 'custom', 'input') ?? at(call, 'arguments');
    return segment.toolCall(name, input, str(call, 'id'), place);
  });
  const old = at(message, 'function_call');
  if (!isObject(old)) return calls;
  return [...calls, segment.toolCall(str(old, 'name'), old['arguments'], null, place)];
}
