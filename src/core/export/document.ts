import type { Problem, ProblemCode } from '../model/problem';
import type { Provenance } from '../model/figure';
import type { Analysis, Phase, Step, StepKind } from '../steps/model';
import type { Words } from '../model/sentence';
import { labelledBy } from '../steps/corrections/modelLabels';
import { labellingSentences, taughtSentence } from '../steps/labellingWords';
import { stepTitles, type Titled } from '../steps/title';
import { inOrder } from '../steps/order';
import type { Segment, Trace } from '../model/trace';
import { essentialDocument } from './essential';
import { KEEPS_ALL, type Redaction, type Redactor } from './redact';

/** One number or name of the head of an export, worded for people; `provenance` is `null` for what is not a number. */
export interface ExportFact {
  readonly label: string;
  readonly value: string;
  readonly provenance: Provenance | null;
  readonly note: string | null;
}

/** A step or what stands between steps, in the order of the trace. Text is `null` in "structure only". Unknown is `null`. */
export type ExportItem =
  | {
      readonly type: 'step';
      /** From 1. */
      readonly number: number;
      readonly kind: StepKind;
      /** `null` where a language model set the label: it does not say how sure it is. */
      readonly confidence: number | null;
      /** The label was set by a person. */
      readonly corrected: boolean;
      /** The language model that set the label, and the day; `null` for a label of LRM Lens or a person. */
      readonly labelledBy: string | null;
      /** What it is about: a language model's title, else a line made of its text. */
      readonly title: string | null;
      readonly note: string | null;
      /** UTF-16 units as recorded, also where the text is left out or something in it is blacked out. */
      readonly chars: number;
      readonly tokens: number;
      readonly costUsd: number | null;
      readonly seconds: number | null;
      readonly text: string | null;
    }
  | {
      readonly type: 'prompt' | 'answer' | 'toolCall' | 'toolResult' | 'hidden' | 'raw';
      /** Role, tool name, fidelity or type of block. */
      readonly title: string;
      readonly chars: number;
      readonly isError: boolean;
      readonly text: string | null;
    };

export type ExportStep = Extract<ExportItem, { type: 'step' }>;

/** A run of related steps, by their numbers. Words are `null` in "structure only". */
export interface ExportPhase {
  readonly first: number;
  readonly last: number;
  readonly title: string | null;
  /** What it comes to; `null` unless a language model said so. */
  readonly summary: string | null;
  /** The language model that named it, and the day; `null` for LRM Lens. */
  readonly labelledBy: string | null;
}

/** A problem of the trace as its export tells it. */
export interface ExportProblem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly at?: Problem['at'];
}

/** Everything an export says, before it has a form. */
export interface ExportDocument {
  readonly title: string;
  /** ISO date and time. */
  readonly exportedAt: string;
  readonly facts: readonly ExportFact[];
  readonly phases: readonly ExportPhase[];
  readonly items: readonly ExportItem[];
  readonly problems: readonly ExportProblem[];
  readonly caution: string | null;
  /** What is to be known of the labels: by language models, a run each, and adjusted by corrections. */
  readonly labels: readonly string[];
  readonly structureOnly: boolean;
  /** What was blacked out or kept by choice; empty in "structure only". */
  readonly redactions: readonly Redaction[];
  /** Steps without a place of their own in a bug report; they count in the sums. */
  readonly leftOut?: readonly ExportStep[];
}

/** What an export is made from. */
export interface ExportInput {
  readonly title: string;
  readonly exportedAt: string;
  readonly facts: readonly ExportFact[];
  readonly trace: Trace;
  /** The joined reasoning text that the steps' offsets point into. */
  readonly text: string;
  readonly analysis: Analysis;
  /** Words a sentence of the core in the language of the export. */
  readonly tell: (words: Words) => string;
  /** USD by step; `null` without a price. */
  readonly costs: ArrayLike<number> | null;
  /** Seconds by step; `null` where no time was recorded. */
  readonly seconds: ArrayLike<number> | null;
}

/**
 * `redactor: null` leaves credentials in. `structureOnly` leaves out every text, notes and titles of tools included;
 * `essentialOnly` all that a bug report does not need.
 */
export interface ExportOptions {
  readonly redactor: Redactor | null;
  readonly structureOnly: boolean;
  readonly essentialOnly?: boolean;
}

/** Puts steps, prompt, answers and tool calls in the order of the trace, credentials blacked out. */
export function exportDocument(input: ExportInput, options: ExportOptions): ExportDocument {
  const { trace } = input;
  const clean = options.redactor ?? KEEPS_ALL;
  const shown = (text: string): string | null => (options.structureOnly ? null : clean(text));
  const steps = exportSteps(input, options, shown);
  const items: ExportItem[] = (trace.prompt ?? []).map((message) => ({
    type: 'prompt',
    title: message.role,
    chars: message.text.length,
    isError: false,
    text: shown(message.text),
  }));
  for (const placed of inOrder(trace, input.analysis.steps)) {
    items.push(
      placed.kind === 'step'
        ? steps[placed.step]!
        : otherItem(placed.segment, shown, options.structureOnly),
    );
  }
  const document: ExportDocument = {
    title: options.structureOnly ? '' : clean(input.title),
    exportedAt: input.exportedAt,
    facts: input.facts,
    phases: input.analysis.phases.map((phase) => exportPhase(phase, input, steps, shown)),
    items,
    // Messages may quote the record they are about.
    problems: options.structureOnly
      ? []
      : trace.problems.map((p) => ({ ...p, message: clean(input.tell(p.message)) })),
    caution: input.analysis.caution,
    labels: labelsTold(input),
    structureOnly: options.structureOnly,
    redactions: options.redactor?.found() ?? [],
  };
  return options.essentialOnly === true ? essentialDocument(document, input.analysis) : document;
}

function labelsTold({ analysis, tell }: ExportInput): readonly string[] {
  const { labellings, steps, taught } = analysis;
  return [
    ...labellings.map((l) => tell(labellingSentences(l, steps.length))),
    ...(taught === undefined ? [] : [tell(taughtSentence(taught))]),
  ];
}

function exportSteps(
  input: ExportInput,
  { redactor, structureOnly }: ExportOptions,
  shown: (text: string) => string | null,
): readonly ExportStep[] {
  const { steps } = input.analysis;
  // The text as a whole, so that a credential across two steps is found.
  const texts = structureOnly ? null : (redactor ?? KEEPS_ALL).pieces(input.text, steps);
  const titles =
    texts === null ? null : stepTitles(steps.map((step, i) => titled(input.text, step, texts[i]!)));
  return steps.map((step, i) => ({
    type: 'step',
    number: i + 1,
    kind: step.kind,
    confidence: step.labelled === undefined ? step.confidence : null,
    corrected: step.corrected === true,
    labelledBy: step.labelled === undefined ? null : labelledBy(step.labelled),
    title: step.title === undefined ? (titles?.[i] ?? null) : shown(step.title),
    note: step.note === undefined ? null : shown(step.note),
    chars: step.end - step.start,
    tokens: step.tokens,
    costUsd: input.costs?.[i] ?? null,
    seconds: input.seconds?.[i] ?? null,
    text: texts?.[i] ?? null,
  }));
}

/** What a title is made of: what is left of the text where something was blacked out, since a title may cut a credential. */
function titled(text: string, step: Step, shown: string): { text: string; step: Titled } {
  if (shown === text.slice(step.start, step.end)) return { text, step };
  return { text: shown, step: { start: 0, end: shown.length, spans: [] } };
}

/** Steps whose text a title of a phase may be made of. */
const TITLED = 4;

function exportPhase(
  { first, last, title, summary, labelled }: Phase,
  { text }: ExportInput,
  steps: readonly ExportStep[],
  shown: (text: string) => string | null,
): ExportPhase {
  const place = { first: first + 1, last: last + 1 };
  if (labelled !== undefined) {
    const told = summary === undefined ? null : shown(summary);
    return { ...place, title: shown(title), summary: told, labelledBy: labelledBy(labelled) };
  }
  const own = steps.slice(first, Math.min(last + 1, first + TITLED));
  const isWhole = own.every((step) => step.text !== null && text.includes(step.text));
  return { ...place, title: isWhole ? title : own[0]!.title, summary: null, labelledBy: null };
}

function otherItem(
  segment: Segment,
  shown: (text: string) => string | null,
  structureOnly: boolean,
): ExportItem {
  const item = (
    type: Exclude<ExportItem['type'], 'step'>,
    title: string,
    text: string,
    isError = false,
  ): ExportItem => ({ type, title, chars: text.length, isError, text: shown(text) });
  switch (segment.kind) {
    case 'reasoning':
      return item('hidden', segment.fidelity, '');
    case 'answer':
      return item('answer', segment.commentary === true ? 'commentary' : '', segment.text);
    case 'toolCall':
      return item('toolCall', structureOnly ? '' : segment.name, segment.input);
    case 'toolResult':
      return item('toolResult', '', segment.text, segment.isError);
    case 'raw':
      return item('raw', segment.type, segment.json);
  }
}
