import * as v from 'valibot';
import type { Insight } from '../core/steps/insights';
import type { Provenance } from '../core/model/figure';
import type { TraceFacts } from '../core/trace/facts';
import { STEP_KINDS } from '../core/steps/model';

// The data of the trace page. Steps are numbered from 0 here and from 1 on screen. What can be as long as the trace
// is columnar: typed arrays cross to a webview without being copied item by item, and are guarded in no time.

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const provenance = v.picklist(['measured', 'derived', 'estimated'] satisfies Provenance[]);

export const figureSchema = v.object({
  value: v.number(),
  provenance,
  note: v.exactOptional(v.string()),
  bound: v.exactOptional(v.literal('at-least')),
});

export const problemSchema = v.object({
  code: v.picklist([
    'unrecognised',
    'empty',
    'malformed',
    'too-large',
    'truncated',
    'not-understood',
  ]),
  message: v.string(),
  at: v.exactOptional(v.object({ record: v.exactOptional(count), offset: v.exactOptional(count) })),
});

export const fileSchema = v.object({
  name: v.string(),
  formatTitle: v.string(),
  state: v.picklist(['loading', 'ready', 'failed']),
  bytesRead: count,
  bytesTotal: count,
  /** Traces found so far; their list is asked for by `getList`. */
  count,
  problems: v.array(problemSchema),
  /** Why the file does not open as traces; only with `failed`. */
  failure: v.nullable(problemSchema),
  /** New records are taken in as the file grows. */
  following: v.boolean(),
  /** Name of the file that holds labels and notes, existing or not. */
  sidecar: v.string(),
  /** What the host wants shown first (a link or command led here); `null` leaves it to the page's own state. */
  start: v.nullable(v.object({ index: count, step: v.nullable(count) })),
});
export type FileView = v.InferOutput<typeof fileSchema>;

/** One number for each step, all of one origin. */
const columnSchema = v.object({
  values: v.instance(Float64Array),
  provenance,
  note: v.string(),
});
export type Column = v.InferOutput<typeof columnSchema>;

export const stepFlags = { corrected: 1, noted: 2, truncated: 4 } as const;

const stepColumnsSchema = v.object({
  /** UTF-16 offsets into the joined reasoning text. */
  start: v.instance(Uint32Array),
  end: v.instance(Uint32Array),
  /** Index into `STEP_KINDS`, corrections applied. */
  kind: v.instance(Uint8Array),
  /** 0..1; 1 where a person set the label. */
  confidence: v.instance(Float32Array),
  /** Bits of `stepFlags`. */
  flags: v.instance(Uint8Array),
  tokens: columnSchema,
  /** USD; `null` without a price. */
  cost: v.nullable(columnSchema),
  /** `null` where no time was recorded. */
  seconds: v.nullable(columnSchema),
  /** Share of the token triples that occurred before in the trace, 0..1; feeds the repetition marks. */
  repeated: v.nullable(v.instance(Float32Array)),
});

/** What stands between or around the steps: prompt messages, tool calls and results, answers, hidden reasoning, unknown blocks. */
const itemSchema = v.object({
  kind: v.picklist(['prompt', 'toolCall', 'toolResult', 'answer', 'hidden', 'raw']),
  /** The step it stands before; the number of steps for what comes last. */
  before: count,
  /** Number of the segment; of the message for `prompt`. */
  source: count,
  /** Role, tool name, or type of the unknown block. */
  title: v.string(),
  /** First characters, white space folded, at most 200. */
  line: v.string(),
  chars: count,
  tokens: v.nullable(figureSchema),
  cost: v.nullable(figureSchema),
  seconds: v.nullable(figureSchema),
  isError: v.boolean(),
});
export type TraceItem = v.InferOutput<typeof itemSchema>;

const phaseSchema = v.object({
  first: count,
  last: count,
  title: v.string(),
  depth: count,
  deadEnd: v.boolean(),
});
export type PhaseView = v.InferOutput<typeof phaseSchema>;

export const linkKinds = ['backtrack', 'check', 'support'] as const;

/** The facts of a trace with how its fidelity was decided, for its hover. */
export interface TraceHeader extends TraceFacts {
  readonly fidelityNote: string;
}

/** A trace as its page shows it before any body is read. */
export const outlineSchema = v.object({
  index: count,
  id: v.string(),
  /** Rises with every correction and growth, so that late answers can be told. */
  version: count,
  header: v.custom<TraceHeader>((input) => typeof input === 'object' && input !== null),
  steps: stepColumnsSchema,
  /** First characters of the first steps (`LINES_AT_ONCE`); the rest by `getLines`. */
  lines: v.array(v.string()),
  items: v.array(itemSchema),
  phases: v.array(phaseSchema),
  links: v.object({
    from: v.instance(Uint32Array),
    to: v.instance(Uint32Array),
    /** Index into `linkKinds`. */
    kind: v.instance(Uint8Array),
  }),
  answer: v.object({
    answer: v.nullable(v.string()),
    firstMentioned: v.nullable(count),
    firstConcluded: v.nullable(count),
  }),
  /** First step of a loop; `null` without one. */
  loopStart: v.nullable(count),
  /** From `core/steps/insights`, costliest first. */
  insights: v.custom<readonly Insight[]>(Array.isArray),
  caution: v.nullable(v.string()),
  problems: v.array(problemSchema),
  canUndo: v.boolean(),
  canRedo: v.boolean(),
});
export type TraceOutline = v.InferOutput<typeof outlineSchema>;

/** How many first lines come with the outline. */
export const LINES_AT_ONCE = 1000;

/** The text of a step, asked for when it is opened or comes into view. */
export const bodySchema = v.object({
  step: count,
  text: v.string(),
  /** Offsets into `text`. */
  spans: v.array(
    v.object({ start: count, end: count, kind: v.picklist(STEP_KINDS), confidence: v.number() }),
  ),
  note: v.nullable(v.string()),
  /** What the classifier said, whatever a person made of it. */
  suggested: v.object({ kind: v.picklist(STEP_KINDS), confidence: v.number() }),
  /** Runner-up kinds with their probability, where the classifier tells. */
  others: v.array(v.object({ kind: v.picklist(STEP_KINDS), confidence: v.number() })),
});
export type StepBody = v.InferOutput<typeof bodySchema>;

/** What a request is about: a step, or an item by its kind and number. */
export const targetSchema = v.variant('kind', [
  v.object({ kind: v.literal('step'), step: count }),
  v.object({ kind: v.literal('segment'), segment: count }),
  v.object({ kind: v.literal('prompt'), message: count }),
]);
export type Target = v.InferOutput<typeof targetSchema>;

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
export type Correction = v.InferOutput<typeof correctionSchema>;

export const findResultSchema = v.object({
  /** Steps with a hit, ascending. */
  steps: v.instance(Uint32Array),
  /** For the first hits: the text about the first hit in the step, and where in it the hit is. */
  snippets: v.array(v.object({ text: v.string(), from: count, to: count })),
  /** A bad regular expression or a search that took too long; `null` when all was searched. */
  problem: v.nullable(v.string()),
});
export type FindResult = v.InferOutput<typeof findResultSchema>;

/** A trace of this file (`uri: null`) or of another one. */
export const refSchema = v.object({ uri: v.nullable(v.string()), index: count });
export type TraceRef = v.InferOutput<typeof refSchema>;

export const comparisonSchema = v.object({
  names: v.tuple([v.string(), v.string()]),
  samePrompt: v.nullable(v.boolean()),
  promptStart: v.nullable(v.string()),
  a: outlineSchema,
  b: outlineSchema,
  /** Pairs of step numbers from `core/steps/compare`, -1 for a step without a partner. */
  pairs: v.object({ a: v.instance(Int32Array), b: v.instance(Int32Array) }),
  /** Row of `pairs` where the two part; `null` when they never do. */
  partsAt: v.nullable(count),
  sameAnswer: v.nullable(v.boolean()),
});
export type Comparison = v.InferOutput<typeof comparisonSchema>;
