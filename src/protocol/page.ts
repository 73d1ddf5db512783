import * as v from 'valibot';
import { type } from './rpc';

/** Sent by a page once its script runs: the ready handshake. The answer carries what every page needs. */
export const readyRequest = {
  params: v.null(),
  result: type<{
    /** BCP 47 tag of the display language. */
    readonly locale: string;
    /** Translations by English message; empty for English. */
    readonly strings: Readonly<Record<string, string>>;
  }>(),
};

/** Runs a command of this extension. The host checks the id against the page's allow-list. */
export const runCommandRequest = {
  params: v.object({ command: v.string(), args: v.array(v.unknown()) }),
  result: type<null>(),
  untimed: true,
} as const;
