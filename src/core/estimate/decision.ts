import { countFigure, say, timesFigure, usdFigure } from '../model/sentence';
import type { Sentence } from '../model/sentence';
import { asRight, tooClose } from './decisionAlike';
import { earned, gainOf } from './decisionGain';
import { costSentence, ratioOf, SAME_COST, tryFirst } from './decisionTrial';
import { leaving } from './decisionLeaving';
import {
  choiceOf,
  isGone,
  isOwnMachine,
  nameOf,
  of100,
  own,
  switchTo,
  waitOf,
} from './decisionWords';
import type { Controls } from './controls';
import type { Decision, ReportRow } from './report';

/** Half a minute. */
const SOON = 30;

const soon = (r: ReportRow): boolean => (waitOf(r) ?? Infinity) <= SOON;

const comparable = (r: ReportRow): boolean =>
  r.meanCostUsd !== null && r.success !== null && r.fits && !isGone(r);
/** Right answers that were counted, rather than taken from other models or efforts. */
const counted = (r: ReportRow): boolean => r.basis.success.kind === 'measured';

/**
 * Chooses by value of right answers less cost; without a stated value by what a right answer must be worth. Recommends
 * only on right answers that were counted for both models: else cost and time decide, with the trial that would settle it.
 */
export function decide(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  controls: Pick<Controls, 'valueOfRightUsd' | 'callsPerMonth'>,
): Decision {
  const offered = rows.filter((r) => !isGone(r));
  const [gone] = rows;
  if (offered.length === 0 && gone !== undefined) return switchedOff(gone);
  return starved(offered) ?? leaving(baseline, offered, compared(baseline, offered, controls));
}

/** By right answers where they were counted for both, else by cost and time. */
function compared(
  baseline: ReportRow,
  offered: readonly ReportRow[],
  controls: Pick<Controls, 'valueOfRightUsd' | 'callsPerMonth'>,
): Decision {
  const able = offered.filter(comparable);
  if (able.length === 0 || !comparable({ ...baseline, warnings: [] }))
    return undecided(baseline, offered, controls.valueOfRightUsd);
  const sure = able.filter(counted);
  if (!counted(baseline) || sure.length === 0)
    return extrapolated(baseline, able, controls.valueOfRightUsd);
  const alike = sure.filter((r) => gainOf(baseline, r) === 0);
  if (alike.length === sure.length) return asRight(baseline, alike);
  return controls.valueOfRightUsd === null
    ? withoutValue(baseline, sure)
    : withValue(baseline, sure, offered, controls.valueOfRightUsd, controls.callsPerMonth);
}

/** Every candidate's vendor has switched it off: another must be chosen. */
const switchedOff = (gone: ReportRow): Decision => ({
  kind: 'unknown',
  model: null,
  effort: null,
  sentence: say('Choose another model: {0} has been switched off.', nameOf(gone)),
  detail: gone.warnings.flatMap((w) => (w.code === 'retired' ? [w.message] : [])),
});

/** Candidates lose so much to the cap that nothing else matters, from this share of calls on. */
const STARVED = 0.2;

/** A cap under which every candidate that reasons comes back empty too often; `null` where one does not. */
function starved(rows: readonly ReportRow[]): Decision | null {
  const reasoning = rows.filter((r) => r.reasons && r.fits);
  const least = reasoning.sort((a, b) => a.capShare - b.capShare)[0];
  if (least === undefined || least.capShare < STARVED || reasoning.length < rows.length)
    return null;
  const lost = countFigure(Math.round(least.capShare * 100));
  return {
    kind: 'unknown',
    ...choiceOf(least),
    sentence: say(
      'Raise the cap: **{0} of 100** calls to {1} would come back empty.',
      lost,
      nameOf(least),
    ),
    detail:
      least.suggestedCap === null
        ? []
        : [
            say(
              'With {0} output tokens about 2 of 100 would; an empty answer is billed all the same.',
              countFigure(least.suggestedCap),
            ),
          ],
  };
}

function undecided(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  value: number | null,
): Decision {
  const success = [baseline, ...rows].some((r) => r.success === null);
  return tryFirst(
    baseline,
    rows,
    success
      ? say('How often each model here is right on this kind of task is not publicly known.')
      : [baseline, ...rows].some(isOwnMachine)
        ? own()
        : say('A price is missing.'),
    value,
  );
}

/** Extrapolated right answers never rank models: cost and time do, until a trial was made. */
const extrapolated = (
  baseline: ReportRow,
  rows: readonly ReportRow[],
  value: number | null,
): Decision =>
  tryFirst(
    baseline,
    rows,
    counted(baseline)
      ? say('The right answers of these models on this kind of task are extrapolated, not counted.')
      : say(
          'The right answers of {0} on this kind of task are extrapolated, not counted.',
          nameOf(baseline),
        ),
    value,
  );

/** "On hard coding exercises it gets about 72 of 100 right instead of 18, for 2.1 times the cost.", or that and what part it costs. */
function gainSentences(baseline: ReportRow, r: ReportRow): readonly Sentence[] {
  const [right, instead] = [of100(r), of100(baseline)];
  const ratio = ratioOf(baseline, r);
  const { on } = r.basis.success;
  if (ratio === null || ratio < SAME_COST) {
    const gain =
      on === undefined
        ? say('It gets about **{0} of 100** right instead of {1}.', right, instead)
        : say('On {2} it gets about **{0} of 100** right instead of {1}.', right, instead, on);
    return [gain, ...costSentence(baseline, r)];
  }
  const cost = timesFigure(ratio);
  return [
    on === undefined
      ? say(
          'It gets about **{0} of 100** right instead of {1}, for **{2} times** the cost.',
          right,
          instead,
          cost,
        )
      : say(
          'On {3} it gets about **{0} of 100** right instead of {1}, for **{2} times** the cost.',
          right,
          instead,
          cost,
          on,
        ),
  ];
}

/** The dearer model that pays from the lowest value of a right answer. */
function paysFirst(
  baseline: ReportRow,
  rows: readonly ReportRow[],
): { readonly row: ReportRow; readonly value: number } | null {
  const paying = rows.flatMap((row) =>
    row.breakEven?.kind === 'from' && gainOf(baseline, row) > 0
      ? [{ row, value: row.breakEven.valueUsd }]
      : [],
  );
  return paying.sort((a, b) => a.value - b.value)[0] ?? null;
}

function withValue(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  all: readonly ReportRow[],
  value: number,
  calls: number | null,
): Decision {
  const best = rows.reduce((a, b) =>
    earned(baseline, b, value) > earned(baseline, a, value) ? b : a,
  );
  const gain = earned(baseline, best, value);
  if (gain <= 0) {
    const near = paysFirst(baseline, rows);
    return {
      kind: 'stay',
      ...choiceOf(near?.row ?? best),
      sentence: say('Stay with {0}.', nameOf(baseline)),
      detail: [
        say(
          'At {0} a right answer no candidate whose right answers were counted earns more.',
          usdFigure(value),
        ),
        ...(near === null
          ? []
          : [
              say(
                'The nearest is {0}, which pays from {1}.',
                nameOf(near.row),
                usdFigure(near.value),
              ),
            ]),
      ],
    };
  }
  const earnings =
    calls === null
      ? say(
          'At {0} a right answer that earns about **{1} a call** more than it costs.',
          usdFigure(value),
          usdFigure(gain),
        )
      : say(
          'At {0} a right answer that earns about **{1} a month** more than it costs.',
          usdFigure(value),
          usdFigure(gain * calls),
        );
  return {
    kind: 'switch',
    ...choiceOf(best),
    sentence: switchTo(baseline, best),
    detail: [
      ...(gainOf(baseline, best) === 0
        ? [tooClose(baseline, best)]
        : gainSentences(baseline, best)),
      earnings,
      ...(waitOf(best) === null || soon(best) ? [] : fallBack(baseline, rows, all, value, calls)),
      own(),
    ],
  };
}

/** What to do where the answer must come soon. */
function fallBack(
  baseline: ReportRow,
  rows: readonly ReportRow[],
  all: readonly ReportRow[],
  value: number,
  calls: number | null,
): readonly Sentence[] {
  const more = (r: ReportRow): number => earned(baseline, r, value);
  const quick = [baseline, ...rows].filter(soon).sort((x, y) => more(y) - more(x))[0];
  if (quick === undefined)
    return all.some(soon) ? [] : [say('No model here is known to answer within half a minute.')];
  if (quick === baseline)
    return [say('If the answer must come within half a minute, stay with {0}.', nameOf(baseline))];
  const gain = more(quick);
  if (gain <= 0)
    return [say('If the answer must come within half a minute, {0} pays best.', nameOf(quick))];
  return [
    calls === null
      ? say('Within half a minute, {0} still earns {1} a call.', nameOf(quick), usdFigure(gain))
      : say(
          'Within half a minute, {0} still earns {1} a month.',
          nameOf(quick),
          usdFigure(gain * calls),
        ),
  ];
}

function withoutValue(baseline: ReportRow, rows: readonly ReportRow[]): Decision {
  const free = rows
    .filter((r) => r.breakEven?.kind === 'cheaper-and-better' && gainOf(baseline, r) > 0)
    .sort((a, b) => (b.success?.p50 ?? 0) - (a.success?.p50 ?? 0))[0];
  if (free !== undefined) {
    return {
      kind: 'switch',
      ...choiceOf(free),
      sentence: switchTo(baseline, free),
      detail: [...gainSentences(baseline, free), own()],
    };
  }
  const paying = paysFirst(baseline, rows);
  if (paying === null) {
    const alike = rows.filter((r) => gainOf(baseline, r) === 0);
    if (alike.length > 0) return asRight(baseline, alike);
    const near = rows[0];
    return {
      kind: 'stay',
      model: near?.model ?? null,
      effort: near?.effort ?? null,
      sentence: say('Stay with {0}.', nameOf(baseline)),
      detail: [say('No candidate is known to be right more often on this kind of task.')],
    };
  }
  return {
    kind: 'depends',
    ...choiceOf(paying.row),
    sentence: say(
      'Switch to {0} if a right answer is worth more than {1}.',
      nameOf(paying.row),
      usdFigure(paying.value),
    ),
    detail: [...gainSentences(baseline, paying.row), own()],
  };
}
