import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Api } from '../core/capture/model';
import { parseChoice } from '../core/estimate/effort';
import { inEnglish } from '../core/text/voice';
import { casesOf } from '../core/trial/cases/cases';
import { casesOfTraceFile } from '../core/trial/cases/fromTraces';
import { readCaseTable } from '../core/trial/cases/table';
import { isTrial, newTrial, readTrial, TRIAL_ENDING } from '../core/trial/file';
import { trialPrompt } from '../core/trial/holes';
import type { CheckSpec, TrialFile, TrialModel, TrialProblem } from '../core/trial/model';
import { FLAG, list, positive, readArgs, TEXT, UseError } from './arguments';
import { readPrompt } from './promptArgument';
import { withFile } from './fileSource';
import { reasonOf } from '../core/text/errors';

/** What `--help` prints. */
export const USAGE = `usage: lrm-lens trial CASES --prompt FILE --from MODEL --to MODEL[:EFFORT][,...] --budget USD [--json]
       lrm-lens trial NAME.trial.json [--budget USD] [--json]
CASES: CSV, TSV, JSONL, JSON or a promptfoo test file, whose columns named like the prompt's holes fill them; or saved
traces of the same prompt.
The plan is kept in NAME.trial.json, the calls beside it; the same command again sends only what is missing.
  --dry-run            show the plan and its price; send nothing
  --expected COLUMN    column of the expected answers (else told by its name)
  --check CHECK        equals (default), contains, number[:WITHIN[%]], pattern[:REGEX], json-field:PATH,
                       json-schema:FILE, code:COMMAND (answer as JSON on its input; exit code 0 right, 1 wrong),
                       judge:MODEL[:EFFORT] with --rubric TEXT
  --repeats N          calls of each model on each case (default 1)
  --max-output N       limit of output tokens of a call (default: from the estimate, by model)
  --calls N            calls a month, for what a difference comes to
  --concurrency N      calls under way at a time (default 4)
  --timeout SECONDS    a call without an end is given up (default 600)
  --useful POINTS      smallest difference of use, right answers in 100 (default 10)
  --all                send every call, also when every candidate is decided
  --run-code           run the command by which a NAME.trial.json checks answers: whoever wrote the file chose it
  --again              send calls again that were broken off: they may be paid for twice
  --endpoint [API@]URL where all models answer: chat-completions (default), anthropic, gemini or ollama; its key: LRM_LENS_KEY
  --out FILE           the plan's file (default: beside CASES)
  --export FORM=FILE   also write markdown, csv, json, parquet, promptfoo or inspect
  --require WHAT       exit code 1 unless a candidate is 'better', or while one is worse ('not-worse')
Keys: OPENAI_API_KEY, ANTHROPIC_API_KEY, GEMINI_API_KEY, OPENROUTER_API_KEY, DEEPSEEK_API_KEY; sent to their own vendor only.
Exit code: 0 good, 1 over the budget or not as required, 2 bad input or use.
`;

/** An endpoint of the command line, for all models. */
export interface GivenEndpoint {
  readonly api: Exclude<Api, 'editor'>;
  readonly url: string;
}

/** What the command line asks for. */
export interface TrialRequest {
  readonly trial: TrialFile;
  /** Path of the plan's file. */
  readonly file: string;
  /** Whether the file holds this plan already. */
  readonly isSaved: boolean;
  readonly problems: readonly TrialProblem[];
  readonly endpoint: GivenEndpoint | null;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly again: boolean;
  readonly require: 'better' | 'not-worse' | null;
  readonly exports: readonly { readonly form: string; readonly file: string }[];
}

function parsedArgs(args: readonly string[]) {
  return readArgs(args, {
    ...{
      prompt: TEXT,
      from: TEXT,
      to: TEXT,
      budget: TEXT,
      expected: TEXT,
      check: TEXT,
      rubric: TEXT,
    },
    ...{ repeats: TEXT, 'max-output': TEXT, calls: TEXT, concurrency: TEXT, timeout: TEXT },
    ...{ useful: TEXT, endpoint: TEXT, out: TEXT, require: TEXT },
    export: { type: 'string', multiple: true, default: [] },
    ...{ json: FLAG, 'dry-run': FLAG, 'run-code': FLAG, again: FLAG, all: FLAG },
  });
}

type Values = ReturnType<typeof parsedArgs>['values'];

/** Reads the command line and the files that it names. Throws a `UseError` that says what is wrong. */
export async function readTrialRequest(args: readonly string[]): Promise<TrialRequest> {
  const { values, positionals } = parsedArgs(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UseError('one file of cases is needed');
  const opened = file.endsWith(TRIAL_ENDING) ? openedTrial(file) : null;
  if (opened !== null && !values['run-code'] && !values['dry-run']) refuseCode(file, opened);
  const built = opened ?? (await builtTrial(file, values));
  const trial = withSettings(built.trial, values);
  const out = opened === null ? (values.out ?? beside(file)) : file;
  const saved = savedTrial(out);
  const isSaved = saved !== null && JSON.stringify(saved) === JSON.stringify(trial);
  if (opened === null && saved !== null && !isSamePlan(saved, trial))
    throw new UseError(`'${out}' holds another trial: remove it, or name another file with --out`);
  return {
    trial,
    file: out,
    isSaved,
    problems: built.problems,
    endpoint: endpointOf(values.endpoint),
    json: values.json,
    dryRun: values['dry-run'],
    again: values.again,
    require: requirement(values.require),
    exports: values.export.map(exportOf),
  };
}

interface Built {
  readonly trial: TrialFile;
  readonly problems: readonly TrialProblem[];
}

function openedTrial(file: string): Built {
  const trial = savedTrial(file);
  if (trial === null) throw new UseError(`cannot read '${file}': there is no such file`);
  return { trial, problems: [] };
}

/** A file may come from anybody: its command runs only when the one who starts it says so. */
function refuseCode(file: string, { trial: { check } }: Built): void {
  if (check.kind !== 'code') return;
  throw new UseError(
    `'${file}' checks answers by running this command here: ${check.command}\nAdd --run-code to run it`,
  );
}

function savedTrial(file: string): TrialFile | null {
  if (!existsSync(file)) return null;
  const read = readTrial(readFileSync(file, 'utf8'));
  if (!isTrial(read)) throw new UseError(`'${file}': ${inEnglish(read.sentence)}`);
  return read;
}

/** Settings may differ from run to run; prompt, cases, check and models may not. */
function isSamePlan(a: TrialFile, b: TrialFile): boolean {
  const parts = ({ prompt, cases, check, models }: TrialFile): string =>
    JSON.stringify([prompt.messages, cases, check, models]);
  return parts(a) === parts(b);
}

const beside = (file: string): string => `${file.replace(/\.[^./\\]{1,12}$/, '')}${TRIAL_ENDING}`;

async function builtTrial(file: string, values: Values): Promise<Built> {
  const missing = (['prompt', 'from', 'to'] as const).find((name) => !values[name]?.trim());
  if (missing !== undefined) throw new UseError(`--${missing} is missing`);
  const prompt = trialPrompt(readPrompt(values.prompt!).source.found, basename(values.prompt!));
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UseError(reasonOf(error));
  }
  const table = readCaseTable(basename(file), bytes);
  const rows = casesOf(table, prompt, values.expected ?? null);
  // A file without the prompt's columns may hold saved traces of it.
  const saved = rows.problems.some((p) => p.blocks)
    ? await withFile(file, (source) => casesOfTraceFile(source, prompt))
    : [];
  const found = saved.length > 0 ? { cases: saved, problems: [] } : rows;
  const trial: TrialFile = {
    ...newTrial(prompt),
    cases: found.cases,
    models: [values.from!.trim(), ...list(values.to!)].map(modelOf),
    check: values.check === undefined ? (table.check ?? { kind: 'equals' }) : checkOf(values),
  };
  return { trial, problems: found.problems };
}

function modelOf(written: string): TrialModel {
  const [choice, endpoint] = written.split(/\s*@\s*(?=[A-Za-z])/);
  return { ...parseChoice(choice ?? written), endpoint: endpoint ?? null };
}

function withSettings(trial: TrialFile, values: Values): TrialFile {
  const number = (
    name: 'repeats' | 'max-output' | 'calls' | 'concurrency' | 'timeout' | 'useful',
  ) => (values[name] === undefined ? null : positive(name, values[name]));
  const useful = number('useful');
  const next: TrialFile = {
    ...trial,
    budgetUsd: values.budget === undefined ? trial.budgetUsd : positive('budget', values.budget),
    repeats: number('repeats') ?? trial.repeats,
    maxOutputTokens: number('max-output') ?? trial.maxOutputTokens,
    callsPerMonth: number('calls') ?? trial.callsPerMonth,
    concurrency: number('concurrency') ?? trial.concurrency,
    timeoutSeconds: number('timeout') ?? trial.timeoutSeconds,
    usefulDifference: useful === null ? trial.usefulDifference : useful / 100,
    stopEarly: values.all ? false : trial.stopEarly,
  };
  const checked = readTrial(JSON.stringify(next));
  if (!isTrial(checked)) throw new UseError(inEnglish(checked.sentence));
  return checked;
}

/** `KIND[:WHAT]`: everything behind the first colon belongs to the kind. */
function checkOf(values: Values): CheckSpec {
  const [, kind = '', rest = ''] = /^([a-z-]+)(?::(.*))?$/s.exec(values.check ?? '') ?? [];
  switch (kind) {
    case 'equals':
    case 'contains':
    case 'hand':
      return { kind };
    case 'number': {
      const relative = rest.endsWith('%');
      const within = rest === '' ? 0 : positive('check', rest.replace(/%$/, ''));
      return { kind, within: relative ? within / 100 : within, relative };
    }
    case 'pattern':
      return { kind, pattern: rest === '' ? null : rest };
    case 'json-field':
      return { kind, path: rest };
    case 'json-schema':
      return { kind, schema: jsonFile(rest) };
    case 'code':
      return { kind, command: rest };
    case 'judge':
      return { kind, rubric: values.rubric ?? '', model: modelOf(rest) };
    default:
      throw new UseError(`--check '${values.check ?? ''}' is not known`);
  }
}

function jsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UseError(`cannot read '${file}': ${reasonOf(error)}`);
  }
}

function endpointOf(written: string | undefined): GivenEndpoint | null {
  if (written === undefined) return null;
  const [, api = 'chat-completions', url = ''] =
    /^(?:(chat-completions|anthropic|gemini|ollama)@)?(https?:\/\/.+)$/.exec(written) ?? [];
  if (url === '') throw new UseError(`--endpoint takes [API@]URL, not '${written}'`);
  return { api: api as GivenEndpoint['api'], url };
}

function requirement(written: string | undefined): TrialRequest['require'] {
  if (written === undefined || written === 'better' || written === 'not-worse')
    return written ?? null;
  throw new UseError(`--require takes better or not-worse, not '${written}'`);
}

function exportOf(written: string): TrialRequest['exports'][number] {
  const at = written.indexOf('=');
  if (at < 1) throw new UseError(`--export takes FORM=FILE, not '${written}'`);
  return { form: written.slice(0, at), file: written.slice(at + 1) };
}
