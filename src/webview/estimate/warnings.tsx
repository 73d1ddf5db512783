import type { JSX } from 'preact';
import { t } from '../ui/l10n';
import { count, money, percent } from '../ui/figures';
import { Link } from '../ui/link';
import { Rich } from '../ui/rich';
import { rowName, type ChoiceRow } from './rows';
import type { OnConcept } from './sections';
import { words } from './words';

interface Props {
  readonly rows: readonly ChoiceRow[];
  readonly onRaiseCap: (tokens: number) => void;
  readonly onSetPrice: (model: string) => void;
  readonly onChangeModels: () => void;
  readonly onConcept: OnConcept;
}

interface Item {
  readonly code: string;
  readonly message: string;
  readonly rows: readonly ChoiceRow[];
}

/** Warnings that are notes: they do not ask for anything. */
const NOTES = new Set([
  'unlisted-model',
  'unknown-model',
  'off-peak',
  'host-assumed',
  'extrapolated',
]);

function collect(rows: readonly ChoiceRow[]): readonly Item[] {
  const items = new Map<string, Item>();
  const put = (code: string, message: string, row: ChoiceRow): void => {
    const known = items.get(message);
    items.set(message, { code, message, rows: [...(known?.rows ?? []), row] });
  };
  for (const row of rows)
    for (const { code, message } of row.figures.warnings)
      if (code !== 'cap-hit' || !row.figures.reasons) put(code, words(message), row);
  const capped = rows.filter(
    (r) => r.figures.reasons && r.figures.warnings.some((w) => w.code === 'cap-hit'),
  );
  for (const row of capped) put('cap-hit', capSentence(capped), row);
  const extrapolated = rows.filter((r) => !r.isBaseline && r.success.kind === 'extrapolated');
  const sentence = t(
    '**{0}: right answers are extrapolated**, there are no public runs of these on this kind of task.',
    extrapolated.map(rowName).join(', '),
  );
  for (const row of extrapolated) put('extrapolated', sentence, row);
  return [...items.values()].sort((a, b) => Number(NOTES.has(a.code)) - Number(NOTES.has(b.code)));
}

/** All calls that would think up to the cap, in one sentence: one fix helps them all. */
function capSentence(rows: readonly ChoiceRow[]): string {
  const shares = [...rows]
    .sort((a, b) => b.figures.capShare - a.figures.capShare)
    .map((r) => {
      const { capShare, emptyAnswerUsd } = r.figures;
      const each = emptyAnswerUsd === null ? '' : t(' ({0} each)', money(emptyAnswerUsd));
      return `${rowName(r)} ${percent(capShare)}${each}`;
    });
  return t(
    '**Calls would hit the output cap** and return an empty, billed answer: {0}.',
    shares.join(', '),
  );
}

/** A message says which models it is about. */
function named({ message, rows }: Item): string {
  const names = [...new Set(rows.map((r) => r.model))];
  return names.some((name) => message.includes(name))
    ? message
    : `**${names.join(', ')}**: ${message}`;
}

/** Each warning carries its own fix. */
export function Warnings(props: Props): JSX.Element | null {
  const items = collect(props.rows);
  if (items.length === 0) return null;
  return (
    <section class="block" id="warnings" aria-labelledby="warnings-title">
      <h2 id="warnings-title">{t('Warnings')}</h2>
      <ul class="warn">
        {items.map((item) => (
          <li key={item.message}>
            <span>{NOTES.has(item.code) ? <NoteIcon /> : <WarningIcon />}</span>
            <div>
              <Rich text={named(item)} />
              <Actions {...props} item={item} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions(props: Props & { item: Item }): JSX.Element | null {
  const { item } = props;
  const model = item.rows[0]?.model ?? '';
  const link = (label: string, act: () => void): JSX.Element => <Link onClick={act}>{label}</Link>;
  const explain = link(t('What this means'), () => props.onConcept(`warning.${item.code}`));
  switch (item.code) {
    case 'cap-hit': {
      const cap = Math.max(...item.rows.map((r) => r.figures.suggestedCap ?? 0));
      return (
        <div class="acts quiet">
          {cap > 0 &&
            link(t('Raise the cap to {0}', count(cap)), () => {
              props.onRaiseCap(cap);
              document.getElementById('cap')?.focus();
            })}
          {item.rows.some((r) => r.figures.reasons) &&
            link(t('Concept: hidden reasoning'), () => props.onConcept('hidden-reasoning'))}
        </div>
      );
    }
    case 'prices-differ':
    case 'no-price':
      return (
        <div class="acts quiet">
          {link(t('Set your own price'), () => props.onSetPrice(model))}
          {explain}
        </div>
      );
    case 'context-overflow':
    case 'effort-unsupported':
    case 'effort-unknown':
    case 'budget-too-small':
      return (
        <div class="acts quiet">
          {link(t('Choose other models'), props.onChangeModels)}
          {explain}
        </div>
      );
    default:
      return <div class="acts quiet">{explain}</div>;
  }
}

function WarningIcon(): JSX.Element {
  return (
    <>
      <svg class="w" viewBox="0 0 16 16" aria-hidden="true">
        <path fill="none" stroke="currentColor" d="M8 2 14.5 13.5h-13zM8 6v4.2" />
        <circle cx="8" cy="11.8" r=".8" fill="currentColor" />
      </svg>
      <span class="visually-hidden">{t('Warning:')} </span>
    </>
  );
}

function NoteIcon(): JSX.Element {
  return (
    <>
      <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" />
        <path stroke="currentColor" d="M8 7.2v4.3" />
        <circle cx="8" cy="4.9" r=".8" fill="currentColor" />
      </svg>
      <span class="visually-hidden">{t('Note:')} </span>
    </>
  );
}
