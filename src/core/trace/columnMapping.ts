/**
 * Which fields of a home-made log hold what, by the paths that `Unrecognised` lists; `null` where the log has none. At
 * least one of reasoning and answer is needed: an answer alone may hold its reasoning between tags.
 */
export interface ColumnMapping {
  readonly reasoning: string | null;
  readonly answer: string | null;
  readonly prompt: string | null;
  readonly model: string | null;
}

/** What a field can be chosen for, in the order in which it is asked. */
export const COLUMN_ROLES = ['reasoning', 'answer', 'prompt', 'model'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Id of the format of files that open by chosen columns. */
export const CHOSEN_COLUMNS = 'chosen-columns';
