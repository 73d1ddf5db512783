import type { JSX } from 'preact';
import type { ConceptView } from '../../protocol/concepts';
import { displayLocale, t } from '../ui/l10n';

interface Props {
  readonly view: Pick<ConceptView, 'title' | 'gist' | 'translated'>;
  /** Whether this is the first page that the reader opens. */
  readonly first: boolean;
  /** How many pages there are. */
  readonly pages: number;
}

/** How a page begins: its title, its gist, and what there is to say to its reader first. */
export function PageHead({ view, first, pages }: Props): JSX.Element {
  return (
    <>
      <h1 id="title" tabIndex={-1}>
        {view.title}
      </h1>
      <p class="gist">{view.gist}</p>
      {!view.translated && (
        <p class="quiet first" lang={displayLocale()}>
          {t('This page is in English: there is no translation of its present text yet.')}
        </p>
      )}
      {first && (
        <p class="quiet first">
          {t('{0} pages, two minutes each. Start here or pick another.', pages)}
        </p>
      )}
    </>
  );
}
