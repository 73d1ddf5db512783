import * as vscode from 'vscode';
import { modelKey } from '../../core/estimate/modelKey';

/** Nobody waits for these counts, the figures are shown before; a provider that never answers is given up. Milliseconds. */
const PATIENCE = 20_000;

/** Vendors write versions with dots or dashes. */
const key = (id: string): string => modelKey(id).replaceAll('.', '-');

/** The editor's models that are one of these, by id or family as they were asked for. */
async function matching(
  ids: readonly string[],
): Promise<ReadonlyMap<string, vscode.LanguageModelChat>> {
  const chats = await vscode.lm.selectChatModels();
  const found = new Map<string, vscode.LanguageModelChat>();
  for (const id of new Set(ids)) {
    const chat =
      chats.find((c) => key(c.id) === key(id)) ?? chats.find((c) => key(c.family) === key(id));
    if (chat !== undefined) found.set(id, chat);
  }
  return found;
}

/**
 * Tokens of a prompt by the editor's own tokenizers, for those of the models that the editor provides. Sends no request
 * to a model and asks for no consent: `countTokens` needs none. What has not answered when `late` aborts is left out. Never
 * rejects.
 */
export async function ownCounts(
  prompt: string,
  ids: readonly string[],
  late: AbortSignal = AbortSignal.timeout(PATIENCE),
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const cancel = new vscode.CancellationTokenSource();
  const count = async (): Promise<void> => {
    const chats = await matching(ids);
    await Promise.allSettled(
      [...chats].map(async ([id, chat]) => {
        const tokens = await chat.countTokens(prompt, cancel.token);
        if (Number.isFinite(tokens) && tokens > 0) counts[id] = tokens;
      }),
    );
  };
  const given = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve()));
  // No such service, or a provider that fails: the shipped tokenizer's count stands.
  await Promise.race([count().catch(() => undefined), given]);
  cancel.cancel();
  cancel.dispose();
  return { ...counts };
}
