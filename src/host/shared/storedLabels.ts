import * as v from 'valibot';
import * as vscode from 'vscode';
import { coarseKinds } from '../../core/steps/kinds';
import type { StepLesson } from '../../core/steps/corrections/teach';
import { readJson, writeJson } from './storedJson';

const NAME = 'labels.json';
/** Traces beyond this many are forgotten, oldest first. */
const MOST_TRACES = 100;

const lesson = v.object({
  scores: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.length(coarseKinds.length)),
  kind: v.picklist([...coarseKinds.keys()]),
  relabelled: v.boolean(),
  weight: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

const labelsSchema = v.object({
  version: v.literal(1),
  traces: v.array(
    v.object({
      /** The file and the id of the trace in it. */
      of: v.string(),
      /** Corrections that were there when the user asked to forget: they teach no more. */
      forgotten: v.pipe(v.number(), v.integer(), v.minValue(0)),
      /** Corrections that there are now. */
      corrections: v.pipe(v.number(), v.integer(), v.minValue(0)),
      lessons: v.array(lesson),
    }),
  ),
});

type TaughtTrace = v.InferOutput<typeof labelsSchema>['traces'][number];

/** One change after the other. */
let changing: Promise<unknown> = Promise.resolve();

function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const done = changing.then(change);
  changing = done.catch(() => undefined);
  return done;
}

async function tracesIn(storage: vscode.Uri): Promise<readonly TaughtTrace[]> {
  const parsed = v.safeParse(labelsSchema, await readJson(vscode.Uri.joinPath(storage, NAME)));
  return parsed.success ? parsed.output.traces : [];
}

const keep = (storage: vscode.Uri, traces: readonly TaughtTrace[]): Promise<void> =>
  writeJson(storage, NAME, { version: 1, traces });

/** What the corrected traces of the workspace teach, one list a trace. */
export async function labelLessonsIn(
  storage: vscode.Uri,
): Promise<readonly (readonly StepLesson[])[]> {
  return (await tracesIn(storage)).map(({ lessons }) => lessons);
}

/** How many of the corrections of a trace teach no more. */
export async function forgottenIn(storage: vscode.Uri, of: string): Promise<number> {
  return (await tracesIn(storage)).find((t) => t.of === of)?.forgotten ?? 0;
}

/** Keeps what a trace teaches instead of what it did. Says whether that is something else. Rejects when it cannot be written. */
export function keepLabelLessons(
  storage: vscode.Uri,
  of: string,
  corrections: number,
  lessons: readonly StepLesson[],
): Promise<boolean> {
  return inTurn(async () => {
    const traces = await tracesIn(storage);
    const before = traces.find((t) => t.of === of);
    const forgotten = Math.min(before?.forgotten ?? 0, corrections);
    const after: TaughtTrace = {
      of,
      forgotten,
      corrections,
      lessons: lessons.map((l) => ({ ...l, scores: [...l.scores] })),
    };
    const nothing = before === undefined && lessons.length === 0;
    if (nothing || JSON.stringify(before) === JSON.stringify(after)) return false;
    const others = traces.filter((t) => t.of !== of);
    await keep(storage, [...others, after].slice(-MOST_TRACES));
    return JSON.stringify(before?.lessons ?? []) !== JSON.stringify(after.lessons);
  });
}

/** The corrections made so far teach no more; later ones do. Rejects when it cannot be written. */
export function forgetLabelLessons(storage: vscode.Uri): Promise<void> {
  return inTurn(async () => {
    const traces = await tracesIn(storage);
    if (traces.length === 0) return;
    const without = traces.map((t) => ({ ...t, forgotten: t.corrections, lessons: [] }));
    await keep(storage, without);
  });
}
