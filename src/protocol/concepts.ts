import * as v from 'valibot';
import type { BilledRow } from '../core/concepts/ownTraces';
import { readyRequest, runCommandRequest } from './page';
import { type, type PageProtocol } from './rpc';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.string();
const checked = v.picklist(['read', 'quoted', 'secondary']);
/** In the order in which they are told. */
export const verdictSchema = v.picklist([
  'supported',
  'limits',
  'imprecise',
  'wrong',
  'unsupported',
  'dated',
]);
/** A page as a link: its id and title. */
const link = v.object({ id: text, title: text });
const source = v.object({ label: text, title: text, url: text, year: v.number() });

const conceptView = v.object({
  kind: v.literal('concept'),
  id: text,
  /** Language of the words of the page. */
  lang: text,
  /** `false`: English, because the display language has no translation of this page as it is today. */
  translated: v.boolean(),
  title: text,
  gist: text,
  group: text,
  /** Position in the group, from 1. */
  number: count,
  of: count,
  minutes: count,
  /** Markdown of the three parts. */
  explanation: text,
  code: text,
  imprecise: text,
  evidence: v.array(v.object({ fact: text, source, checked, asOf: v.nullable(text) })),
  related: v.array(link),
  previous: v.nullable(link),
  next: v.nullable(link),
  /** Button "See it in a trace": absent for pages about training. */
  trace: v.nullable(
    v.object({
      /** `open`: the trace the user has open; `sample`: one that ships. */
      of: v.picklist(['open', 'sample']),
      /** Matching steps of the open trace; `null` for a sample. */
      steps: v.nullable(count),
    }),
  ),
  estimate: v.boolean(),
  /** The models of the day, for figures about prices; USD per million tokens. */
  models: v.array(
    v.object({
      vendor: text,
      id: text,
      input: v.nullable(v.number()),
      output: v.nullable(v.number()),
      asOf: v.nullable(text),
    }),
  ),
});

const ledgerView = v.object({
  kind: v.literal('ledger'),
  claims: v.array(
    v.object({
      id: text,
      section: text,
      claim: text,
      verdict: verdictSchema,
      evidence: text,
      sources: v.array(source),
      pages: v.array(link),
    }),
  ),
  /** Day of the last check, ISO. */
  checked: text,
  /** Claim to open and scroll to. */
  focus: v.nullable(text),
});

const view = v.variant('kind', [conceptView, ledgerView]);

const shown = v.object({
  view,
  canGoBack: v.boolean(),
  canGoForward: v.boolean(),
  /** Where the user had scrolled to when they left this page, in CSS pixels. */
  scroll: v.number(),
  /** In the side bar the view's header does the work of the page's bar; in an editor tab Escape does nothing. */
  surface: v.picklist(['side', 'editor']),
  /** First start: no page was read yet. */
  first: v.boolean(),
  /** How many pages and claims there are. */
  totals: v.object({ pages: count, claims: count }),
});

const hit = v.object({ id: text, title: text, group: text, snippet: text });

/** The concept reader's message map. The host owns the pages, the history and what was read. */
export const conceptsProtocol = {
  host: {
    requests: {
      ready: readyRequest,
      runCommand: runCommandRequest,
      open: { params: v.object({ id: text }), result: type<null>() },
      openLedger: { params: v.object({ claim: v.nullable(text) }), result: type<null>() },
      back: { params: v.null(), result: type<null>() },
      forward: { params: v.null(), result: type<null>() },
      search: { params: v.object({ query: text }), result: v.array(hit) },
      /** Opens a web address in the browser; refused unless a page or the ledger holds it. */
      openSource: { params: v.object({ url: text }), result: type<null>() },
      seeInTrace: { params: v.object({ id: text }), result: type<null>() },
      tryEstimate: { params: v.object({ id: text }), result: type<null>(), untimed: true },
      /** The page before or after this one in reading order. */
      step: { params: v.object({ by: v.picklist(['previous', 'next']) }), result: type<null>() },
      /** The figures on the user's own traces, or on samples. */
      own: { params: v.null(), result: type<OwnFigures>(), untimed: true },
      openInEditor: { params: v.null(), result: type<null>() },
      /** Shows the tree in place of the page, with the keyboard on the row of this page. */
      focusTree: { params: v.null(), result: type<null>() },
    },
    events: {
      scrolled: v.object({ id: text, scroll: v.number() }),
      /** The end of the page was seen. */
      wasRead: v.object({ id: text }),
    },
  },
  page: {
    requests: {},
    events: {
      show: shown,
      /** Puts the cursor into the reader's search box. */
      focusSearch: v.null(),
    },
  },
} as const satisfies PageProtocol;

export type ShownConcepts = v.InferOutput<typeof shown>;
export type ConceptView = v.InferOutput<typeof conceptView>;
export type LedgerView = v.InferOutput<typeof ledgerView>;
export type SearchHitView = v.InferOutput<typeof hit>;
export type SourceView = v.InferOutput<typeof source>;
export type VerdictName = v.InferOutput<typeof verdictSchema>;

/** A trace as the figure about its budget shows it. */
export interface CutView {
  /** Name of the file. */
  readonly name: string;
  readonly model: string | null;
  /** Tokens of each step, neighbours of a long trace joined. */
  readonly tokens: readonly number[];
  /** Step that first names, and first concludes, the final answer. */
  readonly mentioned: number | null;
  readonly concluded: number | null;
  readonly usdPerToken: number | null;
  /** The tokens of steps are shared out, not counted. */
  readonly isEstimated: boolean;
  /** It is a sample: no trace of the user has steps to cut. */
  readonly isSample: boolean;
}

/** Traces of one prompt side by side. */
export interface GroupView {
  readonly prompt: string;
  readonly replies: readonly {
    readonly model: string | null;
    readonly effort: string | null;
    readonly answer: string | null;
    readonly tokens: number | null;
    readonly usd: number | null;
    readonly seconds: number | null;
    /** 1 where most of the group give this answer. */
    readonly reward: number;
  }[];
}

/** The figures on the user's own traces, those that are open or saved. */
export interface OwnFigures {
  readonly cut: CutView | null;
  /** `null` where no two traces have the same prompt. */
  readonly group: GroupView | null;
  readonly billed: {
    readonly rows: readonly BilledRow[];
    /** They are of samples: no trace of the user reasons. */
    readonly isSample: boolean;
  };
}
