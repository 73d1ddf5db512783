import { memo } from '../ui/memo';
import { useMemo } from 'preact/hooks';
import { coarseKinds, SHOWN_KINDS } from '../../core/steps/kinds';
import type { CoarseKind } from '../../core/steps/model';
import { formatShare, stepNumber } from '../ui/format';
import { GlyphPath } from '../ui/icons';
import { t } from '../ui/l10n';
import {
  ARC_HEIGHT,
  arcs,
  chapters,
  segments,
  type StepScale,
  type StripSegment,
} from './timeline';
import type { TraceModel } from './traceModel';

/** Vertical layout, in pixels from the top: marks, arcs, strip, chapters. */
const STRIP_TOP = 16 + ARC_HEIGHT;
const STRIP_HEIGHT = 24;
const HEIGHT = STRIP_TOP + STRIP_HEIGHT + 24;
/** What is left above the strip of a trace without marks and arcs. */
const BARE_TOP = 8;
const TEXTURE_HEIGHT = 7;
const MAX_ARCS = 80;

interface StripProps {
  readonly model: TraceModel;
  readonly scale: StepScale;
  readonly passes: Uint8Array;
  readonly selected: number;
}

/** The picture of the timeline; what it says is also in the table and the slider's value. */
export function Strip({ model, scale, passes, selected }: StripProps) {
  const bare = isBare(model);
  const hidden = bare ? STRIP_TOP - BARE_TOP : 0;
  return (
    <svg
      class="strip-svg"
      width={scale.width}
      height={HEIGHT - hidden}
      viewBox={`0 ${hidden} ${scale.width} ${HEIGHT - hidden}`}
      aria-hidden="true"
    >
      <AfterAnswer model={model} scale={scale} />
      <Chapters model={model} scale={scale} />
      <Segments model={model} scale={scale} passes={passes} />
      <Arcs model={model} scale={scale} selected={selected} />
      <Marks model={model} scale={scale} />
      <Playhead model={model} scale={scale} selected={selected} />
    </svg>
  );
}

/** Nothing would stand above the strip. */
function isBare({ outline }: TraceModel): boolean {
  const { links, answer, loopStart } = outline;
  return (
    links.kind.every((kind) => kind > 1) &&
    answer.firstConcluded === null &&
    loopStart === null &&
    answer.firstMentioned === null
  );
}

type LayerProps = Pick<StripProps, 'model' | 'scale'>;

function AfterAnswer({ model, scale }: LayerProps) {
  const step = model.outline.answer.firstConcluded;
  if (step === null || scale.width === 0) return null;
  const x = Math.max(0, scale.x(scale.totals[step + 1]!));
  if (x >= scale.width) return null;
  return (
    <rect
      class="after-answer"
      x={x}
      y={0}
      width={scale.width - x}
      height={STRIP_TOP + STRIP_HEIGHT}
    />
  );
}

const Chapters = memo(function Chapters({ model, scale }: LayerProps) {
  const names = useMemo(() => chapters(model, scale), [model, scale]);
  const bottom = STRIP_TOP + STRIP_HEIGHT;
  return (
    <g>
      {names.map(({ phase, x, title }) => (
        <g key={phase}>
          {x > 0 && <line class="chapter" x1={x} x2={x} y1={bottom} y2={bottom + 22} />}
          <text class="soft" x={x + 4} y={bottom + 18}>
            {title}
          </text>
        </g>
      ))}
    </g>
  );
});

const Segments = memo(function Segments({
  model,
  scale,
  passes,
}: LayerProps & { readonly passes: Uint8Array }) {
  const list = useMemo(() => segments(model, scale, passes, 1.5), [model, scale, passes]);
  return (
    <g>
      {list.map((segment) => (
        <SegmentShape key={segment.first} segment={segment} />
      ))}
    </g>
  );
});

function SegmentShape({ segment }: { readonly segment: StripSegment }) {
  const kind = coarseKinds[segment.kind]!;
  const { x, width, dead, dim } = segment;
  // A conclusion stands two pixels out, a dead end ten pixels in.
  const rise = dead ? -10 : kind === 'conclude' ? 2 : 0;
  const top = STRIP_TOP - rise;
  const height = STRIP_HEIGHT + rise;
  const textured = !dim && SHOWN_KINDS[kind].texture !== null;
  const glyphY = top + (textured ? height - TEXTURE_HEIGHT : height) / 2 - 6;
  return (
    <g class={`segment${dim ? ' dim' : ''}${width < 4 ? ' thin' : ''}`}>
      <rect class={`fill-${kind}`} x={x} y={top} width={width} height={height} />
      {textured && width > 3 && (
        <rect
          fill={`url(#texture-${kind})`}
          x={x + 0.5}
          y={STRIP_TOP + STRIP_HEIGHT - TEXTURE_HEIGHT}
          width={Math.max(0, width - 1)}
          height={TEXTURE_HEIGHT}
        />
      )}
      {width > 20 && !dim && segment.first === segment.last && (
        <svg
          class="on-fill"
          x={x + width / 2 - 6}
          y={glyphY}
          width={12}
          height={12}
          viewBox="0 0 16 16"
        >
          <GlyphPath kind={kind} />
        </svg>
      )}
    </g>
  );
}

const Arcs = memo(function Arcs({
  model,
  scale,
  selected,
}: LayerProps & { readonly selected: number }) {
  const list = useMemo(() => arcs(model, scale, selected, MAX_ARCS), [model, scale, selected]);
  return (
    <g>
      {list.map(({ kind, from, to, x1, x2, height, dead }) => {
        const on = from === selected || to === selected;
        const end = kind === 'check' ? STRIP_TOP - 1 : STRIP_TOP - 4;
        const top = STRIP_TOP - height * 1.3;
        return (
          <g key={`${kind} ${from} ${to}`} class={`arc arc-${kind}${on ? ' on' : ''}`}>
            <path
              class={dead ? 'dashed' : ''}
              d={`M${x1} ${STRIP_TOP - 1}C${x1} ${top} ${x2} ${top} ${x2} ${end}`}
            />
            {kind === 'backtrack' && (
              <path class="arrow" d={`M${x2 - 3.5} ${STRIP_TOP - 6}h7l-3.5 5.5z`} />
            )}
          </g>
        );
      })}
    </g>
  );
});

function Marks({ model, scale }: LayerProps) {
  const { firstMentioned, firstConcluded } = model.outline.answer;
  const { loopStart } = model.outline;
  const { totals, x, width } = scale;
  const middle = (step: number): number => x((totals[step]! + totals[step + 1]!) / 2);
  const total = totals.at(-1)!;
  const concludedAt = firstConcluded === null ? null : x(totals[firstConcluded + 1]!);
  const mentionedAt =
    firstMentioned === null || firstMentioned === firstConcluded ? null : middle(firstMentioned);
  // Two texts need 120 pixels each; the mention gives way.
  const room =
    mentionedAt === null || concludedAt === null || Math.abs(concludedAt - mentionedAt) > 130;
  const after =
    firstConcluded !== null && total > 0 ? (total - totals[firstConcluded + 1]!) / total : 0;
  return (
    <g>
      {mentionedAt !== null && (
        <Mark
          x={mentionedAt}
          width={width}
          soft
          text={room ? t('first mentioned: {0}', stepNumber(firstMentioned!)) : ''}
        />
      )}
      {concludedAt !== null && (
        <Mark
          x={concludedAt}
          width={width}
          text={t('first concluded: {0}', stepNumber(firstConcluded!))}
        />
      )}
      {loopStart !== null && (
        <Mark
          x={x(totals[loopStart]!)}
          width={width}
          soft
          kind="rethink"
          text={concludedAt === null ? t('loop from {0}', stepNumber(loopStart)) : ''}
        />
      )}
      {concludedAt !== null && after > 0.005 && width - concludedAt > 270 && (
        <text class="soft" x={width - 4} y={12} text-anchor="end">
          {t('{0} after the answer', formatShare(after))}
        </text>
      )}
    </g>
  );
}

interface MarkProps {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly soft?: boolean;
  readonly kind?: CoarseKind;
}

function Mark({ x, width, text, soft = false, kind = 'conclude' }: MarkProps) {
  if (x < -1 || x > width + 1) return null;
  const right = x < width - 140;
  const end = soft ? STRIP_TOP - 1 : STRIP_TOP + STRIP_HEIGHT;
  return (
    <g class={soft ? 'mark soft' : 'mark'}>
      <line x1={x} x2={x} y1={4} y2={end} />
      {text !== '' && (
        <>
          <svg x={right ? x + 4 : x - 16} y={2} width={12} height={12} viewBox="0 0 16 16">
            <GlyphPath kind={kind} open={soft} />
          </svg>
          <text x={right ? x + 19 : x - 19} y={12} text-anchor={right ? 'start' : 'end'}>
            {text}
          </text>
        </>
      )}
    </g>
  );
}

function Playhead({ model, scale, selected }: LayerProps & { readonly selected: number }) {
  if (selected >= model.count) return null;
  const left = scale.x(scale.totals[selected]!);
  const width = Math.max(3, scale.x(scale.totals[selected + 1]!) - left);
  const middle = left + width / 2;
  if (middle < 0 || middle > scale.width) return null;
  const bottom = STRIP_TOP + STRIP_HEIGHT;
  return (
    <g class="playhead">
      <rect x={left} y={STRIP_TOP - 1} width={width} height={STRIP_HEIGHT + 2} />
      <path d={`M${middle - 5} ${bottom + 9}h10l-5 -6z`} />
    </g>
  );
}
