import { say } from '../../../model/sentence';
import { msg } from '../../../model/message';
import type { Problem } from '../../../model/problem';
import type { FileRecord, Format, ParseResult, TraceDraft } from '../../format';
import type { Segment, Usage } from '../../../model/trace';
import { chatMessage } from './chatMessage';
import { ChatStream, isChunk } from './chatStream';
import { chatFacts, type ResponseFacts } from './chatFacts';
import { requestEffort, requestPrompt } from '../../build/content';
import { draft, nothing, placeOf, type DraftInput } from '../../build/draft';
import { at, has, isObject, list, obj, str, text } from '../../../text/json';
import { streamGrouper, type OpenStream } from '../../build/groupers/streamGrouper';
import { NO_USAGE } from '../../build/usage';

/** Whether a value is a response (not a chunk) of a Chat Completions API. */
export function isCompletion(value: unknown): boolean {
  const choices = list(value, 'choices');
  if (choices.length === 0) return false;
  const object = str(value, 'object');
  if (object === 'chat.completion' || object === 'text_completion') return true;
  return choices.some((c) => isObject(at(c, 'message')) || (has(c, 'text') && has(c, 'index')));
}

/**
 * Responses of the Chat Completions API and of all who copy it (DeepSeek, vLLM, SGLang, llama.cpp, Groq, xAI, Z.AI,
 * Kimi, Qwen, Cerebras, Perplexity, Mistral, OpenRouter, Azure, LM Studio, Ollama /v1): whole or streamed.
 */
export const chatCompletions: Format = {
  id: 'chat-completions',
  title: msg('Chat Completions response'),
  unit: () =>
    streamGrouper({
      isWhole: (value) => isCompletion(value) && !isChunk(value),
      isRequest,
      idOf: (value) => text(value, 'id'),
      isFinish: (value) => list(value, 'choices').some((c) => text(c, 'finish_reason') !== null),
      startsNext: (open, value) =>
        (open.finished && isRequest(value)) || startsNextStream(open, value),
    }),
  detect: ({ records }) => records.some((r) => isCompletion(r.value) || isChunk(r.value)),
  parse: (records) => {
    const [first] = records;
    if (first === undefined) return nothing();
    if (!isRequest(first.value)) return response(records);
    const { traces, problems } = response(records.slice(1));
    const prompt = requestPrompt(first.value);
    const effort = requestEffort(first.value);
    return {
      traces: traces.map((t) => ({ ...t, prompt: t.prompt ?? prompt, effort: t.effort ?? effort })),
      problems,
    };
  },
};

/** A request that a log has in a line of its own (llama.cpp's server). */
function isRequest(value: unknown): boolean {
  return (
    text(value, 'model') !== null &&
    list(value, 'messages').length > 0 &&
    !['choices', 'output', 'object', 'usage'].some((key) => has(value, key))
  );
}

function response(records: readonly FileRecord[]): ParseResult {
  const [first] = records;
  if (first === undefined) return nothing();
  const isWhole = isCompletion(first.value) && !isChunk(first.value);
  return isWhole ? wholeResponse(first) : streamedResponse(records);
}

/** The finish was seen, and a chunk with another id says something: streams that were saved one after another. */
function startsNextStream(open: OpenStream, next: unknown): boolean {
  const id = text(next, 'id');
  if (!open.finished || id === null || open.ids.has(id)) return false;
  return list(next, 'choices').some((c) => Object.keys(obj(c, 'delta') ?? {}).length > 0);
}

function wholeResponse(record: FileRecord): ParseResult {
  const facts = chatFacts([record.value]);
  const choices = list(record.value, 'choices');
  const effort = requestEffort(record.value);
  const traces = choices.map((choice, i) => {
    const message = at(choice, 'message') ?? { content: at(choice, 'text') };
    const { segments, truncated } = chatMessage(message, placeOf(record), {
      model: facts.model,
      reasoningTokens: facts.usage.reasoningTokens,
    });
    const finishReason = text(choice, 'finish_reason');
    return choiceDraft(facts, i, choices.length, { segments, truncated, finishReason, effort });
  });
  return { traces, problems: [] };
}

function streamedResponse(records: readonly FileRecord[]): ParseResult {
  const facts = chatFacts(records.map((r) => r.value));
  const stream = new ChatStream();
  const problems: Problem[] = [];
  for (const record of records) {
    stream.push(record);
    const failure = errorOf(record);
    if (failure !== null) problems.push(failure);
  }
  const choices = stream.finish({
    model: facts.model,
    reasoningTokens: facts.usage.reasoningTokens,
  });
  const broken = problems.length > 0;
  const traces = choices.map(({ segments, truncated, finishReason }, i) =>
    choiceDraft(facts, i, choices.length, {
      segments,
      truncated: truncated || (finishReason === null && endsInReasoning(segments)),
      finishReason: finishReason ?? (broken ? 'error' : null),
      problems,
    }),
  );
  return { traces, problems: traces.length === 0 ? problems : [] };
}

function endsInReasoning(segments: readonly Segment[]): boolean {
  return segments.at(-1)?.kind === 'reasoning';
}

function errorOf(record: FileRecord): Problem | null {
  const error = at(record.value, 'error');
  if (error === undefined || error === null) return null;
  const message = str(error, 'message') ?? str(record.value, 'error') ?? 'no message';
  const where = { record: record.range.record, offset: record.range.start };
  return {
    code: 'truncated',
    message: say('The stream ends in an error: {0}', message),
    at: where,
  };
}

/** A response with several choices bills them together: the count stands with the first one. */
function choiceDraft(
  facts: ResponseFacts,
  nth: number,
  choices: number,
  found: Partial<DraftInput> & Pick<DraftInput, 'segments'>,
): TraceDraft {
  const shared: Usage =
    choices > 1
      ? { ...facts.usage, note: msg('Billed for all choices of the response together.') }
      : facts.usage;
  const id = facts.id !== null && nth > 0 ? `${facts.id}#${nth}` : facts.id;
  return draft({
    ...found,
    id,
    model: facts.model,
    provider: facts.provider,
    usage: nth === 0 ? shared : { ...NO_USAGE, note: shared.note },
    costUsd: nth === 0 ? facts.costUsd : null,
    timing: facts.timing,
  });
}
