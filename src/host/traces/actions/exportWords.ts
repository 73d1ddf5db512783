import * as vscode from 'vscode';
import type { ExportFact } from '../../../core/export/document';
import type { Words } from '../../../core/export/words';
import type { Figure } from '../../../core/model/figure';
import type { TraceHeader } from '../../../protocol/traceData';
import { hostVoice, translated } from '../../shared/voice';
import { isoTime } from '../../../core/text/times';

/** The fixed words of an export in the display language. */
export function exportWords(): Words {
  const { t } = vscode.l10n;
  return {
    untitled: t('Reasoning trace'),
    steps: t('Steps'),
    step: t('Step'),
    kind: t('Kind'),
    tokens: t('Tokens'),
    cost: t('Cost'),
    seconds: t('Seconds'),
    share: t('Share'),
    facts: t('Facts'),
    note: t('Note'),
    corrected: t('label set by a person'),
    labelledBy: t('label by {0}', '{0}'),
    unsure: t('unsure'),
    prompt: t('Prompt'),
    answer: t('Answer'),
    commentary: t('Commentary'),
    toolCall: t('Tool call'),
    toolResult: t('Tool result'),
    hidden: t('Reasoning without text'),
    raw: t('Block of unknown type'),
    error: t('error'),
    problems: t('Problems'),
    redacted: t('Blacked out'),
    structureOnly: t('Structure only: every text was left out.'),
    essential: t(
      'For a bug report: {0} of {1} steps, with the last words sent, what failed and the answer. Long texts are cut.',
      '{0}',
      '{1}',
    ),
    disclaimer: t(
      'Labels are suggestions with a confidence, not facts; a trace is no proof of how the model decided.',
    ),
    exported: t('Exported by LRM Lens'),
  };
}

/** The head of a trace as facts in the display language, each with where it comes from. */
export function exportFacts(header: TraceHeader): readonly ExportFact[] {
  const { t } = vscode.l10n;
  const write = hostVoice();
  const plain = (label: string, value: string | null): ExportFact[] =>
    value === null ? [] : [{ label, value, provenance: null, note: null }];
  const figure = (label: string, value: Figure | null, format: (n: number) => string) => ({
    label,
    value: value === null ? t('unknown') : format(value.value),
    provenance: value?.provenance ?? null,
    note: value?.note === undefined ? null : translated(value.note),
  });
  const tokens = (n: number): string => t('{0} tokens', write.count(n));
  const cost = figure(t('Cost'), header.cost.figure, write.usd);
  const { missing, asOf } = header.cost;
  return [
    ...plain(t('Model'), header.model),
    ...plain(t('Effort'), header.effort),
    ...plain(t('Date'), isoTime(header.startedAt)),
    {
      label: t('Fidelity'),
      value: header.fidelity,
      provenance: null,
      note: translated(header.fidelityNote),
    },
    figure(t('Prompt'), header.inputTokens, tokens),
    figure(t('Reasoning'), header.reasoningTokens, tokens),
    figure(t('Answer'), header.answerTokens, tokens),
    {
      ...cost,
      value: missing === 'no-price' ? t('no price') : cost.value,
      note: asOf === null ? cost.note : t('{0}; prices as of {1}', cost.note ?? '', asOf),
    },
    figure(t('Duration'), header.seconds, write.time),
    ...plain(t('Finish reason'), header.finishReason),
  ];
}
