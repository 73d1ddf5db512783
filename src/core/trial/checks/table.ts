import { say, type Sentence } from '../../model/sentence';
import { jsonText } from '../../text/json';
import type { Grade } from '../journalModel';
import type { CheckKind, CheckSpec, TrialCase } from '../model';
import {
  containsAnswer,
  fieldAt,
  jsonIn,
  numberIn,
  numberOf,
  saysTheSame,
  statedAnswer,
} from './answer';
import { schemaFault, schemaProblem } from './jsonSchema';
import { compilePattern, isPattern } from './pattern';

type Spec<K extends CheckKind> = Extract<CheckSpec, { kind: K }>;

/** One way to judge an answer. */
interface Check<K extends CheckKind> {
  /** Whether a case without an expected answer is of no use. */
  readonly needsExpected: (spec: Spec<K>) => boolean;
  /** What is wrong with it; `null` when nothing is. */
  readonly problem: (spec: Spec<K>) => Sentence | null;
  /** Judges an answer that is there. `null`: it is judged outside of the program (a command, a model, a person). */
  readonly run:
    ((spec: Spec<K>, answer: string, item: Pick<TrialCase, 'expected'>) => Grade) | null;
}

const always = (): boolean => true;
const never = (): boolean => false;
const fine = (): null => null;

const SHOWN = 80;
const shown = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
};

const compared = (right: boolean, answer: string, expected: string): Grade => ({
  right,
  why: right
    ? say('“{0}” is “{1}”.', shown(answer), shown(expected))
    : say('“{0}” is not “{1}”.', shown(answer), shown(expected)),
});

const cannotTell = (why: Sentence): Grade => ({ right: null, why });
const wrong = (why: Sentence): Grade => ({ right: false, why });

/** Characters of a command. */
const MAX_COMMAND = 300;
/** What nobody sees in a command, or what changes how the rest is seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const NO_JSON = say('There is no JSON in the answer.');

/** How each check judges. What it is called stands in `names`, which a page can have without all of this. */
export const CHECKS: { readonly [K in CheckKind]: Check<K> } = {
  equals: {
    needsExpected: always,
    problem: fine,
    run: (_, answer, { expected }) =>
      compared(saysTheSame(answer, expected ?? ''), statedAnswer(answer), expected ?? ''),
  },
  contains: {
    needsExpected: always,
    problem: fine,
    run: (_, answer, { expected }) => {
      const right = containsAnswer(answer, expected ?? '');
      return {
        right,
        why: right
          ? say('It contains “{0}”.', shown(expected ?? ''))
          : say('It does not contain “{0}”.', shown(expected ?? '')),
      };
    },
  },
  number: {
    needsExpected: always,
    problem: ({ within }) =>
      Number.isFinite(within) && within >= 0 ? null : say('The distance must be 0 or more.'),
    run: ({ within, relative }, answer, { expected }) => {
      const wanted = numberOf(expected ?? '');
      if (wanted === null)
        return cannotTell(say('The expected “{0}” is no number.', shown(expected ?? '')));
      const given = numberIn(answer);
      if (given === null) return wrong(say('There is no number in the answer.'));
      const distance = relative ? within * Math.abs(wanted) : within;
      // Decimals are not exact: 0.1 + 0.2 is within 0 of 0.3.
      const slack = 1e-9 * Math.max(1, Math.abs(wanted));
      return compared(
        Math.abs(given - wanted) <= distance + slack,
        String(given),
        `${String(wanted)}${distance > 0 ? ` ± ${String(distance)}` : ''}`,
      );
    },
  },
  pattern: {
    needsExpected: ({ pattern }) => pattern === null,
    problem: ({ pattern }) => {
      if (pattern === null) return null;
      if (pattern === '') return say('The pattern is empty.');
      const compiled = compilePattern(pattern);
      return isPattern(compiled) ? null : compiled.problem;
    },
    run: ({ pattern }, answer, { expected }) => {
      const source = pattern ?? expected ?? '';
      const compiled = compilePattern(source);
      if (!isPattern(compiled)) return cannotTell(compiled.problem);
      const right = compiled(answer);
      return {
        right,
        why: right
          ? say('/{0}/ is found.', shown(source))
          : say('/{0}/ is not found.', shown(source)),
      };
    },
  },
  'json-field': {
    needsExpected: always,
    problem: ({ path }) => (path.trim() === '' ? say('Name the field.') : null),
    run: ({ path }, answer, { expected }) => {
      const json = jsonIn(answer);
      if (!json.found) return wrong(NO_JSON);
      const value = fieldAt(json.value, path);
      if (value === undefined) return wrong(say('The JSON has no “{0}”.', path));
      return compared(
        saysTheSame(jsonText(value), expected ?? ''),
        jsonText(value),
        expected ?? '',
      );
    },
  },
  'json-schema': {
    needsExpected: never,
    problem: ({ schema }) => schemaProblem(schema),
    run: ({ schema }, answer) => {
      const json = jsonIn(answer);
      if (!json.found) return wrong(NO_JSON);
      const fault = schemaFault(json.value, schema);
      return fault === null
        ? { right: true, why: say('The JSON fits the schema.') }
        : wrong(say('The JSON does not fit at {0}: {1}.', fault.path, fault.sentence));
    },
  },
  code: {
    needsExpected: never,
    problem: ({ command }) => {
      if (command.trim() === '') return say('Write the command.');
      // It is shown before it runs: all of it, as it is.
      return command.length > MAX_COMMAND || UNSEEN.test(command)
        ? say(
            'A command is one line of at most {0} characters, all of which can be seen: put more into a script.',
            String(MAX_COMMAND),
          )
        : null;
    },
    run: null,
  },
  judge: {
    needsExpected: never,
    problem: ({ rubric, model }) => {
      if (rubric.trim() === '') return say('Write what makes an answer right.');
      return model.model.trim() === '' ? say('Choose the model that judges.') : null;
    },
    run: null,
  },
  hand: {
    needsExpected: never,
    problem: fine,
    run: null,
  },
};

/** What is wrong with a check; `null` when nothing is. */
export function checkProblem(spec: CheckSpec): Sentence | null {
  const { problem } = CHECKS[spec.kind] as Check<CheckKind>;
  return problem(spec);
}

export function needsExpected(spec: CheckSpec): boolean {
  const { needsExpected: needs } = CHECKS[spec.kind] as Check<CheckKind>;
  return needs(spec);
}

/** What a check inside of the program says of an answer; `null` when it is one of those outside. */
export function gradeAnswer(
  spec: CheckSpec,
  answer: string,
  item: Pick<TrialCase, 'expected'>,
): Grade | null {
  const { run } = CHECKS[spec.kind] as Check<CheckKind>;
  if (run === null) return null;
  if (needsExpected(spec) && (item.expected ?? '').trim() === '')
    return cannotTell(say('There is no expected answer.'));
  return run(spec, answer, item);
}
