import * as v from 'valibot';
import * as vscode from 'vscode';
import { isLocal, KNOWN_ENDPOINTS } from '../../core/capture/endpoints';
import type { Endpoint } from '../../core/capture/model';

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
  return { endpoints: [...own, ...KNOWN_ENDPOINTS], problems };
}

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

/** The key that is kept for an endpoint; null without one. Asks nobody. */
export async function storedKey(
  secrets: vscode.SecretStorage,
  endpoint: Endpoint,
): Promise<string | null> {
  return (await secrets.get(secretName(endpoint))) ?? null;
}
