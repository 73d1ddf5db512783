import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { TrialCase } from '../../core/trial/model';
import type { Comparison } from '../../core/trial/verdictModel';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import { signed } from './names';
import { Block } from '../ui/report/block';
import type { ResultRow } from './resultRows';
import { kindsOf } from './tally';

interface KindsProps {
  readonly cases: readonly TrialCase[];
  readonly comparison: Comparison;
  readonly rows: readonly ResultRow[];
}

/** Where the gain is, by a column beside the cases. A hint, not a result. */
export function Kinds({ cases, comparison, rows }: KindsProps): JSX.Element | null {
  const columns = useMemo(
    () =>
      [...new Set(cases.flatMap((c) => Object.keys(c.about)))].filter(
        (name) => kindsOf(cases, name, comparison) !== null,
      ),
    [cases, comparison],
  );
  const [wanted, setWanted] = useState<string | null>(null);
  const column = columns.find((name) => name === wanted) ?? columns[0];
  if (column === undefined) return null;
  const nameOf = (id: string): string => rows.find((r) => r.candidate === id)?.name ?? id;
  return (
    <Block id="kinds" title={t('Where the gain is')} more={t('by your column {0}', column)}>
      {columns.length > 1 && (
        <label class="quiet">
          {t('Column')}{' '}
          <select value={column} onChange={(e) => setWanted(e.currentTarget.value)}>
            {columns.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <table class="plain">
        <caption class="visually-hidden">{t('Right answers by {0}', column)}</caption>
        <thead>
          <tr>
            <th scope="col">{column}</th>
            {[t('Cases'), nameOf(comparison.baseline), nameOf(comparison.candidate), t('Net')].map(
              (name) => (
                <th key={name} scope="col" class="n">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {(kindsOf(cases, column, comparison) ?? []).map((kind) => (
            <tr key={kind.value}>
              <th scope="row">{kind.value === '' ? '–' : kind.value}</th>
              <td class="n">{count(kind.cases)}</td>
              <td class="n">{count(kind.baseline)}</td>
              <td class="n">{count(kind.candidate)}</td>
              <td class="n">
                <b>{signed(kind.candidate - kind.baseline)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet">{t('Groups this small are a hint, not a result.')}</p>
    </Block>
  );
}
