import { useState } from 'preact/hooks';
import type { Unrecognised } from '../../core/trace/unrecognised';
import type { ColumnsView } from '../../protocol/traceData';
import { Button } from '../ui/button';
import { t } from '../ui/l10n';
import { canOpen, columnLines, firstForm, withTable, type ColumnLine } from './columnsModel';
import { keptSentence, roleLabel } from './columnsWords';
import type { TraceSession } from './session';
import { Link } from '../ui/link';

interface ColumnsFormProps {
  readonly session: TraceSession;
  readonly report: Unrecognised;
  readonly columns: ColumnsView;
}

/** Names the fields of a home-made log by hand. What stands in the file is only ever shown as text. */
export function ColumnsForm({ session, report, columns }: ColumnsFormProps) {
  const [form, setForm] = useState(() => firstForm(report, columns.chosen));
  const { tables } = report;
  const lines = columnLines(report, form);
  const choose = (role: ColumnLine['role'], path: string): void =>
    setForm({ ...form, mapping: { ...form.mapping, [role]: path === '' ? null : path } });
  return (
    <form
      class="columns-form"
      aria-labelledby="columns-title"
      onSubmit={(event) => {
        event.preventDefault();
        void session.chooseColumns(form.mapping);
      }}
    >
      <h2 id="columns-title">{t('Choose the columns')}</h2>
      <p class="muted" id="columns-need">
        {t(
          'Each record in which they have text becomes a trace. Reasoning or answer is needed; an answer may hold its reasoning between tags.',
        )}
      </p>
      {tables.length > 1 && (
        <p class="columns-table">
          <label for="columns-table">{t('Table')}</label>
          <select
            id="columns-table"
            value={String(form.table)}
            onChange={(event) =>
              setForm(withTable(report, form, Number(event.currentTarget.value)))
            }
          >
            {tables.map(({ name }, i) => (
              <option key={i} value={String(i)}>
                {name ?? t('table {0}', i + 1)}
              </option>
            ))}
          </select>
        </p>
      )}
      <div class="columns-lines">
        {lines.map((line) => (
          <Line key={line.role} line={line} onChoose={(path) => choose(line.role, path)} />
        ))}
      </div>
      <p class="columns-actions">
        <Button
          primary
          type="submit"
          disabled={!canOpen(form.mapping)}
          aria-describedby="columns-need"
        >
          {t('Open with these columns')}
        </Button>
        {columns.chosen !== null && (
          <Button onClick={() => void session.chooseColumns(null)}>
            {t('Forget the columns')}
          </Button>
        )}
        <span class="muted">{keptSentence(columns)}</span>
      </p>
    </form>
  );
}

function Line({
  line,
  onChoose,
}: {
  readonly line: ColumnLine;
  readonly onChoose: (path: string) => void;
}) {
  const id = `columns-${line.role}`;
  return (
    <>
      <label for={id}>{roleLabel(line.role)}</label>
      <select
        id={id}
        value={line.value}
        aria-describedby={`${id}-sample`}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{t('none')}</option>
        {line.options.map((path) => (
          <option key={path} value={path}>
            {path}
          </option>
        ))}
      </select>
      <span id={`${id}-sample`} class="sample" title={line.sample ?? undefined}>
        {line.isMissing ? t('The file has no such field.') : (line.sample ?? '')}
      </span>
    </>
  );
}

/** On traces that were opened by chosen columns: which, where that is kept, and the ways back. */
export function ChosenColumns({
  session,
  columns,
}: {
  readonly session: TraceSession;
  readonly columns: ColumnsView;
}) {
  return (
    <p class="chosen-columns">
      <span class="muted">
        {t('Opened by chosen columns.')} {keptSentence(columns)}
      </span>
      <Link onClick={() => void session.changeColumns()}>{t('Change columns…')}</Link>
      <Link onClick={() => void session.chooseColumns(null)}>{t('Undo')}</Link>
    </p>
  );
}
