import type { NamedComparison } from '../../../protocol/traceData';
import { formatCount } from '../../ui/format';
import { t } from '../../ui/l10n';
import { diffLines } from '../diff';
import { DiffBlock } from '../diffBlock';

/** Lines that are drawn at most. */
const MAX_LINES = 2_000;

/** The last words of both main agents as text, line by line: what only A says and what only B says. */
export function Answers({ comparison: { a, b } }: { readonly comparison: NamedComparison }) {
  if (a.answer === null || b.answer === null) {
    return <p class="run-answers muted">{t('One of the two said nothing in the end.')}</p>;
  }
  const lines = diffLines({ file: '', old: a.answer, new: b.answer }, Infinity);
  const alone = (sign: string): number => lines.filter((line) => line.sign === sign).length;
  return (
    <section class="run-answers">
      <p class="muted">
        {alone('-') + alone('+') === 0
          ? t('Both say the same.')
          : t(
              '{0} lines only in A (−), {1} only in B (+).',
              formatCount(alone('-')),
              formatCount(alone('+')),
            )}
      </p>
      <DiffBlock label={t('Last words')} lines={lines} most={MAX_LINES} />
    </section>
  );
}
