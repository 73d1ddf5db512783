import * as vscode from 'vscode';
import type { JournalLine } from '../../core/trial/journalModel';
import { recoveredCall } from '../../core/trial/run/recover';
import type { Journal } from '../../core/trial/run/journal';
import type { PlannedData } from '../../protocol/trialCalls';
import { traceFile } from './startRun';

/** The ends of calls whose answers were whole on the disk when the program was broken off: they are not paid for again. */
export async function recoveredCalls(
  planned: PlannedData,
  journal: Journal,
  folder: vscode.Uri,
  name: string,
): Promise<readonly JournalLine[]> {
  const lines: JournalLine[] = [];
  for (const call of planned.again.filter((c) => journal.unfinished.has(c.key))) {
    const file = traceFile(name, call.key);
    const text = await textOf(vscode.Uri.joinPath(folder, file));
    const rates = planned.terms[call.model]?.rates ?? null;
    const line = text === null ? null : recoveredCall(call, text, rates, file);
    if (line !== null) lines.push(line);
  }
  return lines;
}

/** The text of a file; null where there is none. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Nothing came of that call.
    return null;
  }
}
