import type { ComponentChildren } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { Choice } from '../ui/choice';
import { formatCount } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { memo } from '../ui/memo';
import { MiniMap } from '../ui/miniMap';
import { useWidth } from '../ui/useWidth';
import { shareAt, wheelZoom } from '../ui/zoom';
import { Drawing } from './drawing';
import { LaneNames } from './lanesBeside';
import { hasUnlabelled, Legend } from './legend';
import type { SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { columnsOf, placeAt, scaleOf, usableUnits, zoomed, type ColumnOfCalls } from './timeline';
import type { CallUnit } from './sessionUi';
import { Twin } from './twin';
import { moneyText, unitLabel } from './words';
import { callsWithKinds, kindsOfColumn } from './lanes';
import { traceOf } from './traceOf';

interface TimelineProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
}

/** The session along its calls as a slider: width is money, time or one a call; the table says the same in words. */
export function Timeline({ page, model }: TimelineProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const unit = page.unit(model);
  const [from, to] = page.ui.zoom;
  const scale = useMemo(() => zoomed(scaleOf(model, unit), [from, to]), [model, unit, from, to]);
  const columns = useMemo(
    () => (width > 0 ? columnsOf(model, scale, width) : []),
    [model, scale, width],
  );
  const kinds = useKinds(page, model, columns);
  const { session, order } = model;
  const { table } = page.ui;
  const call = page.call;
  const at = call === null ? 0 : model.placeOf[call]!;
  if (order.length === 0) return null;
  const go = (to: number): void => {
    const next = order[Math.min(order.length - 1, Math.max(0, to))];
    if (next !== undefined) page.goTo(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = sliderTarget(event.key, at, order.length);
    if (to === null || event.altKey || event.ctrlKey) return;
    go(to);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section class="timeline session-timeline" aria-label={t('Timeline')}>
      <div class="session-lanes-row">
        <LaneNames model={model} scale={scale} />
        <div
          class="session-strip"
          ref={place}
          role="slider"
          tabIndex={0}
          data-place="timeline"
          aria-label={t('Call on the timeline')}
          aria-valuemin={1}
          aria-valuemax={order.length}
          aria-valuenow={at + 1}
          aria-valuetext={t(
            'Call {0} of {1}, {2}',
            model.labels[order[at]!]!,
            formatCount(order.length),
            moneyText(session.calls[order[at]!]!.money),
          )}
          onKeyDown={onKeyDown}
          onClick={(event) => go(placeAt(scale, shareAt(event)))}
          onWheel={(event) => {
            const zoom = wheelZoom(event, [from, to]);
            if (zoom !== null) page.context.setUi({ zoom: [...zoom] });
          }}
        >
          {width > 0 && <Drawing {...{ model, scale, columns, kinds, width, at }} />}
        </div>
      </div>
      <Foot page={page} model={model}>
        <Legend scale={scale} unlabelled={hasUnlabelled(columns, kinds)} />
      </Foot>
      <div id="session-table" hidden={!table}>
        {table && <Twin page={page} model={model} />}
      </div>
    </section>
  );
}

/** What the colours are, the whole in little with the zoom, what the width of a call is, and the table. */
function Foot({ page, model, children }: TimelineProps & { readonly children: ComponentChildren }) {
  const unit = page.unit(model);
  const { zoom, table } = page.ui;
  return (
    <div class="timeline-foot">
      {children}
      <MiniMap
        // Said in per cent: the dollars of a session are too few to round.
        total={100}
        zoom={zoom}
        onZoom={(zoom) => page.context.setUi({ zoom: [...zoom] })}
        strip={(w) => <MiniStrip model={model} unit={unit} width={w} />}
      />
      <Choice
        label={t('Width of a call')}
        options={usableUnits(model).map((choice) => [choice, unitLabel(choice)])}
        value={unit}
        onChange={(choice) => page.setUnit(choice)}
      />
      <button
        type="button"
        class="tool named"
        aria-expanded={table}
        aria-controls="session-table"
        onClick={() => page.context.setUi({ table: !table })}
      >
        <Icon name="table" />
        <span class="label">{t('Table')}</span>
      </button>
    </div>
  );
}

/** The whole session in little: its calls with the part that reasoning is. */
const MiniStrip = memo(function MiniStrip({
  model,
  unit,
  width,
}: {
  readonly model: SessionModel;
  readonly unit: CallUnit;
  readonly width: number;
}) {
  return (
    <svg width="100%" height="12" aria-hidden="true">
      {columnsOf(model, scaleOf(model, unit), width).map(({ from, left, right, parts }) => {
        const place = { x: left, width: Math.max(1, right - left), y: 3 };
        return (
          <>
            <rect key={from} class="part-fresh" {...place} height={6} />
            <rect class="part-reasoning" {...place} height={6 * (parts?.reasoning ?? 0)} />
          </>
        );
      })}
    </svg>
  );
});

/** Where a key moves the slider; `null` for a key that does not. */
function sliderTarget(key: string, at: number, count: number): number | null {
  const page = Math.max(10, Math.round(count / 20));
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return at + 1;
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - 1;
    case 'PageUp':
      return at + page;
    case 'PageDown':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Shares of the reasoning by kind, by column; the same list until another label has come. */
function useKinds(
  page: SessionPage,
  model: SessionModel,
  columns: readonly ColumnOfCalls[],
): readonly (readonly number[])[] {
  const wanted = useMemo(
    () => columns.flatMap((column) => callsWithKinds(model, column)),
    [model, columns],
  );
  const known = useRef<ReadonlyMap<number, readonly number[]>>(new Map());
  const { session } = model;
  const now = new Map<number, readonly number[]>();
  for (const call of wanted) {
    const shares = page.context.kindsOf(traceOf(session, session.calls[call]!));
    if (shares !== null) now.set(call, shares);
  }
  const same =
    now.size === known.current.size &&
    [...now].every(([call, shares]) => known.current.get(call) === shares);
  if (!same) known.current = now;
  const labels = known.current;
  return useMemo(
    () => columns.map((column) => kindsOfColumn(model, column, (call) => labels.get(call) ?? null)),
    [model, columns, labels],
  );
}
