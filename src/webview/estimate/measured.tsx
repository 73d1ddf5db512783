import type { JSX } from 'preact';
import type { Range } from '../../core/estimate/model';
import type { MeasuredRun } from '../../protocol/estimateData';
import { t } from '../ui/l10n';
import { money, time, tokens } from '../ui/figures';
import { Rich } from '../ui/rich';
import { rowName, type ChoiceRow } from './rows';

interface Figure {
  readonly measured: number | null;
  readonly expected: Range | null;
  readonly show: (value: number) => string;
}

function sentence({ measured, expected, show }: Figure, unit: string): string | null {
  if (measured === null) return null;
  const figure = `**${show(measured)}**${unit}`;
  if (expected === null) return figure;
  const range = `${show(expected.p10)} – ${show(expected.p90)}`;
  return measured >= expected.p10 && measured <= expected.p90
    ? t('{0} (in the range {1})', figure, range)
    : t('{0} (outside the range {1})', figure, range);
}

/** Runs of this very prompt beside what was expected of them. */
export function Measured(props: {
  rows: readonly ChoiceRow[];
  runs: readonly MeasuredRun[];
}): JSX.Element | null {
  const { rows, runs } = props;
  if (runs.length === 0) return null;
  return (
    <section class="block" aria-labelledby="measured-title">
      <h2 id="measured-title">
        {t('Measured')}
        <span class="quiet"> {t('runs of this prompt; they narrow the ranges of all models')}</span>
      </h2>
      <ul class="even">
        {runs.map((run, i) => {
          const row = rows.find((r) => r.model === run.model && r.effort === run.effort);
          const reasoning = row?.figures.reasoningTokens ?? null;
          const figures = [
            sentence(
              { measured: run.reasoningTokens, expected: reasoning, show: tokens },
              t(' reasoning tokens'),
            ),
            sentence({ measured: run.costUsd, expected: row?.cost.range ?? null, show: money }, ''),
            sentence(
              { measured: run.seconds, expected: row?.latency.range ?? null, show: time },
              '',
            ),
          ].filter((s) => s !== null);
          return (
            <li key={i}>
              <Rich text={`${rowName(run)}: ${figures.join(', ')}`} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
