import { coarseKinds, SHOWN_KINDS } from '../../core/steps/kinds';
import { IconPath } from '../ui/icons';
import { GLYPH_ROOM, glyphsOf, tickOf } from './lanes';
import type { SessionModel } from './sessionModel';
import type { ColumnOfCalls } from './timeline';

/** A lane: its top and height, in pixels. */
interface Lane {
  readonly top: number;
  readonly height: number;
}

interface BarProps {
  readonly column: ColumnOfCalls;
  /** Shares of its reasoning by shown kind; what is missing to 1 is not labelled. */
  readonly kinds: readonly number[];
  readonly lane: Lane;
}

/** What a column paid for, from the top: reasoning by kind, answer, new context, context read again. */
export function Bar({ column, kinds, lane }: BarProps) {
  const { left, right, parts, height } = column;
  const gap = right - left > 4 ? 1 : 0;
  const width = Math.max(1, right - left - gap);
  const tall = Math.max(2, height * lane.height);
  const bottom = lane.top + lane.height;
  if (parts === null) {
    return <rect class="part-again" x={left} y={bottom - tall} width={width} height={tall} />;
  }
  let y = bottom - tall;
  return (
    <>
      {(['reasoning', 'answer', 'fresh', 'again'] as const).map((name) => {
        const size = parts[name] * tall;
        const top = y;
        y += size;
        if (size < 0.2) return null;
        const place = { x: left, y: top, width, height: size };
        return name === 'reasoning' ? (
          <Reasoning place={place} kinds={kinds} hidden={column.hidden} />
        ) : (
          <rect class={`part-${name}`} {...place} />
        );
      })}
    </>
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface ReasoningProps {
  readonly place: Place;
  readonly kinds: readonly number[];
  readonly hidden: boolean;
}

/** The kinds over one another, with the textures that tell them apart without colour where these have room. */
function Reasoning({ place, kinds, hidden }: ReasoningProps) {
  let y = place.y;
  return (
    <>
      <rect class="part-reasoning" {...place} />
      {coarseKinds.map((kind, k) => {
        const height = kinds[k]! * place.height;
        const at = { ...place, y, height };
        y += height;
        if (height < 0.2) return null;
        const textured = SHOWN_KINDS[kind].texture !== null && place.width > 3 && height > 5;
        return (
          <>
            <rect class={`fill-${kind}`} {...at} />
            {textured && <rect fill={`url(#texture-${kind})`} {...at} />}
          </>
        );
      })}
      {hidden && <rect fill="url(#texture-gap)" {...place} />}
    </>
  );
}

const TONES = { plain: 'session-glyph', bad: 'session-glyph bad', warn: 'session-glyph warn' };
const GLYPH = 12;

interface ToolsProps {
  readonly model: SessionModel;
  readonly columns: readonly ColumnOfCalls[];
  readonly width: number;
  readonly lane: Lane;
}

/** A glyph for each family of tools that a column used; a tick, taller and red where something failed, where it is too thin. */
export function ToolGlyphs({ model, columns, width, lane }: ToolsProps) {
  const middle = lane.top + lane.height / 2;
  return (
    <>
      {columns.map((column) => {
        const { from, left, right } = column;
        // In the middle of what is visible of it.
        const x = (Math.max(0, left) + Math.min(width, right)) / 2;
        const glyphs = glyphsOf(model, column);
        if (glyphs.length > 0) {
          const start = x - (glyphs.length * GLYPH_ROOM) / 2 + (GLYPH_ROOM - GLYPH) / 2;
          return glyphs.map(({ icon, tone }, i) => (
            <svg
              key={`${from} ${i}`}
              class={TONES[tone]}
              x={start + i * GLYPH_ROOM}
              y={middle - GLYPH / 2}
              width={GLYPH}
              height={GLYPH}
              viewBox="0 0 16 16"
            >
              <IconPath name={icon} />
            </svg>
          ));
        }
        const tick = right - left < GLYPH_ROOM ? tickOf(model, column) : 'none';
        if (tick === 'none') return null;
        const half = tick === 'failed' ? 7 : 3;
        return (
          <path
            key={from}
            class={tick === 'failed' ? 'session-failed' : 'session-tick'}
            d={`M${x} ${middle - half}v${2 * half}`}
          />
        );
      })}
    </>
  );
}
