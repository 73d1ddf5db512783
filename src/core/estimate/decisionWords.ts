import { say } from '../model/sentence';
import type { SentenceArg } from '../model/sentence';
import type { ReportRow } from './report';

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
