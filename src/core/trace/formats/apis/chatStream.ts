import type { FileRecord } from '../../format';
import type { Segment } from '../../../model/trace';
import { reasoningDetails, thinkingPart, type ResponseHints } from './chatMessage';
import { textFidelity } from '../../build/fidelity';
import { newOfEach } from '../../build/grownTexts';
import { carriedReasoning } from '../../build/reasoningKeys';
import { at, isObject, list, num, str, text } from '../../../text/json';
import { openTags } from '../../build/textSegments';
import { argumentText, SegmentStream, type StreamPiece } from '../../build/segmentStream';

/** Whether a value is a chunk of a Chat Completions stream. */
export function isChunk(value: unknown): boolean {
  if (str(value, 'object') === 'chat.completion.chunk') return true;
  return list(value, 'choices').some((c) => isObject(at(c, 'delta')));
}

/** One delta of a choice, with the texts in it that a server may repeat from delta to delta. */
interface Delta {
  readonly value: unknown;
  readonly record: FileRecord;
  readonly thought: string;
  /** The content where it is text. */
  readonly said: string;
}

interface Choice {
  readonly deltas: Delta[];
  readonly stream: SegmentStream;
  /** Ids of the tool calls by their index, and how many had it before. */
  readonly calls: Map<number, { id: string | null; readonly nth: number }>;
  finishReason: string | null;
}

export interface StreamedChoice {
  readonly segments: readonly Segment[];
  readonly truncated: boolean;
  readonly finishReason: string | null;
}

/** Folds the chunks of one stream, choice by choice. */
export class ChatStream {
  readonly #choices = new Map<number, Choice>();

  push(record: FileRecord): void {
    for (const [i, choice] of list(record.value, 'choices').entries()) {
      const open = this.#choice(num(choice, 'index') ?? i);
      // OpenRouter repeats the reason on two chunks.
      open.finishReason = text(choice, 'finish_reason') ?? open.finishReason;
      const value = at(choice, 'delta') ?? { content: at(choice, 'text') };
      const said = str(value, 'content') ?? '';
      open.deltas.push({ value, record, thought: thoughtOf(value), said });
    }
  }

  finish(facts: ResponseHints): readonly StreamedChoice[] {
    const fidelity = (t: string) => textFidelity(t, facts.reasoningTokens, facts.model);
    return [...this.#choices.entries()]
      .sort(([a], [b]) => a - b)
      .map(([, choice]) => ({
        ...openTags(withoutEmpty(folded(choice).finish(fidelity)), facts),
        finishReason: choice.finishReason,
      }));
  }

  #choice(index: number): Choice {
    const known = this.#choices.get(index);
    if (known !== undefined) return known;
    const opened = {
      deltas: [],
      stream: new SegmentStream(),
      calls: new Map(),
      finishReason: null,
    };
    this.#choices.set(index, opened);
    return opened;
  }
}

/** The deltas of a choice in one stream; of a server that sends all so far each time, what is new of each. */
function folded(choice: Choice): SegmentStream {
  const { deltas, stream } = choice;
  const [thoughts, words] = newOfEach([
    deltas.map(({ thought }) => thought),
    deltas.map(({ said }) => said),
  ]);
  for (const [i, { value, record }] of deltas.entries())
    addDelta(choice, value, { thought: thoughts?.[i] ?? '', said: words?.[i] ?? '' }, { record });
  return stream;
}

function addDelta(
  choice: Choice,
  delta: unknown,
  { thought, said }: Pick<Delta, 'thought' | 'said'>,
  piece: StreamPiece,
): void {
  const { stream } = choice;
  addReasoning(stream, delta, thought, piece);
  if (said !== '') stream.add('answer', said, piece);
  for (const part of list(delta, 'content')) addPart(stream, part, piece);
  const refusal = text(delta, 'refusal');
  if (refusal !== null) stream.add('answer', refusal, piece);
  for (const [i, call] of list(delta, 'tool_calls').entries()) addCall(choice, call, i, piece);
  const old = at(delta, 'function_call');
  if (isObject(old)) addCall(choice, { index: 0, function: old }, 0, piece);
}

/** One carrier a delta: the plain field before the details that repeat it. */
function thoughtOf(delta: unknown): string {
  const carried = carriedReasoning(delta);
  if (carried !== null) return carried.text;
  const details = reasoningDetails(at(delta, 'reasoning_details'));
  // Portkey streams the blocks of Anthropic beside the content, which repeats what is no thinking.
  const blocks = list(delta, 'content_blocks').map((b) => text(b, 'delta', 'thinking') ?? '');
  return [...details.map((d) => d.text), ...blocks].join('');
}

function addReasoning(
  stream: SegmentStream,
  delta: unknown,
  words: string,
  piece: StreamPiece,
): void {
  const details = reasoningDetails(at(delta, 'reasoning_details'));
  const carried = carriedReasoning(delta);
  const summarised = carried?.meaning === 'summary' || details.some((d) => d.kind === 'summary');
  const fidelity = summarised ? 'summary' : null;
  if (words !== '') stream.add('reasoning', words, { ...piece, fidelity });
  else if (details.length > 0 && !stream.has('reasoning')) {
    stream.add('reasoning', '', { ...piece, fidelity: 'redacted' });
  }
}

/** A part of Mistral's content arrays. */
function addPart(stream: SegmentStream, part: unknown, piece: StreamPiece): void {
  const thinking = thinkingPart(part);
  const words = typeof part === 'string' ? part : str(part, 'text');
  if (thinking !== null) stream.add('reasoning', thinking, piece);
  else if (words !== null && words !== '') stream.add('answer', words, piece);
}

/** Some servers give every call the same index: a name with another id begins the next one. */
function addCall({ stream, calls }: Choice, call: unknown, nth: number, piece: StreamPiece): void {
  const index = num(call, 'index') ?? nth;
  const args = at(call, 'function', 'arguments') ?? at(call, 'custom', 'input');
  const name = text(call, 'function', 'name') ?? text(call, 'custom', 'name');
  const id = text(call, 'id');
  const known = calls.get(index);
  const next = id !== null && name !== null && (known?.id ?? id) !== id;
  const open = known === undefined || next ? { id, nth: (known?.nth ?? -1) + 1 } : known;
  open.id ??= id;
  calls.set(index, open);
  const named = { ...piece, name, callId: id };
  stream.add('toolCall', argumentText(args), named, `tool ${index} ${open.nth}`);
}

/** Ciphertext beside text tells nothing more. */
function withoutEmpty(segments: readonly Segment[]): readonly Segment[] {
  const spoken = segments.some((s) => s.kind === 'reasoning' && s.text !== '');
  return spoken ? segments.filter((s) => s.kind !== 'reasoning' || s.text !== '') : segments;
}
