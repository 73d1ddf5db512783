import { resolve } from 'node:path';
import { isAgentLog } from '../core/session/formats';
import {
  FEWEST_FOR_CAP,
  forecast,
  pastRun,
  type PastRun,
  type Task,
  type TaskForecast,
} from '../core/corpus/likeRuns';
import { readSession } from '../core/session/readSession';
import { isSubAgentLog } from '../core/session/running/workspace';
import type { Distribution } from '../core/corpus/model';
import { counted, english } from '../core/text/voice';
import { FORMATS } from '../core/trace/formats/table';
import { startScan } from '../core/trace/scan';
import { withAgentLogs } from './agentLogs';
import { FLAG, readArgs, readRow, TEXT, UseError } from './arguments';
import { withFile } from './fileSource';
import { NotRead } from './notRead';
import { columns, printable, progress, write } from './output';
import { listPriceOf } from './prices';

/** What `--help` prints. */
export const USAGE = `usage: lrm-lens task WORDS --sessions PATH... [--folder DIR] [--model ID] [--effort LEVEL] [--json]
What runs like a task took before it is given to an agent: turns, calls, money and time of your own sessions below PATH
whose first words have at least a fifth of their words in common with WORDS, as 10 to 90 of 100 runs, with their number.
`;

interface TaskOptions {
  readonly task: Task;
  readonly sessions: readonly string[];
  readonly json: boolean;
}

/** `lrm-lens task`: exit code 0 also when there is no like run, 2 on bad use or when a named path cannot be read. */
export async function taskCommand(args: readonly string[]): Promise<number> {
  const options = parse(args);
  const notRead = new NotRead();
  const runs = await readRuns(options.sessions, notRead);
  const code = notRead.tell();
  const found = forecast(options.task, runs);
  await write(options.json ? `${JSON.stringify(found)}\n` : forecastText(found));
  return code;
}

function parse(args: readonly string[]): TaskOptions {
  const { values, tokens } = readArgs(args, {
    ...{ folder: TEXT, model: TEXT, effort: TEXT, json: FLAG },
    sessions: { type: 'string', multiple: true },
  });
  const { values: sessions, beside: words } = readRow(tokens, 'sessions');
  if (words.length === 0) throw new UseError('the words of the task are needed');
  if (sessions.length === 0) throw new UseError('--sessions takes a path');
  const { folder, model = null, effort = null, json } = values;
  const resolved = folder === undefined ? null : resolve(folder);
  return { task: { words: words.join(' '), folder: resolved, model, effort }, sessions, json };
}

async function readRuns(paths: readonly string[], notRead: NotRead): Promise<readonly PastRun[]> {
  const runs: PastRun[] = [];
  let files = 0;
  await notRead.each(paths, async ({ path, named }) => {
    progress(`${counted(++files, 'file')}, ${counted(runs.length, 'session')}`);
    // A sub-agent's run is a part of another one.
    if (!named && isSubAgentLog(path)) return;
    const run = await readRun(path);
    if (run !== null) runs.push(run);
  });
  progress(null);
  return runs;
}

/** `null` for a file that is no log of an agent: a folder of logs holds others. */
const readRun = (path: string): Promise<PastRun | null> =>
  withFile(path, async (source) => {
    const scan = await startScan(source, FORMATS);
    if ('error' in scan || !isAgentLog(scan.format.id)) return null;
    return pastRun(await withAgentLogs(path, await readSession(scan, listPriceOf)));
  });

/** The forecast for people. */
export function forecastText(found: TaskForecast): string {
  const { runs, like, turns, calls, usd, seconds, atLeast, capUsd, nearest } = found;
  if (like === 0) return `No like run yet, among ${english.count(runs)} of yours.\n`;
  const range = (d: Distribution | null, show: (n: number) => string): readonly string[] =>
    d === null
      ? ['unknown', '', '', '0']
      : [show(d.p10), show(d.p50), show(d.p90), english.count(d.n)];
  const rows = columns(
    [
      ['', '10 %', 'half', '90 %', 'n'],
      ['turns', ...range(turns, english.count)],
      ['calls', ...range(calls, english.count)],
      [atLeast ? 'money, at least' : 'money', ...range(usd, english.usd)],
      ['time', ...range(seconds, english.time)],
    ],
    new Set([1, 2, 3, 4]),
  );
  const cap =
    capUsd === null
      ? `A cap is suggested from ${FEWEST_FOR_CAP} runs with a cost on.`
      : `Cap to suggest: ${english.usd(capUsd)}; nine of ten like runs stayed below.`;
  return [
    `${english.count(like)} of your ${english.count(runs)} runs are like this one.`,
    ...rows,
    cap,
    'Most like:',
    ...nearest.map(
      ({ run, share }) =>
        `  ${english.share(share)} ${printable(run.title ?? run.words)}  ${run.usd === null ? 'cost unknown' : english.usd(run.usd)}`,
    ),
    '',
  ].join('\n');
}
