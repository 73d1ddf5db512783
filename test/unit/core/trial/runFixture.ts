import type { Endpoint } from '../../../../src/core/capture/model';
import type { Rates } from '../../../../src/core/model/rates';
import { newTrial } from '../../../../src/core/trial/file';
import type { JournalLine } from '../../../../src/core/trial/journalModel';
import type { TrialFile } from '../../../../src/core/trial/model';
import type { PlannedCall } from '../../../../src/core/trial/planModel';
import { askEndpoint } from '../../../../src/core/trial/run/ask';
import { journalText, readJournal } from '../../../../src/core/trial/run/journal';
import { orderedCalls } from '../../../../src/core/trial/run/order';
import { TrialRun, type RunDeps, type RunPlan } from '../../../../src/core/trial/run/runner';
import { caseId } from '../../../../src/core/trial/file';
import { send } from '../../../../src/host/capture/send';
import { FakeModel, type Reply, type Request } from './server';

/** 1 USD for 100 input tokens and 1 USD for 20 output tokens: an answer of the server costs 2 USD. */
export const RATES: Rates = {
  input: 10_000,
  cachedInput: 10_000,
  cacheWrite: 10_000,
  cacheWrite1h: 10_000,
  output: 50_000,
  tiers: [],
};
/** Cap of 100 tokens: 1 + 5 USD. */
export const WORST = 6;

export function trialOf(cases: number): TrialFile {
  const prompt = { file: null, holes: ['q'], messages: [{ role: 'user' as const, text: 'Q {q}' }] };
  return {
    ...newTrial(prompt),
    models: [
      { model: 'small', effort: null, endpoint: null },
      { model: 'large', effort: null, endpoint: null },
    ],
    cases: Array.from({ length: cases }, (_, i) => {
      const values = { q: `n${i}` };
      return { id: caseId(values), values, expected: String(i), about: {} };
    }),
  };
}

export const callsOf = (trial: TrialFile): readonly PlannedCall[] =>
  orderedCalls(trial, trial.cases, () => ({ cap: 100, worstUsd: WORST }));

export interface Setup {
  readonly run: TrialRun;
  readonly lines: JournalLine[];
  readonly traces: Map<string, string[]>;
  /** Milliseconds that were slept for, in order. */
  readonly sleeps: number[];
}

/** A run against a real server. The clock stands still but for what is slept: sleeping takes no time. */
export function startRun(
  model: FakeModel,
  calls: readonly PlannedCall[],
  plan: Partial<RunPlan> = {},
  deps: Partial<RunDeps> = {},
): Setup {
  const lines: JournalLine[] = [];
  const traces = new Map<string, string[]>();
  const sleeps: number[] = [];
  let clock = 1_000_000;
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    // Time-outs of calls never pass here; waits that were asked for do at once.
    if (ms >= TIMEOUT_MS)
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('over'))),
      );
    sleeps.push(ms);
    await Promise.resolve();
    clock += ms;
  };
  const endpoint: Endpoint = { name: 'fake', api: 'chat-completions', url: model.url };
  const ask = askEndpoint(endpoint, 'the-key', () => false, { send, now: () => clock, sleep });
  const run = new TrialRun(
    {
      calls,
      unjudged: [],
      budgetUsd: 1_000,
      spentUsd: 0,
      judgeWorstUsd: 0,
      concurrency: 3,
      timeoutSeconds: TIMEOUT_MS / 1_000,
      ...plan,
    },
    {
      ask: () => ask,
      hostOf: () => 'fake',
      ratesOf: () => RATES,
      now: () => clock,
      sleep,
      journal: async (line) => {
        await Promise.resolve();
        lines.push(line);
      },
      openTrace: (call) => {
        const kept: string[] = [];
        traces.set(call.key, kept);
        return {
          file: `runs/${call.key}.capture.jsonl`,
          write: (line) => void kept.push(line),
          close: () => Promise.resolve(),
        };
      },
      ...deps,
    },
  );
  return { run, lines, traces, sleeps };
}

export const TIMEOUT_MS = 500_000;
export const journalOf = (lines: readonly JournalLine[]) =>
  readJournal(lines.map(journalText).join(''));

export async function withModel(
  reply: (request: Request) => Reply,
  use: (model: FakeModel) => Promise<void>,
): Promise<void> {
  const model = await FakeModel.start(reply);
  try {
    await use(model);
  } finally {
    await model.stop();
  }
}

export const fine = (): Reply => ({ kind: 'answer', text: '42' });
