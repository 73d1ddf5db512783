import { t } from './l10n';
import { Link } from './link';

/** Small link after a sentence, to the concept page that explains it. */
export function Explain({ onClick }: { readonly onClick: () => void }) {
  const label = t('What this means');
  return (
    <Link class="explain" title={label} aria-label={label} onClick={onClick}>
      ?
    </Link>
  );
}
