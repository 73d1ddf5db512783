import type { TargetedMouseEvent, TargetedWheelEvent } from 'preact';

/** The visible part of the whole, as shares 0..1. */
export type Zoom = readonly [from: number, to: number];

export const WHOLE: Zoom = [0, 1];

/** The least that can be visible. */
const MIN_ZOOM = 0.005;

/** A zoom kept inside the whole and not narrower than half a per cent. */
export function clampZoom(from: number, to: number): Zoom {
  const width = Math.min(1, Math.max(MIN_ZOOM, to - from));
  const start = Math.min(Math.max(0, from), 1 - width);
  return [start, start + width];
}

/** Zooms by a factor (below 1 zooms in) about a share of the whole. */
export function zoomAbout(zoom: Zoom, factor: number, about: number): Zoom {
  const from = about - (about - zoom[0]) * factor;
  const to = about + (zoom[1] - about) * factor;
  return clampZoom(Math.max(0, from), Math.min(1, to));
}

/** Where on an element the mouse is, as a share of its width. */
export function shareAt({ currentTarget, clientX }: TargetedMouseEvent<HTMLElement>): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return (clientX - left) / Math.max(1, width);
}

/**
 * The zoom after a turn of the wheel over an element that draws it, about the place under the mouse. Only with Ctrl or Cmd:
 * `null` for a turn that scrolls the page.
 */
export function wheelZoom(event: TargetedWheelEvent<HTMLElement>, zoom: Zoom): Zoom | null {
  if (!event.ctrlKey && !event.metaKey) return null;
  event.preventDefault();
  const about = zoom[0] + shareAt(event) * (zoom[1] - zoom[0]);
  return zoomAbout(zoom, event.deltaY > 0 ? 1.25 : 0.8, about);
}

/** The zoom moved just so far that the share [from, to] is inside. */
export function reveal(zoom: Zoom, from: number, to: number): Zoom {
  const width = zoom[1] - zoom[0];
  if (from >= zoom[0] && to <= zoom[1]) return zoom;
  if (from < zoom[0]) return clampZoom(from - width * 0.1, from - width * 0.1 + width);
  return clampZoom(to + width * 0.1 - width, to + width * 0.1);
}

/** The zoom with one end moved, never past the other. */
export function moveEnd(zoom: Zoom, end: 0 | 1, share: number): Zoom {
  const at = Math.min(1, Math.max(0, share));
  return end === 0
    ? [Math.min(at, zoom[1] - MIN_ZOOM), zoom[1]]
    : [zoom[0], Math.max(at, zoom[0] + MIN_ZOOM)];
}
