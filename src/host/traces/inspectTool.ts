import * as vscode from 'vscode';
import { createRedactor } from '../../core/export/redact';
import { english } from '../../core/text/voice';
import type { TraceOutline } from '../../protocol/traceData';
import { STEP_KINDS } from '../../core/steps/kinds';
import { quotedBlock, quotedLine, quotingNote } from '../../core/text/quotedData';
import { sibling } from '../shared/uris';
import type { DocumentTools } from './editor/followedFile';
import { TraceDocument } from './editor/traceDocument';

interface InspectInput {
  /** Path in the workspace, or a URI. */
  readonly file: string;
  /** Number of the trace in the file, from 1. */
  readonly trace?: number;
  /** First step to quote, from 1, and how many; none are quoted unless asked for. */
  readonly fromStep?: number;
  readonly steps?: number;
}

/** Most steps quoted at once: what a language model can take in with profit. */
const MAX_STEPS = 40;
const MAX_LISTED = 50;
/** Of one step, in UTF-16 units. */
const MAX_STEP_CHARS = 6_000;

/** A language model's way to the viewer's findings about a saved trace, as plain text. */
export class InspectTool implements vscode.LanguageModelTool<InspectInput> {
  constructor(private readonly tools: DocumentTools) {}

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<InspectInput>): vscode.PreparedToolInvocation {
    const { t } = vscode.l10n;
    return {
      invocationMessage: t('Inspecting the reasoning trace {0}', input.file),
      confirmationMessages: {
        title: t('Inspect reasoning trace'),
        message: leaving(input),
      },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<InspectInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const document = new TraceDocument(uriOf(input.file), this.tools);
    const cancelling = token.onCancellationRequested(() => document.cancelOpening());
    try {
      const text = await inspect(document, input);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    } finally {
      cancelling.dispose();
      document.dispose();
    }
  }
}

/** What leaves this machine, in words. */
function leaving({ file, fromStep = 1, steps = 0 }: InspectInput): string {
  const { t } = vscode.l10n;
  const figures = t(
    'The language model of this chat, and so its provider, gets of {0}: model, tokens, cost, kinds of steps and the answer; of a file of many traces the first words of each prompt.',
    file,
  );
  const last = fromStep + Math.min(steps, MAX_STEPS) - 1;
  const texts =
    steps > 0
      ? t('And the text of steps {0} to {1}.', fromStep, last)
      : t('The text of its steps stays here.');
  return [figures, texts, t('Credentials that are recognised are blacked out.')].join(' ');
}

/** A path below a workspace folder or a URI; absolute paths outside the workspace are left to URIs. */
function uriOf(file: string): vscode.Uri {
  if (/^[a-z][a-z0-9+.-]+:/i.test(file)) return vscode.Uri.parse(file, true);
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open: give the file as a URI.');
  if (file.startsWith('/')) return folder.uri.with({ path: file });
  return sibling(vscode.Uri.joinPath(folder.uri, file), file.slice(file.lastIndexOf('/') + 1));
}

async function inspect(document: TraceDocument, input: InspectInput): Promise<string> {
  await document.whenOpen();
  const { count, formatTitle } = document.view();
  const redact = createRedactor();
  const quote = (text: string | null): string =>
    text === null ? 'unknown' : quotedLine(redact(text.slice(0, MAX_STEP_CHARS)));
  const mark = crypto.randomUUID().slice(0, 8);
  if (count > 1 && input.trace === undefined) {
    const rows = await document.rows(range(0, Math.min(count, MAX_LISTED)));
    const lines = rows.map(
      (r) => `${r.index + 1}: model ${quote(r.model)}, prompt ${quote(r.promptStart)}`,
    );
    const more = count > rows.length ? [`... and ${count - rows.length} more`] : [];
    const head = `${formatTitle} with ${count} traces; name one:`;
    return [quotingNote(mark), head, ...lines, ...more].join('\n');
  }
  const index = (input.trace ?? 1) - 1;
  const outline = await document.outline(index);
  const steps = await stepTexts(document, index, input);
  return [
    quotingNote(mark),
    ...describe(outline, quote),
    ...steps.map(({ title, text }) =>
      quotedBlock(title, redact(text.slice(0, 2 * MAX_STEP_CHARS)), mark, MAX_STEP_CHARS),
    ),
  ].join('\n');
}

function describe(
  { header, steps, answer, insights, caution }: TraceOutline,
  quote: (text: string | null) => string,
): readonly string[] {
  const tokens = header.reasoningTokens;
  const kinds = new Map<string, number>();
  for (const [i, kind] of steps.kind.entries()) {
    const name = STEP_KINDS[kind] ?? 'other';
    kinds.set(name, (kinds.get(name) ?? 0) + (steps.tokens.values[i] ?? 0));
  }
  const cost = header.cost.figure;
  const number = (step: number | null): string =>
    step === null ? 'not found' : `step ${step + 1}`;
  return [
    `Model: ${quote(header.model)}${header.effort === null ? '' : `, effort ${quote(header.effort)}`}`,
    `Reasoning text: ${header.fidelity}. ${header.fidelityNote}${header.truncated ? ' It was cut off.' : ''}`,
    `Reasoning tokens: ${tokens === null ? 'unknown' : `${tokens.value} (${tokens.provenance})`}`,
    `Cost: ${cost === null ? 'unknown' : `${english.usd(cost.value)} (${cost.provenance})`}`,
    `Steps: ${steps.kind.length}. Estimated tokens by kind: ${[...kinds].map(([k, n]) => `${k} ${Math.round(n)}`).join(', ')}`,
    `Answer: ${answer.answer === null ? 'not found' : quote(answer.answer)}; first mentioned at ${number(answer.firstMentioned)}, first concluded at ${number(answer.firstConcluded)}`,
    `Findings: ${insights.map((i) => `${i.kind} at step ${i.step + 1} (${Math.round(i.tokens)} tokens)`).join('; ') || 'none'}`,
    ...(caution === null ? [] : [`Caution: ${caution}`]),
    'Labels are suggestions with a confidence; a trace is no proof of how the model decided.',
  ];
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

async function stepTexts(
  document: TraceDocument,
  index: number,
  { fromStep = 1, steps = 0 }: InspectInput,
): Promise<readonly { readonly title: string; readonly text: string }[]> {
  if (steps <= 0) return [];
  const from = Math.max(0, fromStep - 1);
  const to = from + Math.min(steps, MAX_STEPS);
  const bodies = await document.ask('bodies', { index, from, to });
  return bodies.map(({ step, suggested: { kind, confidence }, text }) => ({
    title: `step ${step + 1}, ${kind} (${confidence.toFixed(2)})`,
    text,
  }));
}
