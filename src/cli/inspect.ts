import { answerText, reasoningText, type Trace } from '../core/trace/model';
import { FORMATS } from '../core/trace/formats/table';
import type { Problem } from '../core/problem';
import { analyse } from '../core/steps/analyse';
import { startScan } from '../core/trace/scan';
import { fileSource } from './fileSource';
import { InspectTable } from './inspectTable';
import { write } from './output';

interface InspectOptions {
  readonly json: boolean;
  readonly steps: boolean;
  readonly text: boolean;
}

/** `lrm-lens inspect`: every trace of every file, as a table or as NDJSON. Exit code 2 when a file is not traces. */
export async function inspect(args: readonly string[]): Promise<number> {
  const flags = args.filter((a) => a.startsWith('--'));
  const files = args.filter((a) => !a.startsWith('--'));
  const unknown = flags.find((f) => !['--json', '--steps', '--text'].includes(f));
  if (unknown !== undefined || files.length === 0) {
    const why = unknown === undefined ? 'no file given' : `unknown option '${unknown}'`;
    process.stderr.write(
      `lrm-lens: ${why}\nusage: lrm-lens inspect FILE... [--json] [--steps] [--text]\n`,
    );
    return 2;
  }
  const options: InspectOptions = {
    json: flags.includes('--json'),
    steps: flags.includes('--steps'),
    text: flags.includes('--text'),
  };
  let code = 0;
  for (const file of files) {
    const failure = await inspectFile(file, options);
    if (failure === null) continue;
    code = 2;
    const { code: problem, message } = failure;
    if (options.json)
      await write(`${JSON.stringify({ file, error: { code: problem, message } })}\n`);
    else process.stderr.write(`${file}: ${message}\n`);
  }
  return code;
}

/** Prints one file as it is read; gives back why it could not be read as traces. */
async function inspectFile(file: string, options: InspectOptions): Promise<Problem | null> {
  let opened;
  try {
    opened = await fileSource(file);
  } catch (error) {
    return { code: 'malformed', message: error instanceof Error ? error.message : String(error) };
  }
  const { source } = opened;
  try {
    const scan = await startScan(source, FORMATS);
    if (!('format' in scan)) return scan;
    const table = options.json ? null : new InspectTable(file, scan.format.title);
    let found = 0;
    for await (const { groups, open } of scan.steps()) {
      for (const trace of [...groups, ...open].flatMap((g) => g.traces)) {
        found += 1;
        if (table === null) await write(`${JSON.stringify(traceLine(file, trace, options))}\n`);
        else table.add(trace, options);
      }
    }
    const { problems } = scan;
    if (found === 0) {
      return (
        problems[0] ?? { code: 'empty', message: `No generation in this ${scan.format.title}.` }
      );
    }
    if (table !== null) await write(table.print(problems));
    return null;
  } finally {
    await opened.close();
  }
}

/** The NDJSON object of one trace. */
function traceLine(file: string, trace: Trace, options: InspectOptions): object {
  const reasoning = reasoningText(trace);
  const answer = answerText(trace);
  const { inputTokens, outputTokens, reasoningTokens, cachedInputTokens } = trace.usage;
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
    usage: { inputTokens, outputTokens, reasoningTokens, cachedInputTokens },
    costUsd: trace.costUsd,
    finishReason: trace.finishReason,
    toolCalls: trace.segments.filter((s) => s.kind === 'toolCall').length,
    durationMs: trace.timing.durationMs,
    ...(options.steps ? { steps: analyse(trace).steps } : {}),
  };
}
