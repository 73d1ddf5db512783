import type { Analysis } from '../steps/model';
import type { ExportDocument, ExportItem, ExportStep } from './document';

/** So much of one text is kept. */
const MOST_CHARS = 4_000;
/** How the reasoning ended is always told. */
const LAST = 5;

/**
 * What a bug report needs of a trace: the last words that were sent, the step with the answer, the first of a loop, the
 * last steps, what failed, and the answer; long texts cut. The other steps stay as `leftOut`, for the sums.
 */
export function essentialDocument(
  document: ExportDocument,
  { steps, answer, metrics }: Analysis,
): ExportDocument {
  const told = new Set([answer.firstConcluded, metrics.loopStart]);
  const lastPrompt = document.items.findLastIndex((item) => item.type === 'prompt');
  const isEssential = (item: ExportItem, at: number): boolean => {
    switch (item.type) {
      case 'step':
        return told.has(item.number - 1) || item.number > steps.length - LAST;
      case 'prompt':
        return at === lastPrompt;
      case 'toolCall':
      case 'toolResult':
        return item.isError || failedAfter(document.items[at + 1]);
      case 'answer':
      case 'hidden':
      case 'raw':
        return true;
    }
  };
  const leftOut = document.items.filter(
    (item, at): item is ExportStep => item.type === 'step' && !isEssential(item, at),
  );
  const items = document.items.filter(isEssential).map(shortened);
  return { ...document, items, leftOut };
}

/** A call stands just before the result that says it failed. */
const failedAfter = (next: ExportItem | undefined): boolean =>
  next?.type === 'toolResult' && next.isError;

function shortened<T extends ExportItem>(item: T): T {
  const { text } = item;
  if (text === null || text.length <= MOST_CHARS) return item;
  return { ...item, text: `${text.slice(0, MOST_CHARS)}\n[…]` };
}
