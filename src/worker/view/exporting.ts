import { exportDocument, type ExportInput } from '../../core/export/document';
import { renderExport } from '../../core/export/forms';
import { createRedactor, type Redaction } from '../../core/export/redact';
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
export function redactionsOf(analysed: AnalysedTrace): readonly Redaction[] {
  const redactor = createRedactor(new Set(), 'all');
  const input = inputOf(analysed, { exportedAt: '', facts: [], language: 'en', translations: {} });
  return exportDocument(input, { redactor, structureOnly: false }).redactions;
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
