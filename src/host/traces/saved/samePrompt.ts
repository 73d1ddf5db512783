import * as vscode from 'vscode';
import type { SavedTrace } from '../../../core/session/digest';
import { groupByPrompt, type SavedFile } from './grouping';
import { totalsLine } from './treeWords';
import { ask } from '../../shared/ask';

interface Side {
  readonly file: SavedFile;
  readonly trace: SavedTrace;
}

/** Lets the user choose a prompt with several traces and, where there are more than two, which two to compare. */
export async function chooseSamePrompt(
  files: readonly SavedFile[],
): Promise<readonly [Side, Side] | null> {
  const { t } = vscode.l10n;
  const groups = groupByPrompt(files);
  if (groups.length === 0) {
    void vscode.window.showInformationMessage(
      t('No two of the listed traces have the same prompt.'),
    );
    return null;
  }
  const chosen = await ask(() =>
    vscode.window.showQuickPick(
      groups.map(({ promptStart, traces }) => ({
        label: promptStart,
        description: [...new Set(traces.map((s) => s.trace.model ?? t('unknown model')))].join(
          ', ',
        ),
        traces,
      })),
      { title: t('Traces of the Same Prompt'), matchOnDescription: true },
    ),
  );
  if (chosen === undefined) return null;
  const [a, b] = chosen.traces;
  return chosen.traces.length === 2 && a && b ? [a, b] : chooseTwo(chosen.traces);
}

async function chooseTwo(traces: readonly Side[]): Promise<readonly [Side, Side] | null> {
  const { t } = vscode.l10n;
  const sides: Side[] = [];
  for (const title of [t('Compare'), t('With')]) {
    const choice = await ask(() =>
      vscode.window.showQuickPick(
        traces
          .filter((side) => !sides.includes(side))
          .map((side) => ({
            label: [side.trace.model ?? t('unknown model'), side.trace.effort]
              .filter((part) => part !== null)
              .join(', '),
            description: totalsLine(side.trace.totals),
            detail: side.file.name,
            side,
          })),
        { title },
      ),
    );
    if (choice === undefined) return null;
    sides.push(choice.side);
  }
  const [a, b] = sides;
  return a && b ? [a, b] : null;
}
