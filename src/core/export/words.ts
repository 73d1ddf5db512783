import { filled } from '../model/sentence';
import { bandOf } from '../steps/bands';
import { english } from '../text/voice';
import type { ExportDocument, ExportItem, ExportPhase, ExportStep } from './document';

/** The fixed words of an export, so that they can be translated; the English ones are the default. */
export const englishWords = {
  untitled: 'Reasoning trace',
  steps: 'Steps',
  phases: 'Phases',
  phaseOfSteps: 'steps {0}–{1}',
  step: 'Step',
  kind: 'Kind',
  tokens: 'Tokens',
  cost: 'Cost',
  seconds: 'Seconds',
  share: 'Share',
  facts: 'Facts',
  note: 'Note',
  corrected: 'label set by a person',
  labelledBy: 'label by {0}',
  unsure: 'unsure',
  prompt: 'Prompt',
  answer: 'Answer',
  commentary: 'Commentary',
  toolCall: 'Tool call',
  toolResult: 'Tool result',
  hidden: 'Reasoning without text',
  raw: 'Block of unknown type',
  error: 'error',
  problems: 'Problems',
  redacted: 'Blacked out',
  structureOnly: 'Structure only: every text was left out.',
  essential:
    'For a bug report: {0} of {1} steps, with the last words sent, what failed and the answer. Long texts are cut.',
  disclaimer:
    'Labels are suggestions with a confidence, not facts; a trace is no proof of how the model decided.',
  exported: 'Exported by LRM Lens',
} as const;

export type ExportWords = Readonly<Record<keyof typeof englishWords, string>>;

/** What an export for people says, as plain text: each form only marks it up. */
export interface ExportInWords {
  readonly title: string;
  readonly facts: readonly {
    readonly label: string;
    readonly value: string;
    /** How it is known; empty for what is not a number. */
    readonly origin: string;
  }[];
  /** Sentences about the whole. */
  readonly notes: readonly string[];
  /** Heads and rows of the totals by kind; no rows where there is no step. */
  readonly totals: {
    readonly heads: readonly string[];
    readonly rows: readonly (readonly [
      kind: string,
      steps: string,
      tokens: string,
      share: string,
    ])[];
  };
  readonly phases: readonly string[];
  readonly items: readonly {
    readonly item: ExportItem;
    readonly heading: string;
    readonly note: string | null;
  }[];
  readonly problems: readonly string[];
  readonly redacted: readonly string[];
  readonly caution: string | null;
  readonly foot: string;
}

/** An export in words, the same in every form. */
export function inWords(document: ExportDocument, words: ExportWords): ExportInWords {
  const essential = essentialNote(document, words);
  return {
    title: document.title || words.untitled,
    facts: document.facts.map(({ label, value, provenance, note }) => ({
      ...{ label, value },
      origin: [provenance, note].filter((part) => part !== null).join(': '),
    })),
    notes: [
      ...(document.structureOnly ? [words.structureOnly] : []),
      ...document.labels,
      ...(essential === null ? [] : [essential]),
    ],
    totals: {
      heads: [words.kind, words.steps, words.tokens, words.share],
      rows: kindTotals(document).map(
        ({ kind, steps, tokens, share }) =>
          [kind, english.count(steps), english.count(tokens), english.share(share)] as const,
      ),
    },
    phases: document.phases.map((phase) => phaseLine(phase, words)),
    items: document.items.map((item) => ({
      item,
      heading: itemHeading(item, words),
      note: item.type === 'step' && item.note !== null ? `${words.note}: ${item.note}` : null,
    })),
    problems: document.problems.map(({ message }) => message),
    redacted: document.redactions.map((r) => `${r.title} #${r.id}: ${r.occurrences} ×`),
    caution: document.caution,
    foot: `${words.disclaimer} ${words.exported}, ${document.exportedAt}.`,
  };
}

/** Heading of an item: "Step 4 · check · 35 tokens". Tokens and money only where known. */
export function itemHeading(item: ExportItem, words: ExportWords): string {
  if (item.type === 'step') return stepHeading(item, words);
  const isCommentary = item.type === 'answer' && item.title === 'commentary';
  const name = isCommentary ? words.commentary : words[item.type];
  const title = item.title === '' || isCommentary ? name : `${name}: ${item.title}`;
  return item.isError ? `${title} (${words.error})` : title;
}

function stepHeading(step: ExportStep, words: ExportWords): string {
  const { confidence, labelledBy } = step;
  const isUnsure = !step.corrected && confidence !== null && bandOf(confidence) === 'unsure';
  const unsure = isUnsure ? ` (${words.unsure})` : '';
  const corrected = step.corrected
    ? ` (${words.corrected})`
    : labelledBy === null
      ? ''
      : ` (${filled(words.labelledBy, [labelledBy])})`;
  const parts = [
    `${words.step} ${step.number}${step.title === null ? '' : `: ${step.title}`}`,
    `${step.kind}${unsure}${corrected}`,
    `${english.count(step.tokens)} ${words.tokens.toLowerCase()}`,
  ];
  if (step.costUsd !== null) parts.push(english.usd(step.costUsd));
  if (step.seconds !== null) parts.push(english.time(step.seconds));
  return parts.join(' · ');
}

/** A phase in words: its steps, title, whose it is, and what it comes to. */
function phaseLine(phase: ExportPhase, words: ExportWords): string {
  const { first, last, title, summary, labelledBy } = phase;
  const name = filled(words.phaseOfSteps, [english.count(first), english.count(last)]);
  const by = labelledBy === null ? '' : ` (${filled(words.labelledBy, [labelledBy])})`;
  const head = title === null ? name : `${title} · ${name}`;
  return `${head}${by}${summary === null ? '' : `: ${summary}`}`;
}

/** Every step in order, those that were left out too. */
export function allSteps({ items, leftOut = [] }: ExportDocument): readonly ExportStep[] {
  const shown = items.filter((item) => item.type === 'step');
  return [...shown, ...leftOut].sort((a, b) => a.number - b.number);
}

/** Says how much of the trace a bug report shows; `null` for a whole one. */
function essentialNote(document: ExportDocument, words: ExportWords): string | null {
  if (document.leftOut === undefined) return null;
  const all = allSteps(document).length;
  const shown = all - document.leftOut.length;
  return filled(words.essential, [english.count(shown), english.count(all)]);
}

/** Steps, tokens and share by kind, largest first. */
export function kindTotals(
  document: ExportDocument,
): readonly { kind: string; steps: number; tokens: number; share: number }[] {
  const totals = new Map<string, { steps: number; tokens: number }>();
  let all = 0;
  for (const item of allSteps(document)) {
    const entry = totals.get(item.kind) ?? { steps: 0, tokens: 0 };
    entry.steps++;
    entry.tokens += item.tokens;
    all += item.tokens;
    totals.set(item.kind, entry);
  }
  return [...totals]
    .map(([kind, t]) => ({ kind, ...t, share: all > 0 ? t.tokens / all : 0 }))
    .sort((a, b) => b.tokens - a.tokens);
}
