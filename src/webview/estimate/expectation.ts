import { t } from '../ui/l10n';
import { money, moneyRange, time } from '../ui/figures';
import type { Row } from './rows';

/** What one run of a row should take, in words; null where nothing is known. */
export function expectation(row: Row): string | null {
  const { range } = row.cost;
  const seconds = row.latency.range;
  const cost =
    range === null
      ? null
      : t('Estimated cost {0} (8 of 10 calls: {1})', money(range.p50), moneyRange(range));
  const wait = seconds === null ? null : t('about {0}', time(seconds.p50));
  const parts = [cost, wait].filter((s) => s !== null);
  return parts.length === 0 ? null : `${parts.join(', ')}.`;
}
