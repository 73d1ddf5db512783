import type { TaskType, WorkClass } from './model';

/** Every task type and its class of work. */
export const TYPE_FACTS: Readonly<Record<TaskType, { readonly work: WorkClass | null }>> = {
  math: { work: 'solve' },
  logic: { work: 'solve' },
  science: { work: 'solve' },
  code: { work: 'solve' },
  writing: { work: 'prose' },
  advice: { work: 'prose' },
  document: { work: 'prose' },
  agent: { work: 'prose' },
  extract: { work: 'short' },
  label: { work: 'short' },
  knowledge: { work: 'short' },
  unknown: { work: null },
};
