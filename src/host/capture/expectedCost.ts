import * as vscode from 'vscode';
import type { Spread } from '../../core/trial/planModel';
import { hostVoice } from '../shared/voice';

/** What calls are expected to cost, for the question before they are sent. */
export function expectedCost(costUsd: Spread | null): string {
  const { t } = vscode.l10n;
  if (costUsd === null) return t('What it will cost is not known.');
  if (costUsd.high === 0) return t('Nobody bills these calls.');
  const { aboutUsd } = hostVoice();
  return t(
    'Expected: about {0} ({1} to {2}).',
    aboutUsd(costUsd.middle),
    aboutUsd(costUsd.low, true),
    aboutUsd(costUsd.high, true),
  );
}
