import { stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inEnglish } from '../core/text/voice';
import { exportedSession } from '../core/export/session/document';
import { renderSession } from '../core/export/session/render';
import type { SessionSource } from '../core/export/session/source';
import { exportDocument } from '../core/export/document';
import { renderExport, type ExportForm, type SessionForm } from '../core/export/forms';
import { otlpText } from '../core/export/otlp/document';
import { createRedactor } from '../core/export/redact';
import { englishWords } from '../core/export/words';
import { filled } from '../core/model/sentence';
import { reasoningText, type Trace } from '../core/model/trace';
import { SessionTaker } from '../core/session/taker';
import { english } from '../core/text/voice';
import { labelsBeside, type LabelsBeside } from '../core/steps/corrections/beside';
import { SIDECAR_ENDING } from '../core/steps/corrections/sidecar';
import { firstLine } from '../core/text/firstLine';
import { openTraceFile } from '../core/trace/open';
import { AgentTraces, withAgentLogs } from './agentLogs';
import { listPriceOf } from './prices';
import { FLAG, readArgs, TEXT, UseError } from './arguments';
import { withFile } from './fileSource';
import { printable, write } from './output';
import { sendOtlp } from './sendOtlp';
import { exportFacts } from '../core/export/facts';
import { traceFacts } from '../core/trace/facts';
import { ownWords } from '../core/trace/prompt';

/** What `--help` prints. */
export const USAGE = `usage: lrm-lens export FILE [--index N | --session] --markdown|--html|--json|--csv|--otlp OUT [--structure] [--bug-report] [--keep-secrets] [--personal]

  --index N       which trace of the file, counted from 0 as in "inspect --json"; the first without it
  --session       the whole session of an agent's log: turns, calls, tools and findings; CSV has a line a call
  --otlp          the session as OpenTelemetry GenAI spans (OTLP JSON), the steps of its reasoning as span events
  OUT             a file, or - for the terminal; with --otlp also an address (http://127.0.0.1:4318) to which the session is
                  sent, with the headers in OTEL_EXPORTER_OTLP_HEADERS
  --structure     leaves out every text
  --bug-report    only what a bug report needs: what failed, what findings name, how it ended (Markdown or HTML)
  --keep-secrets  leaves credentials readable, which are blacked out otherwise
  --personal      blacks out e-mail addresses and names of home folders, too
`;

const FORMS = {
  markdown: 'md',
  html: 'html',
  json: 'json',
  csv: 'csv',
  otlp: 'otlp.json',
} as const satisfies Readonly<Record<string, SessionForm>>;
const FORM_OPTIONS = Object.keys(FORMS) as (keyof typeof FORMS)[];

/** Forms for people. */
const REPORTS: ReadonlySet<SessionForm> = new Set(['md', 'html']);

interface ExportCommand {
  readonly file: string;
  readonly index: number | null;
  /** The whole session, not one trace of it. */
  readonly session: boolean;
  readonly form: SessionForm;
  readonly out: string;
  readonly structureOnly: boolean;
  readonly essentialOnly: boolean;
  readonly keepSecrets: boolean;
  readonly personal: boolean;
}

/** `lrm-lens export`: one trace as a document, with credentials blacked out. Exit code 2 when it cannot be read. */
export async function exportCommand(args: readonly string[]): Promise<number> {
  const command = parse(args);
  const { file, out } = command;
  if (await isOneFile(file, out))
    return refuse(file, 'an export does not replace what it is made of');
  return withFile(file, async (source) => {
    const run = new SessionTaker(listPriceOf);
    const traces = await openTraceFile(source, command.session ? { taker: run } : {});
    if ('error' in traces) return refuse(file, inEnglish(traces.error.message));
    const labels = await labelsBeside(source);
    if (labels.problem !== null) {
      const why = inEnglish(labels.problem.message);
      process.stderr.write(`${printable(file)}${SIDECAR_ENDING}: ${printable(why)}\n`);
    }
    if (command.session) {
      const alone = run.build();
      if (alone === null) {
        return refuse(file, 'it is no log of an agent');
      }
      const session = await withAgentLogs(file, alone);
      const agents = new AgentTraces(dirname(file));
      const read = (trace: number, other: string | null): Promise<Trace | null> =>
        other === null ? traces.read(trace) : agents.read(other, trace);
      const text = await sessionExport({ session, read, labels }, command);
      await agents.close();
      if (command.form === 'otlp.json' && /^https?:/i.test(out)) return await sendOtlp(out, text);
      await put(out, text);
      return 0;
    }
    const count = traces.summaries.length;
    const index = command.index ?? 0;
    if (index >= count) {
      const message = count === 0 ? 'there is no trace in it' : `it holds traces 0 to ${count - 1}`;
      return refuse(file, message);
    }
    if (command.index === null && count > 1)
      process.stderr.write(`trace 0 of ${count}; --index names another\n`);
    const { form } = command;
    if (form === 'otlp.json') {
      return refuse(file, '--otlp takes --session');
    }
    await put(out, exportedText(await traces.read(index), labels, form, command));
    return 0;
  });
}

function put(out: string, text: string): Promise<void> {
  return out === '-' ? write(text) : writeFile(out, text);
}

async function sessionExport(source: SessionSource, command: ExportCommand): Promise<string> {
  const { structureOnly, essentialOnly, personal, keepSecrets } = command;
  const redactor = keepSecrets ? null : createRedactor(new Set(), personal ? 'all' : 'secrets');
  const exportedAt = new Date().toISOString();
  const { form } = command;
  if (form === 'otlp.json') return otlpText(source, { redactor, structureOnly });
  const options = { redactor, structureOnly, essentialOnly, exportedAt };
  const document = await exportedSession(source, options);
  const t = (message: string, ...args: readonly string[]): string => filled(message, args);
  return renderSession(document, form, { language: 'en', t, voice: english });
}

async function isOneFile(file: string, out: string): Promise<boolean> {
  const facts = (path: string) => stat(path).catch(() => null);
  const [read, written] = [await facts(file), out === '-' ? null : await facts(out)];
  return read !== null && read.ino === written?.ino && read.dev === written.dev;
}

function refuse(file: string, message: string): number {
  process.stderr.write(`${printable(file)}: ${printable(message)}\n`);
  return 2;
}

function parse(args: readonly string[]): ExportCommand {
  const { values, positionals } = readArgs(args, {
    ...{ markdown: TEXT, html: TEXT, json: TEXT, csv: TEXT, otlp: TEXT, index: TEXT },
    ...{ structure: FLAG, 'bug-report': FLAG, 'keep-secrets': FLAG, personal: FLAG, session: FLAG },
  });
  const [file, ...more] = positionals;
  const { index, session } = values;
  const [option, second] = FORM_OPTIONS.filter((name) => values[name] !== undefined);
  if (second !== undefined) throw new UseError('one form at a time');
  if (index !== undefined && !/^\d{1,9}$/.test(index))
    throw new UseError(`--index takes a number from 0, not '${index}'`);
  if (file === undefined || more.length > 0) throw new UseError('one file is needed');
  if (index !== undefined && session)
    throw new UseError('--index and --session exclude each other');
  if (option === undefined)
    throw new UseError('a form is needed: --markdown, --html, --json, --csv or --otlp');
  const form = FORMS[option];
  if (values['bug-report'] && !REPORTS.has(form))
    throw new UseError('--bug-report is written as --markdown or --html');
  return {
    ...{ file, session, form, out: values[option] ?? '-' },
    index: index === undefined ? null : Number(index),
    structureOnly: values.structure,
    essentialOnly: values['bug-report'],
    keepSecrets: values['keep-secrets'],
    personal: values.personal,
  };
}

function exportedText(
  trace: Trace,
  labels: LabelsBeside,
  form: ExportForm,
  command: ExportCommand,
): string {
  const price = listPriceOf(trace);
  const analysis = labels.analyse(trace);
  const redactor = createRedactor(new Set(), command.personal ? 'all' : 'secrets');
  const document = exportDocument(
    {
      title: [trace.model ?? '', firstLine(ownWords(trace) ?? '', 80)]
        .filter((part) => part !== '')
        .join(': '),
      exportedAt: new Date().toISOString(),
      facts: exportFacts(traceFacts(trace, price), english),
      trace,
      text: reasoningText(trace),
      analysis,
      tell: inEnglish,
      costs: price && analysis.steps.map((s) => s.tokens * price.output),
      seconds: null,
    },
    {
      redactor: command.keepSecrets ? null : redactor,
      structureOnly: command.structureOnly,
      essentialOnly: command.essentialOnly,
    },
  );
  return renderExport(document, form, englishWords, 'en');
}
