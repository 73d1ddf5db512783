import cueData from './data/taskType.data.json';
import { byType, TASK_TYPES, WORK_CLASSES } from './model';
import type { TaskType, TypeBelief, WorkClass } from './model';
import { excerpt } from './promptFeatures';
import { partsOf } from './promptParts';
import { TYPE_FACTS } from './taskClass';
import { cuesIn } from './taskCues';
import { learnedBelief } from './taskModel';
import { withoutTools } from './toolDefinitions';

/** From this many characters on, a prompt is mostly material to read. */
const LONG_DOCUMENT = 12_000;
/** With sources left out the class is right in about four of five prompts: the rest of the belief stays with all classes. */
const WEIGHT = 0.8;
/** Where one type stands out; the coverage of sources left out does not suffer. */
const CLEAR_WEIGHT = 0.85;
/** Where cue words and the learned recogniser are both this sure of one class, nine of ten are right: nothing is held back. */
const SURE = 0.8;
/** Who hands over tools mostly has an agent's work done; the rest of the belief is that of the words. */
const WITH_TOOLS = 0.8;
/** Types compete for a prompt: where one stands out, belief is raised to this power and shared out again. */
const SHARPNESS = 2;

/** Work on a given text, of whatever kind. */
const ON_MATERIAL: readonly TaskType[] = ['document', 'extract', 'label'];

/** What cue words say: a log-linear score a type, softmax; without any cue `unknown`. */
function cueBelief(prompt: string): TypeBelief {
  const text = excerpt(prompt);
  const parts = partsOf(text);
  const score: Record<TaskType, number> = {
    ...byType(() => 0),
    document: prompt.length > LONG_DOCUMENT ? 2.5 : 0,
    unknown: cueData.unknownScore,
  };
  for (const cue of cuesIn(parts)) {
    const type = TASK_TYPES.find((t) => t === cue.type);
    if (type !== undefined) score[type] += cue.weight;
  }
  // Scripts without spaces say as much in half the characters.
  const { chars } = cueData.shortQuestion;
  const most = /\?\s*$/.test(text) ? chars : /？\s*$/.test(text) ? chars / 2 : 0;
  if (text.trim().length < most) {
    score.knowledge += cueData.shortQuestion.weight;
  }
  if (parts.fencedCode) score.code += cueData.fencedCode.weight;
  // Material says how the work is done, not which work it is: it counts only beside another cue.
  if (parts.material)
    for (const t of ON_MATERIAL) if (score[t] > 0) score[t] += cueData.material.weight;
  const present = TASK_TYPES.filter((t) => score[t] > 0);
  const total = present.reduce((s, t) => s + Math.exp(cueData.sharpness * score[t]), 0);
  return byType((t) => (score[t] > 0 ? Math.exp(cueData.sharpness * score[t]) / total : 0));
}

/** Belief in a class of work. */
export const classShare = (belief: TypeBelief, work: WorkClass): number =>
  TASK_TYPES.reduce((sum, t) => sum + (TYPE_FACTS[t].work === work ? belief[t] : 0), 0);

function sharpened(belief: TypeBelief): TypeBelief {
  const raised = byType((t) => belief[t] ** SHARPNESS);
  const total = TASK_TYPES.reduce((sum, t) => sum + raised[t], 0);
  return byType((t) => raised[t] / total);
}

/** So much of a belief, the rest with all classes. */
const heldBack = (belief: TypeBelief, weight: number): TypeBelief =>
  byType((t) => weight * belief[t] + (t === 'unknown' ? 1 - weight : 0));

/**
 * What kind of task a prompt is: cue words and the learned recogniser, half each, the learned one alone where no cue speaks.
 * Where both are sure of one class the belief is whole; else `unknown`, the mixture of all classes, keeps its part. Bounded: reads
 * the first and last characters only.
 */
export function believeTaskType(prompt: string): TypeBelief {
  const { text, hasTools } = withoutTools(prompt);
  const said = believeWords(text);
  return hasTools
    ? byType((t) => (t === 'agent' ? WITH_TOOLS : 0) + (1 - WITH_TOOLS) * said[t])
    : said;
}

function believeWords(prompt: string): TypeBelief {
  // Placeholders alone say nothing.
  const said = excerpt(prompt).replace(/\{\{?[^{}\n]{1,60}\}\}?/g, '');
  if (!/[\p{L}\p{N}]{2}|[\u3040-\u9fff]/u.test(said))
    return byType((t) => (t === 'unknown' ? 1 : 0));
  const cues = cueBelief(prompt);
  const learned = learnedBelief(prompt);
  const known = 1 - cues.unknown;
  const both = byType((t) => (t === 'unknown' ? 0 : cues[t] / 2 + learned[t] * (1 - known / 2)));
  const sure = (work: WorkClass) =>
    classShare(cues, work) >= SURE && classShare(learned, work) >= SURE;
  const doubtful = heldBack(both, WEIGHT);
  if (mainType(doubtful) === 'unknown') return doubtful;
  return heldBack(sharpened(both), WORK_CLASSES.some(sure) ? 1 : CLEAR_WEIGHT);
}

/** The likeliest type; `unknown` unless it is believed clearly. */
export function mainType(belief: TypeBelief): TaskType {
  const best = TASK_TYPES.reduce((a, b) => (belief[b] > belief[a] ? b : a), 'unknown');
  return belief[best] >= cueData.clear ? best : 'unknown';
}
