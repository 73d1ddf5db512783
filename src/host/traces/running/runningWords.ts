import * as vscode from 'vscode';
import type { RunningSession } from '../../../core/session/running/model';
import type { TaskForecast } from '../../../core/corpus/likeRuns';
import { hostVoice, translated } from '../../shared/voice';
import { likeRunsWords } from './likeRunsWords';

const SIGNS = { exact: '', 'at-least': '≥ ', estimated: '≈ ', unknown: '' } as const;

/** What it cost so far, with its bound. */
export function costWords({ usd, bound }: RunningSession['money']): string {
  return usd === null ? vscode.l10n.t('cost unknown') : `${SIGNS[bound]}${hostVoice().usd(usd)}`;
}

/** How far a session has come: "turn 12, 24 min". */
export function howFar({ turns, minutes }: RunningSession): string {
  const { t } = vscode.l10n;
  const write = hostVoice();
  return minutes === null
    ? t('turn {0}', write.count(turns))
    : t('turn {0}, {1} min', write.count(turns), write.decimal(minutes, 0));
}

/** A session in little room: "$1.24 · 63K of 200K · 41 % reasoning". What is unknown is left out, but for the money. */
export function runningLine(
  { money, contextTokens, contextWindow, reasoning }: RunningSession,
  like: TaskForecast | null = null,
): string {
  const { t } = vscode.l10n;
  const write = hostVoice();
  const read = contextTokens === null ? '' : write.shortCount(contextTokens);
  const context =
    contextWindow === null || read === ''
      ? read
      : t('{0} of {1}', read, write.shortCount(contextWindow));
  const share =
    reasoning === null ? '' : t('{0} reasoning', write.share(reasoning.tokens / reasoning.output));
  return [costWords(money), usualCost(like), context, share]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What eight of ten runs like it cost; '' where it was not asked or is not known. */
export function usualCost(like: TaskForecast | null): string {
  const range = like?.usd ?? null;
  const write = hostVoice();
  return range === null
    ? ''
    : vscode.l10n.t('like runs {0} to {1}', write.aboutUsd(range.p10), write.aboutUsd(range.p90));
}

/** The same in sentences, with what is unknown named. */
export function runningHover(
  session: RunningSession,
  like: TaskForecast | null = null,
): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const write = hostVoice();
  const { title, formatTitle, calls, model, money, contextTokens, contextWindow, reasoning } =
    session;
  const bounds = {
    exact: '',
    'at-least': t('The cost is a lower bound: some calls have no price or no whole token count.'),
    estimated: t('The cost is estimated.'),
    unknown: t('No call has a price and a token count.'),
  };
  const lines = [
    [translated(formatTitle), model, calls === 1 ? t('1 call') : t('{0} calls', write.count(calls))]
      .filter((p) => p !== null)
      .join(' · '),
    money.usd === null ? t('Cost: unknown') : t('Cost so far: {0}', write.usd(money.usd)),
    bounds[money.bound],
    contextTokens === null
      ? t('Context: unknown')
      : contextWindow === null
        ? t('Context of the newest call: {0} tokens', write.count(contextTokens))
        : t(
            'Context of the newest call: {0} of {1} tokens ({2})',
            write.count(contextTokens),
            write.count(contextWindow),
            write.share(contextTokens / contextWindow),
          ),
    reasoning === null
      ? t('Reasoning: not counted in this log')
      : t(
          'Reasoning: {0} of {1} tokens of output ({2})',
          write.count(reasoning.tokens),
          write.count(reasoning.output),
          write.share(reasoning.tokens / reasoning.output),
        ),
    like === null ? '' : likeRunsWords(like),
  ];
  const hover = new vscode.MarkdownString();
  // Words of a log are text, never Markdown.
  if (title !== null) hover.appendText(`${title}\n\n`);
  for (const line of lines) if (line !== '') hover.appendText(`${line}\n\n`);
  if (like === null) {
    hover.isTrusted = { enabledCommands: ['lrmLens.session.taskAhead'] };
    hover.appendMarkdown(
      `[${t('What did runs like it take?')}](command:lrmLens.session.taskAhead)`,
    );
  }
  return hover;
}
