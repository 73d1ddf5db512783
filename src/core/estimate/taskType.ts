import cueData from './data/taskType.data.json';
import { byType, TASK_TYPES } from './model';
import type { TaskType, TypeBelief } from './model';
import { partsOf } from './promptParts';

/** Only this much of a prompt's start and end is read for cues; the question stands at one of them. */
const HEAD = 6000;
const TAIL = 3000;
/** From this many characters on, a prompt is mostly material to read. */
const LONG_DOCUMENT = 12_000;

interface Cue {
  readonly type: string;
  readonly pattern: string;
  readonly weight: number;
  /** `code`: looked for in everything that can be program text; else in the instruction. */
  readonly where?: string;
  /** Upper and lower case differ. */
  readonly exact?: boolean;
}

/** Patterns are alternations with bounded repetition, so matching is linear. */
const cues = cueData.cues.map((c: Cue) => ({
  ...c,
  test: new RegExp(c.pattern, c.exact === true ? 'mu' : 'iu'),
}));

function excerpt(prompt: string): string {
  return prompt.length <= HEAD + TAIL ? prompt : `${prompt.slice(0, HEAD)}\n${prompt.slice(-TAIL)}`;
}

/**
 * What kind of task a prompt is, from cue words: a log-linear score a type, softmax. Without any cue the belief
 * is `unknown`. Bounded: reads the first and last characters only.
 */
export function believeTaskType(prompt: string): TypeBelief {
  const text = excerpt(prompt);
  const parts = partsOf(text);
  const score: Record<TaskType, number> = {
    ...byType(() => 0),
    document: prompt.length > LONG_DOCUMENT ? 2.5 : 0,
    unknown: cueData.unknownScore,
  };
  for (const cue of cues) {
    const type = TASK_TYPES.find((t) => t === cue.type);
    if (type !== undefined && cue.test.test(cue.where === 'code' ? parts.code : parts.instruction))
      score[type] += cue.weight;
  }
  if (text.trim().length < cueData.shortQuestion.chars && /\?\s*$/.test(text)) {
    score.knowledge += cueData.shortQuestion.weight;
  }
  if (parts.fencedCode) score.code += cueData.fencedCode.weight;
  // Material says how the work is done, not which work it is: it counts only beside another cue.
  if (parts.material && score.document > 0) score.document += cueData.material.weight;
  const present = TASK_TYPES.filter((t) => score[t] > 0);
  const total = present.reduce((s, t) => s + Math.exp(cueData.sharpness * score[t]), 0);
  const belief = (t: TaskType) =>
    score[t] > 0 ? Math.exp(cueData.sharpness * score[t]) / total : 0;
  return byType(belief);
}

/** The likeliest type; `unknown` unless it is believed clearly. */
export function mainType(belief: TypeBelief): TaskType {
  const best = TASK_TYPES.reduce((a, b) => (belief[b] > belief[a] ? b : a), 'unknown');
  return belief[best] >= cueData.clear ? best : 'unknown';
}
