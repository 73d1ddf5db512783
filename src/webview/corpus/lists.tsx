import type { Outlier } from '../../core/corpus/model';
import type { SamePrompt } from '../../core/corpus/samePrompt';
import { formatCount, formatShare, formatUsd } from '../ui/format';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';

type Open = (file: string, index: number) => void;

interface OutliersProps {
  readonly outliers: readonly Outlier[];
  readonly open: Open;
}

/** Traces worth opening, each with the figure that made it one. */
export function Outliers({ outliers, open }: OutliersProps) {
  if (outliers.length === 0) return null;
  return (
    <section aria-labelledby="outliers">
      <h2 id="outliers">{t('Worth opening')}</h2>
      <ul class="rows">
        {outliers.map((o) => (
          <li key={`${o.why} ${o.file} ${o.index}`}>
            <span class="why">{reason(o)}</span>
            <Link onClick={() => open(o.file, o.index)} title={shownPath(o.file)}>
              {o.index === 0
                ? fileName(o.file)
                : t('{0}, trace {1}', fileName(o.file), formatCount(o.index + 1))}
            </Link>
            <span class="quiet">{o.model ?? t('model not recorded')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function reason({ why, value }: Outlier): string {
  switch (why) {
    case 'longest':
      return t('{0} reasoning tokens', formatCount(value));
    case 'dearest':
      return formatUsd(value);
    case 'looping':
      return t('loops');
    case 'after-answer':
      return t('{0} after the answer', formatShare(value));
  }
}

interface SamePromptsProps {
  readonly prompts: readonly SamePrompt[];
  /** Prompts beyond those. */
  readonly more: number;
  readonly open: Open;
}

/** Prompts that several models or efforts answered. */
export function SamePrompts({ prompts, more, open }: SamePromptsProps) {
  if (prompts.length === 0) return null;
  return (
    <section aria-labelledby="same-prompts">
      <h2 id="same-prompts">{t('One prompt, several models')}</h2>
      <ul class="rows">
        {prompts.map((prompt) => (
          <li key={prompt.promptHash}>
            {prompt.promptStart !== null && <span class="prompt-start">{prompt.promptStart}</span>}
            {prompt.traces.map((trace) => (
              <Link
                key={`${trace.file} ${trace.index}`}
                title={shownPath(trace.file)}
                onClick={() => open(trace.file, trace.index)}
              >
                {[trace.model ?? t('model not recorded'), trace.effort]
                  .filter((x) => x !== null)
                  .join(':')}
                {trace.reasoningTokens !== null && ` (${formatCount(trace.reasoningTokens)})`}
              </Link>
            ))}
            {prompt.more > 0 && (
              <span class="quiet">{t('{0} more', formatCount(prompt.more))}</span>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p class="quiet">{t('{0} more prompts', formatCount(more))}</p>}
      <p class="quiet">{t('In brackets: reasoning tokens. Open one and choose Compare.')}</p>
    </section>
  );
}

/** Files are named by their URI. */
function shownPath(uri: string): string {
  try {
    return decodeURIComponent(uri.replace(/^file:\/\//, ''));
  } catch (error) {
    if (error instanceof URIError) return uri;
    throw error;
  }
}

function fileName(uri: string): string {
  return shownPath(uri).replace(/^.*\//, '');
}
