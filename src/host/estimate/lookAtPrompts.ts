import type * as vscode from 'vscode';
import { promptText } from '../../core/prompt/model';
import type { Services } from '../shared/services';
import { neededChanges, type NeededChange } from './changes';
import { defaultChoices } from './choices';
import type { Estimator } from './estimator';
import type { MigrationHints } from './migrationHints';
import { promptDocument, promptsIn } from '../shared/promptSource';

/** Prompts of a document that are looked at. */
const MOST_PROMPTS = 10;

/** Shows what the prompts of a document need for the usual candidates; nothing when it was edited meanwhile. */
export async function lookAtPrompts(
  services: Services,
  estimator: Estimator,
  hints: MigrationHints,
  document: vscode.TextDocument,
): Promise<void> {
  const { version } = document;
  const input = promptDocument(document);
  const found = (await promptsIn(services.engine, document, input)).slice(0, MOST_PROMPTS);
  const changes: NeededChange[] = [];
  for (const prompt of found) {
    const text = promptText(prompt);
    if (text.trim() === '') continue;
    const guess = prompt.model === null ? null : { model: prompt.model, effort: prompt.effort };
    const { from, to } = defaultChoices(services, guess);
    const model = await estimator.prepare({
      prompt: text,
      source: { found: prompt, document: input.text },
      from: { ...from },
      to: to.map((c) => ({ ...c })),
      observed: [],
    });
    // The user went on typing: what was found does not fit any more.
    if (document.version !== version) return;
    changes.push(...neededChanges(model));
  }
  hints.show(document, changes);
}
