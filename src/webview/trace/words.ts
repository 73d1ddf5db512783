import type { Message } from '../../core/model/message';
import type { Fidelity } from '../../core/model/trace';
import { KINDS } from '../../core/steps/kinds';
import type { StepKind } from '../../core/steps/model';
import type { TraceItem } from '../../protocol/traceData';
import { t } from '../ui/l10n';

/** The name of a kind as the classifier tells it. */
export const fineKindLabel = (kind: StepKind): string => t(KINDS[kind].label);

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

/** How a figure came about, in the display language; `undefined` where nothing is said of it. */
export const noteOf = (
  figure: { readonly note?: Message } | null | undefined,
): string | undefined => (figure?.note === undefined ? undefined : t(figure.note));
