import type { PromptMessage } from '../model/trace';
import type { Step } from '../steps/model';
import { stepIds, type StepId } from '../steps/corrections/stepId';
import { quotedLine } from '../text/quotedData';
import { labelTask } from './rules';

/** One question to a language model: the steps it is to label, and the messages that are sent. */
export interface LabelBatch {
  /** Number of the step from 1, as it stands in the messages, and its lasting name. */
  readonly steps: readonly { readonly number: number; readonly id: StepId }[];
  readonly messages: readonly PromptMessage[];
}

/** What is put to a language model. Texts are those of an export: credentials are blacked out already. */
export interface LabelInput {
  /** The reasoning as recorded: only names of steps are made from it. */
  readonly text: string;
  readonly steps: readonly Step[];
  /** One a step. */
  readonly texts: readonly string[];
  /** What the model was asked; `null` where the file does not say. */
  readonly task: string | null;
  /** The model that is asked: steps that it has labelled are not put to it again. */
  readonly model: string;
}

/** Bounds of one question, in steps and in UTF-16 units of their texts. */
const MOST_STEPS = 24;
const MOST_CHARS = 14_000;
const MOST_OF_STEP = 1_600;
const MOST_OF_TASK = 2_000;
/** Neighbours that are shown but not labelled. */
const BEFORE = 3;
const AFTER = 1;
const MOST_OF_NEIGHBOUR = 300;

/**
 * The questions by which a language model labels the steps that neither a person nor this model has labelled, in the order of
 * the text. Linear in the length of the text.
 */
export function labelBatches(input: LabelInput): readonly LabelBatch[] {
  const ids = stepIds(input.text, input.steps);
  const batches: LabelBatch[] = [];
  let open: number[] = [];
  let chars = 0;
  const close = (): void => {
    if (open.length > 0) batches.push(batch(input, ids, open));
    open = [];
    chars = 0;
  };
  for (const [at, step] of input.steps.entries()) {
    if (step.corrected === true || step.labelled?.model === input.model) continue;
    const size = Math.min(input.texts[at]!.length, MOST_OF_STEP);
    // Labelled ones between stand for a gap: what is asked is one stretch.
    const apart = open.length > 0 && open.at(-1) !== at - 1;
    if (apart || open.length === MOST_STEPS || chars + size > MOST_CHARS) close();
    open.push(at);
    chars += size;
  }
  close();
  return batches;
}

function batch(
  { texts, task }: LabelInput,
  ids: readonly StepId[],
  open: readonly number[],
): LabelBatch {
  const [first, last] = [open[0]!, open.at(-1)!];
  const lines = (from: number, to: number, most: number): readonly string[] =>
    texts.slice(from, to).map((text, i) => `${from + i + 1}: ${quotedStep(text, most)}`);
  const before = lines(Math.max(0, first - BEFORE), first, MOST_OF_NEIGHBOUR);
  const after = lines(last + 1, last + 1 + AFTER, MOST_OF_NEIGHBOUR);
  const parts = [
    ...(task === null ? [] : [`The task: ${quotedStep(task, MOST_OF_TASK)}`]),
    ...(before.length === 0 ? [] : ['Steps before, not to be labelled:', ...before]),
    'Steps to label:',
    ...lines(first, last + 1, MOST_OF_STEP),
    ...(after.length === 0 ? [] : ['The step after, not to be labelled:', ...after]),
  ];
  return {
    steps: open.map((at) => ({ number: at + 1, id: ids[at]! })),
    messages: [
      { role: 'system', text: labelTask(first + 1, last + 1) },
      { role: 'user', text: parts.join('\n') },
    ],
  };
}

/** A text as one line of data; of a long one its beginning and its end, where the verdict of a test stands. */
function quotedStep(text: string, most: number): string {
  const tail = Math.floor(most / 4);
  const cut =
    text.length > most ? `${text.slice(0, most - tail)} [...] ${text.slice(-tail)}` : text;
  return quotedLine(cut, 2 * most);
}
