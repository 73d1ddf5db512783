import { say } from '../model/sentence';
import type { Sentence } from '../model/sentence';
import type { TaskType, WorkClass } from './model';

interface TypeFacts {
  readonly work: WorkClass | null;
  /** What its lengths were taken from where no run of the type was recorded. */
  readonly borrowed: Sentence | null;
}

/** Every task type: its class, and whether its lengths are its own. */
export const TYPE_FACTS: Readonly<Record<TaskType, TypeFacts>> = {
  math: { work: 'solve', borrowed: null },
  logic: { work: 'solve', borrowed: null },
  science: { work: 'solve', borrowed: null },
  code: { work: 'solve', borrowed: null },
  writing: { work: 'prose', borrowed: null },
  advice: { work: 'prose', borrowed: null },
  document: {
    work: 'prose',
    borrowed: say('No recorded runs of this kind; borrowed from writing and advice.'),
  },
  agent: {
    work: 'prose',
    borrowed: say('No recorded runs of this kind; borrowed from writing and advice.'),
  },
  extract: {
    work: 'short',
    borrowed: say('No recorded runs of this kind; borrowed from labels and short answers.'),
  },
  label: { work: 'short', borrowed: null },
  knowledge: { work: 'short', borrowed: null },
  unknown: { work: null, borrowed: null },
};
