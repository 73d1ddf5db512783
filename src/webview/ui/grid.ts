import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { restKeyboardOn } from './keyboard';
import { rowsInView, scrollToRow, useViewport, type ListGeometry } from './virtualList';

/** Height of a row of a grid, and of its heads, in pixels. */
export const GRID_ROW = 22;
const HEAD = 24;

interface GridState {
  readonly count: number;
  /** The row that the keyboard stands at; -1 for none. */
  readonly current: number;
  /** Something taller stands under the current row. */
  readonly isOpen?: boolean;
  /** What brings the current row into view when it changes. */
  readonly moved: readonly unknown[];
}

interface Grid {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly geometry: ListGeometry;
  /** How many rows a key goes that goes by pages. */
  readonly page: number;
  /** The rows in view, and the current one, which is always drawn: the grid names it. */
  readonly drawn: readonly number[];
  readonly isInView: (row: number) => boolean;
  readonly setOpenHeight: (pixels: number) => void;
}

/** A grid of rows with one tab stop, drawn as far as it is seen; the keyboard starts in it, unless it is on the page already. */
export function useGrid({ count, current, isOpen = false, moved }: GridState): Grid {
  const scroller = useRef<HTMLDivElement>(null);
  const [measured, setOpenHeight] = useState(0);
  const openHeight = isOpen ? measured : 0;
  const openRow = isOpen ? current : -1;
  const geometry = { count, rowHeight: GRID_ROW, openRow, openHeight };
  const { top, height } = useViewport(scroller, GRID_ROW);
  const [first, last] = rowsInView(geometry, top, height);

  // Brings the selection into view when it moves or opens, and only then: scrolling away must stay possible.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || current < 0) return;
    const { scrollTop, clientHeight } = element;
    element.scrollTop = scrollToRow(geometry, current, scrollTop, clientHeight, HEAD);
  }, [...moved, isOpen, openHeight]);
  useLayoutEffect(() => restKeyboardOn(scroller.current), []);

  const isInView = (row: number): boolean => row >= first && row <= last;
  const drawn: number[] = [];
  for (let i = first; i <= last; i++) drawn.push(i);
  if (current >= 0 && current < count && !isInView(current)) drawn.push(current);
  const page = Math.max(1, Math.floor(height / GRID_ROW) - 6);
  return { scroller, geometry, page, drawn, isInView, setOpenHeight };
}

/** Tells the height of an element, now and whenever it changes. */
export function useHeightOf(
  element: RefObject<HTMLElement | null>,
  onHeight: (pixels: number) => void,
): void {
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = (): void => onHeight(current.offsetHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [onHeight]);
}
