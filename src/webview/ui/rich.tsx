import type { JSX } from 'preact';

/** A sentence with `**bold**` stretches, so that a translation keeps its emphasis in one message. */
export function Rich({ text }: { readonly text: string }): JSX.Element {
  return <>{text.split('**').map((part, i) => (i % 2 === 1 ? <b key={i}>{part}</b> : part))}</>;
}
