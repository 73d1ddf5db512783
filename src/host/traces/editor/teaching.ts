import * as vscode from 'vscode';
import type { CorrectionHistory } from '../../../core/steps/corrections/history';
import type { StepLesson } from '../../../core/steps/corrections/teach';
import { canLearnLabels } from '../../shared/settings';
import type { Services } from '../../shared/services';

/**
 * Keeps what the corrections of one file's traces teach. Other labels change only once the file is closed, so that they do
 * not move under the hands of the person who corrects.
 */
export class Teaching {
  /** Traces whose corrections were looked at: one that has none any more teaches nothing. */
  readonly #seen = new Set<string>();
  #learnt = false;

  constructor(
    private readonly uri: vscode.Uri,
    private readonly services: Services,
  ) {}

  /** Looks at the corrections of a trace; `ask` gets the lessons of those after the first `from`. */
  async learn(
    traceId: string,
    { done }: CorrectionHistory,
    ask: (from: number) => Promise<readonly StepLesson[]>,
  ): Promise<void> {
    const some = done.some(({ op }) => op === 'relabel');
    if (!some && !this.#seen.has(traceId)) return;
    // Only the user's own: what lies in a folder that they do not trust, or somewhere else, teaches nothing here.
    if (!canLearnLabels() || vscode.workspace.getWorkspaceFolder(this.uri) === undefined) return;
    this.#seen.add(traceId);
    const of = `${this.uri.toString()}#${traceId}`;
    const { memory } = this.services;
    const lessons = some ? await ask(await memory.forgottenLabels(of)) : [];
    if (await memory.keepLabels(of, done.length, lessons)) this.#learnt = true;
  }

  dispose(): void {
    if (this.#learnt) this.services.memory.tellLabels();
  }
}
