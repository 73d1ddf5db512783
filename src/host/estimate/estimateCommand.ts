import * as vscode from 'vscode';
import type { ModelChoice } from '../../core/estimate/model';
import type { Services } from '../shared/services';
import { defaultChoices, pickChoices } from './choices';
import type { Estimator } from './estimator';
import { pickPrompt, promptFor } from '../shared/promptPick';
import { describePart, type PromptSource } from '../shared/promptSource';
import type { Reports } from './reports';

/** Finds the prompt, lets the user pick models, and shows the report. */
export async function estimate(
  services: Services,
  estimator: Estimator,
  reports: Reports,
  target: unknown,
): Promise<void> {
  const { engine } = services;
  let source = await promptFor(engine, target);
  if (source === null) return;
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
    if (source.uri !== null) source = (await pickPrompt(engine, source.uri)) ?? source;
  }
}

async function describe({ uri, found, name }: PromptSource): Promise<string> {
  const document = uri === null ? null : await vscode.workspace.openTextDocument(uri);
  return `${name}, ${describePart(found, document)}`;
}

function guessOf({ found }: PromptSource): ModelChoice | null {
  return found.model === null ? null : { model: found.model, effort: found.effort };
}
