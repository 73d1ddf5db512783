import type { PromptMessage } from '../trace/model';
import type { Endpoint, HttpRequest, Question } from './model';

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

function anthropicBody(q: Question): HttpRequest['body'] {
  const system = systemText(q.messages);
  const tokens = budget(q.effort);
  const thinking =
    q.effort === 'off'
      ? {}
      : q.effort !== null && tokens === null
        ? { thinking: { type: 'adaptive' }, output_config: { effort: q.effort } }
        : { thinking: { type: 'enabled', budget_tokens: tokens ?? DEFAULT_BUDGET } };
  const room = q.effort === 'off' ? ANSWER_ROOM : (tokens ?? DEFAULT_BUDGET) + ANSWER_ROOM;
  return {
    model: q.model,
    max_tokens: q.maxOutputTokens ?? room,
    stream: true,
    ...(system === '' ? {} : { system }),
    ...thinking,
    messages: chatMessages(q.messages.filter((m) => m.role !== 'system')),
  };
}

function geminiBody(q: Question): HttpRequest['body'] {
  const system = systemText(q.messages);
  const tokens = q.effort === 'off' ? 0 : budget(q.effort);
  const level = q.effort === null || tokens !== null ? {} : { thinkingLevel: q.effort };
  return {
    ...(system === '' ? {} : { systemInstruction: { parts: [{ text: system }] } }),
    contents: q.messages
      .filter((m) => m.role !== 'system')
      .map((m) => ({
        role: m.role === 'assistant' ? 'model' : 'user',
        parts: [{ text: m.text }],
      })),
    generationConfig: {
      thinkingConfig: {
        includeThoughts: true,
        ...level,
        ...(tokens === null ? {} : { thinkingBudget: tokens }),
      },
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
    think: q.effort === 'off' ? false : level,
    ...(q.maxOutputTokens === null ? {} : { options: { num_predict: q.maxOutputTokens } }),
  };
}
