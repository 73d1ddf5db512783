import * as v from 'valibot';
import { listQuerySchema } from '../../protocol/trace';
import { refSchema, sessionPairSchema } from '../../protocol/traceData';
import { freshSessionUi, sessionUiSchema } from '../session/sessionUi';

/** Speeds of playback; `0` is the speed the model was recorded at. */
export const speeds = [0.5, 1, 2, 4, 8, 0] as const;

const listSchema = v.object({
  ...listQuerySchema.entries,
  /** Number of the trace the list stands at. */
  current: v.number(),
  /** Traces marked for comparison, at most two. */
  marked: v.array(v.number()),
});
export type ListUi = v.InferOutput<typeof listSchema>;

/** What the page keeps across reloads: where the user is and how they look at it; never data. */
const uiSchema = v.object({
  view: v.picklist(['session', 'list', 'trace', 'compare']),
  /** The trace that is shown; `null` before one was chosen. */
  index: v.nullable(v.number()),
  /** Row code (see `rows.ts`). */
  selected: v.number(),
  /** The body of the selected row is shown. */
  open: v.boolean(),
  folded: v.array(v.number()),
  kindsOff: v.array(v.number()),
  afterAnswer: v.boolean(),
  query: v.string(),
  regex: v.boolean(),
  matchCase: v.boolean(),
  unit: v.picklist(['tokens', 'time']),
  zoom: v.tuple([v.number(), v.number()]),
  table: v.boolean(),
  structure: v.boolean(),
  speed: v.number(),
  list: listSchema,
  session: sessionUiSchema,
  compare: v.nullable(v.object({ a: refSchema, b: refSchema })),
  /** The sessions that are compared, where these are compared as a whole. */
  runs: v.nullable(sessionPairSchema),
});
export type Ui = v.InferOutput<typeof uiSchema>;

export const freshUi: Ui = {
  view: 'list',
  index: null,
  selected: 0,
  open: false,
  folded: [],
  kindsOff: [],
  afterAnswer: false,
  query: '',
  regex: false,
  matchCase: false,
  unit: 'tokens',
  zoom: [0, 1],
  table: false,
  structure: false,
  speed: 1,
  list: {
    query: '',
    models: [],
    withFlags: false,
    hasAnswer: false,
    sort: 'index',
    descending: false,
    current: 0,
    marked: [],
  },
  session: freshSessionUi,
  compare: null,
  runs: null,
};

/** What of the state belongs to one trace and starts afresh with the next. */
export const freshTrace = {
  selected: 0,
  open: false,
  folded: [],
  kindsOff: [],
  afterAnswer: false,
  query: '',
  zoom: [0, 1],
} as const satisfies Partial<{ [K in keyof Ui]: unknown }>;

/** The state a page left behind; a fresh one when there is none or it is from another version. */
export function restoreUi(saved: unknown): Ui {
  const result = v.safeParse(uiSchema, saved);
  return result.success ? result.output : freshUi;
}
