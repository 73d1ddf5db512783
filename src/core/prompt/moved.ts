import type { FoundPrompt } from './model';

/** A prompt with every place in it moved. */
export function moved(prompt: FoundPrompt, place: (offset: number) => number): FoundPrompt {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    if (
      'start' in value &&
      'end' in value &&
      typeof value.start === 'number' &&
      typeof value.end === 'number'
    )
      return { ...value, start: place(value.start), end: place(value.end) };
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v)]));
  };
  return walk(prompt) as FoundPrompt;
}
