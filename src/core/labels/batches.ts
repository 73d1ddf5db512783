import type { PromptMessage } from '../model/trace';
import type { Step } from '../steps/model';
import { stepIds, type SpanId } from '../steps/corrections/stepId';
import { quotedLine } from '../text/quotedData';
import { labelTask } from './rules';
import { labelUnits, type LabelUnit } from './units';

/** A unit of the text as a question numbers it, with the lasting names of its first and last sentence. */
export interface AskedUnit {
  readonly number: number;
  readonly first: SpanId;
  readonly last: SpanId;
  /** How many sentences it is. */
  readonly sentences: number;
}

/** One question to a language model: the stretch that it is to cut into steps, and the messages that are sent. */
export interface LabelBatch {
  readonly units: readonly AskedUnit[];
  readonly messages: readonly PromptMessage[];
}

/** What is put to a language model. */
export interface LabelInput {
  /** The reasoning as recorded: only names of sentences are made from it. */
  readonly text: string;
  readonly steps: readonly Step[];
  /** Offsets at which another block of the reasoning starts. */
  readonly borders: readonly number[];
  /** Pieces of the text as they are sent: those of an export, with credentials blacked out. */
  readonly textsOf: (pieces: readonly { start: number; end: number }[]) => readonly string[];
  /** What the model was asked; `null` where the file does not say. */
  readonly task: string | null;
  /** The model that is asked: steps that it has labelled are not put to it again. */
  readonly model: string;
}

/** Bounds of one question, in units and in UTF-16 units of their texts. */
const MOST_UNITS = 80;
const MOST_CHARS = 14_000;
const MOST_OF_UNIT = 1_200;
const MOST_OF_TASK = 2_000;
/** Neighbours that are shown but not labelled. */
const BEFORE = 5;
const AFTER = 2;
const MOST_OF_NEIGHBOUR = 300;

/**
 * The questions by which a language model cuts and labels the steps that neither a person nor this model has labelled, in the
 * order of the text. Each begins where a step begins. Linear in the length of the text.
 */
export function labelBatches(input: LabelInput): readonly LabelBatch[] {
  const { text, steps, borders, model } = input;
  const units = labelUnits(text, steps, borders);
  const all = units.flat();
  const texts = input.textsOf(all);
  const spans = steps.flatMap((step) => step.spans);
  const whole = { ids: stepIds(text, spans), units: all, texts, task: input.task };
  const batches: LabelBatch[] = [];
  let number = 0;
  let from = 0;
  let chars = 0;
  const close = (): void => {
    if (number > from) batches.push(batch(whole, from, number));
    from = number;
    chars = 0;
  };
  const sizeOf = (unit: number): number => Math.min(texts[unit]!.length, MOST_OF_UNIT);
  for (const [at, step] of steps.entries()) {
    const count = units[at]!.length;
    if (step.corrected === true || step.labelled?.model === model) {
      close();
      number += count;
      from = number;
      continue;
    }
    let size = 0;
    for (let i = 0; i < count; i++) size += sizeOf(number + i);
    if (number - from + count > MOST_UNITS || chars + size > MOST_CHARS) close();
    for (let i = 0; i < count; i++) {
      // A step may be longer than a question.
      if (number - from === MOST_UNITS || chars + sizeOf(number) > MOST_CHARS) close();
      chars += sizeOf(number);
      number += 1;
    }
  }
  close();
  return batches;
}

interface Whole {
  readonly ids: readonly SpanId[];
  readonly units: readonly LabelUnit[];
  readonly texts: readonly string[];
  readonly task: string | null;
}

/** The question about the units [from, to). */
function batch({ ids, units, texts, task }: Whole, from: number, to: number): LabelBatch {
  const lines = (first: number, end: number, most: number): readonly string[] =>
    texts.slice(first, end).map((text, i) => `${first + i + 1}: ${quotedPart(text, most)}`);
  const before = lines(Math.max(0, from - BEFORE), from, MOST_OF_NEIGHBOUR);
  const after = lines(to, to + AFTER, MOST_OF_NEIGHBOUR);
  const parts = [
    ...(task === null ? [] : [`The task: ${quotedPart(task, MOST_OF_TASK)}`]),
    ...(before.length === 0 ? [] : ['Sentences before, not to be labelled:', ...before]),
    'Sentences to label:',
    ...lines(from, to, MOST_OF_UNIT),
    ...(after.length === 0 ? [] : ['Sentences after, not to be labelled:', ...after]),
  ];
  return {
    units: units.slice(from, to).map(({ first, last }, i) => ({
      number: from + i + 1,
      first: ids[first]!,
      last: ids[last]!,
      sentences: last - first + 1,
    })),
    messages: [
      { role: 'system', text: labelTask(from + 1, to) },
      { role: 'user', text: parts.join('\n') },
    ],
  };
}

/** A text as one line of data; of a long one its beginning and its end, where the verdict of a test stands. */
function quotedPart(text: string, most: number): string {
  const tail = Math.floor(most / 4);
  const cut =
    text.length > most ? `${text.slice(0, most - tail)} [...] ${text.slice(-tail)}` : text;
  return quotedLine(cut, 2 * most);
}
