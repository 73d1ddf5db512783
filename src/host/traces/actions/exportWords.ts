import * as vscode from 'vscode';
import type { ExportWords } from '../../../core/export/words';

/** The fixed words of an export in the display language. */
export function exportWords(): ExportWords {
  const { t } = vscode.l10n;
  return {
    untitled: t('Reasoning trace'),
    steps: t('Steps'),
    phases: t('Phases'),
    phaseOfSteps: t('steps {0}–{1}', '{0}', '{1}'),
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
