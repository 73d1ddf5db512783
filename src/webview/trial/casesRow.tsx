import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { CasesGrid, type CellProblem } from './casesGrid';
import { casesOfSheet, columnsOf, expectedColumn, problemCells, sheetOf } from './caseSheet';
import { plain } from './names';
import { problemsAt, type FormProps } from './form';
import { FormRow, Problems } from './parts';

/** The user's own examples: imported, pasted or typed. */
export function CasesRow({ trial, actions }: FormProps): JSX.Element {
  const { trial: file, problems: all, phase } = trial;
  const { holes } = file.prompt;
  const columns = useMemo(() => columnsOf(file.cases, holes), [file.cases, holes]);
  const sheet = useMemo(
    () => sheetOf(file.cases, columns, t('expected answer')),
    [file.cases, columns],
  );
  const found = problemsAt(trial, 'case', 'column', 'file');
  const problems = useMemo<readonly CellProblem[]>(
    () =>
      problemCells(found, columns).map(({ row, column, problem }) => ({
        row,
        column,
        message: plain(problem.sentence),
      })),
    [all, columns],
  );
  const answered = file.cases.filter((c) => c.expected !== null).length;
  return (
    <FormRow id="cases" title={t('Cases')}>
      <div class="line">
        <span>
          {file.cases.length === 1 ? t('1 case') : t('{0} cases', count(file.cases.length))}
        </span>
        {answered < file.cases.length && (
          <span class="quiet">{t('{0} with an expected answer', count(answered))}</span>
        )}
        <Link onClick={actions.pickCases}>{t('Import…')}</Link>
      </div>
      <p class="quiet" id="cases-keys">
        {t(
          'Type, or paste rows from a table. Enter edits, Escape gives up, Ctrl+Delete removes a row.',
        )}
      </p>
      <CasesGrid
        sheet={sheet}
        expected={expectedColumn(columns)}
        problems={problems}
        locked={phase === 'running' || phase === 'pausing'}
        onChange={(next) =>
          actions.edit({ op: 'cases', cases: casesOfSheet(next, columns, file.cases) })
        }
      />
      <Problems problems={found} />
    </FormRow>
  );
}
