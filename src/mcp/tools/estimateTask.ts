import * as z from 'zod';
import type { Distribution } from '../../core/corpus/model';
import { forecast, type PastRun } from '../../core/corpus/likeRuns';
import { isSubAgentLog } from '../../core/session/running/workspace';
import { counted, english } from '../../core/text/voice';
import type { OpenedFile } from '../../protocol/engine';
import { sessionWithAgents } from '../agentLogs';
import { readData, readFiles, readOutput, readWords } from '../readFiles';
import { defineTool, numberOrUnknown, textOrUnknown } from '../tool';

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
    ...readOutput,
  }),
  run: async ({ task, path, workspace = null, model = null, effort = null }, context) => {
    const runs: PastRun[] = [];
    const { engine, folders } = context;
    const readRun = async (file: OpenedFile & { readonly path: string }, stop: AbortSignal) => {
      await sessionWithAgents(file, { engine, folders, signal: stop });
      const run = await engine.call('pastRun', { handle: file.handle }, { signal: stop });
      if (run !== null) runs.push(run);
    };
    // The run of a sub-agent is a part of another one.
    const read = await readFiles(path, context, readRun, (file) => !isSubAgentLog(file));
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
    return {
      text: [quoting.note, ...lines, readWords(read)].join('\n'),
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
        ...readData(read, quoting),
      },
    };
  },
});
