import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useId, useState } from 'preact/hooks';
import { t } from '../ui/l10n';
import { KeptContext } from './kept';

interface Snippet {
  /** Language and, after a space, the vendor: `python Claude`. */
  readonly lang: string;
  readonly text: string;
}

const vendorOf = (snippet: Snippet): string =>
  snippet.lang.split(' ').slice(1).join(' ') || snippet.lang;

/** One snippet, or several of which the reader chooses a vendor's; the choice holds for all pages. */
export function CodeBlocks({ blocks }: { blocks: readonly Snippet[] }): JSX.Element {
  const { kept, keep } = useContext(KeptContext);
  const name = useId();
  const shown = blocks.find((block) => vendorOf(block) === kept.vendor) ?? blocks[0]!;
  return (
    <div class="code">
      {blocks.length > 1 && (
        <fieldset class="vendors">
          <legend class="visually-hidden">{t('Vendor')}</legend>
          {blocks.map((block) => (
            <label key={block.lang}>
              <input
                type="radio"
                name={name}
                checked={block === shown}
                onChange={() => keep({ vendor: vendorOf(block) })}
              />
              <span>{vendorOf(block)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <pre tabIndex={0} role="region" aria-label={t('Example: {0}', vendorOf(shown))}>
        <code>
          <Code text={shown.text} language={shown.lang.split(' ')[0] ?? ''} />
        </code>
      </pre>
    </div>
  );
}

/** Languages of the pages by the name that the highlighter knows. */
const LANGUAGES: Readonly<Record<string, string>> = {
  python: 'python',
  ts: 'typescript',
  json: 'json',
  sh: 'bash',
  diff: 'diff',
};

/** Code, coloured as soon as the highlighter is there. */
function Code({ text, language }: { text: string; language: string }): JSX.Element {
  const [coloured, setColoured] = useState<ComponentChildren>(null);
  useEffect(() => {
    let gone = false;
    setColoured(null);
    void import('../ui/highlight').then(({ highlight }) => {
      if (!gone) setColoured(highlight(text, LANGUAGES[language] ?? language));
    });
    return () => {
      gone = true;
    };
  }, [text, language]);
  return <>{coloured ?? text}</>;
}
