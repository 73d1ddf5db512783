import type { CoarseKind, StepKind } from './model';

const coarse: Readonly<Record<StepKind, CoarseKind>> = {
  setup: 'setup',
  plan: 'plan',
  recall: 'work',
  reason: 'work',
  check: 'check',
  rethink: 'rethink',
  result: 'conclude',
  answer: 'conclude',
  other: 'other',
};

/** The kinds shown by default, in the order of the legend; `other` stands for what fits none. */
export const coarseKinds = [
  'setup',
  'plan',
  'work',
  'check',
  'rethink',
  'conclude',
  'other',
] as const satisfies readonly CoarseKind[];

/** The shown kind of a step: recall + reason = work, result + answer = conclude. */
export function coarseKind(kind: StepKind): CoarseKind {
  return coarse[kind];
}

/** The kind a person means by a shown kind, for a label set by hand. */
export function fineKind(kind: CoarseKind): StepKind {
  switch (kind) {
    case 'work':
      return 'reason';
    case 'conclude':
      return 'answer';
    case 'setup':
    case 'plan':
    case 'check':
    case 'rethink':
    case 'other':
      return kind;
  }
}
