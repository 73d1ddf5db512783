import type { Problem } from '../../core/model/problem';
import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';

/** Where a problem stands in the file. */
export function where({ at }: Problem): string {
  const record = at?.record === undefined ? '' : t('record {0}', formatCount(at.record + 1));
  const offset = at?.offset === undefined ? '' : t('byte {0}', formatCount(at.offset));
  return [record, offset].filter((part) => part !== '').join(', ');
}
