import * as vscode from 'vscode';
import type { Change, EstimateModel } from '../../core/estimate/model';
import type { ReportChange } from '../../protocol/estimateData';
import { hostVoice } from '../shared/voice';
import { rangeIn } from '../shared/rangeIn';

/** A change with the models of the report that need it. */
export interface NeededChange extends Change {
  readonly id: string;
  readonly models: readonly string[];
}

/** The edits of a change in few characters: changes of one call for one candidate have the same. */
const fixKey = ({ quickFix }: Change): string =>
  (quickFix?.edits ?? []).map((e) => `${e.range.start}-${e.range.end}${e.newText}`).join('|');

/**
 * The changes of all candidates in document order. What several need is listed once, unless they need other edits: a fix
 * is made for one candidate.
 */
export function neededChanges(model: EstimateModel): readonly NeededChange[] {
  const found = new Map<string, NeededChange>();
  for (const candidate of model.candidates) {
    for (const change of candidate.changes) {
      const { start, end } = change.range ?? { start: -1, end: -1 };
      const id = `${change.code}:${start}:${end}:${fixKey(change)}`;
      const models = new Set([...(found.get(id)?.models ?? []), candidate.model]);
      found.set(id, { ...(found.get(id) ?? change), id, models: [...models] });
    }
  }
  const at = (c: Change): number => c.range?.start ?? Number.MAX_SAFE_INTEGER;
  return [...found.values()].sort((a, b) => at(a) - at(b));
}

/** The changes that one model needs. */
export const changesOf = (
  changes: readonly NeededChange[],
  model: string,
): readonly NeededChange[] => changes.filter((c) => c.models.includes(model));

/** Models for which there is something that can be made. */
export const fixableModels = (changes: readonly NeededChange[]): readonly string[] => [
  ...new Set(changes.filter((c) => c.quickFix !== undefined).flatMap((c) => c.models)),
];

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
    evidence: hostVoice().words(change.evidence),
    where:
      change.range === null || document === null
        ? ''
        : vscode.l10n.t('line {0}', document.positionAt(change.range.start).line + 1),
    models: change.models.length === all ? [] : [...change.models],
    fix: document === null ? null : fixTitle(change),
  }));
}

/** Edits that can be made together, with the change they belong to: each once, the first of those that touch each other. */
function editsApart(
  changes: readonly NeededChange[],
): readonly (FixEdit & { readonly of: NeededChange })[] {
  const taken: (FixEdit & { readonly of: NeededChange })[] = [];
  const made = new Set<string>();
  for (const change of changes) {
    const key = fixKey(change);
    const edits = change.quickFix?.edits ?? [];
    const clash = edits.some(({ range }) =>
      taken.some((t) => t.range.start < range.end && range.start < t.range.end),
    );
    if (made.has(key) || clash) continue;
    made.add(key);
    taken.push(...edits.map((edit) => ({ ...edit, of: change })));
  }
  return taken;
}

type FixEdit = NonNullable<Change['quickFix']>['edits'][number];

/** How many fixes are made when all these changes are. */
export const fixCount = (changes: readonly NeededChange[]): number =>
  new Set(editsApart(changes).map((e) => e.of)).size;

/** The edits of changes in a document, to be looked at before they are made. */
export function editOf(
  document: vscode.TextDocument,
  changes: readonly NeededChange[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText, of } of editsApart(changes)) {
    edit.replace(document.uri, rangeIn(document, range), newText, {
      label: fixTitle(of) ?? '',
      description: hostVoice().words(of.evidence),
      needsConfirmation: true,
    });
  }
  return edit;
}

/** Makes changes in a document by way of the editor's refactor preview: nothing happens before the user applies it. */
export async function applyChanges(
  document: vscode.TextDocument,
  changes: readonly NeededChange[],
): Promise<void> {
  await vscode.workspace.applyEdit(editOf(document, changes), { isRefactoring: true });
}
