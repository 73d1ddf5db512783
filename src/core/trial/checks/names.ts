import { say, type Sentence } from '../../model/sentence';
import type { CheckKind } from '../model';

/** What a check is called. */
interface CheckName {
  readonly title: Sentence;
  /** What it does, for a list of choices. */
  readonly words: Sentence;
  /** Whether a command, a model or a person judges, and not the program itself. */
  readonly isOutside: boolean;
}

/** Every check, in the order in which it is offered. */
export const CHECK_NAMES: Readonly<Record<CheckKind, CheckName>> = {
  equals: {
    title: say('Equals'),
    words: say('The stated answer is the expected one, however it is written: 1/2, 0.5, 50 %.'),
    isOutside: false,
  },
  contains: {
    title: say('Contains'),
    words: say('The expected text stands somewhere in the answer.'),
    isOutside: false,
  },
  number: {
    title: say('Number'),
    words: say('The number that the answer comes to is close enough to the expected one.'),
    isOutside: false,
  },
  pattern: {
    title: say('Regular expression'),
    words: say('A pattern is found in the answer: one for all cases, or the expected column.'),
    isOutside: false,
  },
  'json-field': {
    title: say('JSON field'),
    words: say('A field of the JSON in the answer is the expected one.'),
    isOutside: false,
  },
  'json-schema': {
    title: say('JSON schema'),
    words: say('The JSON in the answer fits a schema.'),
    isOutside: false,
  },
  code: {
    title: say('Your own command'),
    words: say(
      'A command on your machine gets each answer as JSON: exit code 0 is right, 1 is wrong.',
    ),
    isOutside: true,
  },
  judge: {
    title: say('A model as the judge'),
    words: say(
      'Another model judges by a rubric. It costs money and errs: look at a sample yourself.',
    ),
    isOutside: true,
  },
  hand: {
    title: say('By hand'),
    words: say('You choose between two answers without knowing whose they are.'),
    isOutside: true,
  },
};
