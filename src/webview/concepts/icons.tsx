import type { JSX } from 'preact';

const PATHS = {
  back: 'M10 3 5 8l5 5',
  forward: 'm6 3 5 5-5 5',
  search: 'M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0ZM10.5 10.5 14 14',
  close: 'm4 4 8 8M12 4l-8 8',
} as const;

/** A 16-pixel line icon in the colour of its surroundings. */
export function Icon({ name }: { name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

const MARKS = {
  supported: 'M1.5 6.5 4.5 9.5 10.5 2.5',
  limits: 'M1.5 6.5 4.5 9.5 10.5 2.5',
  imprecise: 'M1 7.5q2.5-4 5-1.5t5-1.5',
  wrong: 'm2 2 8 8M10 2l-8 8',
  unsupported: 'M10.5 6a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0Z',
  dated: 'M10.8 6a4.8 4.8 0 1 1-9.6 0 4.8 4.8 0 0 1 9.6 0ZM6 3v3.2l2 1.3',
  read: 'M1.5 6.5 4.5 9.5 10.5 2.5',
  quoted: 'M2 3.5h8M2 6.5h8M2 9.5h4',
  secondary: 'M10.5 6a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0Z',
} as const;
const DASHED: readonly string[] = ['limits', 'unsupported', 'secondary'];

/** A 12-pixel mark of a verdict or of how far a fact was checked; always beside the word. */
export function Mark({ name }: { name: keyof typeof MARKS }): JSX.Element {
  return (
    <svg class={`mark m-${name}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d={MARKS[name]} stroke-dasharray={DASHED.includes(name) ? '2.2 1.6' : undefined} />
    </svg>
  );
}
