import type { JSX } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { msg, type Message } from '../../core/model/message';
import { verdictSchema, type LedgerView, type VerdictName } from '../../protocol/concepts';
import { Disclosure } from '../ui/disclosure';
import { t } from '../ui/l10n';
import { SourceLink } from './evidence';
import { Mark } from './icons';
import { KeptContext, NOTHING_KEPT, type Kept } from './kept';
import type { LinkActions } from './markdown';

const VERDICT_LABELS: Readonly<Record<VerdictName, Message>> = {
  supported: msg('supported'),
  limits: msg('with limits'),
  imprecise: msg('imprecise'),
  wrong: msg('wrong'),
  unsupported: msg('no source'),
  dated: msg('out of date'),
};

type Claim = LedgerView['claims'][number];

/** All claims of the note by section, filtered by verdict and by words. */
export function Ledger({ view, actions }: { view: LedgerView; actions: LinkActions }): JSX.Element {
  const { kept, keep } = useContext(KeptContext);
  // A claim that a link leads to is shown among all, whatever was filtered before.
  const [amongAll, setAmongAll] = useState(view.focus !== null);
  const filter = amongAll ? NOTHING_KEPT.ledger : kept.ledger;
  const change = (ledger: Kept['ledger']): void => {
    setAmongAll(false);
    keep({ ledger });
  };
  const shown = useMemo(
    () => view.claims.filter((claim) => matches(claim, filter.verdicts, filter.query)),
    [view.claims, filter],
  );
  const counts = useMemo(() => {
    const of = (verdict: VerdictName): number =>
      view.claims.filter((claim) => claim.verdict === verdict).length;
    return Object.fromEntries(verdictSchema.options.map((verdict) => [verdict, of(verdict)]));
  }, [view.claims]);
  const hold = (counts['supported'] ?? 0) + (counts['limits'] ?? 0);
  const toggle = (verdict: VerdictName): void =>
    change({
      ...filter,
      verdicts: filter.verdicts.includes(verdict)
        ? filter.verdicts.filter((other) => other !== verdict)
        : [...filter.verdicts, verdict],
    });

  return (
    <article aria-labelledby="title">
      <h1 id="title" tabIndex={-1}>
        {t('What the note says, checked')}
      </h1>
      <p class="gist">
        {t(
          '{0} claims of the class note, each against a source. {1} hold, {2} of them with limits. {3} need a correction.',
          view.claims.length,
          hold,
          counts['limits'] ?? 0,
          view.claims.length - hold,
        )}{' '}
        {t('Last checked on {0}.', view.checked)}
      </p>
      <div class="chips" role="group" aria-label={t('Show verdicts')}>
        {verdictSchema.options.map((verdict) => (
          <button
            key={verdict}
            type="button"
            class="chip"
            aria-pressed={filter.verdicts.includes(verdict)}
            onClick={() => toggle(verdict)}
          >
            <Mark name={verdict} />
            {t(VERDICT_LABELS[verdict])} {counts[verdict]}
          </button>
        ))}
      </div>
      <input
        type="search"
        class="box"
        value={filter.query}
        aria-label={t('Search the claims')}
        placeholder={t('Search claims, evidence and sources')}
        onInput={(event) => change({ ...filter, query: event.currentTarget.value })}
      />
      <p class="quiet" role="status">
        {status(shown.length, view.claims.length)}
      </p>
      {sections(shown).map(([name, claims]) => (
        <section key={name} class="claims">
          <h2>
            {name} <span class="quiet">{claims.length}</span>
          </h2>
          {claims.map((claim) => (
            <ClaimRow
              key={claim.id}
              claim={claim}
              open={claim.id === view.focus}
              actions={actions}
            />
          ))}
        </section>
      ))}
    </article>
  );
}

function status(shown: number, all: number): string {
  if (shown === all) return t('All {0} claims', all);
  return shown === 0
    ? t('No claim matches. Clear the search or a filter.')
    : t('{0} of {1} claims', shown, all);
}

function matches(claim: Claim, verdicts: readonly VerdictName[], query: string): boolean {
  if (verdicts.length > 0 && !verdicts.includes(claim.verdict)) return false;
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const sources = claim.sources.map((source) => `${source.label} ${source.title} ${source.year}`);
  const text = [claim.id, claim.claim, claim.evidence, ...sources].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function sections(claims: readonly Claim[]): [string, Claim[]][] {
  const found = new Map<string, Claim[]>();
  for (const claim of claims)
    found.set(claim.section, [...(found.get(claim.section) ?? []), claim]);
  return [...found];
}

function ClaimRow(props: {
  readonly claim: Claim;
  readonly open: boolean;
  readonly actions: LinkActions;
}): JSX.Element {
  const { claim, open, actions } = props;
  const row = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!open) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.querySelector('summary')?.focus({ preventScroll: true });
  }, [open]);
  return (
    <Disclosure
      box={row}
      open={open}
      id={claim.id}
      title={
        <>
          <span class="quiet id">{claim.id}</span>
          <span>{claim.claim}</span>
          <span class="verdict">
            <Mark name={claim.verdict} />
            {t(VERDICT_LABELS[claim.verdict])}
          </span>
        </>
      }
    >
      <div class="body">
        <p>{claim.evidence}</p>
        <p class="quiet">
          {t('Sources')}:{' '}
          {claim.sources.map((source, i) => (
            <span key={source.url}>
              {i > 0 && ' · '}
              <SourceLink source={source} openWeb={actions.openWeb} withYear />
            </span>
          ))}
        </p>
        <p class="quiet">
          {t('Pages')}:{' '}
          {claim.pages.map((page, i) => (
            <span key={page.id}>
              {i > 0 && ' · '}
              <a
                href="#"
                onClick={(event) => {
                  event.preventDefault();
                  actions.openPage(page.id);
                }}
              >
                {page.title}
              </a>
            </span>
          ))}
        </p>
      </div>
    </Disclosure>
  );
}
