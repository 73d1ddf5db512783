import type { StepFacts } from './facts';
import type { Step, StepKind, StepLink } from './model';

/** Kinds whose content can be checked, or support a conclusion. */
const CONTENT: ReadonlySet<StepKind> = new Set(['recall', 'reason', 'check', 'result', 'answer']);

/**
 * Suggested links from a step to an earlier one, by nearest-target rules chosen on ReasoningFlow's edges (Lee 2025;
 * test/bench/STEPS.md says how often they hit). A turn ("alternatively") goes back to the nearest step that plans or
 * rethinks, a doubt to the step before it, and of a run of doubts only the first; a check goes to the nearest step with
 * content that is no plan, a conclusion likewise. Linear in the number of steps; ordered by `from`.
 */
export function findLinks(
  steps: readonly Pick<Step, 'kind' | 'spans'>[],
  facts: readonly Pick<StepFacts, 'switches'>[],
): StepLink[] {
  const links: StepLink[] = [];
  let plan = -1;
  let content = -1;
  let doubtable = -1;
  const add = (from: number, to: number, kind: StepLink['kind']): void => {
    if (to >= 0) links.push({ from, to, kind });
  };
  for (const [at, { kind, spans }] of steps.entries()) {
    if (kind === 'rethink') {
      if (facts[at]?.switches === true) add(at, plan, 'backtrack');
      else if (steps[at - 1]?.kind !== 'rethink') add(at, at - 1, 'backtrack');
    } else if (kind === 'check') {
      add(at, doubtable, 'check');
    } else if (kind === 'result' || kind === 'answer') {
      add(at, content, 'support');
    }
    if (spans.some((span) => span.kind === 'plan' || span.kind === 'rethink')) plan = at;
    if (CONTENT.has(kind)) content = at;
    if (CONTENT.has(kind) || kind === 'rethink') doubtable = at;
  }
  return links;
}
