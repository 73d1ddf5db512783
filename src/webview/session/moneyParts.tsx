import type { Call, Session } from '../../core/model/session';
import { coarseKinds, coarseShares } from '../../core/steps/kinds';
import { formatShare, formatUsd } from '../ui/format';
import { ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import type { SessionPage } from './sessionPage';
import { traceOf } from './traceOf';
import { partsOf, reasoningShare } from './timeline';
import { countText } from './words';

interface MoneyPartsProps {
  readonly page: SessionPage;
  readonly session: Session;
  readonly facts: Call;
}

/** What the money of a call bought, as a bar and as a table. */
export function MoneyParts({ page, session, facts }: MoneyPartsProps) {
  const rows = moneyRows(session, facts);
  const usd = facts.money.usd;
  if (rows === null || usd === null) return null;
  const kinds = coarseShares(page.context.kindsOf(traceOf(session, facts)) ?? []);
  const labelled = kinds.some((share) => share > 0);
  return (
    <section>
      <h3>
        {t('Where the money went')} <ProvenanceDot provenance="derived" />
      </h3>
      <div class="money-bar" aria-hidden="true">
        {rows.map(([name, , , share]) => (
          <span key={name} class={`part-${name}`} style={{ width: `${share * 100}%` }}>
            {name === 'reasoning' && <Kinds kinds={kinds} />}
          </span>
        ))}
      </div>
      <table class="money-table">
        <caption class="visually-hidden">{t('Where the money went')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Part')}</th>
            <th scope="col" class="number">
              {t('Tokens')}
            </th>
            <th scope="col" class="number">
              {t('Cost')}
            </th>
            <th scope="col" class="number">
              {t('Share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, label, count, share, exact]) => (
            <tr key={name}>
              <th scope="row">
                <span
                  class={`swatch ${name === 'reasoning' && labelled ? 'by-kind' : `part-${name}`}`}
                />{' '}
                {label}
              </th>
              <td class="number">
                {exact || count === null ? '' : '≈ '}
                {countText(count)}
              </td>
              <td class="number">
                {exact ? '' : '≈ '}
                {formatUsd(usd * share)}
              </td>
              <td class="number">{formatShare(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Name, title, tokens and share of the cost of each part, and whether it was counted apart; `null` where nothing is known. */
function moneyRows(session: MoneyPartsProps['session'], facts: MoneyPartsProps['facts']) {
  const parts = partsOf(session, [facts]);
  if (parts === null) return null;
  const { tokens } = facts;
  const fresh =
    tokens.freshInput === null && tokens.cacheWrite === null
      ? null
      : (tokens.freshInput ?? 0) + (tokens.cacheWrite ?? 0);
  // Not counted apart, the reasoning is what its characters are of all that the call wrote.
  const counted = tokens.reasoning !== null;
  const { output } = tokens;
  const thought =
    tokens.reasoning ??
    (output === null ? null : Math.round(output * reasoningShare(facts, session)));
  const answer = output === null || thought === null ? null : output - thought;
  return [
    ['again', t('Read again'), tokens.cacheRead, parts.again, true],
    ['fresh', t('New context'), fresh, parts.fresh, true],
    ['reasoning', t('Reasoning'), thought, parts.reasoning, counted],
    ['answer', t('Answer'), answer, parts.answer, counted],
  ] as const;
}

/** The kinds beside one another, each as long as its share; nothing where none is labelled. */
function Kinds({ kinds }: { readonly kinds: readonly number[] }) {
  return (
    <>
      {coarseKinds.map((kind, k) => (
        <span key={kind} class={`back-${kind}`} style={{ flexGrow: kinds[k]! }} />
      ))}
    </>
  );
}
