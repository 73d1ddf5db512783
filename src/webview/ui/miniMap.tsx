import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from './l10n';
import { useWidth } from './useWidth';
import { clampZoom, moveEnd, WHOLE, type Zoom } from './zoom';

interface MiniMapProps {
  /** All there is, in the unit of the strip. */
  readonly total: number;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  /** Draws the whole, so many pixels wide and 12 high. */
  readonly strip: (width: number) => ComponentChildren;
}

const KEY_STEP = 0.02;
/** By how much a key moves an end, as a share of the whole. */
const KEY_MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -KEY_STEP,
  ArrowDown: -KEY_STEP,
  ArrowRight: KEY_STEP,
  ArrowUp: KEY_STEP,
  Home: -1,
  End: 1,
};

/** The whole in little, with the zoom as a window whose ends are sliders. */
export function MiniMap({ total, zoom, onZoom, strip }: MiniMapProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);

  const shareAt = (event: PointerEvent): number => {
    const box = place.current!.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
  };
  const drag = (event: PointerEvent, move: (share: number, start: number) => Zoom): void => {
    const start = shareAt(event);
    follow(event, (next) => onZoom(move(shareAt(next), start)));
  };

  return (
    <div
      class="minimap"
      ref={place}
      role="group"
      aria-label={t('Zoom')}
      onDblClick={() => onZoom(WHOLE)}
      onPointerDown={(event) => {
        const size = zoom[1] - zoom[0];
        const at = shareAt(event);
        const held =
          at >= zoom[0] && at <= zoom[1] ? zoom : clampZoom(at - size / 2, at + size / 2);
        if (held !== zoom) onZoom(held);
        drag(event, (share, start) => {
          const from = Math.min(1 - size, Math.max(0, held[0] + share - start));
          return clampZoom(from, from + size);
        });
      }}
    >
      {width > 0 && strip(width)}
      <span class="brush" style={{ left: `${zoom[0] * 100}%`, right: `${(1 - zoom[1]) * 100}%` }} />
      {([0, 1] as const).map((end) => (
        <div
          key={end}
          class="brush-handle"
          style={{ left: `${zoom[end] * 100}%` }}
          role="slider"
          tabIndex={0}
          aria-label={end === 0 ? t('Zoom start') : t('Zoom end')}
          aria-valuemin={0}
          aria-valuemax={Math.round(total)}
          aria-valuenow={Math.round(zoom[end] * total)}
          onPointerDown={(event) => drag(event, (share) => moveEnd(zoom, end, share))}
          onKeyDown={(event) => {
            const by = KEY_MOVES[event.key];
            if (by === undefined) return;
            onZoom(moveEnd(zoom, end, zoom[end] + by));
            event.preventDefault();
            event.stopPropagation();
          }}
        />
      ))}
    </div>
  );
}

/** Follows the pointer until it is released. */
function follow(event: PointerEvent, onMove: (next: PointerEvent) => void): void {
  const element = event.currentTarget as HTMLElement;
  element.setPointerCapture(event.pointerId);
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerup', () => element.removeEventListener('pointermove', onMove), {
    once: true,
  });
  event.stopPropagation();
}
