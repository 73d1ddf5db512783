import type { Fidelity } from '../../core/model/trace';
import type { StepKind } from '../../core/steps/model';
import type { TraceItem } from '../../protocol/traceData';
import { kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';

/** The name of a kind as the classifier tells it. */
export function fineKindLabel(kind: StepKind): string {
  switch (kind) {
    case 'recall':
      return t('recall');
    case 'reason':
      return t('reason');
    case 'result':
      return t('result');
    case 'answer':
      return t('answer');
    case 'setup':
    case 'plan':
    case 'check':
    case 'rethink':
    case 'other':
      return kindLabel(kind);
  }
}

/** What the badge says the reasoning text is. */
export function fidelityLabel(fidelity: Fidelity): string {
  switch (fidelity) {
    case 'raw':
      return t('Raw reasoning');
    case 'summary':
      return t('Summary');
    case 'hidden':
      return t('Hidden reasoning');
    case 'redacted':
      return t('Redacted reasoning');
    case 'none':
      return t('No reasoning');
  }
}

/** What stands between steps, by kind. */
export function itemLabel(item: TraceItem): string {
  switch (item.kind) {
    case 'prompt':
      return item.title === 'system'
        ? t('System')
        : item.title === 'assistant'
          ? t('Earlier answer')
          : item.title === 'tool'
            ? t('Tool result')
            : t('Prompt');
    case 'toolCall':
      return t('Tool call');
    case 'toolResult':
      return item.isError ? t('Tool error') : t('Tool result');
    case 'answer':
      return item.title === 'commentary' ? t('Commentary') : t('Answer');
    case 'hidden':
      return t('Hidden');
    case 'raw':
      return t('Unknown');
  }
}
