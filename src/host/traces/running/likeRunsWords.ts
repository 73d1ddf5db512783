import * as vscode from 'vscode';
import type { Distribution } from '../../../core/corpus/model';
import type { TaskForecast } from '../../../core/corpus/likeRuns';
import { hostVoice } from '../../shared/voice';

/** The middle eight of ten like runs, a range for each figure that is known; '' without one. */
export function rangesOf({ turns, calls, usd, seconds, atLeast }: TaskForecast): string {
  const { t } = vscode.l10n;
  const write = hostVoice();
  const range = (
    d: Distribution | null,
    show: (n: number) => string,
    tell: (from: string, to: string) => string,
  ): readonly string[] => (d === null ? [] : [tell(show(d.p10), show(d.p90))]);
  return [
    ...range(turns, write.count, (from, to) => t('{0} to {1} turns', from, to)),
    ...range(calls, write.count, (from, to) => t('{0} to {1} calls', from, to)),
    ...range(usd, write.aboutUsd, (from, to) =>
      atLeast ? t('at least {0} to {1}', from, to) : t('{0} to {1}', from, to),
    ),
    ...range(seconds, write.time, (from, to) => t('{0} to {1}', from, to)),
  ].join(', ');
}

/** What runs like a task took, in sentences. */
export function likeRunsWords(found: TaskForecast): string {
  const { t } = vscode.l10n;
  const write = hostVoice();
  const { runs, like, capUsd } = found;
  if (like === 0) return t('No like run yet, among {0} of yours.', write.count(runs));
  return [
    t('{0} of your {1} runs are like this one.', write.count(like), write.count(runs)),
    t('Eight of ten took {0}.', rangesOf(found)),
    ...(capUsd === null
      ? []
      : [t('Cap to suggest: {0}. Nine of ten like runs stayed below.', write.aboutUsd(capUsd))]),
  ].join(' ');
}
