import type { ComponentChildren } from 'preact';
import { formatCount, formatShare } from './format';
import { t } from './l10n';

/** A difference of counts with its sign. */
export function signed(difference: number): string {
  if (difference === 0) return '0';
  return `${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))}`;
}

/** By how much B is more or less than A; '' where one is unknown or A is 0. */
export function relative(a: number | null, b: number | null): string {
  if (a === null || b === null || a === 0) return '';
  const change = b / a - 1;
  if (change === 0) return t('same');
  return `${change > 0 ? '+' : '−'}${formatShare(Math.abs(change))}`;
}

interface DeltaTableProps {
  /** Whole and short names of both sides. */
  readonly full: readonly [string, string];
  readonly names: readonly [string, string];
  readonly children: ComponentChildren;
}

/** The figures of two sides and what B has more or less. */
export function DeltaTable({ full, names, children }: DeltaTableProps) {
  return (
    <table class="delta">
      <caption class="visually-hidden">{t('Differences')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col" class="side-name" title={full[0]}>
            A {names[0]}
          </th>
          <th scope="col" class="side-name" title={full[1]}>
            B {names[1]}
          </th>
          <th scope="col">{t('B against A')}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** Words may be long, and are told in whole on hover. */
const wordsOf = (cell: ComponentChildren): string | undefined =>
  typeof cell === 'string' ? cell : undefined;

interface DeltaLineProps {
  readonly name: string;
  readonly a: ComponentChildren;
  readonly b: ComponentChildren;
  readonly delta: string;
}

export function DeltaLine({ name, a, b, delta }: DeltaLineProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td title={wordsOf(a)}>{a}</td>
      <td title={wordsOf(b)}>{b}</td>
      <td class="difference">{delta}</td>
    </tr>
  );
}
