import * as vscode from 'vscode';
import type { Change, EstimateModel } from '../../core/estimate/model';
import type { ReportChange } from '../../protocol/estimateData';
import { hostVoice } from '../shared/voice';
import { rangeIn } from './rangeIn';

/** A change with the models of the report that need it. */
export interface NeededChange extends Change {
  readonly id: string;
  readonly models: readonly string[];
}

/** The changes of all candidates, each once, in document order. */
export function neededChanges(model: EstimateModel): readonly NeededChange[] {
  const found = new Map<string, NeededChange>();
  for (const candidate of model.candidates) {
    for (const change of candidate.changes) {
      const { start, end } = change.range ?? { start: -1, end: -1 };
      const id = `${change.code}:${start}:${end}`;
      const models = new Set([...(found.get(id)?.models ?? []), candidate.model]);
      found.set(id, { ...(found.get(id) ?? change), id, models: [...models] });
    }
  }
  const at = (c: Change): number => c.range?.start ?? Number.MAX_SAFE_INTEGER;
  return [...found.values()].sort((a, b) => at(a) - at(b));
}

const fixTitle = ({ quickFix }: Change): string | null =>
  quickFix === undefined ? null : hostVoice().words(quickFix.title);

/** The changes as the page lists them. */
export function reportChanges(
  changes: readonly NeededChange[],
  model: EstimateModel,
  document: vscode.TextDocument | null,
): ReportChange[] {
  const all = new Set(model.candidates.map((c) => c.model)).size;
  return changes.map((change) => ({
    id: change.id,
    message: hostVoice().words(change.message),
    evidence: change.evidence,
    where:
      change.range === null || document === null
        ? ''
        : vscode.l10n.t('line {0}', document.positionAt(change.range.start).line + 1),
    models: change.models.length === all ? [] : [...change.models],
    fix: document === null || change.range === null ? null : fixTitle(change),
  }));
}

/** Changes that can be made together: those with a fix that do not touch each other, the first of those that do. */
export function apart(changes: readonly NeededChange[]): readonly NeededChange[] {
  const taken: NeededChange[] = [];
  for (const change of changes) {
    const { range } = change;
    if (range === null || change.quickFix === undefined) continue;
    const clash = taken.some((t) => t.range!.start < range.end && range.start < t.range!.end);
    if (!clash) taken.push(change);
  }
  return taken;
}

/** Makes changes in a document by way of the editor's refactor preview: nothing happens before the user applies it. */
export async function applyChanges(
  document: vscode.TextDocument,
  changes: readonly NeededChange[],
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, quickFix, evidence } of apart(changes)) {
    if (range === null || quickFix === undefined) continue;
    edit.replace(document.uri, rangeIn(document, range), quickFix.newText, {
      label: hostVoice().words(quickFix.title),
      description: evidence,
      needsConfirmation: true,
    });
  }
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
