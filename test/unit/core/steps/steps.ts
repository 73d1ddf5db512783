import type { StepFacts } from '../../../../src/core/steps/facts';
import type { Step, StepKind } from '../../../../src/core/steps/model';

/** A text of labelled lines and its steps, one a line, one span each, ten tokens each. */
export function stepsOf(lines: readonly (readonly [StepKind, string])[]): {
  readonly text: string;
  readonly steps: Step[];
} {
  let at = 0;
  const steps = lines.map(([kind, line]): Step => {
    const start = at;
    at += line.length + 1;
    const place = { start, end: at, kind, confidence: 1 };
    return { ...place, tokens: 10, spans: [place] };
  });
  return { text: lines.map(([, line]) => `${line}\n`).join(''), steps };
}

/** Facts of one step: nothing repeated, no turn, unless told otherwise. */
export function factsOf(facts: Partial<StepFacts> = {}): StepFacts {
  return { grams: 20, repeatedGrams: 0, switches: false, heading: false, ...facts };
}
