import * as v from 'valibot';

/** Sent by a page once its script runs: the ready handshake. The answer carries what every page needs. */
export const readyRequest = {
  params: v.null(),
  result: v.object({
    /** BCP 47 tag of the display language. */
    locale: v.string(),
    /** Translations by English message; empty for English. */
    strings: v.record(v.string(), v.string()),
  }),
};

/** Runs a command of this extension. The host checks the id against the page's allow-list. */
export const runCommandRequest = {
  params: v.object({ command: v.string(), args: v.array(v.unknown()) }),
  result: v.null(),
  untimed: true,
} as const;
