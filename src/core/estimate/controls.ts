import { msg, type Message } from '../model/message';
import {
  countFigure,
  percentFigure,
  say,
  usdFigure,
  type Sentence,
  type SentenceArg,
} from '../model/sentence';
import { TASK_TYPES, TASK_WORDS, type TaskType } from './model';

/** What the reader of a report can change. */
export interface Controls {
  readonly callsPerMonth: number | null;
  /** Share of the input read from the provider's cache, 0 to 1. */
  readonly cachedShare: number;
  /** Middle length of the visible answer in tokens; `null`: by task type. */
  readonly visibleTokens: number | null;
  /** Limit of output tokens a call, reasoning included; `null`: the model's own. */
  readonly capTokens: number | null;
  readonly valueOfRightUsd: number | null;
  readonly batch: boolean;
  /** Flex processing where the provider offers it; batch goes first. */
  readonly flex: boolean;
  readonly priority: boolean;
  /** `null`: as recognised, all types by their belief. */
  readonly taskType: TaskType | null;
  /** How answers are checked when the baseline is asked first: see `Check`. */
  readonly checkUsd: number;
  readonly caughtShare: number;
  readonly falseAlarmShare: number;
  /** Share of calls that a router sends to the better model. */
  readonly routedShare: number;
}

type ControlValue = Controls[keyof Controls];

interface Named {
  /** Name of its flag in the terminal and of its field on the page. */
  readonly flag: string;
  readonly label: Message;
  /** What the label leaves open; read after it. */
  readonly hint?: Message;
  /** Where the page asks for it: beside the title, with the other what-ifs, or at the sentence that it changes. */
  readonly place: 'title' | 'what-if' | 'first' | 'router';
  /** Said of one prompt: gone when the report is of another. */
  readonly ofPrompt?: true;
  /** How a value other than the first one is told beside the figures that it changed. */
  readonly told: (value: SentenceArg) => Sentence;
}

/** One what-if of a report: how it is asked for, guarded and told. */
export type Control = Named &
  (
    | {
        readonly kind: 'number';
        readonly unit: 'tokens' | 'calls' | 'usd';
        readonly initial: number | null;
        /** What an empty field means. */
        readonly empty: Message;
      }
    | { readonly kind: 'share'; readonly initial: number; readonly most: number }
    | { readonly kind: 'switch'; readonly initial: boolean }
    | {
        readonly kind: 'choice';
        readonly initial: null;
        readonly options: readonly string[];
        readonly words: (option: string) => Sentence;
      }
  );

export type ControlTable = Readonly<Record<string, Control>>;

/** A figure that is not given unless somebody gives it. */
const figure = { kind: 'number', initial: null, place: 'what-if' } as const;
/** How calls are delivered: each on or off. */
const delivery = { kind: 'switch', initial: false, place: 'what-if' } as const;

/**
 * Every what-if: its field, its flag, its guard and the words of its setting are made from here, in this order. The
 * arithmetic of each is in `row.ts` and `whatIf.ts`.
 */
export const CONTROLS = {
  callsPerMonth: {
    ...figure,
    unit: 'calls',
    flag: 'calls',
    label: msg('Calls a month'),
    empty: msg('none'),
    told: (n) => say('{0} calls a month', n),
  },
  cachedShare: {
    ...{ kind: 'share', initial: 0, most: 0.9, place: 'what-if', flag: 'cached' },
    label: msg('Cached input'),
    hint: msg('Share of the input that the provider has in its cache'),
    told: (share) => say('{0} of the input cached', share),
  },
  visibleTokens: {
    ...figure,
    unit: 'tokens',
    flag: 'answer',
    ofPrompt: true,
    label: msg('Answer length'),
    hint: msg('Tokens of the visible answer, middle'),
    empty: msg('by task'),
    told: (n) => say('answers of {0} tokens', n),
  },
  capTokens: {
    ...figure,
    unit: 'tokens',
    flag: 'cap',
    ofPrompt: true,
    label: msg('Output cap'),
    hint: msg('Tokens. Reasoning counts against it.'),
    empty: msg('model’s'),
    told: (n) => say('output cap {0} tokens', n),
  },
  valueOfRightUsd: {
    ...figure,
    unit: 'usd',
    flag: 'value',
    label: msg('A right answer'),
    hint: msg('What a right answer is worth to you, in dollars'),
    empty: msg('?'),
    told: (usd) => say('a right answer is worth {0}', usd),
  },
  batch: {
    ...delivery,
    flag: 'batch',
    label: msg('Batch, half price'),
    told: () => say('batch'),
  },
  flex: {
    ...delivery,
    flag: 'flex',
    label: msg('Flex, cheaper and slower'),
    told: () => say('flex'),
  },
  priority: {
    ...delivery,
    flag: 'priority',
    label: msg('Priority, dearer and faster'),
    told: () => say('priority'),
  },
  taskType: {
    ...{ kind: 'choice', initial: null, place: 'title', flag: 'task', options: TASK_TYPES },
    ofPrompt: true,
    label: msg('Task'),
    hint: msg('Instead of the one that is recognised'),
    words: (option) => TASK_WORDS[TASK_TYPES.find((type) => type === option) ?? 'unknown'],
    told: (task) => say('task set to {0}', task),
  },
  checkUsd: {
    ...{ kind: 'number', unit: 'usd', initial: 0, place: 'first', flag: 'check-cost' },
    label: msg('A check of the answer'),
    hint: msg('What it costs to tell whether the first answer is right, in dollars'),
    empty: msg('free'),
    told: (usd) => say('a check costs {0}', usd),
  },
  caughtShare: {
    ...{ kind: 'share', initial: 1, most: 1, place: 'first', flag: 'caught' },
    label: msg('Wrong answers noticed'),
    told: (share) => say('{0} of wrong answers noticed', share),
  },
  falseAlarmShare: {
    ...{ kind: 'share', initial: 0, most: 1, place: 'first', flag: 'false-alarms' },
    label: msg('Right answers doubted'),
    told: (share) => say('{0} of right answers doubted', share),
  },
  routedShare: {
    ...{ kind: 'share', initial: 0.3, most: 1, place: 'router', flag: 'routed' },
    label: msg('Calls that the router sends on'),
    told: (share) => say('{0} of the calls sent on by a router', share),
  },
} as const satisfies Readonly<Record<keyof Controls, Control>>;

/** Whether a value may stand for the control: what a page or an older version kept is not trusted. */
export function accepts(control: Control, value: unknown): value is ControlValue {
  switch (control.kind) {
    case 'number':
      return value === control.initial || (typeof value === 'number' && value >= 0);
    case 'share':
      return typeof value === 'number' && value >= 0 && value <= 1;
    case 'switch':
      return typeof value === 'boolean';
    case 'choice':
      return value === null || control.options.some((option) => option === value);
  }
}

const all: readonly (readonly [string, Control])[] = Object.entries(CONTROLS);

const initial = Object.fromEntries(all.map(([id, control]) => [id, control.initial]));

/** Nothing changed: the model's own caps, no cache, no batch, the recognised task, every wrong answer noticed. */
export const DEFAULT_CONTROLS: Controls = { ...initial } as unknown as Controls;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether a value is one of each control. */
export const areControls = (value: unknown): value is Controls =>
  isRecord(value) && all.every(([id, control]) => accepts(control, value[id]));

/** `base` with what of `kept` still is a value of its control; whatever else was kept is left out. */
export function withKept(base: Controls, kept: unknown): Controls {
  if (!isRecord(kept)) return base;
  const valid = all.filter(([id, control]) => accepts(control, kept[id]));
  return { ...base, ...Object.fromEntries(valid.map(([id]) => [id, kept[id]])) };
}

/** The controls for another prompt: what was said of the one before is gone. */
export function forOtherPrompt(controls: Controls): Controls {
  const gone = all.filter(([, { ofPrompt }]) => ofPrompt === true);
  return { ...controls, ...Object.fromEntries(gone.map(([id]) => [id, initial[id]])) };
}

/** What was set otherwise than at first: without it the figures cannot be read. */
export function settings(
  controls: Readonly<Record<string, ControlValue>>,
  table: ControlTable = CONTROLS,
): readonly Sentence[] {
  return Object.entries(table).flatMap(([id, control]) => {
    const value = controls[id] ?? null;
    return value === control.initial ? [] : [control.told(toldValue(control, value))];
  });
}

function toldValue(control: Control, value: ControlValue): SentenceArg {
  if (typeof value === 'number') {
    if (control.kind === 'share') return percentFigure(value);
    return control.kind === 'number' && control.unit === 'usd'
      ? usdFigure(value)
      : countFigure(value);
  }
  return control.kind === 'choice' ? control.words(String(value)) : String(value);
}
