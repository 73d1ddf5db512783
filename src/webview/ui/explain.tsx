import { t } from './l10n';

/** Small link after a sentence, to the concept page that explains it. */
export function Explain({ onClick }: { readonly onClick: () => void }) {
  const label = t('What this means');
  return (
    <button type="button" class="link explain" title={label} aria-label={label} onClick={onClick}>
      ?
    </button>
  );
}
