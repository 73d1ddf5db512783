import * as v from 'valibot';
import * as vscode from 'vscode';
import type { OwnModel } from '../../core/estimate/priceBook';

const price = v.pipe(v.number(), v.finite(), v.minValue(0));
const tokens = v.pipe(v.number(), v.integer(), v.minValue(1));

const ownModel = v.object({
  id: v.pipe(v.string(), v.trim(), v.minLength(1)),
  inputPrice: price,
  outputPrice: price,
  cachedInputPrice: v.optional(price),
  contextTokens: v.optional(tokens),
  maxOutputTokens: v.optional(tokens),
});

/** The user's own models and what is wrong with those that are left out. */
export interface OwnModels {
  readonly models: readonly OwnModel[];
  readonly problems: readonly string[];
}

export const configuration = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('lrmLens.estimate');

/** Whether corrections may teach the labels here: not in Restricted Mode, where the sidecars may be anyone's. */
export const canLearnLabels = (): boolean =>
  vscode.workspace.isTrusted &&
  vscode.workspace.getConfiguration('lrmLens.traces').get('learnFromCorrections', true);

/** When hints are shown: after an estimate of the document, for every prompt that is opened, never. */
export type HintMode = 'afterEstimate' | 'always' | 'never';

export function hintMode(): HintMode {
  const mode = configuration().get<string>('migrationHints', 'afterEstimate');
  return mode === 'always' || mode === 'never' ? mode : 'afterEstimate';
}

/** Whether the opened workspace sets a setting: in Restricted Mode the editor leaves such values out. */
function isSetByWorkspace(key: string): boolean {
  const set = configuration().inspect(key);
  const value = set?.workspaceFolderValue ?? set?.workspaceValue;
  return vscode.workspace.isTrusted && value !== undefined;
}

/** Reads `lrmLens.estimate.models`; an entry with a mistake is left out and named, the others count. */
export function readOwnModels(): OwnModels {
  const raw = configuration().get<unknown>('models', []);
  const byWorkspace = isSetByWorkspace('models');
  if (!Array.isArray(raw)) {
    return { models: [], problems: [vscode.l10n.t('lrmLens.estimate.models must be a list.')] };
  }
  const models: OwnModel[] = [];
  const problems: string[] = [];
  raw.slice(0, 500).forEach((entry: unknown, i) => {
    const parsed = v.safeParse(ownModel, entry);
    if (parsed.success) {
      const m = parsed.output;
      models.push({
        id: m.id,
        input: m.inputPrice,
        output: m.outputPrice,
        cachedInput: m.cachedInputPrice ?? null,
        contextTokens: m.contextTokens ?? null,
        maxOutputTokens: m.maxOutputTokens ?? null,
        byWorkspace,
      });
      return;
    }
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue) ?? '';
    problems.push(
      vscode.l10n.t('lrmLens.estimate.models, entry {0}: {1} {2}', i + 1, where, issue.message),
    );
  });
  return { models, problems };
}
