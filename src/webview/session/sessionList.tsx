import { useRef } from 'preact/hooks';
import { GRID_ROW, useGrid, useHeightOf } from '../ui/grid';
import { ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import { listHeight, rowTop } from '../ui/virtualList';
import { Detail } from './detail';
import type { SessionLine } from './rows';
import type { SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { SessionRow } from './sessionRow';

interface SessionListProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
  /** The details stand under the opened line. */
  readonly narrow: boolean;
}

/** Turns, calls and tools as a treegrid with one tab stop; of the lines only what is in view is drawn. */
export function SessionList({ page, model, narrow }: SessionListProps) {
  const { ui } = page;
  const { rows } = page.shown();
  const { current } = page;
  const isOpen = narrow && ui.open && current >= 0;
  const {
    scroller,
    geometry,
    page: screen,
    drawn,
    setOpenHeight,
  } = useGrid({
    ...{ count: rows.length, current, isOpen },
    moved: [ui.selected, current],
  });
  return (
    <div
      class="steps session-list"
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      data-place="steps"
      aria-label={t('Turns, calls and tools')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={current >= 0 ? rows[current]!.id : undefined}
      onKeyDown={(event) => onListKey(event, page, screen)}
    >
      <Head />
      {rows.length === 0 && (
        <p class="nothing">{t('No line matches. Clear the search or the filters.')}</p>
      )}
      <div class="rows" role="rowgroup" style={{ height: `${listHeight(geometry)}px` }}>
        {drawn.map((i) => (
          <SessionRow
            key={rows[i]!.id}
            page={page}
            model={model}
            row={rows[i]!}
            top={rowTop(geometry, i)}
            index={i + 2}
            selected={i === current}
            open={isOpen}
          />
        ))}
        {isOpen && (
          <Opened
            key={`open ${ui.selected}`}
            page={page}
            model={model}
            row={rows[current]!}
            top={rowTop(geometry, current) + GRID_ROW}
            onHeight={setOpenHeight}
          />
        )}
      </div>
    </div>
  );
}

function Head() {
  return (
    <div class="thead" role="rowgroup">
      <div class="row session-row head-row" role="row" aria-rowindex={1}>
        <span class="no" role="columnheader">
          #
        </span>
        <span class="did" role="columnheader" title={t('Did')}>
          {t('Did')}
        </span>
        <span class="said" role="columnheader" title={t('Said or thought')}>
          {t('Said or thought')}
        </span>
        <span class="kinds-cell" role="columnheader" title={t('Kinds')}>
          {t('Kinds')} <ProvenanceDot provenance="estimated" />
        </span>
        <span class="number reasoning" role="columnheader" title={t('Reasoning')}>
          {t('Reasoning')} <ProvenanceDot provenance="measured" />
        </span>
        <span class="number usd" role="columnheader" title={t('Cost')}>
          {t('Cost')} <ProvenanceDot provenance="derived" />
        </span>
        <span class="number seconds" role="columnheader" title={t('Time')}>
          {t('Time')} <ProvenanceDot provenance="measured" />
        </span>
      </div>
    </div>
  );
}

interface OpenedProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly row: SessionLine;
  readonly top: number;
  readonly onHeight: (pixels: number) => void;
}

/** The details under their line. */
function Opened({ page, model, row, top, onHeight }: OpenedProps) {
  const place = useRef<HTMLDivElement>(null);
  useHeightOf(place, onHeight);
  return (
    <div class="opened" ref={place} role="row" style={{ top: `${top}px` }}>
      <div class="opened-cell" role="gridcell">
        <Detail page={page} model={model} row={row} />
      </div>
    </div>
  );
}

function onListKey(event: KeyboardEvent, page: SessionPage, screen: number): void {
  // Keys of what is inside opened details are its own.
  if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey)
    return;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: screen,
    PageUp: -screen,
    Home: -Infinity,
    End: Infinity,
  };
  const move = moves[event.key];
  const { row } = page;
  if (move !== undefined) page.move(move);
  else if (row === undefined) return;
  else if (event.key === 'Enter') press(page, row);
  else if (event.key === 'ArrowRight') {
    if (!page.fold(row, false)) page.move(1);
  } else if (event.key === 'ArrowLeft') fold(page, row);
  else if (event.key === ' ') page.context.setUi({ open: !page.ui.open });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Opens the reasoning of a call; folds a turn; of the rest shows the details where these are not at the side. */
export function press(page: SessionPage, row: SessionLine): void {
  if (row.kind === 'call') page.open(row.call);
  else if (row.kind === 'turn') page.fold(row);
  else page.context.setUi({ open: !page.ui.open });
}

/** To the left is what a line is part of. */
function fold(page: SessionPage, row: SessionLine): void {
  if (page.fold(row, true) || row.kind === 'turn') return;
  page.select(row.kind === 'tool' ? `c${row.call}` : `t${row.turn}`);
}
