import { say, type Sentence } from '../model/sentence';
import { gradeAnswer } from './checks/table';
import type { CallRecord, Grade } from './journalModel';
import type { CheckSpec, TrialCase, TrialFile } from './model';
import { checkName, type Journal } from './run/journal';

/** What a call that gave no answer is: not right, and apart from the wrong ones. */
const WITHOUT_ANSWER = {
  'cut-off': say('It was cut off at the limit of output.'),
  empty: say('The answer is empty.'),
  refused: say('The model refused, or its provider did.'),
} as const;

/**
 * The grade of every call of the trial that has one: by the check itself, or as the journal tells of those outside. A
 * person's verdict on an answer goes before a judge's. Failed calls have none: they say nothing of the model.
 */
export function gradesOf(
  trial: TrialFile,
  journal: Journal,
  records: readonly CallRecord[],
): ReadonlyMap<string, Grade> {
  const cases = new Map(trial.cases.map((c) => [c.id, c]));
  const outside = outsideGrades(trial, journal);
  const grades = new Map<string, Grade>();
  for (const record of records) {
    const grade = gradeOf(trial, record, cases.get(record.case), outside);
    if (grade !== null) grades.set(record.key, grade);
  }
  return grades;
}

function gradeOf(
  trial: TrialFile,
  record: CallRecord,
  item: TrialCase | undefined,
  outside: ReadonlyMap<string, Grade>,
): Grade | null {
  if (record.status === 'failed' || record.status === 'unfinished' || item === undefined)
    return null;
  // By hand two answers are compared: a person who sees one that is cut off says so.
  if (trial.check.kind === 'hand') return null;
  if (record.status !== 'answered') return { right: false, why: WITHOUT_ANSWER[record.status] };
  return checked(trial.check, record, item) ?? outside.get(record.key) ?? null;
}

interface Checked {
  readonly check: CheckSpec;
  readonly expected: string | null;
  readonly grade: Grade | null;
}

/** What the check said of a record: after each call all records are looked at again. */
const known = new WeakMap<CallRecord, Checked>();

function checked(check: CheckSpec, record: CallRecord, item: TrialCase): Grade | null {
  const before = known.get(record);
  if (before?.check === check && before.expected === item.expected) return before.grade;
  const grade = gradeAnswer(check, record.answer, item);
  known.set(record, { check, expected: item.expected, grade });
  return grade;
}

const SAID = {
  code: [say('Your command calls it right.'), say('Your command calls it wrong.')],
  judge: [say('The judge calls it right.'), say('The judge calls it wrong.')],
  person: [say('You call it right.'), say('You call it wrong.')],
} as const;

const UNCLEAR = {
  code: say('Your command gave no verdict.'),
  judge: say('The judge gave no clear verdict.'),
  person: say('You gave no verdict.'),
} as const;

/** Last words of a command, or of a judge without a verdict, that are shown. UTF-16 units. */
const SHOWN_WORDS = 160;

/** A verdict with the last line that was said with it, where that tells more. */
function worded(verdict: Sentence, said: string): Sentence {
  const line = said.replace(CONTROLS, '').trim().split('\n').at(-1)?.trim() ?? '';
  return line === ''
    ? verdict
    : say('{0} Its last words: “{1}”.', verdict, line.slice(-SHOWN_WORDS));
}

/** Colours of a terminal, and what nobody sees. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROLS = /\u001b\[[\d;?]{0,20}[ -/]?[@-~]|(?!\n)\p{Cc}/gu;

/** The last word of each that was said under the check as it is now; a person's stands over a judge's. */
function outsideGrades(trial: TrialFile, journal: Journal): ReadonlyMap<string, Grade> {
  const check = checkName(trial);
  const said = journal.grades.filter((g) => g.check === check);
  const ordered = [
    ...said.filter((g) => g.by !== 'person'),
    ...said.filter((g) => g.by === 'person'),
  ];
  return new Map(
    ordered.map(({ key, by, right, why }) => {
      const verdict = right === null ? UNCLEAR[by] : SAID[by][right ? 0 : 1];
      const tellsMore = by === 'code' || right === null;
      return [key, { right, why: tellsMore ? worded(verdict, why) : verdict }];
    }),
  );
}

/** Verdicts of the judge beside a person's on the same answers. */
export function judgedTwice(
  trial: TrialFile,
  journal: Journal,
): readonly { readonly judge: boolean; readonly person: boolean }[] {
  const check = checkName(trial);
  const by = (who: 'judge' | 'person') =>
    new Map(
      journal.grades.flatMap((g) =>
        g.check === check && g.by === who && g.right !== null ? [[g.key, g.right] as const] : [],
      ),
    );
  const judge = by('judge');
  return [...by('person')].flatMap(([key, person]) => {
    const said = judge.get(key);
    return said === undefined ? [] : [{ judge: said, person }];
  });
}
