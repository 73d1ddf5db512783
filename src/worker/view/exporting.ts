import { exportDocument, type ExportDocument, type ExportInput } from '../../core/export/document';
import { renderExport } from '../../core/export/forms';
import { createRedactor, type Redactor, type Reviewed } from '../../core/export/redact';
import { labelBatches, type LabelBatch } from '../../core/labels/batches';
import { blockBorders } from '../../core/steps/segment/blocks';
import { firstLine } from '../../core/text/firstLine';
import { voice } from '../../core/text/voice';
import { ownWords } from '../../core/trace/prompt';
import type { EngineParams } from '../../protocol/engine';
import { translator } from '../../core/text/translator';
import type { AnalysedTrace } from './analysed';
import { stepSeconds } from './time';

type ExportParams = EngineParams<'exportText'>;

/** A whole export as text. */
export function exportText(analysed: AnalysedTrace, params: ExportParams): string {
  const { structureOnly, essentialOnly, form, words, language } = params;
  const redactor = createRedactor(new Set(params.keep), 'all');
  const options = { redactor, structureOnly, essentialOnly };
  const document = exportDocument(inputOf(analysed, params), options);
  return renderExport(document, form, words, language);
}

/** What an export can black out: credentials, and what some would not show. */
export function redactionsOf(analysed: AnalysedTrace): readonly Reviewed[] {
  const redactor = createRedactor(new Set(), 'all');
  wholeDocument(analysed, redactor);
  return redactor.toReview();
}

/** Questions for a label model; what `keep` names stays readable, as in an export. */
export function batchesOf(
  analysed: AnalysedTrace,
  keep: readonly string[],
  model: string,
): readonly LabelBatch[] {
  const redactor = createRedactor(new Set(keep), 'all');
  // The whole first, so that what is found has the numbers that the review showed.
  const { items } = wholeDocument(analysed, redactor);
  const task = items.findLast((item) => item.type === 'prompt' && item.title === 'user');
  const { text, analysis, trace } = analysed;
  return labelBatches({
    ...{ text, steps: analysis.steps, borders: blockBorders(trace) },
    textsOf: (pieces) => redactor.pieces(text, pieces),
    ...{ task: task?.text ?? null, model },
  });
}

function wholeDocument(analysed: AnalysedTrace, redactor: Redactor): ExportDocument {
  const input = inputOf(analysed, { exportedAt: '', facts: [], language: 'en', translations: {} });
  return exportDocument(input, { redactor, structureOnly: false });
}

function inputOf(
  { trace, text, analysis, price }: AnalysedTrace,
  params: Pick<ExportParams, 'exportedAt' | 'facts' | 'language' | 'translations'>,
): ExportInput {
  const { exportedAt, facts, language, translations } = params;
  const prompt = ownWords(trace) ?? '';
  return {
    title: [trace.model ?? '', firstLine(prompt, 80)].filter((part) => part !== '').join(': '),
    exportedAt,
    facts,
    trace,
    text,
    analysis,
    tell: voice(language, translator(translations)).words,
    costs: price && analysis.steps.map((s) => s.tokens * price.output),
    seconds: stepSeconds(trace, analysis.steps)?.values ?? null,
  };
}
