import { msg } from '../../core/model/message';
import type { Figure } from '../../core/model/figure';
import type { Step } from '../../core/steps/model';
import { withoutBlocks } from '../../core/trace/prompt';
import { inOrder } from '../../core/steps/order';
import { isAnswer, type Segment, type Trace } from '../../core/model/trace';
import type { TraceItem } from '../../protocol/traceData';
import { firstLine } from '../../core/text/firstLine';
import { answerTokens, measured, type TokenFacts, type TokenPrice } from '../../core/trace/figures';

/** What stands between and around the steps, in order: prompt, tool calls and results, answers, hidden reasoning, unknown blocks. */
export function itemsOf(
  trace: Trace,
  steps: readonly Step[],
  facts: TokenFacts,
  price: TokenPrice | null,
): readonly TraceItem[] {
  const items: TraceItem[] = (trace.prompt ?? []).map((message, source) => ({
    ...nothing,
    kind: 'prompt',
    before: 0,
    source,
    title: message.role,
    // The line says what the user said; opened, the message is whole.
    line: firstLine(message.role === 'user' ? withoutBlocks(message.text) : message.text),
    chars: message.text.length,
  }));
  const answers = trace.segments.filter(isAnswer).length;
  let before = 0;
  for (const placed of inOrder(trace, steps)) {
    if (placed.kind === 'step') {
      before = placed.step + 1;
      continue;
    }
    const { segment, source } = placed;
    const tokens = segmentTokens(segment, answers === 1 ? answerTokens(facts) : null);
    items.push({
      ...describe(segment),
      before,
      source,
      tokens,
      cost: tokens && costOfTokens(tokens, price),
      seconds: measured(segment.durationMs === null ? null : segment.durationMs / 1000),
    });
  }
  return items;
}

const nothing = { tokens: null, cost: null, seconds: null, isError: false } as const;

type Described = Pick<TraceItem, 'kind' | 'title' | 'line' | 'chars' | 'isError'>;

function describe(segment: Segment): Described {
  const of = (
    kind: TraceItem['kind'],
    title: string,
    text: string,
    isError = false,
  ): Described => ({
    kind,
    title,
    line: firstLine(text),
    chars: text.length,
    isError,
  });
  switch (segment.kind) {
    case 'reasoning':
      return of('hidden', segment.fidelity, '');
    case 'answer':
      return of('answer', segment.commentary === true ? 'commentary' : '', segment.text);
    case 'toolCall':
      return of('toolCall', segment.name, segment.input);
    case 'toolResult':
      return of('toolResult', '', segment.text, segment.isError);
    case 'raw':
      return of('raw', segment.type, segment.json);
  }
}

/** Only a single answer can be said to have all tokens that are not reasoning. */
function segmentTokens(segment: Segment, answer: Figure | null): Figure | null {
  if (segment.kind === 'reasoning') return measured(segment.tokens, msg('recorded for this block'));
  return isAnswer(segment) ? answer : null;
}

function costOfTokens(tokens: Figure, price: TokenPrice | null): Figure | null {
  if (price === null) return null;
  return {
    value: tokens.value * price.output,
    provenance: tokens.provenance === 'estimated' ? 'estimated' : 'derived',
    note: msg('tokens at list price of output'),
  };
}
