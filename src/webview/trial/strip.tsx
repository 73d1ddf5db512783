import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { TrialCase } from '../../core/trial/model';
import type { Comparison, PairOutcome } from '../../core/trial/verdictModel';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import { useWidth } from '../ui/useWidth';
import { bandsOf, type BandPart } from './bands';
import { outcomeWord, Tile, TileKey } from './outcomes';
import { groupsOf, outcomeIn, outcomesIn, type Tally } from './tally';

export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** It runs on the reader's own machine: no price a token, whatever a list says. */
  readonly isOwnMachine: boolean;
}

interface StripProps {
  readonly cases: readonly TrialCase[];
  readonly candidates: readonly Candidate[];
  readonly comparison: Comparison;
  readonly tally: Tally;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  /** Opens the traces of the selected case side by side. */
  readonly onOpen: (id: string) => void;
}

const TILE = 16;
const LABELS = 128;

/** Words of a group of cases. */
export function groupName(group: PairOutcome): string {
  switch (group) {
    case 'gained':
      return t('gained');
    case 'lost':
      return t('lost');
    case 'neither':
      return t('neither right');
    case 'both':
      return t('both right');
    case 'open':
      return t('left out');
  }
}

/** What a case is called in few words: the first text that tells it apart. */
export function caseLabel({ values, about }: TrialCase): string {
  const first = about['name'] ?? about['title'] ?? about['id'] ?? Object.values(values)[0] ?? '';
  const line = first.trim().split('\n', 1)[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** A column is a case, a row a model. One stop for Tab: arrows, Home and End move, Enter opens the traces. */
export function Strip(props: StripProps): JSX.Element {
  const { cases, candidates, comparison, tally, selected, onSelect } = props;
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const ids = useMemo(() => cases.map((c) => c.id), [cases]);
  const groups = useMemo(() => groupsOf(comparison, ids, groupName), [comparison, ids]);
  const bands = bandsOf(groups, (width - LABELS) / TILE);
  const order = groups.flatMap((g) => [...g.items]);
  const here = selected !== null && order.includes(selected) ? selected : (order[0] ?? null);
  const moving = useRef(false);
  useLayoutEffect(() => {
    if (!moving.current) return;
    moving.current = false;
    place.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, [here]);

  const onKey = (event: KeyboardEvent): void => {
    const at = here === null ? -1 : order.indexOf(here);
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: order.length - 1,
    }[event.key];
    if (event.key === 'Enter' && here !== null) props.onOpen(here);
    else if (to !== undefined && order[to] !== undefined) {
      moving.current = true;
      onSelect(order[to]);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      class="strip"
      ref={place}
      role="listbox"
      aria-label={t('Cases by outcome')}
      aria-orientation="horizontal"
      onKeyDown={onKey}
    >
      {width > 0 &&
        bands.map((band, i) => (
          <div class="band" key={i} role="presentation">
            <div class="band-names" aria-hidden="true">
              {candidates.map(({ id, name }) => (
                <span key={id} class={isPair(comparison, id) ? 'pair' : ''} title={name}>
                  {name}
                </span>
              ))}
            </div>
            <div class="band-groups" role="presentation">
              {band.map((part) => (
                <Part key={part.group} {...props} here={here} part={part} />
              ))}
            </div>
          </div>
        ))}
      <TileKey
        shown={outcomesIn(
          tally,
          candidates.map((c) => c.id),
          ids,
        )}
      />
    </div>
  );
}

const isPair = (comparison: Comparison, id: string): boolean =>
  id === comparison.baseline || id === comparison.candidate;

interface PartProps extends StripProps {
  readonly part: BandPart<string>;
  readonly here: string | null;
}

function Part(props: PartProps): JSX.Element {
  const { part, cases, candidates, tally, here, onSelect } = props;
  const numbers = useMemo(() => new Map(cases.map((c, i) => [c.id, i])), [cases]);
  const name = part.continued ? t('{0}, continued', part.name) : part.name;
  return (
    <div class="part" role="group" aria-label={t('{0} {1}', count(part.total), part.name)}>
      <span class="part-name quiet" aria-hidden="true">
        {!part.continued && <b>{count(part.total)}</b>} {name}
      </span>
      <div class="columns" role="presentation">
        {part.items.map((id) => {
          const number = numbers.get(id) ?? 0;
          const words = candidates
            .map((c) => `${c.name} ${outcomeWord(outcomeIn(tally, c.id, id))}`)
            .join(', ');
          return (
            <div
              key={id}
              class="case"
              role="option"
              aria-selected={id === here}
              aria-label={t('Case {0}: {1}', count(number + 1), words)}
              tabIndex={id === here ? 0 : -1}
              onClick={() => onSelect(id)}
              onDblClick={() => props.onOpen(id)}
            >
              <span class="case-number" aria-hidden="true">
                {number + 1}
              </span>
              {candidates.map((c, i) => (
                <Tile key={c.id} outcome={outcomeIn(tally, c.id, id)} base={i === 0} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
