import { useMemo, useRef } from 'preact/hooks';
import { formatCount, formatSeconds, formatUsd } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { useWidth } from '../ui/useWidth';
import { Drawing } from './drawing';
import type { SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { columnsOf, placeAt, scaleOf, usableUnits, type Scale } from './timeline';
import { Twin } from './twin';
import { moneyText, unitLabel } from './words';

interface TimelineProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
}

/** The session along its calls as a slider: width is money, time or one a call; the table says the same in words. */
export function Timeline({ page, model }: TimelineProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const unit = page.unit(model);
  const scale = useMemo(() => scaleOf(model, unit), [model, unit]);
  const columns = useMemo(
    () => (width > 0 ? columnsOf(model, scale, width) : []),
    [model, scale, width],
  );
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
  const onClick = (event: MouseEvent): void => {
    const box = place.current?.getBoundingClientRect();
    if (box !== undefined) go(placeAt(scale, (event.clientX - box.left) / Math.max(1, box.width)));
  };
  return (
    <section class="timeline session-timeline" aria-label={t('Timeline')}>
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
        onClick={onClick}
      >
        {width > 0 && (
          <Drawing model={model} scale={scale} columns={columns} width={width} at={at} />
        )}
      </div>
      <div class="timeline-foot">
        <Legend scale={scale} />
        <span class="spacer" />
        <div class="choice" role="group" aria-label={t('Width of a call')}>
          {usableUnits(model).map((choice) => (
            <button
              type="button"
              key={choice}
              aria-pressed={unit === choice}
              onClick={() => page.context.setUi({ unit: choice })}
            >
              {unitLabel(choice)}
            </button>
          ))}
        </div>
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
      <div id="session-table" hidden={!table}>
        {table && <Twin page={page} model={model} />}
      </div>
    </section>
  );
}

function Legend({ scale }: { readonly scale: Scale }) {
  const total =
    scale.unit === 'cost'
      ? formatUsd(scale.total)
      : scale.unit === 'time'
        ? formatSeconds(scale.total)
        : t('{0} calls', formatCount(scale.total));
  return (
    <ul class="session-legend" aria-label={t('What the bars show')}>
      <li>
        <span class="swatch part-reasoning" /> {t('reasoning')}
      </li>
      <li>
        <span class="swatch part-answer" /> {t('answer and tool input')}
      </li>
      <li>
        <span class="swatch part-fresh" /> {t('new context')}
      </li>
      <li>
        <span class="swatch part-again" /> {t('context read again')}
      </li>
      <li class="muted numeric">{t('width = {0}, in all {1}', unitLabel(scale.unit), total)}</li>
    </ul>
  );
}

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
