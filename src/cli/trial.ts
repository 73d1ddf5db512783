import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { hostOf, isLocal, KNOWN_ENDPOINTS, likelyEndpoint } from '../core/capture/endpoints';
import type { Endpoint } from '../core/capture/model';
import { corpusRow } from '../core/corpus/row';
import { makeCatalogue } from '../core/estimate/catalogue';
import { english, inEnglish } from '../core/text/voice';
import { isDecided } from '../core/trial/decided';
import { TRIAL_EXPORTS } from '../core/trial/export/exports';
import { TRIAL_ENDING } from '../core/trial/file';
import type { TrialFile, TrialModel } from '../core/trial/model';
import type { PlannedCall } from '../core/trial/planModel';
import type { TrialVerdict } from '../core/trial/verdictModel';
import type { PlanFacts } from '../core/trial/expected';
import { planTrial, type PlannedTrial } from '../core/trial/plan';
import { askEndpoint, type AskDeps } from '../core/trial/run/ask';
import { judging } from '../core/trial/run/judging';
import { recoveredCall } from '../core/trial/run/recover';
import { TrialRun, type RunDeps, type RunEnd } from '../core/trial/run/runner';
import { unjudged } from '../core/trial/run/unjudged';
import { verdictOf } from '../core/trial/verdict';
import { commandsIn } from '../worker/command.platform';
import { progress, write } from './output';
import { UseError } from './arguments';
import { send } from './request';
import { readTrialRequest, type GivenEndpoint, type TrialRequest } from './trialArgs';
import { TrialDisk } from './trialDisk';
import { planText, problemLines, verdictText } from './trialText';

export { USAGE } from './trialArgs';

interface Reached extends Endpoint {
  readonly key: string | null;
}

/** Where a model is asked and with which key: the one of the command line, the named one, or its vendor's. */
function reach(model: TrialModel, given: GivenEndpoint | null): Reached | null {
  if (given !== null)
    return { name: hostOf(given.url), ...given, key: process.env['LRM_LENS_KEY'] ?? null };
  const name = model.endpoint ?? likelyEndpoint(model.model);
  const known = KNOWN_ENDPOINTS.find((e) => e.name.toLowerCase() === name?.toLowerCase());
  if (known === undefined) return null;
  const key = known.keys.flatMap((variable) => process.env[variable] ?? [])[0] ?? null;
  return { ...known, key };
}

async function planFacts(given: GivenEndpoint | null): Promise<PlanFacts> {
  const [{ countTokens }, { libraryPrices }] = await Promise.all([
    import('../core/estimate/tokenizer.lazy'),
    import('../core/estimate/prices.lazy'),
  ]);
  return {
    catalogue: makeCatalogue(),
    prices: libraryPrices,
    countTokens,
    now: new Date(),
    placeOf: (model) => {
      const found = reach(model, given);
      if (found === null) return null;
      const local = isLocal(found.url);
      return {
        endpoint: found.name,
        api: found.api,
        host: hostOf(found.url),
        // A proxy on this machine that wants a key passes the bill on.
        payment: local && found.key === null ? 'own-machine' : 'tokens',
        hasKey: local || given !== null || found.key !== null,
      };
    },
  };
}

const sleep: AskDeps['sleep'] = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new Error('cancelled'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

/** A trial on the disk, with what is left of it to do. */
interface Work {
  readonly request: TrialRequest;
  readonly trial: TrialFile;
  readonly disk: TrialDisk;
  readonly facts: PlanFacts;
}

/** `lrm-lens trial`: exit code 0; 1 when the budget does not do or a requirement is not met; 2 wrong use or input. */
export async function trialCommand(args: readonly string[]): Promise<number> {
  const request = await readTrialRequest(args);
  const facts = await planFacts(request.endpoint);
  const disk = new TrialDisk(request.file);
  return carryOut({ request, trial: request.trial, disk, facts });
}

async function carryOut(work: Work): Promise<number> {
  const { request, trial, disk, facts } = work;
  checkForms(request);
  let planned = planTrial(trial, disk.book.journal, facts);
  const problems = [...request.problems, ...planned.plan.problems];
  const blocking = problems.filter((p) => p.blocks && !(request.dryRun && isWaiting(p.code)));
  if (blocking.length > 0) {
    if (request.json) await write(`${JSON.stringify({ problems: worded(problems) })}\n`);
    process.stderr.write(
      `lrm-lens trial: nothing was sent\n${problemLines(problems).join('\n')}\n`,
    );
    return 2;
  }
  if (request.dryRun) {
    await write(
      request.json
        ? `${JSON.stringify({ plan: { ...planned.plan, problems: worded(problems) } })}\n`
        : planText(trial, planned.plan),
    );
    const { costUsd, spentUsd, budgetUsd } = planned.plan;
    return budgetUsd !== null && costUsd !== null && spentUsd + costUsd.middle > budgetUsd ? 1 : 0;
  }
  if (!request.json) process.stderr.write(planText(trial, planned.plan));
  disk.begin(trial);
  try {
    recover(planned, disk);
    planned = planTrial(trial, disk.book.journal, facts);
    const end = await run(work, planned);
    return await report(work, planned, end);
  } finally {
    disk.end();
  }
}

/** What a plan can be shown without: it is asked for before it is sent. */
const isWaiting = (code: string): boolean =>
  code === 'no-key' || code === 'no-budget' || code === 'small-budget';

const worded = (problems: readonly { sentence: Parameters<typeof inEnglish>[0] }[]) =>
  problems.map((p) => ({ ...p, sentence: inEnglish(p.sentence) }));

function checkForms({ exports }: TrialRequest): void {
  for (const { form } of exports)
    if (!Object.hasOwn(TRIAL_EXPORTS, form)) throw new UseError(`--export '${form}' is not known`);
}

/** Answers that were whole on the disk when the program was broken off are not paid for again. */
function recover(planned: PlannedTrial, disk: TrialDisk): void {
  for (const call of planned.again) {
    if (!disk.book.journal.unfinished.has(call.key)) continue;
    const trace = disk.traceOf(call);
    const line = trace && recoveredCall(call, trace.text, planned.ratesOf(call), trace.file);
    if (line !== null) disk.append(line);
  }
}

async function run(work: Work, planned: PlannedTrial): Promise<RunEnd> {
  const { request, trial, disk } = work;
  const calls = [...planned.missing, ...(request.again ? planned.again : [])];
  disk.append({
    line: 'started',
    at: Date.now(),
    plan: planned.plan.id,
    cases: planned.plan.cases,
    predicted: planned.plan.models.map((m) => m.prediction),
  });
  const total = planned.keys.size;
  const isFree =
    planned.plan.models.every((m) => m.payment !== 'tokens') && planned.plan.judge === null;
  const deps: RunDeps = {
    ask: (call) => ask(call, work, planned),
    hostOf: (call) => planned.plan.models[call.model]?.host ?? planned.plan.judge?.host ?? '',
    ratesOf: planned.ratesOf,
    now: () => Date.now(),
    sleep,
    journal: (line) => {
      disk.append(line);
      return Promise.resolve();
    },
    openTrace: (call) => disk.openTrace(call),
    afterAnswer: (trace) => Promise.resolve(corpusRow('', trace).afterAnswerShare),
    judge: judging(trial, planned, commandsIn(process.cwd())),
    decided: () => trial.stopEarly && isDecided(trial, disk.book.journal, planned.keys),
    onChange: () => {
      const { calls: done, spentUsd } = disk.book.journal;
      progress(`${done.size} of ${total} calls, ${english.usd(spentUsd)}`);
    },
  };
  const running = new TrialRun(
    {
      calls,
      unjudged: unjudged(trial, planned.keys, disk.book.journal),
      budgetUsd: isFree ? null : trial.budgetUsd,
      spentUsd: disk.book.journal.spentUsd,
      judgeWorstUsd: planned.judgeWorstUsd,
      concurrency: trial.concurrency,
      timeoutSeconds: trial.timeoutSeconds,
    },
    deps,
  );
  // The first time calls under way end, the second time they are broken off.
  let asked = 0;
  const stop = (): void => (asked++ === 0 ? running.pause() : running.cancel());
  process.on('SIGINT', stop);
  const end = await running.ended;
  process.off('SIGINT', stop);
  progress(null);
  return end;
}

function ask(call: PlannedCall, { request, trial }: Work, planned: PlannedTrial) {
  const model =
    call.kind === 'judge' && trial.check.kind === 'judge'
      ? trial.check.model
      : trial.models[call.model];
  const found = model === undefined ? null : reach(model, request.endpoint);
  // The plan has said so before: nothing starts without an endpoint.
  if (found === null) throw new Error(`no endpoint for ${call.choice.model}`);
  return askEndpoint(found, found.key, planned.thinks, { send, now: () => Date.now(), sleep });
}

async function report(work: Work, planned: PlannedTrial, end: RunEnd): Promise<number> {
  const { request, trial, disk } = work;
  const journal = disk.book.journal;
  const verdict = verdictOf(trial, journal, planned.keys);
  const input = {
    trial,
    journal,
    verdict,
    keys: planned.keys,
    name: basename(request.file).slice(0, -TRIAL_ENDING.length),
    date: new Date().toISOString().slice(0, 10),
  };
  for (const { form, file } of request.exports)
    writeFileSync(file, await TRIAL_EXPORTS[form]!.make(input));
  const ended = { reason: end.reason, message: end.sentence && inEnglish(end.sentence) };
  await write(
    request.json
      ? `${JSON.stringify({ file: request.file, ended, verdict: wordedVerdict(verdict), calls: [...journal.calls.values()].filter((r) => planned.keys.has(r.key)) })}\n`
      : verdictText(trial, planned.plan, verdict, end),
  );
  return exitCode(request, verdict, end);
}

const wordedVerdict = (verdict: TrialVerdict) => ({
  ...verdict,
  comparisons: verdict.comparisons.map((c) => ({
    ...c,
    sentence: inEnglish(c.sentence),
    certainty: inEnglish(c.certainty),
  })),
});

function exitCode({ require: wanted }: TrialRequest, verdict: TrialVerdict, end: RunEnd): number {
  if (end.reason === 'refused' || end.reason === 'not-saved') return 2;
  if (end.reason === 'budget' || end.reason === 'paused' || end.reason === 'cancelled') return 1;
  const kinds = verdict.comparisons.map((c) => c.evidence.kind);
  if (wanted === 'better') return kinds.includes('better') ? 0 : 1;
  return wanted === 'not-worse' && kinds.includes('worse') ? 1 : 0;
}
