import type { JSX } from 'preact';
import { msg } from '../../../core/model/message';
import { t } from '../../ui/l10n';
import { Frame, type FigureProps } from './kit';

const EVENTS = [
  [msg('2022'), msg('In the prompt'), msg('Worked steps, “think step by step”')],
  [msg('2023'), msg('In the data'), msg('People grade single steps')],
  [msg('Sept 2024'), msg('In the product'), msg('o1 thinks unasked, hidden')],
  [msg('Jan 2025'), msg('In the open'), msg('R1: weights, recipe, full trace')],
  [msg('2025–26'), msg('In a setting'), msg('One model, a dial for thinking')],
] as const;
/** The note was written after the fourth event. */
const NOTE_AFTER = 3;

/** Where the thinking sat, year by year. */
export function Timeline({ alt }: FigureProps): JSX.Element {
  return (
    <Frame alt={alt}>
      <ol class="timeline">
        {EVENTS.map(([when, where, what], i) => (
          <li key={when} class={i > NOTE_AFTER ? 'after' : ''}>
            <span class="quiet">{t(when)}</span>
            <span class="strong">{t(where)}</span>
            <span>{t(what)}</span>
            {i === NOTE_AFTER && (
              <span class="quiet note-here">{t('The class note stops here')}</span>
            )}
          </li>
        ))}
      </ol>
    </Frame>
  );
}
