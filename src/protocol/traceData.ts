import type { Message } from '../core/model/message';
import * as v from 'valibot';
import type { Figure, Provenance } from '../core/model/figure';
import type { SessionComparison } from '../core/model/sessionComparison';
import type { Problem } from '../core/model/problem';
import type { Sentence } from '../core/model/sentence';
import type { Insight } from '../core/steps/insights';
import { STEP_KINDS } from '../core/steps/kinds';
import type { Labelling, StepKind, Taught } from '../core/steps/model';
import type { TraceFacts } from '../core/trace/facts';
import type { ColumnMapping } from '../core/trace/columnMapping';
import type { Unrecognised } from '../core/trace/unrecognised';

// The data of the trace page: typed where the host sends them, guarded where the page does. Steps are numbered from 0 here
// and from 1 on screen. What can be as long as the trace is columnar: typed arrays cross to a webview without being copied
// item by item.

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const fieldPath = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(1000)));

/** The columns that a page may choose: paths of fields. */
export const mappingSchema = v.object({
  reasoning: fieldPath,
  answer: fieldPath,
  prompt: fieldPath,
  model: fieldPath,
});

/** The columns chosen for a file, and where such a choice is kept. */
export interface ColumnsView {
  readonly chosen: ColumnMapping | null;
  /** The files that a choice counts for, as a glob. */
  readonly pattern: string;
  /** In the settings of its folder; else in memory until the window closes, and why. */
  readonly keptIn: 'folder' | 'untrusted' | 'noFolder';
}

export interface FileView {
  readonly name: string;
  readonly formatTitle: Message | '';
  readonly state: 'loading' | 'ready' | 'failed';
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** It is the log of one run of an agent: it opens as a session. */
  readonly isSession: boolean;
  /** Traces found so far; their list is asked for by `getList`. */
  readonly count: number;
  readonly problems: readonly Problem[];
  /** Why the file does not open as traces; only with `failed`. */
  readonly failure: Problem | null;
  /** What was tried and what there is, where the file is not understood. */
  readonly report: Unrecognised | null;
  readonly columns: ColumnsView;
  /** The file is open by the chosen columns. */
  readonly byColumns: boolean;
  /** New records are taken in as the file grows. */
  readonly following: boolean;
  /** Name of the file that holds labels and notes, existing or not. */
  readonly sidecar: string;
  /** What the host wants shown first (a link or command led here); `null` leaves it to the page's own state. */
  readonly start: { readonly index: number; readonly step: number | null } | null;
}

/** One number for each step, all of one origin. */
export interface StepColumn {
  readonly values: Float64Array;
  readonly provenance: Provenance;
  readonly note: Message;
}

export const stepFlags = { corrected: 1, noted: 2, truncated: 4 } as const;

interface StepColumns {
  /** UTF-16 offsets into the joined reasoning text. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Index into `STEP_KINDS`, corrections applied. */
  readonly kind: Uint8Array;
  /** 0..1; 1 where a person or a language model set the label. */
  readonly confidence: Float32Array;
  /** Bits of `stepFlags`. */
  readonly flags: Uint8Array;
  /** Number of the run in `labellings` that set the label, from 1; 0 for a label of LRM Lens or a person. */
  readonly labelling: Uint8Array;
  readonly tokens: StepColumn;
  /** USD; `null` without a price. */
  readonly cost: StepColumn | null;
  /** `null` where no time was recorded. */
  readonly seconds: StepColumn | null;
}

/** What stands between or around the steps: prompt messages, tool calls and results, answers, hidden reasoning, unknown blocks. */
export interface TraceItem {
  readonly kind: 'prompt' | 'toolCall' | 'toolResult' | 'answer' | 'hidden' | 'raw';
  /** The step it stands before; the number of steps for what comes last. */
  readonly before: number;
  /** Number of the segment; of the message for `prompt`. */
  readonly source: number;
  /** Role, tool name, or type of the unknown block. */
  readonly title: string;
  /** First characters, white space folded, at most 200. */
  readonly line: string;
  readonly chars: number;
  readonly tokens: Figure | null;
  readonly cost: Figure | null;
  readonly seconds: Figure | null;
  readonly isError: boolean;
}

export interface PhaseView {
  readonly first: number;
  readonly last: number;
  readonly title: string;
  readonly depth: number;
  readonly deadEnd: boolean;
  /** What it comes to, and the language model that said so, with the day; `null` where LRM Lens named it. */
  readonly summary: string | null;
  readonly by: string | null;
}

export const linkKinds = ['backtrack', 'check', 'support'] as const;

/** The facts of a trace with how its fidelity was decided, for its hover. */
export interface TraceHeader extends TraceFacts {
  readonly fidelityNote: Message;
}

/** A trace as its page shows it before any body is read. */
export interface TraceOutline {
  readonly index: number;
  readonly id: string;
  /** Rises with every correction and growth, so that late answers can be told. */
  readonly version: number;
  readonly header: TraceHeader;
  readonly steps: StepColumns;
  /** First characters of the first steps: `LINES_AT_ONCE`, the rest by `getLines`; `LINES_COMPARED` in a comparison. */
  readonly lines: readonly string[];
  /** Titles that a language model gave, with the number of the step. */
  readonly titles: readonly (readonly [number, string])[];
  readonly items: readonly TraceItem[];
  readonly phases: readonly PhaseView[];
  readonly links: {
    readonly from: Uint32Array;
    readonly to: Uint32Array;
    /** Index into `linkKinds`. */
    readonly kind: Uint8Array;
  };
  readonly answer: {
    readonly answer: string | null;
    readonly firstMentioned: number | null;
    readonly firstConcluded: number | null;
  };
  /** First step of a loop; `null` without one. */
  readonly loopStart: number | null;
  /** From `core/steps/insights`, costliest first. */
  readonly insights: readonly Insight[];
  readonly caution: Message | null;
  /** Runs of language models whose labels are shown. */
  readonly labellings: readonly Labelling[];
  /** The corrections that adjusted the labels of LRM Lens; `null` where none did. */
  readonly taught: Taught | null;
  readonly problems: readonly Problem[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** How many first lines come with the outline. */
export const LINES_AT_ONCE = 1000;
/** How many come with each side of a comparison, which may be of another file. */
export const LINES_COMPARED = 20_000;

interface Guess {
  readonly kind: StepKind;
  readonly confidence: number;
}

/** The text of a step, asked for when it is opened or comes into view. */
export interface StepBody {
  readonly step: number;
  readonly text: string;
  /** Offsets into `text`. */
  readonly spans: readonly (Guess & { readonly start: number; readonly end: number })[];
  readonly note: string | null;
  /** The label that is shown, and the person or model that set it; `null` for LRM Lens. */
  readonly shown: { readonly kind: StepKind; readonly by: string | null };
  /** What the classifier said, whatever a person or a language model made of it; `starts`: it starts a step here. */
  readonly suggested: Guess & { readonly starts: boolean };
}

/** What a request is about: a step, or an item by its kind and number. */
export const targetSchema = v.variant('kind', [
  v.object({ kind: v.literal('step'), step: count }),
  v.object({ kind: v.literal('segment'), segment: count }),
  v.object({ kind: v.literal('prompt'), message: count }),
]);
export type TraceTarget = v.InferOutput<typeof targetSchema>;

/** A label or note set by a person; kept in the sidecar, never in the trace. */
export const correctionSchema = v.variant('op', [
  /** `kind: null` goes back to the suggestion. */
  v.object({ op: v.literal('relabel'), step: count, kind: v.nullable(v.picklist(STEP_KINDS)) }),
  /** Joins the step with the one after it. */
  v.object({ op: v.literal('merge'), step: count }),
  /** Starts a new step at this span of the step (1 or more). */
  v.object({ op: v.literal('split'), step: count, span: count }),
  /** `''` removes the note. */
  v.object({ op: v.literal('note'), step: count, text: v.string() }),
]);

export interface FindResult {
  /** Steps with a hit, ascending. */
  readonly steps: Uint32Array;
  /** For the first hits: the text about the first hit in the step, and where in it the hit is. */
  readonly snippets: readonly {
    readonly text: string;
    readonly from: number;
    readonly to: number;
  }[];
  /** A pattern that cannot be searched, or a search that took too long; `null` when all was searched. */
  readonly problem: Sentence | null;
}

/** A trace of this file (`uri: null`) or of another one. */
export const refSchema = v.object({ uri: v.nullable(v.string()), index: count });
export type TraceRef = v.InferOutput<typeof refSchema>;

export interface TraceComparison {
  readonly names: readonly [string, string];
  readonly samePrompt: boolean | null;
  readonly promptStart: string | null;
  readonly a: TraceOutline;
  readonly b: TraceOutline;
  /** Pairs of step numbers from `core/steps/compare`, -1 for a step without a partner. */
  readonly pairs: { readonly a: Int32Array; readonly b: Int32Array };
  /** Row of `pairs` where the two part; `null` when they never do. */
  readonly partsAt: number | null;
  readonly sameAnswer: boolean | null;
}

/** Two files as sessions, each by its URI; `null` is the file of the page. */
export const sessionPairSchema = v.object({
  a: v.nullable(v.string()),
  b: v.nullable(v.string()),
});
export type SessionPair = v.InferOutput<typeof sessionPairSchema>;

/** Two sessions side by side with the names of their files. */
export interface NamedComparison extends SessionComparison {
  readonly names: readonly [string, string];
}
