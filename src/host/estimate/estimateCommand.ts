import * as vscode from 'vscode';
import type { ModelChoice } from '../../core/estimate/model';
import type { Engine } from '../shared/engine';
import type { Services } from '../shared/services';
import { defaultChoices, pickChoices } from './choices';
import type { Estimator } from './estimator';
import { pickPrompt } from '../shared/promptPick';
import { activePrompt, describePart, promptIn, type PromptSource } from '../shared/promptSource';
import type { Reports } from './reports';

/** Where a lens or another feature wants the estimate to look. */
interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

async function promptAt(engine: Engine, target: unknown): Promise<PromptSource | null> {
  if (target instanceof vscode.Uri) {
    const document = await vscode.workspace.openTextDocument(target);
    return promptIn(engine, document, new vscode.Range(0, 0, 0, 0));
  }
  if (typeof target === 'object' && target !== null && 'line' in target) {
    const { uri, line, character } = target as Place;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    return promptIn(engine, document, new vscode.Range(line, character, line, character));
  }
  return activePrompt(engine);
}

/** Finds the prompt, lets the user pick models, and shows the report. */
export async function estimate(
  services: Services,
  estimator: Estimator,
  reports: Reports,
  target: unknown,
): Promise<void> {
  const { engine } = services;
  let source = await promptAt(engine, target);
  if (source === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no prompt here. Select its text, or put the cursor into a prompt file, a string or a call to a model.',
      ),
    );
    return;
  }
  // The tokenizer loads while the models are picked.
  estimator.warm();
  for (;;) {
    const guess = guessOf(source);
    const picked = await pickChoices(services, estimator, {
      defaults: defaultChoices(services, guess),
      guessed: guess !== null,
      prompt: await describe(source),
    });
    if (picked === undefined) return;
    if (picked !== 'prompt') {
      reports.show(source, picked);
      return;
    }
    source = (await pickPrompt(engine, source)) ?? source;
  }
}

async function describe({ uri, found, name }: PromptSource): Promise<string> {
  const document = uri === null ? null : await vscode.workspace.openTextDocument(uri);
  return `${name}, ${describePart(found, document)}`;
}

function guessOf({ found }: PromptSource): ModelChoice | null {
  return found.model === null ? null : { model: found.model, effort: found.effort };
}
