import { useLayoutEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Rows of one height, with one taller block (an opened body) after one of them. Pixels. */
export interface ListGeometry {
  readonly count: number;
  readonly rowHeight: number;
  /** The block stands after this row; -1 for none. */
  readonly openRow: number;
  readonly openHeight: number;
}

/** Distance of a row's top from the top of the list. */
export function rowTop(list: ListGeometry, row: number): number {
  return row * list.rowHeight + (list.openRow >= 0 && row > list.openRow ? list.openHeight : 0);
}

export function listHeight(list: ListGeometry): number {
  return rowTop(list, list.count);
}

/** The row at a distance from the top, within the list. */
export function rowAt(list: ListGeometry, y: number): number {
  const { rowHeight, openRow, openHeight, count } = list;
  const bodyTop = openRow >= 0 ? (openRow + 1) * rowHeight : Infinity;
  const row =
    y < bodyTop
      ? Math.floor(y / rowHeight)
      : y < bodyTop + openHeight
        ? openRow
        : Math.floor((y - openHeight) / rowHeight);
  return Math.min(Math.max(0, row), Math.max(0, count - 1));
}

/** Rows kept ready above and below what is seen. */
const OVERSCAN = 8;

/** The rows [first, last] to render for a viewport. */
export function rowsInView(list: ListGeometry, top: number, height: number): [number, number] {
  const first = Math.max(0, rowAt(list, top) - OVERSCAN);
  const last = Math.min(list.count - 1, rowAt(list, top + height) + OVERSCAN);
  return [first, last];
}

/** The scroll position nearest to `top` at which the row, and as much of its open block as fits, is in view. */
export function scrollToRow(
  list: ListGeometry,
  row: number,
  top: number,
  height: number,
  head: number,
): number {
  const start = rowTop(list, row);
  const body = row === list.openRow ? list.openHeight : 0;
  const end = start + Math.min(list.rowHeight + body, Math.max(list.rowHeight, height - head));
  if (start < top) return start;
  if (end > top + height - head) return end - height + head;
  return top;
}

/**
 * The scroll offset and height of an element, kept current. Scrolling re-renders only when another row comes into
 * the rendered window, which the caller decides by deriving its rows from the result.
 */
export function useViewport(
  ref: RefObject<HTMLElement | null>,
  rowHeight: number,
): { readonly top: number; readonly height: number } {
  const [viewport, setViewport] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => {
      // Quantised: a scroll within a few rows changes nothing that is rendered.
      const top = Math.floor(element.scrollTop / (rowHeight * 4)) * rowHeight * 4;
      const height = element.clientHeight + rowHeight * 4;
      setViewport((old) => (old.top === top && old.height === height ? old : { top, height }));
    };
    measure();
    const resize = new ResizeObserver(measure);
    resize.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      resize.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [ref, rowHeight]);
  return viewport;
}
