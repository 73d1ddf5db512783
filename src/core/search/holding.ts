import type { Segment, Trace } from '../model/trace';
import type { Scan } from '../trace/scan';
import { createMatcher } from './matcher';

/**
 * Numbers of the traces of a scanned file that hold these words anywhere: in their reasoning, their answers, or what
 * their tools were asked and gave back. Upper and lower case are alike. Rejects when the source does or the signal aborts.
 */
export async function tracesHolding(
  scan: Scan,
  words: string,
  { signal, onStep }: { readonly signal?: AbortSignal; readonly onStep?: () => void } = {},
): Promise<readonly number[]> {
  const matcher = createMatcher({ text: words, regex: false });
  if ('problem' in matcher || words === '') return [];
  const holds = ({ segments }: Trace): boolean => segments.some((s) => matcher.mayMatch(textOf(s)));
  const found: number[] = [];
  for await (const { groups, open } of scan.steps(scan.source.size, signal)) {
    for (const { traces } of [...groups, ...open]) {
      for (const trace of traces) if (holds(trace)) found.push(trace.index);
    }
    onStep?.();
  }
  return found;
}

function textOf(segment: Segment): string {
  switch (segment.kind) {
    case 'toolCall':
      return `${segment.name} ${segment.input}`;
    case 'raw':
      return segment.json;
    case 'reasoning':
    case 'answer':
    case 'toolResult':
      return segment.text;
  }
}
