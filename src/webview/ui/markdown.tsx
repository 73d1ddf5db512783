import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type * as markdownDraw from './markdownDraw';

/** Draws a piece of plain text that stands at [start, end) of the source. */
export type DrawText = (text: string, start: number, end: number) => ComponentChildren;

const plain = (): DrawText => (text) => text;

/** Longer texts are shown as they are: the time for hostile Markdown grows with the square of its length. */
const MARKDOWN_LIMIT = 24_000;

type Renderer = typeof markdownDraw;
let renderer: Renderer | null = null;

/** Loads the Markdown renderer, a chunk of its own; call it when the page is idle so that it is there when needed. */
export async function loadMarkdown(): Promise<Renderer> {
  renderer ??= await import('./markdownDraw');
  return renderer;
}

interface MarkdownProps {
  readonly text: string;
  /** Makes the drawer of one drawing, for marking ranges of the source. Keep it stable: it is part of the memo key. */
  readonly drawer?: () => DrawText;
}

/** Markdown with mathematics and code as elements; the plain text until the renderer has come. */
export function Markdown({ text, drawer = plain }: MarkdownProps) {
  const [ready, setReady] = useState(renderer);
  useEffect(() => {
    if (ready === null) void loadMarkdown().then(setReady);
  }, [ready]);
  return useMemo(() => {
    if (ready === null || text.length > MARKDOWN_LIMIT) {
      return <div class="plain">{drawer()(text, 0, text.length)}</div>;
    }
    return <>{ready.drawMarkdown(text, drawer())}</>;
  }, [ready, text, drawer]);
}
