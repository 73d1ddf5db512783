import type { Tool } from '../tool';
import { adviseEffort } from './adviseEffort';
import { compareTraces } from './compareTraces';
import { estimateReasoningCost } from './estimateReasoningCost';
import { estimateTask } from './estimateTask';
import { explainConcept } from './explainConcept';
import { findPrompts } from './findPrompts';
import { inspectSession } from './inspectSession';
import { inspectTrace } from './inspectTrace';
import { searchReasoning } from './searchReasoning';
import { whyLine } from './whyLine';

/** Every tool of the server. */
export const TOOLS: readonly Tool[] = [
  inspectSession,
  inspectTrace,
  searchReasoning,
  compareTraces,
  whyLine,
  estimateReasoningCost,
  findPrompts,
  adviseEffort,
  estimateTask,
  explainConcept,
];
