import type { FileRecord, Format, TraceDraft } from '../format';
import type { Segment } from '../model';
import { draft, placeOf } from './draft';
import { GeminiCalls } from './geminiCalls';
import { geminiParts, thoughtFidelity } from './geminiParts';
import { at, bool, count, isObject, list, num, obj, str, text, time } from './json';
import { SegmentStream } from './segmentStream';
import { streamGrouper } from './streamGrouper';
import { geminiUsage } from './usage';

/** A response body, also inside the `response` that Google's code assistants wrap around it. */
function bodyOf(value: unknown): unknown {
  const inner = at(value, 'response');
  return isBody(value) || !isBody(inner) ? value : inner;
}

function isBody(value: unknown): boolean {
  const told = usageOf(value) !== null || modelOf(value) !== null;
  if (!told) return false;
  return Array.isArray(at(value, 'candidates')) || idOf(value) !== null;
}

/** A field in camelCase, or in the snake_case of Python SDK dumps. */
function field(value: unknown, camel: string, snake: string): string | null {
  return text(value, camel) ?? text(value, snake);
}

const modelOf = (value: unknown) => field(value, 'modelVersion', 'model_version');
const idOf = (value: unknown) => field(value, 'responseId', 'response_id');
const finishOf = (value: unknown) => field(value, 'finishReason', 'finish_reason');
const usageOf = (value: unknown) => obj(value, 'usageMetadata') ?? obj(value, 'usage_metadata');
const promptCount = (value: unknown) =>
  count(usageOf(value), 'promptTokenCount') ?? count(usageOf(value), 'prompt_token_count');

/** Responses of Gemini's `generateContent`: one body, a stream as events or lines, or an array of chunks. */
export const gemini: Format = {
  id: 'gemini',
  title: 'Gemini response',
  unit: () => {
    let prompt: number | null = null;
    return streamGrouper({
      isWhole: () => false,
      idOf: (value) => idOf(bodyOf(value)),
      isFinish: (value) => list(bodyOf(value), 'candidates').some((c) => finishOf(c) !== null),
      startsNext: (open, value) => {
        const body = bodyOf(value);
        const id = idOf(body);
        const before = prompt;
        prompt = promptCount(body) ?? prompt;
        if (id !== null && open.ids.size > 0) return !open.ids.has(id);
        // Bodies without ids: another prompt after the finish is another response.
        return open.finished && before !== null && prompt !== before;
      },
    });
  },
  detect: ({ records }) => records.some((r) => isBody(bodyOf(r.value))),
  parse: (records) => ({ traces: candidates(records), problems: [] }),
};

function candidates(records: readonly FileRecord[]): readonly TraceDraft[] {
  const bodies = records.map((r) => bodyOf(r.value));
  const model = bodies.map(modelOf).find((m) => m !== null) ?? null;
  const id = bodies.map(idOf).find((m) => m !== null) ?? null;
  const streams = new Map<number, OpenCandidate>();
  for (const [i, record] of records.entries()) {
    for (const [nth, candidate] of list(bodies[i], 'candidates').entries()) {
      const index = num(candidate, 'index') ?? nth;
      const open = streams.get(index) ?? new OpenCandidate(model);
      streams.set(index, open);
      open.finish = finishOf(candidate) ?? open.finish;
      for (const part of list(candidate, 'content', 'parts')) open.add(part, record);
    }
  }
  if (streams.size === 0) streams.set(0, new OpenCandidate(model));
  const blocked =
    bodies.map((b) => text(b, 'promptFeedback', 'blockReason')).find((b) => b) ?? null;
  return [...streams.values()].map((candidate, nth) =>
    draft({
      id: nth > 0 && id !== null ? `${id}#${nth}` : id,
      model,
      segments: candidate.segments(),
      // Counts are cumulative: the last one that has any is the total.
      ...(nth === 0 ? { usage: geminiUsage(bodies.map(usageOf).findLast((u) => u !== null)) } : {}),
      finishReason: candidate.finish ?? blocked,
      timing: { startedAt: time(bodies[0], 'createTime') ?? time(bodies[0], 'create_time') },
    }),
  );
}

/** A candidate whose chunks are still coming: text of neighbouring chunks is one segment, other parts come whole. */
class OpenCandidate {
  finish: string | null = null;
  readonly #model: string | null;
  readonly #stream = new SegmentStream();
  readonly #calls = new GeminiCalls();

  constructor(model: string | null) {
    this.#model = model;
  }

  add(part: unknown, record: FileRecord): void {
    const words = isObject(part) ? str(part, 'text') : null;
    if (words === null) {
      const call = this.#calls.take(part, record);
      if (call !== 'pending') this.#put(call?.part ?? part, call?.record ?? record);
    } else if (words !== '') {
      const kind = bool(part, 'thought') === true ? 'reasoning' : 'answer';
      this.#stream.add(kind, words, { record });
    }
  }

  segments(): readonly Segment[] {
    const call = this.#calls.finish();
    if (call !== 'pending') this.#put(call.part, call.record);
    return this.#stream.finish(() => thoughtFidelity(this.#model));
  }

  #put(part: unknown, record: FileRecord): void {
    for (const s of geminiParts([part], placeOf(record), this.#model)) this.#stream.put(s);
  }
}
