import { msg, type Message } from '../model/message';

/** A kind as the pages show it. */
export interface ShownKind {
  readonly label: Message;
  /** Its shape, which tells it apart without colour: a path on a 16 px grid, filled or stroked so wide. */
  readonly glyph: { readonly d: string; readonly stroke: number | null };
  /** Its colour on a page, of the editor's theme, and in an exported document, light and dark. */
  readonly colour: string;
  /** Another one for its glyph, where that would be too faint. */
  readonly ink?: string;
  readonly exported: readonly [light: string, dark: string];
  /** The lower edge of its stretches: side of the square in px, what is drawn in it, how far turned. */
  readonly texture: {
    readonly size: number;
    readonly d: string;
    readonly wide?: true;
    readonly turned?: number;
  } | null;
  /** Command and key that label a step by hand; `null` where nobody says so by hand. */
  readonly byHand: { readonly title: Message; readonly key: string } | null;
  /** The kind of the classifier that stands for it: what a label by hand means, whose concept page explains it. */
  readonly stands: string;
  /** The thought turns here: worth a line where only a few steps are named. */
  readonly turns: boolean;
}

export type ShownKinds = Readonly<Record<string, ShownKind>>;

const FOREGROUND = 'var(--vscode-charts-foreground, var(--vscode-foreground))';
/** Not charts-lines (2.7:1 in Light Modern), not charts-orange (translucent, undefined in high contrast). */
const QUIET = `color-mix(
    in srgb,
    ${FOREGROUND} 60%,
    var(--vscode-editor-background)
  )`;

/** The kinds shown by default, in the order of the legend. Glyph, colour, key, texture and export are made from here. */
export const SHOWN_KINDS = {
  setup: {
    label: msg('setup'),
    glyph: { d: 'M3.75 3.75h8.5v8.5h-8.5z', stroke: 1.5 },
    colour: QUIET,
    ink: 'var(--muted)',
    exported: ['#767676', '#9e9e9e'],
    texture: null,
    byHand: { title: msg('Label Step as Setup'), key: '1' },
    stands: 'setup',
    turns: false,
  },
  plan: {
    label: msg('plan'),
    glyph: { d: 'M3.5 4.5h9M3.5 8h6M3.5 11.5h3.5', stroke: 1.5 },
    colour: 'var(--vscode-charts-purple)',
    exported: ['#8250df', '#b180d7'],
    texture: { size: 5, d: 'M0 4.5h5' },
    byHand: { title: msg('Label Step as Plan'), key: '2' },
    stands: 'plan',
    turns: true,
  },
  work: {
    label: msg('work'),
    glyph: { d: 'M12.25 8a4.25 4.25 0 1 1-8.5 0 4.25 4.25 0 0 1 8.5 0z', stroke: null },
    colour: 'var(--vscode-charts-blue)',
    exported: ['#0969da', '#59a4f9'],
    texture: null,
    byHand: { title: msg('Label Step as Work'), key: '3' },
    stands: 'reason',
    turns: false,
  },
  check: {
    label: msg('check'),
    glyph: { d: 'M3.25 8.5l3.25 3.25 6.25-7', stroke: 1.8 },
    colour: 'var(--vscode-charts-green)',
    exported: ['#1a7f37', '#89d185'],
    texture: { size: 4, d: 'M3.5 0v4' },
    byHand: { title: msg('Label Step as Check'), key: '4' },
    stands: 'check',
    turns: true,
  },
  rethink: {
    label: msg('rethink'),
    glyph: { d: 'M6.5 3.5L3 7l3.5 3.5M3.25 7H10a3 3 0 0 1 0 6H8', stroke: 1.5 },
    colour: 'var(--vscode-charts-yellow)',
    exported: ['#9a6700', '#cca700'],
    texture: { size: 6, d: 'M5 0v6', wide: true, turned: 45 },
    byHand: { title: msg('Label Step as Rethink'), key: '5' },
    stands: 'rethink',
    turns: true,
  },
  conclude: {
    label: msg('conclude'),
    glyph: { d: 'M8 2.5L13.5 8 8 13.5 2.5 8z', stroke: null },
    colour: FOREGROUND,
    exported: ['#24292f', '#e6e6e6'],
    texture: null,
    byHand: { title: msg('Label Step as Conclude'), key: '6' },
    stands: 'answer',
    turns: true,
  },
  other: {
    label: msg('other'),
    glyph: { d: 'M8 8h.1', stroke: 3 },
    colour: QUIET,
    ink: 'var(--muted)',
    exported: ['#767676', '#9e9e9e'],
    texture: null,
    byHand: null,
    stands: 'other',
    turns: false,
  },
} as const satisfies ShownKinds;

type CoarseKind = keyof typeof SHOWN_KINDS;

/**
 * What a step can be, in the order of every list and table of kinds: the labels that the classifier was trained on, each
 * with the kind that it is shown as.
 */
export const KINDS = {
  setup: { shown: 'setup', label: msg('setup') },
  plan: { shown: 'plan', label: msg('plan') },
  recall: { shown: 'work', label: msg('recall') },
  reason: { shown: 'work', label: msg('reason') },
  check: { shown: 'check', label: msg('check') },
  rethink: { shown: 'rethink', label: msg('rethink') },
  result: { shown: 'conclude', label: msg('result') },
  answer: { shown: 'conclude', label: msg('answer') },
  other: { shown: 'other', label: msg('other') },
} as const satisfies Readonly<
  Record<string, { readonly shown: CoarseKind; readonly label: Message }>
>;

type StepKind = keyof typeof KINDS;

export const STEP_KINDS = Object.keys(KINDS) as [StepKind, ...StepKind[]];

export const coarseKinds = Object.keys(SHOWN_KINDS) as readonly CoarseKind[];

/** The shown kind of a step: recall + reason = work, result + answer = conclude. */
export const coarseKind = (kind: StepKind): CoarseKind => KINDS[kind].shown;

/** Shares by shown kind, in the order of `coarseKinds`. */
export function coarseShares(kindShares: readonly number[]): readonly number[] {
  const shares = coarseKinds.map(() => 0);
  STEP_KINDS.forEach((kind, k) => {
    shares[coarseKinds.indexOf(coarseKind(kind))]! += kindShares[k] ?? 0;
  });
  return shares;
}

/** The kind a person means by a shown kind, for a label set by hand. */
export const fineKind = (kind: CoarseKind): StepKind => SHOWN_KINDS[kind].stands;

/** Kinds that a person can set, in order. */
export const kindsByHand = coarseKinds.filter((kind) => SHOWN_KINDS[kind].byHand !== null);

/** The style rules that give every kind its colour on a page: of text, shapes, grounds and underlines. */
export function kindStyles(table: ShownKinds = SHOWN_KINDS): string {
  const kinds = Object.entries(table);
  const rules = kinds.flatMap(([kind, { ink }]) => {
    const colour = `var(--kind-${kind})`;
    const line = `color-mix(in srgb, ${colour} 60%, transparent)`;
    return [
      `.ink-${kind} {\n  color: ${ink ?? colour};\n}\n`,
      `.fill-${kind} {\n  fill: ${colour};\n}\n`,
      `.back-${kind} {\n  background: ${colour};\n}\n`,
      `.line-${kind} {\n  text-decoration-color: ${line};\n}\n`,
    ];
  });
  const colours = kinds.map(([kind, { colour }]) => `  --kind-${kind}: ${colour};\n`);
  const made = '/* Made by scripts/kinds.mjs from src/core/steps/kinds.ts. */';
  return `${made}\n:root {\n${colours.join('')}}\n${rules.join('')}`;
}

/** The same for an exported document, where steps carry their own kind. */
export function exportedKindStyles(table: ShownKinds = SHOWN_KINDS): string {
  const colours = (at: 0 | 1): string =>
    Object.entries(table)
      .map(([kind, { exported }]) => `--${kind}: ${exported[at]};`)
      .join(' ');
  const rules = Object.entries(KINDS).map(
    ([kind, { shown }]) => `.${kind} { --kind: var(--${shown}); }`,
  );
  return [
    `:root { color-scheme: light dark; ${colours(0)} }`,
    `@media (prefers-color-scheme: dark) { :root { ${colours(1)} } }`,
    ...rules,
  ].join('\n');
}
