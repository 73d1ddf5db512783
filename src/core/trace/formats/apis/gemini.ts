import { msg } from '../../../model/message';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { requestPrompt } from '../../build/content';
import { draft } from '../../build/draft';
import { objEither, textEither } from '../../build/eitherCase';
import { GeminiPartStream } from './geminiPartStream';
import { at, list, num, text, time } from '../../../text/json';
import { streamGrouper } from '../../build/groupers/streamGrouper';
import { geminiUsage } from '../../build/usage';

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

const modelOf = (value: unknown) => textEither(value, 'modelVersion');
const idOf = (value: unknown) => textEither(value, 'responseId');
const finishOf = (value: unknown) => textEither(value, 'finishReason');
const usageOf = (value: unknown) => objEither(value, 'usageMetadata');
const isFinish = (body: unknown) => list(body, 'candidates').some((c) => finishOf(c) !== null);

/**
 * Whether a body without an id belongs to the response that has finished, which is told by its counts: those of a
 * stream stay the same or, where each chunk has a finish reason (as in older streams), only the answer's grows.
 */
function goesOn(last: unknown, body: unknown): boolean {
  const [before, now] = [usageOf(last), usageOf(body)];
  if (before === null || now === null) return true;
  const [old, own] = [geminiUsage(before), geminiUsage(now)];
  if (own.inputTokens !== null && old.inputTokens !== own.inputTokens) return false;
  // Gemini leaves a count of zero out.
  if ((old.reasoningTokens ?? 0) !== (own.reasoningTokens ?? 0)) return false;
  const grown = (own.outputTokens ?? 0) - (old.outputTokens ?? 0);
  return grown > 0 || (grown === 0 && !isFinish(body));
}

/** Responses of Gemini's `generateContent`: one body, a stream as events or lines, or an array of chunks. */
export const gemini: Format = {
  id: 'gemini',
  title: msg('Gemini response'),
  unit: () =>
    streamGrouper({
      isWhole: () => false,
      idOf: (value) => idOf(bodyOf(value)),
      isFinish: (value) => isFinish(bodyOf(value)),
      startsNext: (open, value) => {
        const body = bodyOf(value);
        const id = idOf(body);
        if (id !== null && open.ids.size > 0) return !open.ids.has(id);
        return open.finished && !goesOn(bodyOf(open.last), body);
      },
    }),
  detect: ({ records }) => records.some((r) => isBody(bodyOf(r.value))),
  parse: (records) => ({ traces: candidates(records), problems: [] }),
};

function candidates(records: readonly FileRecord[]): readonly TraceDraft[] {
  const bodies = records.map((r) => bodyOf(r.value));
  const model = bodies.map(modelOf).find((m) => m !== null) ?? null;
  const id = bodies.map(idOf).find((m) => m !== null) ?? null;
  const streams = new Map<number, { finish: string | null; readonly parts: GeminiPartStream }>();
  const opened = () => ({ finish: null, parts: new GeminiPartStream(model) });
  for (const [i, record] of records.entries()) {
    for (const [nth, candidate] of list(bodies[i], 'candidates').entries()) {
      const index = num(candidate, 'index') ?? nth;
      const open = streams.get(index) ?? opened();
      streams.set(index, open);
      open.finish = finishOf(candidate) ?? open.finish;
      for (const part of list(candidate, 'content', 'parts')) open.parts.add(part, record);
    }
  }
  if (streams.size === 0) streams.set(0, opened());
  const blocked =
    bodies.map((b) => text(b, 'promptFeedback', 'blockReason')).find((b) => b) ?? null;
  return [...streams.values()].map((candidate, nth) =>
    draft({
      id: nth > 0 && id !== null ? `${id}#${nth}` : id,
      model,
      // Lines of a batch of Vertex repeat the request beside the response.
      prompt:
        bodies[0] === records[0]?.value ? null : requestPrompt(at(records[0]?.value, 'request')),
      segments: candidate.parts.segments(),
      // Counts are cumulative: the last one that has any is the total.
      ...(nth === 0 ? { usage: geminiUsage(bodies.map(usageOf).findLast((u) => u !== null)) } : {}),
      finishReason: candidate.finish ?? blocked,
      timing: { startedAt: time(bodies[0], 'createTime') ?? time(bodies[0], 'create_time') },
    }),
  );
}
