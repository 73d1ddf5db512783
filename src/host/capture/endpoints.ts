import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Endpoint } from '../../core/capture/model';

/** Where live runs can be sent without any setting; the local ones answer only when such a server runs. */
const KNOWN: readonly Endpoint[] = [
  { name: 'OpenAI', api: 'chat-completions', url: 'https://api.openai.com/v1' },
  { name: 'Anthropic', api: 'anthropic', url: 'https://api.anthropic.com' },
  { name: 'Google Gemini', api: 'gemini', url: 'https://generativelanguage.googleapis.com' },
  { name: 'OpenRouter', api: 'chat-completions', url: 'https://openrouter.ai/api/v1' },
  { name: 'DeepSeek', api: 'chat-completions', url: 'https://api.deepseek.com/v1' },
  { name: 'Ollama', api: 'ollama', url: 'http://localhost:11434' },
  { name: 'LM Studio', api: 'chat-completions', url: 'http://localhost:1234/v1' },
  { name: 'vLLM', api: 'chat-completions', url: 'http://localhost:8000/v1' },
  { name: 'llama.cpp', api: 'chat-completions', url: 'http://localhost:8080/v1' },
];

const endpointSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1)),
  api: v.picklist(['chat-completions', 'anthropic', 'gemini', 'ollama']),
  url: v.pipe(v.string(), v.trim(), v.regex(/^https?:\/\/[^\s/]+/i, 'not an http(s) URL')),
});

export interface Endpoints {
  readonly endpoints: readonly Endpoint[];
  /** What is wrong with entries that are left out. */
  readonly problems: readonly string[];
}

/** The user's own endpoints first, then the known ones. */
export function readEndpoints(): Endpoints {
  const raw = vscode.workspace.getConfiguration('lrmLens.capture').get<unknown>('endpoints', []);
  const own: Endpoint[] = [];
  const problems: string[] = [];
  const entries: readonly unknown[] = Array.isArray(raw) ? raw : [];
  if (!Array.isArray(raw))
    problems.push(vscode.l10n.t('lrmLens.capture.endpoints must be a list.'));
  entries.slice(0, 100).forEach((entry, i) => {
    const parsed = v.safeParse(endpointSchema, entry);
    if (parsed.success) own.push(parsed.output);
    else {
      const [issue] = parsed.issues;
      const where = v.getDotPath(issue) ?? '';
      problems.push(
        vscode.l10n.t('lrmLens.capture.endpoints, entry {0}: {1} {2}', i + 1, where, issue.message),
      );
    }
  });
  return { endpoints: [...own, ...KNOWN], problems };
}

/** Name of the vendor's own service for a model id, so that it stands first in the list. */
export function likelyEndpoint(model: string): string | null {
  if (model.includes('/')) return 'OpenRouter';
  if (/^(?:gpt-(?!oss)|o\d|chatgpt)/i.test(model)) return 'OpenAI';
  if (/^claude/i.test(model)) return 'Anthropic';
  if (/^gemini/i.test(model)) return 'Google Gemini';
  if (/^deepseek-(?:reasoner|chat)$/i.test(model)) return 'DeepSeek';
  return model.includes(':') ? 'Ollama' : null;
}

const isLocal = (url: string): boolean =>
  /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::|\/|$)/i.test(url);

/** The secret's name: by protocol and host, so that a key is never sent anywhere else, nor in the clear unasked. */
function secretName({ api, url }: Endpoint): string {
  const { scheme, authority } = vscode.Uri.parse(url);
  return `lrmLens.key:${api}:${scheme === 'https' ? '' : `${scheme}://`}${authority}`;
}

/** The key for an endpoint: stored, or asked for once and stored. Null: none, as most local servers want it. Undefined: the user gave up. */
export async function keyFor(
  secrets: vscode.SecretStorage,
  endpoint: Endpoint,
): Promise<string | null | undefined> {
  const stored = await secrets.get(secretName(endpoint));
  if (stored !== undefined) return stored;
  return isLocal(endpoint.url) ? null : askKey(secrets, endpoint);
}

/** Asks for a key and keeps it. Undefined: the user gave up. */
export async function askKey(
  secrets: vscode.SecretStorage,
  endpoint: Endpoint,
): Promise<string | undefined> {
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('Key for {0}', endpoint.name),
    prompt: vscode.l10n.t(
      'Kept in the editor’s secret storage, sent to {0} only.',
      vscode.Uri.parse(endpoint.url).authority,
    ),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined || key.trim() === '') return undefined;
  await secrets.store(secretName(endpoint), key.trim());
  return key.trim();
}

/** Forgets the key of an endpoint, after the server has refused it. */
export async function forgetKey(secrets: vscode.SecretStorage, endpoint: Endpoint): Promise<void> {
  await secrets.delete(secretName(endpoint));
}
