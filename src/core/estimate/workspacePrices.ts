import { say } from '../model/sentence';
import type { Warning } from './model';
import type { Decision, ReportRow } from './report';

const CODE = 'workspace-price';

/** What a row says whose price the opened workspace has set: a folder from elsewhere may want a model to look cheap. */
export const workspacePriceWarning = (id: string): Warning => ({
  code: CODE,
  message: say('The price of {0} is set by this workspace, not by a price list', id),
});

/** The decision with a word about the prices it rests on that the workspace has set. */
export function withWorkspacePrices(decision: Decision, rows: readonly ReportRow[]): Decision {
  const set = rows.filter((r) => r.warnings.some((w) => w.code === CODE)).map((r) => r.model);
  if (set.length === 0) return decision;
  const names = [...new Set(set)].join(', ');
  const note = say('It rests on prices that this workspace sets: {0}.', names);
  return { ...decision, detail: [note, ...decision.detail] };
}
