import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SearchHitView } from '../../protocol/concepts';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';

interface Props {
  readonly search: (query: string) => Promise<readonly SearchHitView[]>;
  readonly open: (id: string) => void;
  readonly openLedger: () => void;
  readonly close: () => void;
}

/** Full-text search over all pages: type, arrows, Enter. Escape closes it. */
export function Search({ search, open, openLedger, close }: Props): JSX.Element {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const hits = useHits(search, query, () => setActive(0));
  const input = useRef<HTMLInputElement>(null);
  // With the box, not after it: who types on at once types into it.
  useLayoutEffect(() => input.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter' && hits[active] !== undefined) open(hits[active].id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const nothing = query.trim() !== '' && hits.length === 0;
  return (
    <div class="search" role="search">
      <input
        ref={input}
        type="text"
        class="box"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="hits"
        aria-activedescendant={hits.length > 0 ? `hit-${active}` : undefined}
        aria-label={t('Search the pages')}
        placeholder={t('Search the pages')}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ul id="hits" role="listbox" aria-label={t('Pages found')} hidden={hits.length === 0}>
        {hits.map((hit, i) => (
          <li
            key={hit.id}
            id={`hit-${i}`}
            role="option"
            aria-selected={i === active}
            onClick={() => open(hit.id)}
          >
            <span class="strong">{hit.title}</span>
            <span class="quiet">{hit.snippet}</span>
          </li>
        ))}
      </ul>
      <p class="quiet" role="status">
        {nothing && (
          <>
            {t('No page matches.')}{' '}
            <Link onClick={openLedger}>{t('Search the claims instead')}</Link>
          </>
        )}
      </p>
    </div>
  );
}

/** The pages that a search finds; those of an earlier one until then. */
function useHits(
  search: Props['search'],
  query: string,
  onHits: () => void,
): readonly SearchHitView[] {
  const [hits, setHits] = useState<readonly SearchHitView[]>([]);
  useEffect(() => {
    let stale = false;
    const show = (found: readonly SearchHitView[]): void => {
      if (stale) return;
      setHits(found);
      onHits();
    };
    if (query.trim() === '') show([]);
    else void search(query).then(show, () => show([]));
    return () => {
      stale = true;
    };
  }, [query]);
  return hits;
}
