import * as v from 'valibot';
import { areControls, type Controls } from '../core/estimate/controls';
import type { FoundRuns, ReportState } from './estimateData';
import { readyRequest, runCommandRequest } from './page';
import { type, type PageProtocol } from './rpc';

const nothing = { params: v.null(), result: type<null>() };
/** A question to the user without more to say. */
const question = { ...nothing, untimed: true } as const;

/**
 * The estimate page's message map. The host sends the report once; every what-if is computed in the page. The page asks the host only for
 * what needs the editor: files, dialogs, the clipboard, settings, a live run.
 */
export const estimateProtocol = {
  host: {
    requests: {
      ready: readyRequest,
      runCommand: runCommandRequest,
      /** The report as it is now, and the controls it was last seen with. */
      getReport: {
        params: v.null(),
        result: type<{ readonly report: ReportState; readonly controls: Controls }>(),
      },
      /** Puts a text on the clipboard. */
      copy: { params: v.object({ text: v.string() }), result: type<null>() },
      /** Lets the user choose a file and writes the form that its ending asks for. */
      save: {
        params: v.object({ markdown: v.string(), json: v.string(), csv: v.string() }),
        result: type<null>(),
        untimed: true,
      },
      /** Shows the prompt, or one of its changes, in the editor. */
      reveal: { params: v.object({ change: v.nullable(v.string()) }), result: type<null>() },
      /** Applies one change, or all that can be made, through the editor's refactor preview. */
      applyFix: {
        params: v.object({ change: v.nullable(v.string()) }),
        result: type<null>(),
        untimed: true,
      },
      changePrompt: question,
      changeModels: question,
      estimateAgain: nothing,
      /** Runs the prompt once, live, after asking. The choices come with what each is expected to cost, in words. */
      measure: {
        params: v.object({
          choices: v.array(
            v.object({
              model: v.string(),
              effort: v.nullable(v.string()),
              /** Whether the call reasons. */
              thinks: v.boolean(),
              expected: v.nullable(v.string()),
            }),
          ),
          maxOutputTokens: v.nullable(v.number()),
        }),
        result: type<null>(),
        untimed: true,
      },
      /** A trial of the prompt with the models of the report. */
      tryOnExamples: {
        params: v.object({ callsPerMonth: v.nullable(v.number()) }),
        result: type<null>(),
        untimed: true,
      },
      setPrice: { params: v.object({ model: v.string() }), result: type<null>(), untimed: true },
      updatePrices: question,
      calibrate: question,
      /** Looks in the user's own sessions for runs whose first words are like the prompt. */
      likeRuns: { params: v.null(), result: type<FoundRuns>(), untimed: true },
      openConcept: { params: v.object({ id: v.string() }), result: type<null>() },
    },
    events: {
      /** For the next session: the host remembers them for the workspace. */
      controlsChanged: v.custom<Controls>(areControls),
    },
  },
  page: {
    requests: {},
    events: {
      reportChanged: type<ReportState>(),
      /** A command for the page: its text form is made there, from the figures on screen. */
      runAction: type<{ readonly action: 'copyMarkdown' | 'save' }>(),
    },
  },
} satisfies PageProtocol;
