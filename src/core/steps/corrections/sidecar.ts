import { say } from '../../model/sentence';
import * as v from 'valibot';
import type { Problem } from '../../model/problem';
import { STEP_KINDS } from '../kinds';
import { TITLE_LENGTH } from '../title';
import type { Correction, OwnCorrection } from './corrections';

/** Corrections of a trace file by trace id, as kept beside it in `NAME.lens.json`. */
export interface Sidecar {
  readonly traces: Readonly<Record<string, readonly Correction[]>>;
}

/** What the name of a sidecar ends with, after the name of the file whose traces it is of. */
export const SIDECAR_ENDING = '.lens.json';

const VERSION = 1;
export const EMPTY_SIDECAR: Sidecar = { traces: {} };

const id = v.string();
const title = v.pipe(v.string(), v.maxLength(TITLE_LENGTH));
const place = { step: id, range: v.exactOptional(v.tuple([id, id])) };
const pieceSchema = v.object({
  steps: v.array(v.tuple([id, id, v.picklist(STEP_KINDS), v.nullable(title)])),
  phases: v.array(v.tuple([id, id, title, v.nullable(v.string())])),
  goesOn: v.exactOptional(v.literal(true)),
});
const correctionSchema = v.variant('op', [
  v.object({ op: v.literal('relabel'), ...place, kind: v.nullable(v.picklist(STEP_KINDS)) }),
  v.object({ op: v.literal('merge'), ...place, next: id }),
  v.object({
    op: v.literal('split'),
    ...place,
    at: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.object({ op: v.literal('note'), ...place, text: v.string() }),
  v.object({
    op: v.literal('labels'),
    model: v.string(),
    at: v.string(),
    via: v.string(),
    costUsd: v.nullable(v.pipe(v.number(), v.minValue(0))),
    codebook: v.number(),
    pieces: v.array(pieceSchema),
  }),
]);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const sidecarSchema = v.object({
  version: v.literal(VERSION),
  // As entries: ids come from traces, and a schema of records leaves out names such as "constructor".
  traces: v.pipe(
    v.custom<Readonly<Record<string, unknown>>>(isObject),
    v.transform((traces) => Object.entries(traces)),
    v.array(v.tuple([v.string(), v.array(correctionSchema)])),
    v.transform((entries): Sidecar['traces'] => Object.fromEntries(entries)),
  ),
});

/** Corrections of one trace; none when nothing is kept for that id, whatever the id is. */
export function correctionsOf({ traces }: Sidecar, traceId: string): readonly Correction[] {
  return Object.hasOwn(traces, traceId) ? (traces[traceId] ?? []) : [];
}

/** Reads a sidecar. A file that is damaged or of a newer version is a problem, so that nobody overwrites it. */
export function readSidecar(json: string): Sidecar | Problem {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return { code: 'malformed', message: say('not JSON: {0}', String(error)) };
  }
  const read = v.safeParse(sidecarSchema, data);
  if (read.success) return { traces: read.output.traces };
  const [issue] = read.issues;
  const place = v.getDotPath(issue) ?? 'the file';
  return { code: 'malformed', message: say('{0}: {1}', place, issue.message) };
}

/** The sidecar with the corrections of one trace replaced; a trace without any is left out. */
export function withCorrections(
  { traces }: Sidecar,
  traceId: string,
  corrections: readonly Correction[],
): Sidecar {
  const others = Object.fromEntries(Object.entries(traces).filter(([id]) => id !== traceId));
  return { traces: corrections.length === 0 ? others : { ...others, [traceId]: corrections } };
}

/** The file's text: traces sorted by id, one correction a line, so that it merges and diffs well. */
export function writeSidecar({ traces }: Sidecar): string {
  const blocks = Object.keys(traces)
    .sort()
    .map((id) => {
      const lines = (traces[id] ?? []).map((c) => `      ${correctionText(c)}`);
      return `    ${JSON.stringify(id)}: [\n${lines.join(',\n')}\n    ]`;
    });
  const body = blocks.length === 0 ? '{}' : `{\n${blocks.join(',\n')}\n  }`;
  return `{\n  "version": ${VERSION},\n  "traces": ${body}\n}\n`;
}

/** A correction as the sidecar has it: the same text for the same correction, whatever made the object. */
export const correctionText = (correction: Correction): string =>
  JSON.stringify(ordered(correction));

const rangeOf = ({ range }: OwnCorrection) => (range === undefined ? {} : { range });

/** Keys in one order. */
function ordered(c: Correction): Correction {
  switch (c.op) {
    case 'relabel':
      return { op: c.op, step: c.step, kind: c.kind, ...rangeOf(c) };
    case 'merge':
      return { op: c.op, step: c.step, next: c.next, ...rangeOf(c) };
    case 'split':
      return { op: c.op, step: c.step, at: c.at, ...rangeOf(c) };
    case 'note':
      return { op: c.op, step: c.step, text: c.text, ...rangeOf(c) };
    case 'labels': {
      const { op, model, at, via, costUsd, codebook, pieces } = c;
      const kept = pieces.map(({ steps, phases, goesOn }) => ({
        ...{ steps, phases },
        ...(goesOn === undefined ? {} : { goesOn }),
      }));
      return { op, model, at, via, costUsd, codebook, pieces: kept };
    }
  }
}
