import { GRID_ROW, useGrid } from '../ui/grid';
import { t } from '../ui/l10n';
import { listHeight } from '../ui/virtualList';
import { ListHead } from './listHead';
import { ColumnHeads, TraceLine } from './listLine';
import type { ListColumns, Listing } from '../../core/list/list';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import type { ListUi } from './ui';

interface ListViewProps {
  readonly session: TraceSession;
  readonly state: PageState;
  readonly listing: Listing;
}

/** The traces of a file: what each asked, cost and how it went. A grid with one tab stop, like the steps. */
export function ListView({ session, state, listing }: ListViewProps) {
  const list = state.ui.list;
  const { order: rows, columns, totals } = listing;
  const current = Math.max(0, rows.indexOf(list.current));
  const { scroller, geometry, page, drawn } = useGrid({
    ...{ count: rows.length, current },
    moved: [list.current],
  });
  const setList = (patch: Partial<ListUi>): void => session.setList(patch);

  const move = (to: number): void => {
    const index = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (index !== undefined) setList({ current: index });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget)
      return;
    const index = rows[current];
    if (event.key === 'ArrowDown') move(current + 1);
    else if (event.key === 'ArrowUp') move(current - 1);
    else if (event.key === 'PageDown') move(current + page);
    else if (event.key === 'PageUp') move(current - page);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (index === undefined) return;
    else if (event.key === 'Enter' || event.key === 'ArrowRight') void session.openTrace(index);
    else if (event.key === ' ') setList({ marked: withMark(list.marked, index) });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <ListHead
        session={session}
        state={state}
        totals={totals}
        shown={rows.length}
        setList={setList}
      />
      <div class="main">
        <div
          class={['traces', ...missing(columns)].join(' ')}
          ref={scroller}
          role="grid"
          tabIndex={0}
          data-place="steps"
          aria-label={t('Traces')}
          aria-rowcount={rows.length + 1}
          aria-multiselectable={false}
          aria-activedescendant={rows.length > 0 ? `trace${rows[current]!}` : undefined}
          onKeyDown={onKeyDown}
        >
          <ColumnHeads list={list} columns={columns} setList={setList} />
          <div class="rows" role="rowgroup" style={{ height: `${listHeight(geometry)}px` }}>
            {drawn.map((i) => {
              const row = session.list.rows.row(rows[i]!);
              return (
                row !== undefined && (
                  <TraceLine
                    key={row.index}
                    row={row}
                    top={i * GRID_ROW}
                    index={i + 2}
                    selected={i === current}
                    marked={list.marked.includes(row.index)}
                    columns={columns}
                    onSelect={() => setList({ current: row.index })}
                    onOpen={() => void session.openTrace(row.index)}
                  />
                )
              );
            })}
          </div>
          {rows.length === 0 && (
            <p class="nothing">{t('No trace matches. Clear the search or the filters.')}</p>
          )}
        </div>
      </div>
      {/* Actions that come as commands press these. */}
      <button type="button" hidden data-place="list-next" onClick={() => move(current + 1)} />
      <button type="button" hidden data-place="list-previous" onClick={() => move(current - 1)} />
    </>
  );
}

/** Two are marked at most: a third takes the place of the first. */
function withMark(marked: readonly number[], index: number): number[] {
  return marked.includes(index) ? marked.filter((m) => m !== index) : [...marked, index].slice(-2);
}

/** Class names that take the widths of the columns that are left out. */
function missing(columns: ListColumns): readonly string[] {
  return Object.entries(columns).flatMap(([name, there]) => (there ? [] : [`no-${name}`]));
}
