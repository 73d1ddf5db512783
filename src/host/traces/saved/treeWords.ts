import * as vscode from 'vscode';
import { hostVoice } from '../../shared/voice';
import { thinkingShare, type SavedSession, type Totals } from '../../../core/session/digest';

/** Tokens, thinking share and cost in one line: "12,340 tokens · 81 % thinking · $0.42". Unknown parts are left out. */
export function totalsLine(totals: Totals): string {
  const { t } = vscode.l10n;
  const write = hostVoice();
  const parts: string[] = [];
  if (totals.outputTokens !== null) {
    parts.push(t('{0} tokens', write.count(totals.outputTokens)));
  }
  const share = thinkingShare(totals);
  if (share !== null) {
    const thinking = write.share(share);
    const { traces: n } = totals.counted;
    parts.push(
      n < totals.traces
        ? t('{0} thinking in {1} of {2}', thinking, write.count(n), write.count(totals.traces))
        : t('{0} thinking', thinking),
    );
  }
  if (totals.costUsd !== null) {
    const cost = write.usd(totals.costUsd);
    parts.push(totals.costPartial ? `≥ ${cost}` : cost);
  }
  return parts.join(' · ');
}

/** A session in one line: "4 turns · 22 calls · 43,100 tokens · $1.45". */
export function sessionLine({ turns, calls }: SavedSession, totals: Totals): string {
  const { t } = vscode.l10n;
  const write = hostVoice();
  const counts = [
    t(turns === 1 ? '1 turn' : '{0} turns', write.count(turns)),
    t(calls === 1 ? '1 call' : '{0} calls', write.count(calls)),
  ];
  const sums = totalsLine(totals);
  return [...counts, ...(sums === '' ? [] : [sums])].join(' · ');
}

/** The same in full sentences for a hover, with what is unknown named. */
export function totalsHover(totals: Totals): string {
  const { t } = vscode.l10n;
  const line = totalsLine(totals);
  const notes = [
    totals.outputTokens === null ? t('Tokens: unknown') : '',
    totals.costUsd === null
      ? t('Cost: no price or no token count')
      : totals.costPartial
        ? t('Some traces have no price or no whole token count: the cost is a lower bound.')
        : '',
    totals.counted.traces < totals.traces
      ? t('The share of thinking is that of the traces that count reasoning and output.')
      : '',
  ];
  return [line, ...notes].filter((part) => part !== '').join('\n');
}

/** Day of a time in the display language, sortable days first seen by `dayKey`. */
export function dayKey(time: number): string {
  const date = new Date(time);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A size in kB or MB. */
export function sizeLine(bytes: number): string {
  const { t } = vscode.l10n;
  return bytes < 1e6
    ? t('{0} kB', hostVoice().decimal(Math.max(1, bytes / 1e3), 0))
    : t('{0} MB', hostVoice().decimal(bytes / 1e6, 1));
}
