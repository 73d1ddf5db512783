import type { CheckKind, CheckSpec } from '../../core/trial/model';
import type { Spread } from '../../core/trial/planModel';
import { CHECK_NAMES } from '../../core/trial/checks/names';
import type { ModelChoice } from '../../core/estimate/model';
import type { Words } from '../../core/model/sentence';
import { money, time } from '../ui/figures';
import { pageVoice } from '../ui/format';
import { t } from '../ui/l10n';

/** A sentence of the core in the display language, emphasis marked as `**bold**`. */
export const rich = (words: Words): string => pageVoice().rich(words);

/** The same without emphasis. */
export const plain = (words: Words): string => pageVoice().words(words);

/** "o4-mini medium". */
export const modelName = ({ model, effort }: ModelChoice): string =>
  effort === null ? model : `${model} ${effort}`;

/** The checks in the order in which they are offered. */
export const CHECK_KINDS = Object.keys(CHECK_NAMES) as readonly CheckKind[];

export const checkName = (kind: CheckKind): string => plain(CHECK_NAMES[kind].title);

/** What a check compares with, for the line under the title. */
export function checkWords(check: CheckSpec): string {
  const name = checkName(check.kind);
  switch (check.kind) {
    case 'number': {
      const { decimal, share } = pageVoice();
      return `${name}, ± ${check.relative ? share(check.within, 1) : decimal(check.within, 6, true)}`;
    }
    case 'json-field':
      return `${name} ${check.path}`;
    case 'judge':
      return `${name}, ${modelName(check.model)}`;
    case 'equals':
    case 'contains':
    case 'pattern':
    case 'json-schema':
    case 'code':
    case 'hand':
      return name;
  }
}

/** "**$1.18** (0.73 to 2.06)", the middle marked; "no price" where it is not known. */
export function richSpread(spread: Spread | null): string {
  if (spread === null) return t('no price');
  const [low, high] = [spread.low, spread.high].map((usd) => pageVoice().aboutUsd(usd, true));
  const middle = `**${money(spread.middle)}**`;
  return low === high ? middle : t('{0} ({1} to {2})', middle, low!, high!);
}

/** The same without the mark. */
export const spreadMoney = (spread: Spread | null): string =>
  richSpread(spread).replaceAll('**', '');

export const spreadTime = (spread: Spread | null): string =>
  spread === null ? t('unknown') : time(spread.middle);

/** A signed whole number: "+4", "−2", "0". */
export function signed(n: number): string {
  const text = pageVoice().count(Math.abs(Math.round(n)));
  return Math.round(n) === 0 ? '0' : n > 0 ? `+${text}` : `−${text}`;
}

/** A signed sum of money. */
export const signedMoney = (usd: number): string =>
  usd < 0 ? `−${money(-usd)}` : `+${money(usd)}`;
