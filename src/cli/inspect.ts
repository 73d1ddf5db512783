import { inEnglish } from '../core/text/voice';
import { say, verbatim } from '../core/model/sentence';
import type { Problem } from '../core/model/problem';
import { labelsBeside, type LabelsBeside } from '../core/steps/corrections/beside';
import { SIDECAR_ENDING } from '../core/steps/corrections/sidecar';
import { OWN_SCHEME, SCHEMES, type SchemeId, schemeOf } from '../core/steps/classifier/schemes';
import { FORMATS } from '../core/trace/formats/table';
import { answerText, reasoningText, type Trace } from '../core/model/trace';
import { traceFacts, type TraceFacts } from '../core/trace/facts';
import { startScan, type Scan } from '../core/trace/scan';
import type { ByteSource } from '../core/trace/source';
import { FLAG, readArgs, TEXT, UseError } from './arguments';
import { withFile } from './fileSource';
import { InspectTable } from './inspectTable';
import { printable, progress, write } from './output';
import { listPriceOf } from './prices';
import { reasonOf } from '../core/text/errors';

/** What `--help` prints. */
export const USAGE = `usage: lrm-lens inspect FILE... [--json] [--steps] [--text] [--session] [--scheme NAME]
  --steps        with the steps, labelled as in the editor: what stands beside the file in FILE.lens.json counts
  --scheme NAME  whose kinds the steps are labelled with (${OWN_SCHEME} where none is given):
${SCHEMES.map(({ id, about }) => `    ${id.padEnd(16)} ${about}`).join('\n')}
`;

export interface InspectOptions {
  readonly json: boolean;
  readonly steps: boolean;
  readonly text: boolean;
  /** The file as one session rather than trace by trace. */
  readonly session: boolean;
  readonly scheme: SchemeId;
}

/** `lrm-lens inspect`: every trace of every file, as a table or as NDJSON. Exit code 2 when a file is not traces. */
export async function inspect(args: readonly string[]): Promise<number> {
  const { files, options } = parse(args);
  let code = 0;
  for (const file of files) {
    const failure = await inspectFile(file, options);
    if (failure === null) continue;
    code = 2;
    if (options.json) await write(`${JSON.stringify({ file, error: publicError(failure) })}\n`);
    else process.stderr.write(`${printable(file)}: ${printable(inEnglish(failure.message))}\n`);
  }
  return code;
}

function parse(args: readonly string[]): {
  readonly files: readonly string[];
  readonly options: InspectOptions;
} {
  const flags = { json: FLAG, steps: FLAG, text: FLAG, session: FLAG } as const;
  const { values, positionals: files } = readArgs(args, { ...flags, scheme: TEXT });
  const scheme = schemeOf(values.scheme ?? OWN_SCHEME);
  if (scheme === undefined) throw new UseError(`unknown scheme '${values.scheme ?? ''}'`);
  if (files.length === 0) throw new UseError('no file given');
  return { files, options: { ...values, scheme } };
}

/** Prints one file as it is read; gives back why it could not be read as traces. */
async function inspectFile(file: string, options: InspectOptions): Promise<Problem | null> {
  try {
    return await withFile(file, (source) => printTraces(file, source, options));
  } catch (error) {
    // A folder, a missing file, a disk that fails while it is read.
    return { code: 'malformed', message: verbatim(reasonOf(error)) };
  } finally {
    progress(null);
  }
}

async function printTraces(
  file: string,
  source: ByteSource,
  options: InspectOptions,
): Promise<Problem | null> {
  const scan = await startScan(source, FORMATS);
  if ('error' in scan) return scan.error;
  const labels = await labelsBeside(source);
  if (options.steps && labels.problem !== null) {
    const why = inEnglish(labels.problem.message);
    process.stderr.write(`${printable(file)}${SIDECAR_ENDING}: ${printable(why)}\n`);
  }
  if (options.session) return printAsSession(file, scan, options.json);
  const table = options.json ? null : new InspectTable(file, scan.format.title, options, labels);
  let found = 0;
  for await (const { groups, open, bytesRead } of scan.steps()) {
    progress(`${printable(file)}  ${Math.round((100 * bytesRead) / scan.source.size)} %`);
    for (const trace of [...groups, ...open].flatMap((g) => g.traces)) {
      found += 1;
      const facts = traceFacts(trace, listPriceOf(trace));
      if (table === null)
        await write(`${JSON.stringify(traceLine(file, trace, facts, options, labels))}\n`);
      else table.add(trace, facts);
    }
  }
  const { problems } = scan;
  if (found === 0) return nothingIn(scan);
  if (table !== null) await write(table.print(problems));
  return null;
}

async function printAsSession(file: string, scan: Scan, json: boolean): Promise<Problem | null> {
  const { printSession } = await import('./session');
  return (await printSession(file, scan, json)) ? null : nothingIn(scan);
}

function nothingIn({ problems, format }: Scan): Problem {
  const none = say('There is no generation in this file ({0}).', format.title);
  return problems[0] ?? { code: 'empty', message: none };
}

/** The codes that scripts may rely on: a file cut off before its first trace counts as malformed. */
function publicError({ code, message }: Problem): {
  readonly code: string;
  readonly message: string;
} {
  const known = code === 'unrecognised' || code === 'empty' || code === 'too-large';
  return { code: known ? code : 'malformed', message: inEnglish(message) };
}

/** The NDJSON object of one trace. */
function traceLine(
  file: string,
  trace: Trace,
  facts: TraceFacts,
  options: InspectOptions,
  labels: LabelsBeside,
): object {
  const reasoning = reasoningText(trace);
  const answer = answerText(trace);
  const { inputTokens, outputTokens, reasoningTokens, cachedInputTokens, cacheWriteTokens } =
    trace.usage;
  return {
    file,
    format: trace.format,
    index: trace.index,
    id: trace.id,
    model: trace.model,
    reasoning: {
      chars: reasoning.length,
      fidelity: trace.fidelity,
      truncated: trace.truncated,
      ...(options.text ? { text: reasoning } : {}),
    },
    answer: { chars: answer.length, ...(options.text ? { text: answer } : {}) },
    usage: { inputTokens, outputTokens, reasoningTokens, cachedInputTokens, cacheWriteTokens },
    costUsd: facts.cost.figure?.value ?? null,
    costBound: facts.cost.bound,
    finishReason: facts.finishReason,
    toolCalls: facts.toolCalls,
    durationMs: trace.timing.durationMs,
    ...(options.steps ? { steps: labels.analyse(trace, { scheme: options.scheme }).steps } : {}),
  };
}
