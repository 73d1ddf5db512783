import * as vscode from 'vscode';
import type { Alarm, AlarmId, RunningSession } from '../../../core/session/running/model';
import { hostVoice, translated } from '../../shared/voice';
import type { TaskForecast } from '../../../core/corpus/likeRuns';
import { costWords, usualCost } from './runningWords';

/** A line of the strip. */
export interface NowRow {
  readonly label: string;
  readonly detail: string;
  /** A codicon. */
  readonly icon: string;
  /** The line as a sentence, for those who hear it. */
  readonly spoken: string;
  /** What the line warns of. */
  readonly alarm: Alarm | null;
}

/** What may be wrong, in few words; the sentence beside them is the evidence. */
const ALARM_WORDS: Readonly<Record<AlarmId, () => string>> = {
  loop: () => vscode.l10n.t('It may be going in circles'),
  budget: () => vscode.l10n.t('Your budget is reached'),
  answer: () => vscode.l10n.t('It may have had its answer'),
  outputLimit: () => vscode.l10n.t('At its output limit'),
};

/** Lines that fit into the least height of a view beside the evidence of an alarm. */
const LINES_BELOW_EVIDENCE = 3;

/** The evidence of the first alarm, which stands above the lines, where it may wrap; '' without one. */
export function evidenceOf([first]: readonly Alarm[]): string {
  return first === undefined ? '' : `${hostVoice().words(first.sentence)}.`;
}

/**
 * The strip of a running session in so few lines that they fit into the least height of a view: what was
 * asked, what it cost and how much of it was reasoning, what is in its context, the last turns; of an alarm, itself and the cost first.
 */
export function nowRows(
  session: RunningSession,
  alarms: readonly Alarm[],
  like: TaskForecast | null = null,
): readonly NowRow[] {
  const write = hostVoice();
  const first = alarms.map((alarm, i) => {
    const said = row(ALARM_WORDS[alarm.id](), write.words(alarm.sentence), 'warning');
    return { ...said, detail: i === 0 ? '' : said.detail, alarm };
  });
  const [asked, cost] = [askedOf(session), costOf(session, like)];
  return alarms.length === 0
    ? [asked, cost, ...contextOf(session), ...turnsOf(session)]
    : [...first, cost, asked].slice(0, LINES_BELOW_EVIDENCE);
}

function askedOf({ title, formatTitle, model }: RunningSession): NowRow {
  const label = title ?? translated(formatTitle);
  return row(label, model ?? '', 'comment');
}

function costOf({ money, reasoning, calls }: RunningSession, like: TaskForecast | null): NowRow {
  const { t } = vscode.l10n;
  const write = hostVoice();
  const thought =
    reasoning === null
      ? t('reasoning not counted')
      : t('{0} reasoning', write.share(reasoning.tokens / reasoning.output));
  const made = calls === 1 ? t('1 call') : t('{0} calls', write.count(calls));
  const facts = [usualCost(like), made, thought];
  return row(costWords(money), facts.filter((fact) => fact !== '').join(' · '), 'credit-card');
}

function contextOf({ contextTokens, contextWindow }: RunningSession): readonly NowRow[] {
  const { t } = vscode.l10n;
  if (contextTokens === null) return [];
  const write = hostVoice();
  const read = write.shortCount(contextTokens);
  const label = t('{0} tokens of context', read);
  if (contextWindow === null) return [row(label, '', 'layers')];
  const share = write.share(contextTokens / contextWindow);
  return [row(label, t('{0} of {1}', share, write.shortCount(contextWindow)), 'layers')];
}

const BARS = '▁▂▃▄▅▆▇█';

/** Output of the last turns as a row of bars; told in numbers to those who hear it. */
function turnsOf({ recent }: RunningSession): readonly NowRow[] {
  if (recent.length < 2) return [];
  const most = Math.max(1, ...recent);
  const bars = recent.map((n) => BARS[Math.round((n / most) * (BARS.length - 1))]).join('');
  const label = vscode.l10n.t('output of the last {0} turns', String(recent.length));
  const spoken = `${label}: ${recent.map((n) => hostVoice().count(n)).join(', ')}`;
  return [{ label: bars, detail: label, icon: 'graph', spoken, alarm: null }];
}

function row(label: string, detail: string, icon: string): NowRow {
  const spoken = detail === '' ? label : `${label}, ${detail}`;
  return { label, detail, icon, spoken, alarm: null };
}
