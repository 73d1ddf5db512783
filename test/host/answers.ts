import * as vscode from 'vscode';
import { apis } from './api.platform';

/** Questions that the editor puts to the user in windows of its own, which no command can answer. */
type Question =
  | 'showErrorMessage'
  | 'showInputBox'
  | 'showQuickPick'
  | 'showSaveDialog'
  | 'showOpenDialog'
  | 'showWarningMessage'
  | 'showInformationMessage';

/** What the user says to a question that shows these texts or items. */
type Answer = (...shown: readonly unknown[]) => unknown;

/**
 * Answers questions for the user while `work` runs; what has no answer here is asked as ever. Gives how often each was
 * asked.
 */
export async function answering(
  answers: Readonly<Partial<Record<Question, Answer>>>,
  work: () => Promise<unknown>,
): Promise<ReadonlyMap<string, number>> {
  const windows = new Set(
    (await apis()).map(({ window }) => window as unknown as Record<string, unknown>),
  );
  const asked = new Map<string, number>();
  const names = Object.keys(answers);
  const before = [...windows].map((window) => ({
    window,
    own: names.map((name) => [name, window[name]] as const),
  }));
  for (const [name, answer] of Object.entries(answers)) {
    const instead = async (...shown: readonly unknown[]): Promise<unknown> => {
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return answer(...(await Promise.all(shown)));
    };
    for (const window of windows) window[name] = instead;
  }
  try {
    await work();
  } finally {
    for (const { window, own } of before)
      for (const [name, original] of own) window[name] = original;
  }
  return asked;
}

/** The first item of a list, or the one whose label fits. */
export function itemNamed(items: unknown, label?: RegExp): unknown {
  const list = (items as readonly { readonly label?: string }[]).filter(
    (i) => (i as vscode.QuickPickItem).kind !== vscode.QuickPickItemKind.Separator,
  );
  return label === undefined ? list[0] : list.find((i) => label.test(i.label ?? ''));
}
