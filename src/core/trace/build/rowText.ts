/** One trace's text in a row. `tagged` text may hold its reasoning between tags. */
export interface RowText {
  readonly reasoning: string | null;
  readonly answer: string;
  readonly tagged: boolean;
  /** The reasoning is a digest. */
  readonly digest: boolean;
  /** Its place in a list of several; `null` where the place holds others beside it, so that nothing is told of it alone. */
  readonly place?: number | null;
}

/** The text of a row that is `tagged`, or that has no reasoning. */
export const bare = (answer: string, tagged: boolean): RowText => ({
  reasoning: null,
  answer,
  tagged,
  digest: false,
});
