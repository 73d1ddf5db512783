import type { Step, StepLink } from './model';

/**
 * Suggested links from each step to an earlier one, by the nearest-target rules measured on ReasoningFlow's edges
 * (Lee 2025; see test/bench/STEPS.md): a backtrack goes to the nearest plan before it, a check to the nearest work or
 * conclusion, a conclusion to the one before it, else to the nearest work. In a run of rethinking only the first step
 * gets a backtrack. Linear in the number of steps; ordered by `from`.
 */
export function findLinks(steps: readonly Pick<Step, 'kind'>[]): StepLink[] {
  const links: StepLink[] = [];
  let plan = -1;
  let work = -1;
  let conclusion = -1;
  for (const [at, { kind }] of steps.entries()) {
    switch (kind) {
      case 'rethink':
        if (plan >= 0 && steps[at - 1]?.kind !== 'rethink') {
          links.push({ from: at, to: plan, kind: 'backtrack' });
        }
        break;
      case 'check': {
        const checked = Math.max(work, conclusion);
        if (checked >= 0) links.push({ from: at, to: checked, kind: 'check' });
        break;
      }
      case 'result':
      case 'answer': {
        const support = conclusion >= 0 ? conclusion : work;
        if (support >= 0) links.push({ from: at, to: support, kind: 'support' });
        conclusion = at;
        break;
      }
      case 'plan':
        plan = at;
        break;
      case 'recall':
      case 'reason':
        work = at;
        break;
      case 'setup':
      case 'other':
        break;
    }
  }
  return links;
}
