import { useMemo, useRef } from 'preact/hooks';
import { Choice } from '../ui/choice';
import { formatCount, formatSeconds, stepNumber } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { MiniMap } from '../ui/miniMap';
import { useWidth } from '../ui/useWidth';
import { shareAt, wheelZoom, WHOLE } from '../ui/zoom';
import { goTo, runAction } from './actions';
import { nextStep } from './rows';
import type { TraceSession } from './session';
import type { ShownSteps } from './shownRows';
import { Strip } from './strip';
import { TableTwin } from './tableTwin';
import { segments, timelineScale, type StripUnit } from './timeline';
import { kindOf, stepAt, type TraceModel } from './traceModel';
import type { Ui } from './ui';
import { kindLabel } from '../ui/kinds';
import { select, selectedStep } from './selection';
import { coarseKinds } from '../../core/steps/kinds';
import { memo } from '../ui/memo';

interface MiniStripProps {
  readonly model: TraceModel;
  readonly unit: StripUnit;
  readonly width: number;
}

/** The whole trace in little. */
const MiniStrip = memo(function MiniStrip({ model, unit, width }: MiniStripProps) {
  const list = useMemo(() => {
    const all = new Uint8Array(model.count).fill(1);
    return segments(model, timelineScale(model, unit, WHOLE, width), all, 2);
  }, [model, unit, width]);
  return (
    <svg width="100%" height="12" aria-hidden="true">
      {list.map(({ first, kind, x, width: size }) => (
        <rect
          key={first}
          class={`fill-${coarseKinds[kind]!}`}
          x={x}
          y={3}
          width={size}
          height={6}
        />
      ))}
    </svg>
  );
});

interface TimelineProps {
  readonly session: TraceSession;
  readonly model: TraceModel;
  readonly ui: Ui;
  readonly shown: ShownSteps;
}

/** The strip as a slider over the steps, the minimap with the zoom, and the table that says the same in words. */
export function Timeline({ session, model, ui, shown }: TimelineProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const { unit, zoom } = ui;
  const [from, to] = zoom;
  const scale = useMemo(
    () => timelineScale(model, unit, [from, to], width),
    [model, unit, from, to, width],
  );
  const selected = selectedStep(session);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = sliderTarget(event.key, selected, model.count, shown.passes);
    if (step === null) return;
    select(session, step);
    event.preventDefault();
    event.stopPropagation();
  };

  if (model.count === 0) return null;
  return (
    <section class="timeline" aria-label={t('Timeline')}>
      <div
        class="strip"
        ref={place}
        role="slider"
        tabIndex={0}
        data-place="timeline"
        aria-label={t('Playhead')}
        aria-valuemin={1}
        aria-valuemax={model.count}
        aria-valuenow={selected + 1}
        aria-valuetext={t(
          'Step {0} of {1}, {2}',
          stepNumber(selected),
          formatCount(model.count),
          kindLabel(kindOf(model, selected)),
        )}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const at = scale.from + shareAt(event) * (scale.to - scale.from);
          goTo(session, stepAt(scale.totals, at));
        }}
        onWheel={(event) => {
          const next = wheelZoom(event, zoom);
          if (next !== null) session.setUi({ zoom: [...next] });
        }}
      >
        {width > 0 && (
          <Strip model={model} scale={scale} passes={shown.passes} selected={selected} />
        )}
      </div>
      <Foot session={session} model={model} ui={ui} scale={scale} />
      <div id="timeline-table" hidden={!ui.table}>
        {ui.table && <TableTwin model={model} onJump={(step) => goTo(session, step)} />}
      </div>
    </section>
  );
}

/** The whole in little with the zoom, what the widths are, and the table. */
function Foot({
  session,
  model,
  ui: { unit, zoom, table },
  scale,
}: Pick<TimelineProps, 'session' | 'model' | 'ui'> & {
  readonly scale: ReturnType<typeof timelineScale>;
}) {
  return (
    <div class="timeline-foot">
      <MiniMap
        total={scale.totals.at(-1)!}
        zoom={zoom}
        onZoom={(z) => session.setUi({ zoom: [...z] })}
        strip={(w) => <MiniStrip model={model} unit={unit} width={w} />}
      />
      <span class="scale numeric">
        {scale.unit === 'tokens'
          ? t('{0}–{1} tokens', formatCount(scale.from), formatCount(scale.to))
          : `${formatSeconds(scale.from)} – ${formatSeconds(scale.to)}`}
      </span>
      {model.secondsBefore !== null && (
        <Choice
          label={t('Width of the strip')}
          options={[
            ['tokens', t('Tokens')],
            ['time', t('Time')],
          ]}
          value={unit}
          onChange={(choice) => session.setUi({ unit: choice })}
        />
      )}
      <button
        type="button"
        class="tool named"
        aria-expanded={table}
        aria-controls="timeline-table"
        onClick={() => runAction(session, 'toggleTable')}
      >
        <Icon name="table" />
        <span class="label">{t('Table')}</span>
      </button>
    </div>
  );
}

/** Where a key moves the playhead; `null` for a key that does not. */
function sliderTarget(key: string, at: number, count: number, passes: Uint8Array): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return nextStep(passes, at, 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return nextStep(passes, at, -1);
    case 'PageUp':
      return Math.min(count - 1, at + Math.max(10, Math.round(count / 20)));
    case 'PageDown':
      return Math.max(0, at - Math.max(10, Math.round(count / 20)));
    case 'Home':
      return nextStep(passes, -1, 1);
    case 'End':
      return nextStep(passes, count, -1);
    default:
      return null;
  }
}
