import {
  increaseOf,
  type CallFigures,
  type CallProblem,
  type ReviewedCall,
} from '../core/check/review';
import { lineAndColumn } from '../core/prompt/place';
import { counted, english, inEnglish } from '../core/text/voice';
import { paint, printable } from './output';

/** What a review holds for print. */
export interface ReviewToPrint {
  readonly calls: readonly ReviewedCall[];
  readonly callsPerMonth: number | null;
  /** What it was held against; `null` where all calls were looked at. */
  readonly base: string | null;
}

const nameOf = (figures: CallFigures | null): string =>
  figures === null
    ? ''
    : `${figures.model ?? 'unknown model'}${figures.effort === null ? '' : `:${figures.effort}`}`;

/** Of a call, and of a month where that is asked for; ranges are p10 to p90. */
function costOf(figures: CallFigures): string {
  const { callUsd, monthUsd } = figures;
  if (callUsd === null) return 'no price';
  const [low, high] = [english.aboutUsd(callUsd.p10), english.aboutUsd(callUsd.p90)];
  const month = monthUsd === null ? '' : `, ${english.aboutUsd(monthUsd.mean)} a month`;
  return `${english.aboutUsd(callUsd.mean)} a call (${low} – ${high})${month}`;
}

const placeOf = ({ pair }: ReviewedCall) => pair.after ?? pair.before;

/** What became of a call, in one line; without a base what it is. */
function changeLine({ what, before, after }: ReviewedCall, base: string | null): string {
  const names = before === null || after === null ? [before ?? after] : [before, after];
  const models = [...new Set(names.map(nameOf))].join(' -> ');
  const costs = names.flatMap((f) => (f === null ? [] : [costOf(f)])).join(' -> ');
  const words = base === null ? '' : `${what.join(', ')}: `;
  return `${words}${models}; ${costs}`;
}

const problemText = ({ message, evidence }: CallProblem): string =>
  `${inEnglish(message)}${evidence === null ? '' : ` [${inEnglish(evidence)}]`}`;

const place = (call: ReviewedCall, problem: CallProblem) =>
  lineAndColumn(placeOf(call).document, problem.at);

/** The sum of all changes, in one sentence. */
export function increaseLine({ calls, callsPerMonth }: ReviewToPrint): string {
  const { usd, of, unpriced } = increaseOf(calls, callsPerMonth !== null);
  if (usd === null) return 'What the changes cost is unknown: no price.';
  const way = usd < 0 ? 'less' : 'more';
  const each =
    of === 'month'
      ? `a month, at ${counted(callsPerMonth ?? 0, 'call')} of each`
      : 'for one call of each';
  const left = unpriced === 0 ? '' : `; ${unpriced} without a price left out`;
  return `About ${english.aboutUsd(Math.abs(usd))} ${way} ${each} (estimated)${left}.`;
}

/** The review for people. */
export function checkText(checked: ReviewToPrint): string {
  const { calls, base } = checked;
  const since = base === null ? '' : ` since ${base}`;
  if (calls.length === 0) {
    return base === null ? 'No model calls found.\n' : `No model call changed${since}.\n`;
  }
  const lines = calls.flatMap((call) => {
    const { file, line } = placeOf(call);
    return [
      paint('bold', printable(`${file}:${line}`)),
      `  ${printable(changeLine(call, base))}`,
      ...call.problems.map((problem) => {
        const style = problem.level === 'error' ? 'red' : 'yellow';
        const at = place(call, problem).line;
        return `  ${paint(style, problem.level)} line ${at}: ${printable(problemText(problem))}`;
      }),
    ];
  });
  const count = counted(calls.length, 'model call');
  const head = base === null ? `${count}.` : `${count} changed${since}. ${increaseLine(checked)}`;
  return [...lines, '', head, ''].map(noCommand).join('\n');
}

/** A line of ours that begins with the name of a file or model, or quotes one, is no command to a build server that reads it. */
const noCommand = (line: string): string =>
  line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '## [');

/** GitHub's workflow commands: an annotation a problem, and a notice a change. */
export function checkAnnotations(checked: ReviewToPrint): string {
  const value = (text: string): string =>
    printable(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (text: string): string => value(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  const lines = checked.calls.flatMap((call) => {
    const { file, line } = placeOf(call);
    const title = 'title=LRM Lens';
    return [
      ...call.problems.map((problem) => {
        const at = place(call, problem);
        return `::${problem.level} file=${property(file)},line=${at.line},col=${at.column},${title}::${value(problemText(problem))}`;
      }),
      ...(checked.base === null
        ? []
        : [
            `::notice file=${property(file)},line=${line},${title}::${value(changeLine(call, checked.base))}`,
          ]),
    ];
  });
  const sum =
    checked.base === null ? [] : [`::notice title=LRM Lens::${value(increaseLine(checked))}`];
  return [...lines, ...sum].map((line) => `${line}\n`).join('');
}

/** One object: documented in the README. */
export function checkJson(checked: ReviewToPrint): string {
  const { calls, callsPerMonth, base } = checked;
  return `${JSON.stringify({
    base,
    callsPerMonth,
    increase: base === null ? null : increaseOf(calls, callsPerMonth !== null),
    calls: calls.map((call) => ({
      file: placeOf(call).file,
      line: placeOf(call).line,
      change: base === null ? null : call.what,
      before: call.before,
      after: call.after,
      problems: call.problems.map((problem) => ({
        level: problem.level,
        code: problem.code,
        message: inEnglish(problem.message),
        evidence: problem.evidence === null ? null : inEnglish(problem.evidence),
        ...place(call, problem),
      })),
    })),
  })}\n`;
}
