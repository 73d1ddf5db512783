import { SHOWN_KINDS } from '../../core/steps/kinds';
import type { CoarseKind } from '../../core/steps/model';
import type { Provenance } from '../../core/model/figure';
import { t } from './l10n';

/** Stroked outlines on a 16 px grid, in the weight of VS Code's icons. */
const outlines = {
  chevron: 'M6 4l4 4-4 4',
  find: 'M11 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM10 10l3.5 3.5',
  previous: 'M11.5 4v8L6 8zM4.5 4v8',
  next: 'M4.5 4v8L10 8zM11.5 4v8',
  play: 'M5 3.5v9l7-4.5z',
  pause: 'M5.5 4v8M10.5 4v8',
  compare: 'M2.5 3h11v10h-11zM8 3v10',
  export: 'M8 10V2.5M5 5.25L8 2.5l3 2.75M3 9.5v4h10v-4',
  table: 'M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.75h11M6.5 3v10',
  reveal: 'M6 3H3v10h10v-3M9 3h4v4M13 3L7.5 8.5',
  note: 'M3 3h10v7l-3 3H3zM13 10h-3v3M5.5 6h5M5.5 8.5h3',
  help: 'M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM6.4 6.4a1.7 1.7 0 1 1 2.4 1.6c-.6.3-.8.6-.8 1.2M8 11.2v.1',
  branch:
    'M6 3.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM6 12.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM13 6a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM4.5 5v6M11.5 7.5c0 2-4 1.5-6 3',
  close: 'M4 4l8 8M12 4l-8 8',
  done: 'M3.25 8.5l3.25 3.25 6.25-7',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6v.1',
  hidden: 'M1.5 8s2.5-4 6.5-4 6.5 4 6.5 4-2.5 4-6.5 4-6.5-4-6.5-4zM3 13L13 3',
  summary: 'M3.5 2.5h9v11h-9zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
  cut: 'M3 4h10M3 7h10M3 10h5M11 9.5v4M9.5 12l1.5 1.5 1.5-1.5',
  loop: 'M12.5 6A5 5 0 0 0 3.2 7M3.5 10a5 5 0 0 0 9.3-1M12.5 2.8V6H9.4M3.5 13.2V10h3.1',
  tool: 'M10.5 2.6a3.2 3.2 0 0 0-3.2 4.3L2.8 11.4v1.8h1.8l4.5-4.5a3.2 3.2 0 0 0 4.3-3.9l-2 2-1.7-.3-.3-1.7 2-2z',
  result: 'M3 3.5v5a2 2 0 0 0 2 2h8M10.5 8l2.5 2.5-2.5 2.5',
  pencil: 'M3 13l.8-3L10.5 3.3l2.2 2.2L6 12.2zM9.3 4.5l2.2 2.2',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.5M2.5 8h.5M2.5 12h.5',
  tree: 'M3 2.5v9a1.5 1.5 0 0 0 1.5 1.5H7M3 6.5h4M9 5h4.5v3H9zM9 11.5h4.5v3H9z',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  more: 'M3.5 8h.1M8 8h.1M12.4 8h.1',
  undo: 'M6.5 3.5L3 7l3.5 3.5M3.25 7H10a3 3 0 0 1 0 6H8',
  back: 'M7 3.5L2.5 8 7 12.5M2.75 8H13.5',
  swap: 'M11 2.5l2.5 2.5L11 7.5M13.2 5H3M5 8.5L2.5 11 5 13.5M2.8 11H13',
  follow:
    'M7.9 8h.2M5.6 5.6a3.4 3.4 0 0 0 0 4.8M10.4 5.6a3.4 3.4 0 0 1 0 4.8M3.6 3.6a6.2 6.2 0 0 0 0 8.8M12.4 3.6a6.2 6.2 0 0 1 0 8.8',
  file: 'M4 2.5h5.5l2.5 2.5v8.5H4zM9.5 2.5V5H12M6 8h4M6 10.5h4',
  terminal: 'M3 4.5L6.5 8 3 11.5M8 12h5',
  globe:
    'M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM2.5 8h11M8 2.5c-3.6 3.4-3.6 7.6 0 11M8 2.5c3.6 3.4 3.6 7.6 0 11',
  say: 'M2.5 3.5h11v7.5H7.5L5 13.5V11H2.5z',
  person:
    'M3.5 13.5c0-2.8 2-4.2 4.5-4.2s4.5 1.4 4.5 4.2M10.6 5.2a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0z',
  compact: 'M8 1.5v4.5M5.75 4L8 6.25 10.25 4M8 14.5V10M5.75 12L8 9.75 10.25 12M3 8h10',
  stop: 'M13.8 8a5.8 5.8 0 1 1-11.6 0 5.8 5.8 0 0 1 11.6 0zM5.5 5.5h5v5h-5z',
  clock: 'M8 4.8V8l2.2 1.6M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0z',
  fold: 'M3 3h10v10H3zM5.5 8h5',
  label: 'M2.5 3h5l6 6-4.8 4.5-6.2-6zM5.2 5.6v.1',
  thought: 'M5 10.5a3.5 3.5 0 1 1 6 0M5.5 10.5h5v2h-5zM7 14h2',
  raw: 'M6 3.5C4 3.5 5 7 3 8c2 1 1 4.5 3 4.5M10 3.5c2 0 1 3.5 3 4.5-2 1-1 4.5-3 4.5',
} as const;

export type IconName = keyof typeof outlines;

/** A decorative icon in the text colour; what it means is said beside it. */
export function Icon({ name, class: className = '' }: { name: IconName; class?: string }) {
  return (
    <svg class={`icon ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      <IconPath name={name} />
    </svg>
  );
}

/** An icon's path on its 16 px grid, for use inside another SVG. */
export function IconPath({ name }: { readonly name: IconName }) {
  const width = name === 'more' ? 2 : 1.1;
  return (
    <path
      d={outlines[name]}
      fill="none"
      stroke="currentColor"
      stroke-width={width}
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  );
}

/** A kind's glyph path, for use inside another SVG (24 px grid positions are the caller's). */
export function GlyphPath({ kind, open = false }: { kind: CoarseKind; open?: boolean }) {
  const { d, stroke } = SHOWN_KINDS[kind].glyph;
  const solid = stroke === null && !open;
  return (
    <path
      d={d}
      fill={solid ? 'currentColor' : 'none'}
      stroke={solid ? 'none' : 'currentColor'}
      stroke-width={stroke ?? 1.5}
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  );
}

export function KindGlyph({ kind, open = false }: { kind: CoarseKind; open?: boolean }) {
  return (
    <svg class={`glyph ink-${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      <GlyphPath kind={kind} open={open} />
    </svg>
  );
}

/** The word for a provenance, in the display language. */
export function provenanceWord(provenance: Provenance): string {
  switch (provenance) {
    case 'measured':
      return t('measured');
    case 'derived':
      return t('derived');
    case 'estimated':
      return t('estimated');
  }
}

/** Filled dot measured, half dot derived, ring estimated. */
export function ProvenanceDot({
  provenance,
  silent = false,
}: {
  provenance: Provenance;
  /** The word stands beside it already. */
  silent?: boolean;
}) {
  const said = silent
    ? ({ 'aria-hidden': 'true' } as const)
    : ({ role: 'img', 'aria-label': provenanceWord(provenance) } as const);
  return (
    <svg class="dot" viewBox="0 0 8 8" {...said}>
      {provenance === 'measured' ? (
        <circle cx="4" cy="4" r="3" fill="currentColor" />
      ) : (
        <circle cx="4" cy="4" r="2.6" fill="none" stroke="currentColor" stroke-width="0.9" />
      )}
      {provenance === 'derived' && <path d="M4 1.2a2.8 2.8 0 0 0 0 5.6z" fill="currentColor" />}
    </svg>
  );
}
