import type { Endpoint } from './model';

/** A service that is known without any setting, and the environment variables that hold its key by custom. */
export interface KnownEndpoint extends Endpoint {
  readonly keys: readonly string[];
}

/** Where prompts can be sent without any setting; the local ones answer only when such a server runs. */
export const KNOWN_ENDPOINTS: readonly KnownEndpoint[] = [
  {
    name: 'OpenAI',
    api: 'chat-completions',
    url: 'https://api.openai.com/v1',
    keys: ['OPENAI_API_KEY'],
  },
  {
    name: 'Anthropic',
    api: 'anthropic',
    url: 'https://api.anthropic.com',
    keys: ['ANTHROPIC_API_KEY'],
  },
  {
    name: 'Google Gemini',
    api: 'gemini',
    url: 'https://generativelanguage.googleapis.com',
    keys: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
  },
  {
    name: 'OpenRouter',
    api: 'chat-completions',
    url: 'https://openrouter.ai/api/v1',
    keys: ['OPENROUTER_API_KEY'],
  },
  {
    name: 'DeepSeek',
    api: 'chat-completions',
    url: 'https://api.deepseek.com/v1',
    keys: ['DEEPSEEK_API_KEY'],
  },
  { name: 'Ollama', api: 'ollama', url: 'http://localhost:11434', keys: [] },
  { name: 'LM Studio', api: 'chat-completions', url: 'http://localhost:1234/v1', keys: [] },
  { name: 'vLLM', api: 'chat-completions', url: 'http://localhost:8000/v1', keys: [] },
  { name: 'llama.cpp', api: 'chat-completions', url: 'http://localhost:8080/v1', keys: [] },
];

/** Name of the vendor's own service for a model id; `null` where the id does not tell. */
export function likelyEndpoint(model: string): string | null {
  if (model.includes('/')) return 'OpenRouter';
  if (/^(?:gpt-(?!oss)|o\d|chatgpt)/i.test(model)) return 'OpenAI';
  if (/^claude/i.test(model)) return 'Anthropic';
  if (/^gemini/i.test(model)) return 'Google Gemini';
  if (/^deepseek-(?:reasoner|chat)$/i.test(model)) return 'DeepSeek';
  return model.includes(':') ? 'Ollama' : null;
}

/** Whether an address is on the user's own machine: no key is asked for, and nobody bills. */
export const isLocal = (url: string): boolean =>
  /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::|\/|$)/i.test(url);

/** Host and port of an address, for people. */
export const hostOf = (url: string): string => /^[a-z]+:\/\/([^/]+)/i.exec(url)?.[1] ?? url;
