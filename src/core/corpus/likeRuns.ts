import { distribution } from './report';
import type { Distribution } from './model';
import type { Session } from '../model/session';
import { sharedWords, wordHashes } from '../text/words';
import { workMs } from '../session/figures';
import { costWithAgents } from '../session/unreadAgents';
import { worksIn } from '../session/running/workspace';
import { titleOf } from '../session/title';

/** A run that has ended, as far as another task can be compared with it. */
export interface PastRun {
  readonly title: string | null;
  /** The first words of the user, cut. */
  readonly words: string;
  readonly folder: string | null;
  readonly model: string | null;
  readonly effort: string | null;
  readonly startedAt: number | null;
  readonly turns: number;
  readonly calls: number;
  readonly usd: number | null;
  /** The cost is a lower bound. */
  readonly atLeast: boolean;
  /** Of the model and the tools, without waiting for the user. */
  readonly seconds: number | null;
}

/** A task that is to be given to an agent; `null` is any. */
export interface Task {
  readonly words: string;
  readonly folder: string | null;
  readonly model: string | null;
  readonly effort: string | null;
}

/** What runs like a task took. Every range is `null` where no like run tells it. */
export interface TaskForecast {
  /** Runs of the asked workspace, model and effort, and those of them that are like the task. */
  readonly runs: number;
  readonly like: number;
  readonly turns: Distribution | null;
  readonly calls: Distribution | null;
  readonly usd: Distribution | null;
  readonly seconds: Distribution | null;
  /** Some of the costs are lower bounds. */
  readonly atLeast: boolean;
  /** USD that nine of ten like runs stayed below; `null` with fewer than `FEWEST_FOR_CAP` known costs. */
  readonly capUsd: number | null;
  /** The most like ones first, at most `NEAREST`. */
  readonly nearest: readonly { readonly run: PastRun; readonly share: number }[];
}

/** So much of the first words is compared. */
const WORDS = 600;
/** Share of distinct words that two tasks have in common from which they are alike. Chosen by hand, not fitted. */
const LIKE = 0.2;
export const FEWEST_FOR_CAP = 5;
const NEAREST = 3;

/** `null` for a session in which nothing was asked or answered. */
export function pastRun(session: Session): PastRun | null {
  const { turns, calls, figures, folder, startedAt } = session;
  const words = turns.find(({ prompt }) => prompt.trim() !== '')?.prompt;
  if (words === undefined || calls.length === 0) return null;
  const own = calls.find(({ agent, model }) => agent === 0 && model !== null);
  const ms = workMs(figures);
  const money = costWithAgents(figures, session);
  return {
    title: titleOf(session, 120),
    words: words.slice(0, WORDS),
    folder,
    model: own?.model ?? null,
    effort: own?.effort ?? null,
    startedAt,
    turns: turns.length,
    calls: calls.length,
    usd: money.usd,
    atLeast: money.usd !== null && money.bound === 'at-least',
    seconds: ms === null ? null : ms / 1000,
  };
}

/** The range of what runs like a task took, from the user's own runs. */
export function forecast(task: Task, runs: readonly PastRun[]): TaskForecast {
  const fitting = runs.filter(
    (run) =>
      (task.folder === null || (run.folder !== null && worksIn(run.folder, [task.folder]))) &&
      (task.model === null || run.model === task.model) &&
      (task.effort === null || run.effort === task.effort),
  );
  const asked = wordHashes(task.words.slice(0, WORDS));
  const like = fitting
    .map((run) => ({ run, share: sharedWords(asked, wordHashes(run.words)) }))
    .filter(({ share }) => share >= LIKE)
    .sort((a, b) => b.share - a.share);
  const of = (value: (run: PastRun) => number | null) =>
    distribution(like.map(({ run }) => value(run)));
  const usd = of((run) => run.usd);
  return {
    runs: fitting.length,
    like: like.length,
    turns: of((run) => run.turns),
    calls: of((run) => run.calls),
    usd,
    seconds: of((run) => run.seconds),
    atLeast: like.some(({ run }) => run.atLeast),
    capUsd: usd === null || usd.n < FEWEST_FOR_CAP ? null : cents(usd.p90),
    nearest: like.slice(0, NEAREST),
  };
}

/** Up to the next cent: a cap below what was seen would stop a run like those. */
const cents = (usd: number): number => Math.ceil(usd * 100 - 1e-9) / 100;
