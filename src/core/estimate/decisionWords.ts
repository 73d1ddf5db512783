import { countFigure, say, waitFigure } from '../model/sentence';
import type { Sentence, SentenceArg } from '../model/sentence';
import type { ReportRow } from './report';

/** An answer later than this is worth naming. Seconds. */
const SLOW = 45;

/** `o4-mini high`. */
export const rowName = (r: Pick<ReportRow, 'model' | 'effort'>): string =>
  r.effort === null
    ? r.model
    : r.effort === 'off'
      ? `${r.model} without thinking`
      : `${r.model} ${r.effort}`;

/** The same for a sentence. */
export const nameOf = (r: Pick<ReportRow, 'model' | 'effort'>): SentenceArg =>
  r.effort === 'off' ? say('{0} without thinking', r.model) : rowName(r);

/** The choice that a row stands for. */
export const choiceOf = ({ model, effort }: ReportRow) => ({ model, effort });

/** Its vendor has switched it off: nothing to recommend. */
export const isGone = (r: ReportRow): boolean => r.warnings.some((w) => w.code === 'retired');

/** Switched off, or within half a year. */
export const isLeaving = (r: ReportRow): boolean =>
  r.warnings.some((w) => w.code === 'retired' || w.code === 'retires-soon');

/** It runs on the reader's own machine: no price a token, which is not the same as an unknown one. */
export const isOwnMachine = (r: ReportRow): boolean =>
  r.warnings.some((w) => w.code === 'local-model');

/** Right answers of a hundred. */
export const of100 = (r: ReportRow): SentenceArg =>
  countFigure(Math.round((r.success?.p50 ?? 0) * 100));

/** Middle wait for an answer, in seconds; unknown in batch, where it may be a day. */
export const waitOf = (r: ReportRow): number | null =>
  r.batched ? null : (r.latencySeconds?.total.p50 ?? null);

/** Whether the wait is so much longer than today's that it must be said first. */
export function isSlow(baseline: ReportRow, r: ReportRow): boolean {
  const [a, b] = [waitOf(baseline), waitOf(r)];
  return b !== null && (a === null ? b > SLOW : b > 3 * a && b > 10);
}

/** "Switch to o4-mini high if 40 seconds a call is acceptable." */
export function switchTo(baseline: ReportRow, best: ReportRow): Sentence {
  if (best.batched) return say('Switch to {0}, in batch.', nameOf(best));
  const wait = waitOf(best);
  return wait !== null && isSlow(baseline, best)
    ? say('Switch to {0} if {1} a call is acceptable.', nameOf(best), waitFigure(wait))
    : say('Switch to {0}.', nameOf(best));
}

/** A public benchmark is not the reader's prompt. */
export const own = (): Sentence =>
  say(
    'Your prompt may be easier or harder than these: measure it before you rely on the difference.',
  );
