import { counted, english, inEnglish } from '../core/text/voice';
import type { TrialFile, TrialProblem } from '../core/trial/model';
import type { PlannedModel, Spread, TrialPlan } from '../core/trial/planModel';
import type { Comparison, ModelFigures, TrialVerdict } from '../core/trial/verdictModel';
import type { RunEnd } from '../core/trial/run/runner';
import { columns, paint, printable } from './output';

const money = (s: Spread | null): string =>
  s === null
    ? 'no price'
    : `${english.aboutUsd(s.middle)}  (${english.aboutUsd(s.low)} – ${english.aboutUsd(s.high)})`;

const time = (seconds: number): string => {
  const { value, unit } = english.aboutTime(seconds);
  return `${value} ${unit}`;
};

/** Problems at their place, at most so many of a kind. */
const SHOWN = 8;

export function problemLines(problems: readonly TrialProblem[]): readonly string[] {
  const lines = problems.map((p) =>
    printable(`  ${p.blocks ? '!' : '-'} ${inEnglish(p.sentence)}`),
  );
  return lines.length <= SHOWN
    ? lines
    : [...lines.slice(0, SHOWN), `  … and ${lines.length - SHOWN} more`];
}

/** The plan: what is sent where, what it costs, how long it takes. */
export function planText(trial: TrialFile, plan: TrialPlan): string {
  const everyone = [...plan.models, ...(plan.judge === null ? [] : [plan.judge])];
  const rows = everyone.map((m, i) => planRow(m, i === 0, m === plan.judge));
  const { costUsd, seconds, budgetUsd, problems } = plan;
  const done = plan.done === 0 ? '' : `, ${english.count(plan.done)} done before`;
  const unfinished =
    plan.unfinished === 0
      ? []
      : [
          `${counted(plan.unfinished, 'call')} broken off, which may have been paid for: --again sends again what has no answer.`,
        ];
  return [
    paint(
      'bold',
      `${counted(plan.calls, 'call')} on ${english.count(plan.cases)} of ${counted(trial.cases.length, 'case')}${done}`,
    ),
    '',
    ...columns(
      [['model', 'sent to', 'calls', 'limit', 'all calls cost', 'one call takes'], ...rows],
      new Set([2, 3]),
    ),
    '',
    `Together: ${money(costUsd)}${seconds === null ? '' : `, about ${time(seconds.middle)}`}. Budget: ${
      budgetUsd === null ? 'none' : english.usd(budgetUsd)
    }, spent: ${english.usd(plan.spentUsd)}. 8 of 10 bills fall in the ranges.`,
    `A difference of about ${english.share(plan.detectable)} or more would show in 8 of 10 such trials.`,
    ...unfinished,
    ...(problems.length === 0 ? [] : ['', paint('bold', 'Problems'), ...problemLines(problems)]),
    '',
  ].join('\n');
}

function planRow(m: PlannedModel, isToday: boolean, isJudge: boolean): readonly string[] {
  const name = `${m.candidate}${isToday ? ' (today)' : isJudge ? ' (judge)' : ''}`;
  return [
    printable(name),
    printable(m.host === '' ? 'unknown' : `${m.host}${m.hasKey ? '' : ' (no key)'}`),
    english.count(m.calls),
    m.cap === null ? '' : english.count(m.cap),
    m.payment === 'own-machine' ? 'own machine' : money(m.costUsd),
    m.secondsPerCall === null ? 'unknown' : time(m.secondsPerCall.middle),
  ];
}

/** What was found: a sentence for each candidate, then the table, the flips and the money. */
export function verdictText(
  trial: TrialFile,
  plan: TrialPlan,
  verdict: TrialVerdict,
  end: RunEnd | null,
): string {
  const { comparisons, models, judge } = verdict;
  const free = new Set(
    plan.models.flatMap((m) => (m.payment === 'own-machine' ? [m.candidate] : [])),
  );
  const rows = models.map((m, i) =>
    figureRow(m, i === 0 ? null : (comparisons[i - 1] ?? null), free.has(m.candidate)),
  );
  return [
    ...comparisons.flatMap((c) => [
      paint('bold', printable(inEnglish(c.sentence))),
      printable(inEnglish(c.certainty)),
      ...monthLines(c, trial),
    ]),
    '',
    ...columns(
      [
        [
          'model',
          'right',
          'difference',
          'cost of a call',
          'estimated',
          'time',
          'reasoning',
          'apart',
        ],
        ...rows,
      ],
      new Set(),
    ),
    ...flipLines(trial, comparisons),
    ...verdict.effort.flatMap(({ sentences }) => sentences.map((s) => printable(inEnglish(s)))),
    ...(judge === null
      ? []
      : ['', `You and the judge said the same of ${judge.same} of ${judge.compared} answers.`]),
    '',
    `Spent: ${english.usd(verdict.spentUsd)}. True for calls like these. Intervals: 95 %, Newcombe's paired interval for right answers, bootstrap over cases for cost and time.`,
    ...(end?.sentence ? [printable(inEnglish(end.sentence))] : []),
    '',
  ].join('\n');
}

const signed = (n: number): string => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0');

/** `isOwn`: it runs on the user's own machine, where a token has no price. */
function figureRow(m: ModelFigures, c: Comparison | null, isOwn: boolean): readonly string[] {
  const { byStatus } = m;
  const apart = [
    [byStatus['cut-off'], 'cut off'],
    [byStatus.refused, 'refused'],
    [byStatus.empty, 'empty'],
    [byStatus.failed, 'failed'],
    [byStatus.unfinished, 'broken off'],
    [m.unclear, 'unclear'],
  ] as const;
  const difference = c?.difference ?? null;
  const points = (share: number): string => signed(Math.round(share * 100));
  return [
    printable(m.candidate),
    m.graded === 0 ? '' : `${m.right} of ${m.graded}`,
    difference === null
      ? ''
      : `${points(difference.value)} of 100 (${points(difference.low)} to ${points(difference.high)})`,
    isOwn
      ? 'no token price'
      : m.meanCostUsd === null
        ? 'unknown'
        : english.usd(m.meanCostUsd.value),
    !isOwn && m.predicted?.costUsd ? english.aboutUsd(m.predicted.costUsd.middle) : '',
    m.medianSeconds === null ? 'unknown' : english.time(m.medianSeconds.value),
    m.reasoningTokens === null ? '' : english.count(m.reasoningTokens.middle),
    apart.flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`])).join(', '),
  ];
}

function monthLines(c: Comparison, trial: TrialFile): readonly string[] {
  const { monthly, usdPerExtraRight: extra } = c;
  const lines: string[] = [];
  if (extra !== null)
    lines.push(
      `One right answer more costs ${english.aboutUsd(extra.value)} (${english.aboutUsd(extra.low)} to ${
        extra.high === null ? 'no bound' : english.aboutUsd(extra.high)
      }).`,
    );
  if (monthly !== null && trial.callsPerMonth !== null) {
    const { value } = monthly.right;
    const right = `${english.aboutCount(Math.abs(value))} ${value < 0 ? 'fewer' : 'more'} right answers`;
    const usd = monthly.costUsd?.value ?? null;
    const cost =
      usd === null ? '' : `, ${english.aboutUsd(Math.abs(usd))} ${usd < 0 ? 'less' : 'more'}`;
    lines.push(`At ${counted(trial.callsPerMonth, 'call')} a month: ${right}${cost}.`);
  }
  return lines;
}

const MOST_FLIPS = 6;

function flipLines(trial: TrialFile, comparisons: readonly Comparison[]): readonly string[] {
  const rows = new Map(trial.cases.map((c, i) => [c.id, i + 1]));
  return comparisons.flatMap((c) => {
    if (c.flips.length === 0) return [];
    const named = (to: 'lost' | 'gained'): string => {
      const all = c.flips
        .filter((f) => f.to === to)
        .map((f) => rows.get(f.case) ?? 0)
        .sort((a, b) => a - b);
      const more = all.length > MOST_FLIPS ? ` and ${all.length - MOST_FLIPS} more` : '';
      return all.length === 0 ? 'none' : `row ${all.slice(0, MOST_FLIPS).join(', ')}${more}`;
    };
    return ['', printable(`${c.candidate}: lost ${named('lost')}; gained ${named('gained')}`)];
  });
}
