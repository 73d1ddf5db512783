import type { LabelInput } from '../../../../src/core/labels/batches';
import type { Step } from '../../../../src/core/steps/model';

/** What is put to a label model: steps of one sentence each, one after the other. */
export function inputOf(texts: readonly string[], more: Partial<LabelInput> = {}): LabelInput {
  let start = 0;
  const steps = texts.map((text): Step => {
    const span = { start, end: start + text.length, kind: 'reason' as const, confidence: 0.7 };
    start = span.end;
    return { ...span, tokens: 1, spans: [span] };
  });
  const text = texts.join('');
  return {
    ...{ text, steps, borders: [], task: null, model: 'm' },
    textsOf: (pieces) => pieces.map((piece) => text.slice(piece.start, piece.end)),
    ...more,
  };
}

/** The first and last number that a question asks about. */
export function asked(text: string): readonly [number, number] {
  const [, first, last] = /cover the sentences (\d+) to (\d+),/.exec(text)!;
  return [Number(first), Number(last)];
}
