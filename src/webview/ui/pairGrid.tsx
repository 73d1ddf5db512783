import type { ComponentChildren } from 'preact';
import { GRID_ROW, useGrid } from './grid';
import { listHeight } from './virtualList';

interface PairGridProps {
  readonly label: string;
  readonly count: number;
  readonly head: ComponentChildren;
  /** The row that the keyboard stands at. */
  readonly current: number;
  readonly onCurrent: (row: number) => void;
  readonly onOpen: (row: number) => void;
  /** Folds or unfolds the current row, where it can. */
  readonly onFold?: (row: number, fold: boolean) => void;
  readonly onLeave: () => void;
  /** A row with the id `pair<number>`. */
  readonly children: (row: number) => ComponentChildren;
}

interface PairRowProps {
  readonly number: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

/** What every row of a grid is as an element. */
export const pairRow = ({ number, selected, onSelect, onOpen }: PairRowProps) => ({
  id: `pair${number}`,
  role: 'row' as const,
  style: { top: `${number * GRID_ROW}px` },
  'aria-rowindex': number + 2,
  'aria-selected': selected,
  onClick: onSelect,
  onDblClick: onOpen,
});

/** Two sides row by row, drawn as far as they are seen, with the keys of a tree grid. */
export function PairGrid(props: PairGridProps) {
  const { count, current, onCurrent } = props;
  const at = Math.min(current, Math.max(0, count - 1));

  const { scroller, geometry, page, drawn } = useGrid({ count, current: at, moved: [at] });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget)
      return;
    const to = target(event.key, at, count, page);
    if (to !== null) onCurrent(to);
    else if (event.key === 'Enter' && count > 0) props.onOpen(at);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      props.onFold?.(at, event.key === 'ArrowLeft');
    } else if (event.key === 'Escape') props.onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      class="pairs"
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      data-place="steps"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-activedescendant={count > 0 ? `pair${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      {props.head}
      <div class="rows" role="rowgroup" style={{ height: `${listHeight(geometry)}px` }}>
        {drawn.map((i) => props.children(i))}
      </div>
    </div>
  );
}

/** Where a key moves to; `null` for a key that does not move. */
function target(key: string, at: number, count: number, page: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + page);
    case 'PageUp':
      return Math.max(0, at - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
