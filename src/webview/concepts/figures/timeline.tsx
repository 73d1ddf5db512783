import type { JSX } from 'preact';
import { Frame, type FigureProps } from './kit';

const EVENTS = [
  ['2022', 'In the prompt', 'Worked steps, “think step by step”'],
  ['2023', 'In the data', 'People grade single steps'],
  ['Sept 2024', 'In the product', 'o1 thinks unasked, hidden'],
  ['Jan 2025', 'In the open', 'R1: weights, recipe, full trace'],
  ['2025–26', 'In a setting', 'One model, a dial for thinking'],
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
            <span class="quiet">{when}</span>
            <span class="strong">{where}</span>
            <span>{what}</span>
            {i === NOTE_AFTER && <span class="quiet note-here">The class note stops here</span>}
          </li>
        ))}
      </ol>
    </Frame>
  );
}
