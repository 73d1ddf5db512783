import * as vscode from 'vscode';
import { casesOf } from '../../core/trial/cases/cases';
import type { CaseTable } from '../../core/trial/cases/caseTable';
import type { CheckSpec, TrialCase, TrialFile, TrialPrompt } from '../../core/trial/model';
import { MAX_CASES } from '../../core/trial/schema';
import { ask } from '../shared/ask';
import { fileToRead } from '../shared/engineHost';
import type { Services } from '../shared/services';
import { baseName } from '../shared/uris';
import { hostVoice } from '../shared/voice';

/** Cases as they are taken into a trial, and how their file judges answers, where it says so. */
export interface TakenCases {
  readonly cases: readonly TrialCase[];
  readonly check: CheckSpec | null;
}

interface Source {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface SourceItem extends vscode.QuickPickItem {
  /** A table whose columns fill the blanks, or cases as they are; null: given up. */
  readonly read: () => Promise<Source | readonly TrialCase[] | null>;
}

/** Files that hold cases. */
const ENDINGS = ['csv', 'tsv', 'jsonl', 'ndjson', 'json', 'yaml', 'yml'];

/** Files of traces beyond this many are left out. */
const MOST_FILES = 500;

const asTable = (name: string, text: string): Source => ({
  name,
  bytes: new TextEncoder().encode(text),
});

/** Where cases can come from now. */
function sources(services: Services, prompt: TrialPrompt): readonly SourceItem[] {
  const traces = services.ownTraces.files.slice(0, MOST_FILES);
  const selected = vscode.window.visibleTextEditors.filter((e) => !e.selection.isEmpty);
  return [
    {
      label: vscode.l10n.t('A File…'),
      description: 'CSV, TSV, JSONL, JSON, promptfoo',
      read: async () => {
        const [uri] =
          (await vscode.window.showOpenDialog({
            canSelectMany: false,
            filters: { [vscode.l10n.t('Cases')]: ENDINGS },
          })) ?? [];
        if (uri === undefined) return null;
        return { name: baseName(uri), bytes: await vscode.workspace.fs.readFile(uri) };
      },
    },
    ...selected.map(({ document, selection }): SourceItem => ({
      label: vscode.l10n.t('The Selection in {0}', baseName(document.uri)),
      read: () => Promise.resolve(asTable('selection', document.getText(selection))),
    })),
    ...(traces.length === 0
      ? []
      : [
          {
            label: vscode.l10n.t('Saved Traces of This Prompt'),
            description: vscode.l10n.t('files that are looked through: {0}', traces.length),
            read: () => casesOfTraces(services, traces, prompt),
          },
        ]),
    {
      label: vscode.l10n.t('The Clipboard'),
      description: vscode.l10n.t('rows copied from a table or a notebook'),
      read: async () => asTable('clipboard', await vscode.env.clipboard.readText()),
    },
  ];
}

/** Lets the user take cases from somewhere. Null: given up, or there were none, which is told. */
export async function pickCases(services: Services, trial: TrialFile): Promise<TakenCases | null> {
  const place = await ask(() =>
    vscode.window.showQuickPick(sources(services, trial.prompt), {
      title: vscode.l10n.t('Where are the cases?'),
      placeHolder: vscode.l10n.t('Columns are matched to the blanks of the prompt by name'),
    }),
  );
  const source = (await place?.read()) ?? null;
  if (source === null) return null;
  if (!('bytes' in source)) {
    if (source.length > 0) return besides(source, trial, null);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('None of the saved traces is of this prompt.'),
    );
    return null;
  }
  const table = await services.engine.call('caseTable', source);
  if (table.rows.length === 0) {
    const [problem] = table.problems;
    void vscode.window.showWarningMessage(
      problem === undefined
        ? vscode.l10n.t('There are no cases in it.')
        : hostVoice().words(problem.sentence),
    );
    return null;
  }
  const mapped = await mapColumns(table, trial);
  if (mapped === null) return null;
  const { cases } = casesOf(mapped, trial.prompt);
  return besides(cases, trial, table.check);
}

/** New cases with those of the trial, or instead of them, as the user says. Null: given up. */
async function besides(
  cases: readonly TrialCase[],
  trial: TrialFile,
  check: CheckSpec | null,
): Promise<TakenCases | null> {
  const kept = trial.cases.length === 0 ? 'replace' : await addOrReplace(trial.cases.length);
  if (kept === null) return null;
  const known = new Set(cases.map((c) => c.id));
  const before = kept === 'add' ? trial.cases.filter((c) => !known.has(c.id)) : [];
  return { cases: [...before, ...cases], check };
}

/** Reads the user's files of traces for those of this prompt, each case once. Null: given up. */
async function casesOfTraces(
  { engine, columns, log }: Services,
  files: readonly vscode.Uri[],
  prompt: TrialPrompt,
): Promise<readonly TrialCase[] | null> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Reading traces'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const found = new Map<string, TrialCase>();
    for (const [i, uri] of files.entries()) {
      if (token.isCancellationRequested) return null;
      progress.report({ message: `${i + 1} / ${files.length}`, increment: 100 / files.length });
      try {
        const file = await fileToRead(uri, columns.of(uri));
        for (const one of await engine.call('casesOfTraces', { file, prompt })) {
          // One with an expected answer is worth more.
          if ((found.get(one.id)?.expected ?? null) === null) found.set(one.id, one);
        }
      } catch (error) {
        // The other files may hold some.
        log.warn(`trial: ${baseName(uri)} not read: ${String(error)}`);
      }
      if (found.size >= MAX_CASES) break;
    }
    return [...found.values()].slice(0, MAX_CASES);
  });
}

/** Asks for the column of each blank that none is named like; the table with those columns named so. Null: given up. */
async function mapColumns(table: CaseTable, { prompt }: TrialFile): Promise<CaseTable | null> {
  const { columns } = casesOf(table, prompt);
  const renamed = new Map<string, string>();
  for (const [hole, column] of columns) {
    if (column !== null) continue;
    const used = new Set([...columns.values(), ...renamed.keys()]);
    const free = table.columns.filter((c) => !used.has(c));
    if (free.length === 0) continue;
    const picked = await ask(() =>
      vscode.window.showQuickPick(free, {
        title: vscode.l10n.t('Which column fills “{0}”?', hole),
        placeHolder: table.columns.join(', '),
      }),
    );
    if (picked === undefined) return null;
    renamed.set(picked, hole);
  }
  if (renamed.size === 0) return table;
  const nameOf = (column: string): string => renamed.get(column) ?? column;
  return {
    ...table,
    columns: table.columns.map(nameOf),
    rows: table.rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, text]) => [nameOf(column), text])),
    ),
  };
}

async function addOrReplace(count: number): Promise<'add' | 'replace' | null> {
  const add = vscode.l10n.t('Add to the {0} cases', count);
  const replace = vscode.l10n.t('Replace the {0} cases', count);
  const picked = await ask(() => vscode.window.showQuickPick([add, replace]));
  if (picked === undefined) return null;
  return picked === add ? 'add' : 'replace';
}
