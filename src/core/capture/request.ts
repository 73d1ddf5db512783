import type { PromptMessage } from '../model/trace';
import type { Api, Endpoint, HttpRequest, Question } from './model';

/** Reasoning budget when reasoning is asked for without saying how much (Anthropic's API takes no default). */
const DEFAULT_BUDGET = 8_000;
/** Room for the visible answer beside a budget, where the API demands a limit. */
const ANSWER_ROOM = 8_000;

/** The header that carries the key, by protocol. */
export function authHeaders(api: Endpoint['api'], key: string): Readonly<Record<string, string>> {
  switch (api) {
    case 'anthropic':
      return { 'x-api-key': key };
    case 'gemini':
      return { 'x-goog-api-key': key };
    case 'chat-completions':
    case 'ollama':
      return { authorization: `Bearer ${key}` };
  }
}

/** A streaming request for a question, without its key. Parameters as the vendors documented them in November 2026. */
export function buildRequest(endpoint: Endpoint, question: Question): HttpRequest {
  const base = endpoint.url.replace(/\/+$/, '');
  switch (endpoint.api) {
    case 'chat-completions':
      return http(`${base}/chat/completions`, chatBody(base, question));
    case 'anthropic': {
      const request = http(`${base}/v1/messages`, anthropicBody(question));
      return { ...request, headers: { ...request.headers, 'anthropic-version': '2023-06-01' } };
    }
    case 'gemini': {
      const model = encodeURIComponent(question.model);
      return http(
        `${base}/v1beta/models/${model}:streamGenerateContent?alt=sse`,
        geminiBody(question),
      );
    }
    case 'ollama':
      return http(`${base}/api/chat`, ollamaBody(question));
  }
}

function http(url: string, body: HttpRequest['body']): HttpRequest {
  return { url, headers: { 'content-type': 'application/json' }, body };
}

/** A token budget written as digits (`8000`, `16k`); null for a level. */
function budget(effort: string | null): number | null {
  const match = /^(\d{1,7})(k?)$/i.exec(effort ?? '');
  return match === null ? null : Number(match[1]) * (match[2] === '' ? 1 : 1_000);
}

const chatMessages = (messages: readonly PromptMessage[]) =>
  messages.map(({ role, text }) => ({ role, content: text }));

const systemText = (messages: readonly PromptMessage[]): string =>
  messages
    .filter((m) => m.role === 'system')
    .map((m) => m.text)
    .join('\n\n');

/** Vendors that copy the Chat Completions API differ in how they take effort and limits. */
function chatBody(base: string, q: Question): HttpRequest['body'] {
  const host = /^[a-z]+:\/\/([^/:]+)/i.exec(base)?.[1] ?? '';
  const openRouter = /(?:^|\.)openrouter\.ai$/i.test(host);
  const openAi = /(?:^|\.)(?:openai\.com|azure\.com)$/i.test(host);
  const tokens = budget(q.effort);
  const level = q.effort === 'off' ? 'none' : q.effort;
  const effort = openRouter
    ? q.effort === null
      ? {}
      : { reasoning: tokens === null ? { effort: level } : { max_tokens: tokens } }
    : level === null || tokens !== null
      ? {}
      : { reasoning_effort: level };
  const limit = openAi ? 'max_completion_tokens' : 'max_tokens';
  return {
    model: q.model,
    messages: chatMessages(q.messages),
    stream: true,
    stream_options: { include_usage: true },
    ...effort,
    ...(q.maxOutputTokens === null ? {} : { [limit]: q.maxOutputTokens }),
  };
}

const thinks = (q: Question): boolean => q.thinks && q.effort !== 'off';

/** Whether the request speaks of thinking at all: `off` must be asked for too. */
const asksThinking = (q: Question): boolean => q.thinks || q.effort === 'off';

/** A level lets the model choose how much it thinks; else a budget, which the API wants below the limit of the output. */
function anthropicThinking(q: Question): {
  readonly limit: number;
  readonly fields: HttpRequest['body'];
} {
  const cap = q.maxOutputTokens;
  if (!thinks(q)) return { limit: cap ?? ANSWER_ROOM, fields: {} };
  const asked = budget(q.effort);
  const tokens = asked ?? DEFAULT_BUDGET;
  const room = tokens + ANSWER_ROOM;
  if (q.effort !== null && asked === null)
    return {
      limit: cap ?? room,
      fields: { thinking: { type: 'adaptive' }, output_config: { effort: q.effort } },
    };
  return {
    limit: cap !== null && cap > tokens ? cap : room,
    fields: { thinking: { type: 'enabled', budget_tokens: tokens } },
  };
}

/** The limit of output tokens that is sent: where an API demands one it may be more than was asked for. */
export const sentLimit = (api: Api, q: Question): number | null =>
  api === 'anthropic' ? anthropicThinking(q).limit : q.maxOutputTokens;

function anthropicBody(q: Question): HttpRequest['body'] {
  const system = systemText(q.messages);
  const { limit, fields } = anthropicThinking(q);
  return {
    model: q.model,
    max_tokens: limit,
    stream: true,
    ...(system === '' ? {} : { system }),
    ...fields,
    messages: chatMessages(q.messages.filter((m) => m.role !== 'system')),
  };
}

function geminiBody(q: Question): HttpRequest['body'] {
  const system = systemText(q.messages);
  const tokens = q.effort === 'off' ? 0 : budget(q.effort);
  const level = q.effort === null || tokens !== null ? {} : { thinkingLevel: q.effort };
  const thinkingConfig = {
    ...(thinks(q) ? { includeThoughts: true } : {}),
    ...level,
    ...(tokens === null ? {} : { thinkingBudget: tokens }),
  };
  return {
    ...(system === '' ? {} : { systemInstruction: { parts: [{ text: system }] } }),
    contents: q.messages
      .filter((m) => m.role !== 'system')
      .map((m) => ({
        role: m.role === 'assistant' ? 'model' : 'user',
        parts: [{ text: m.text }],
      })),
    generationConfig: {
      ...(asksThinking(q) ? { thinkingConfig } : {}),
      ...(q.maxOutputTokens === null ? {} : { maxOutputTokens: q.maxOutputTokens }),
    },
  };
}

function ollamaBody(q: Question): HttpRequest['body'] {
  const level = q.effort !== null && /^(?:low|medium|high)$/.test(q.effort) ? q.effort : true;
  return {
    model: q.model,
    messages: chatMessages(q.messages),
    stream: true,
    ...(asksThinking(q) ? { think: thinks(q) && level } : {}),
    ...(q.maxOutputTokens === null ? {} : { options: { num_predict: q.maxOutputTokens } }),
  };
}
