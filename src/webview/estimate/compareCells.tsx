import type { JSX } from 'preact';
import { IntervalMark } from '../ui/intervalMark';
import { t } from '../ui/l10n';
import { intervalLabel, type ReportColumn } from './columns';
import type { ChoiceRow } from './rows';
import { Link } from '../ui/link';

export function Mark({
  column,
  row,
}: {
  column: ReportColumn;
  row: ChoiceRow;
}): JSX.Element | null {
  const { range, kind } = column.get(row);
  if (range === null) return null;
  return (
    <IntervalMark
      axis={column.axis}
      range={range}
      kind={kind}
      label={intervalLabel(column, row)}
      measured={column.measured(row)}
    />
  );
}

/** "no price", "does not fit", "up to 24 h": what a cell says where it has no figures. */
export function Words(props: {
  column: ReportColumn;
  row: ChoiceRow;
  onSetPrice: (model: string) => void;
}): JSX.Element {
  const { column, row } = props;
  const words = column.words(row);
  const canSet = column.id === 'cost' && row.cost.problem === null;
  return (
    <>
      <div class="words">{words?.text}</div>
      {words?.note && <span class="tag">{words.note}</span>}
      {canSet && (
        <Link class="small" onClick={() => props.onSetPrice(row.model)}>
          {t('Set a price')}
        </Link>
      )}
    </>
  );
}

/** The work to switch: how many changes, and how many of them are made by a click. */
export function Effort({ row, narrow }: { row: ChoiceRow; narrow?: boolean }): JSX.Element {
  if (row.isBaseline) return <>{t('none')}</>;
  if (row.isSub) return <span class="quiet">{t('same')}</span>;
  const { changes: needed } = row.figures;
  if (needed.length === 0) return <>{t('none found')}</>;
  const changes = needed.length === 1 ? t('1 change') : t('{0} changes', needed.length);
  const made = t('{0} made for you', needed.filter((c) => c.quickFix !== undefined).length);
  return (
    <>
      <a href="#changes">{changes}</a>
      {narrow ? `, ${made}` : <span class="tag">{made}</span>}
    </>
  );
}

/** Leads to the basis of a column. */
export function Why({
  column,
  onWhy,
}: {
  column: ReportColumn;
  onWhy: (topic: ReportColumn['id']) => void;
}): JSX.Element {
  return (
    <a
      href="#why"
      aria-label={t('Why these figures: {0}', column.title)}
      onClick={() => onWhy(column.id)}
    >
      {t('Why')}
    </a>
  );
}
