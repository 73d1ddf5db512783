import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { tableRows } from '../../core/trace/reader/tables/csv';
import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';
import { listHeight, rowsInView, rowTop, type ListGeometry } from '../ui/virtualList';
import {
  cellAt,
  moved,
  withBlock,
  withCell,
  withoutRow,
  type CellPlace,
  type Sheet,
} from './sheet';

/** What is wrong with a cell, or with its row where `column` is null. */
export interface CellProblem {
  readonly row: number;
  readonly column: number | null;
  readonly message: string;
}

interface GridProps {
  readonly sheet: Sheet;
  /** Column of the expected answers, which may stay empty. */
  readonly expected: number;
  readonly problems: readonly CellProblem[];
  /** Nothing can be edited while a trial runs. */
  readonly locked: boolean;
  readonly onChange: (sheet: Sheet) => void;
}

const ROW_HEIGHT = 28;
const HEIGHT = 254;

/** What was typed so far, in the cell where the keyboard is. */
interface Editing {
  readonly text: string;
}

/**
 * The cases as a table that is edited by keyboard: arrows move, Enter or typing edits, Escape gives up, Delete clears a
 * cell, Ctrl+Delete removes a row, pasted rows are laid over the cells from here on. Only rows in view are drawn.
 */
export function CasesGrid(props: GridProps): JSX.Element {
  const { sheet, locked } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const { place, editing, said, go, edit, commit, leave, ...on } = useEditing(props, grid);
  const below = { row: Math.min(place.row + 1, sheet.rows.length + 1), column: place.column };

  // The row behind the last one is where a new case is typed.
  const count = sheet.rows.length + (locked ? 0 : 1);
  const geometry: ListGeometry = { count, rowHeight: ROW_HEIGHT, openRow: -1, openHeight: 0 };
  const [first, last] = rowsInView(geometry, top, HEIGHT);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const cell = (row: number, column: number): JSX.Element => (
    <Cell
      key={column}
      {...props}
      row={row}
      column={column}
      isHere={row === place.row && column === place.column}
      editing={row === place.row && column === place.column ? editing : null}
      onEnter={() => go({ row, column })}
      onEdit={() => edit(cellAt(sheet, { row, column }))}
      onCommit={commit}
      onLeave={leave}
      onGiveUp={() => go(place)}
      below={below}
    />
  );
  return (
    <>
      <div
        class="grid"
        role="grid"
        aria-label={t('Cases')}
        aria-rowcount={count + 1}
        aria-colcount={sheet.columns.length + 1}
        aria-readonly={locked}
        ref={grid}
        onKeyDown={on.onKey}
        onPaste={on.onPaste}
        onCopy={on.onCopy}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <GridHead columns={sheet.columns} />
        <div class="grid-body" role="rowgroup" style={{ height: `${listHeight(geometry)}px` }}>
          {rows.map((row) => (
            <div
              key={row}
              class="grid-row"
              role="row"
              aria-rowindex={row + 2}
              style={{ top: `${rowTop(geometry, row)}px` }}
            >
              <span class="grid-number" role="rowheader">
                {row < sheet.rows.length ? formatCount(row + 1) : '+'}
              </span>
              {sheet.columns.map((_, column) => cell(row, column))}
            </div>
          ))}
        </div>
      </div>
      <span class="visually-hidden" aria-live="polite">
        {said}
      </span>
    </>
  );
}

/** Where the keyboard is in the grid, what is being typed there, and what keys and the clipboard do. */
function useEditing(
  { sheet, locked, onChange }: GridProps,
  grid: RefObject<HTMLDivElement | null>,
) {
  const [place, setPlace] = useState<CellPlace>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<Editing | null>(null);
  const [said, setSaid] = useState('');
  const takeFocus = useFocus(grid, place);

  const go = (to: CellPlace): void => {
    takeFocus();
    setEditing(null);
    setPlace(to);
  };
  const keepText = (text: string): void => {
    if (text !== cellAt(sheet, place)) onChange(withCell(sheet, place, text));
  };
  const commit = (text: string, to: CellPlace): void => {
    keepText(text);
    go(to);
  };
  /** The keyboard is elsewhere by now, and stays there. */
  const leave = (text: string): void => {
    keepText(text);
    setEditing(null);
  };
  const edit = (text: string): void => {
    if (locked) return;
    takeFocus();
    setEditing({ text });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (editing !== null) return;
    const control = event.ctrlKey || event.metaKey;
    const to = moved(place, event.key, control, sheet);
    if (to !== null) go(to);
    else if (event.key === 'Enter' || event.key === 'F2') edit(cellAt(sheet, place));
    else if (event.key === 'Delete' && !locked) {
      if (!control) onChange(withCell(sheet, place, ''));
      else if (place.row < sheet.rows.length) {
        onChange(withoutRow(sheet, place.row));
        setSaid(t('Row {0} removed.', formatCount(place.row + 1)));
      }
    } else if (event.key.length === 1 && !control && !event.altKey) edit('');
    else return;
    // The letter that begins an edit is typed into the field, which has the keyboard by then.
    if (event.key.length > 1) event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (editing !== null || locked) return;
    const block = tableRows(event.clipboardData?.getData('text/plain') ?? '');
    if (block.length === 0) return;
    event.preventDefault();
    onChange(withBlock(sheet, place, block));
    setSaid(
      t(block.length === 1 ? '1 row pasted.' : '{0} rows pasted.', formatCount(block.length)),
    );
  };
  const onCopy = (event: ClipboardEvent): void => {
    if (editing !== null) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', cellAt(sheet, place));
  };
  return { place, editing, said, go, edit, commit, leave, onKey, onPaste, onCopy };
}

function GridHead({ columns }: { readonly columns: readonly string[] }): JSX.Element {
  return (
    <div class="grid-row grid-head" role="row" aria-rowindex={1}>
      <span class="grid-number" role="columnheader">
        <span class="visually-hidden">{t('Row')}</span>
      </span>
      {columns.map((name) => (
        <span key={name} class="grid-cell" role="columnheader" title={name}>
          {name}
        </span>
      ))}
    </div>
  );
}

/** Moves the keyboard to the cell that was entered, once it is drawn and in view; not before the grid was used. */
function useFocus(grid: RefObject<HTMLDivElement | null>, place: CellPlace): () => void {
  const wanted = useRef(false);
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null || !wanted.current) return;
    const [top, bottom] = [place.row * ROW_HEIGHT, (place.row + 2) * ROW_HEIGHT];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
    const target = element.querySelector<HTMLElement>('[data-here]');
    // A row that was far away is drawn after the scrolling.
    if (target === null) return;
    wanted.current = false;
    target.focus();
  });
  return () => void (wanted.current = true);
}

interface CellProps extends GridProps {
  readonly row: number;
  readonly column: number;
  readonly isHere: boolean;
  readonly editing: Editing | null;
  readonly below: CellPlace;
  readonly onEnter: () => void;
  readonly onEdit: () => void;
  readonly onCommit: (text: string, to: CellPlace) => void;
  readonly onLeave: (text: string) => void;
  readonly onGiveUp: () => void;
}

function Cell(props: CellProps): JSX.Element {
  const { sheet, row, column, isHere, editing, locked } = props;
  const text = cellAt(sheet, { row, column });
  const problem = props.problems.find(
    (p) => p.row === row && (p.column === column || (p.column === null && column === 0)),
  );
  const name = sheet.columns[column]!;
  if (editing !== null) return <CellField {...props} name={name} text={editing.text} />;
  return (
    <span
      class={problem === undefined ? 'grid-cell' : 'grid-cell wrong'}
      role="gridcell"
      aria-colindex={column + 2}
      aria-invalid={problem !== undefined}
      aria-description={problem?.message}
      aria-readonly={locked}
      title={problem?.message ?? text.slice(0, 500)}
      tabIndex={isHere ? 0 : -1}
      {...(isHere ? { 'data-here': true } : {})}
      onClick={props.onEnter}
      onDblClick={props.onEdit}
    >
      {text.slice(0, 200)}
    </span>
  );
}

/** A cell while its text is edited. Shift+Enter breaks the line; Enter goes down, Tab to the next cell. */
function CellField(props: CellProps & { readonly name: string; readonly text: string }) {
  const { row, column, sheet, below } = props;
  // A field that goes loses the keyboard too: what it holds is taken once.
  const taken = useRef(false);
  const once = (act: () => void): void => {
    if (taken.current) return;
    taken.current = true;
    act();
  };
  const next =
    column + 1 < sheet.columns.length ? { row, column: column + 1 } : { row: row + 1, column: 0 };
  return (
    <span class="grid-cell editing" role="gridcell" aria-colindex={column + 2}>
      <textarea
        data-here
        rows={1}
        aria-label={t('{0}, row {1}', props.name, formatCount(row + 1))}
        defaultValue={props.text}
        onBlur={(event) => {
          const { value } = event.currentTarget;
          once(() => props.onLeave(value));
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          const { value } = event.currentTarget;
          if (event.key === 'Escape') once(props.onGiveUp);
          else if (event.key === 'Enter' && !event.shiftKey)
            once(() => props.onCommit(value, below));
          else if (event.key === 'Tab' && !event.shiftKey) once(() => props.onCommit(value, next));
          else return;
          event.preventDefault();
        }}
      />
    </span>
  );
}
