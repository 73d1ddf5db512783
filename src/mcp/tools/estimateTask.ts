import * as z from 'zod';
import type { Distribution } from '../../core/corpus/model';
import { forecast, type PastRun } from '../../core/corpus/likeRuns';
import { isSubAgentLog } from '../../core/session/running/workspace';
import { counted, english } from '../../core/text/voice';
import { defineTool, numberOrUnknown, textOrUnknown, type ToolContext } from '../tool';

/** So many logs are read, and so long at most; what is left out is told. */
const MOST_FILES = 500;
const MAX_MS = 60_000;

const range = z
  .object({ n: z.int(), p10: z.number(), p50: z.number(), p90: z.number() })
  .nullable();

const asked = (what: string) => z.string().max(4_000).optional().describe(what);

export const estimateTask = defineTool({
  name: 'estimate_task',
  title: 'What runs like a task took',
  description:
    "Before a task is given to an agent: from the user's own sessions whose first words are like the task's, the range of turns, calls, money and time with the number of runs, and a cap to suggest. Says so where no run is like it.",
  input: z.object({
    task: z.string().min(1).max(20_000).describe('The words of the task.'),
    path: asked('Only sessions below this path of the folders given at start.'),
    workspace: asked('Only sessions of agents that worked in this folder.'),
    model: asked('Only sessions of exactly this model.'),
    effort: asked('Only sessions with exactly this effort.'),
  }),
  output: z.object({
    runs: z.int(),
    like: z.int(),
    turns: range,
    calls: range,
    costUsd: range,
    costIsLowerBound: z.boolean(),
    seconds: range,
    capUsd: numberOrUnknown,
    nearest: z.array(
      z.object({
        title: z.string(),
        sharedWords: z.number(),
        costUsd: numberOrUnknown,
        model: textOrUnknown,
      }),
    ),
    files: z.int(),
    complete: z.boolean(),
  }),
  run: async ({ task, path, workspace = null, model = null, effort = null }, context) => {
    const { runs, files, complete } = await readRuns(path, context);
    const found = forecast({ words: task, folder: workspace, model, effort }, runs);
    const { quoting } = context;
    const told = (name: string, d: Distribution | null, show: (n: number) => string): string =>
      d === null
        ? `- ${name}: unknown`
        : `- ${name}: ${show(d.p10)} to ${show(d.p90)}, half below ${show(d.p50)} (${counted(d.n, 'run')})`;
    const lines =
      found.like === 0
        ? [`No like run yet, among ${found.runs} sessions.`]
        : [
            `${found.like} of ${found.runs} sessions are like this task. 10 to 90 of 100:`,
            told('turns', found.turns, english.count),
            told('calls', found.calls, english.count),
            told(found.atLeast ? 'money, at least' : 'money', found.usd, english.usd),
            told('time', found.seconds, english.time),
            ...(found.capUsd === null
              ? ['Too few known costs to suggest a cap.']
              : [`Cap to suggest: ${english.usd(found.capUsd)}.`]),
          ];
    const end = `${counted(files, 'file')} read${complete ? '' : '; not all, because there are too many'}.`;
    return {
      text: [quoting.note, ...lines, end].join('\n'),
      data: {
        runs: found.runs,
        like: found.like,
        turns: found.turns,
        calls: found.calls,
        costUsd: found.usd,
        costIsLowerBound: found.atLeast,
        seconds: found.seconds,
        capUsd: found.capUsd,
        nearest: found.nearest.map(({ run, share }) => ({
          title: quoting.value(run.title ?? run.words, 200),
          sharedWords: share,
          costUsd: run.usd,
          model: run.model === null ? null : quoting.value(run.model, 200),
        })),
        files,
        complete,
      },
    };
  },
});

async function readRuns(
  path: string | undefined,
  { folders, engine, signal }: ToolContext,
): Promise<{
  readonly runs: readonly PastRun[];
  readonly files: number;
  readonly complete: boolean;
}> {
  const runs: PastRun[] = [];
  const stop = AbortSignal.any([signal, AbortSignal.timeout(MAX_MS)]);
  let files = 0;
  for await (const file of folders.files(path, () => undefined)) {
    if (isSubAgentLog(file.path)) continue;
    if (files >= MOST_FILES || stop.aborted) return { runs, files, complete: false };
    files += 1;
    try {
      const run = await engine.withFile(file.path, stop, ({ handle }) =>
        engine.call('pastRun', { handle }, { signal: stop }),
      );
      if (run !== null) runs.push(run);
    } catch {
      // Most files below a folder hold no sessions: they have nothing to say here.
      signal.throwIfAborted();
    }
  }
  return { runs, files, complete: true };
}
