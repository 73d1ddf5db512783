import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';

interface DiffBlockProps {
  readonly label: string;
  readonly lines: readonly { readonly sign: string; readonly text: string }[];
  /** So many lines are drawn. */
  readonly most: number;
}

/** What two texts differ in, line by line; how many lines more there are. */
export function DiffBlock({ label, lines, most }: DiffBlockProps) {
  return (
    <>
      <div class="diff" tabIndex={0} role="region" aria-label={label}>
        {lines.slice(0, most).map(({ sign, text }, i) => (
          <div key={i} class={sign === '+' ? 'put' : sign === '-' ? 'out' : ''}>
            <span class="sign">{sign === '-' ? '−' : sign}</span>
            {text}
          </div>
        ))}
      </div>
      {lines.length > most && (
        <p class="muted">{t('{0} more lines', formatCount(lines.length - most))}</p>
      )}
    </>
  );
}
