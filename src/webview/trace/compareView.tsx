import { useMemo, useState } from 'preact/hooks';
import type { TraceComparison } from '../../protocol/traceData';
import { Choice } from '../ui/choice';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { PairGrid } from '../ui/pairGrid';
import { ToolButton } from '../ui/toolButton';
import { runAction } from './actions';
import { CompareLanes } from './compareLanes';
import {
  compareRows,
  nextDifference,
  pairsBy,
  sideNames,
  type AlignBy,
  type CompareRow,
} from './compareModel';
import { PairHead, PairRow } from './compareRows';
import { CompareSummary } from './compareSummary';
import type { TraceSession } from './session';
import { traceModel } from './traceModel';

interface CompareViewProps {
  readonly session: TraceSession;
  readonly comparison: TraceComparison;
}

/** Two traces side by side: what differs in figures and words, both to one scale, and their steps aligned. */
export function CompareView({ session, comparison }: CompareViewProps) {
  const [by, setBy] = useState<AlignBy>('answer');
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [current, setCurrent] = useState(0);
  const a = useMemo(() => traceModel(comparison.a), [comparison]);
  const b = useMemo(() => traceModel(comparison.b), [comparison]);
  const all = useMemo(
    () => compareRows(a, b, pairsBy(comparison, a, b, by)),
    [comparison, a, b, by],
  );
  const rows = useMemo(
    () => all.filter((row) => row.kind === 'group' || !folded.has(row.group)),
    [all, folded],
  );
  const at = Math.min(current, Math.max(0, rows.length - 1));

  const toggle = (group: number): void => {
    const next = new Set(folded);
    if (!next.delete(group)) next.add(group);
    setFolded(next);
  };
  const openRow = (row: CompareRow): void => {
    if (row.kind === 'group') toggle(row.group);
    const sides = session.state.ui.compare;
    if (row.kind !== 'pair' || sides === null) return;
    // A step of this file opens in place; one of another file is there only to be compared.
    if (row.a >= 0 && sides.a.uri === null) void session.openTrace(sides.a.index, row.a);
    else if (row.b >= 0 && sides.b.uri === null) void session.openTrace(sides.b.index, row.b);
  };
  const toDifference = (): void => {
    const next = nextDifference(rows, a, b, at);
    if (next === null) session.tell(t('No more differences.'));
    else setCurrent(next);
  };
  const onFold = (at: number, fold: boolean): void => {
    const row = rows[at];
    if (row?.kind === 'group' && folded.has(row.group) !== fold) toggle(row.group);
  };

  return (
    <>
      <CompareHead session={session} comparison={comparison} by={by} onAlign={setBy} />
      <div class="compare-body">
        <CompareSummary comparison={comparison} a={a} b={b} />
        <CompareLanes a={a} b={b} rows={all} />
        <PairGrid
          label={t('Aligned steps')}
          count={rows.length}
          head={<PairHead names={sideNames(comparison.names)} />}
          current={at}
          onCurrent={setCurrent}
          onOpen={(i) => openRow(rows[i]!)}
          onFold={onFold}
          onLeave={() => runAction(session, 'showList')}
        >
          {(i) => (
            <PairRow
              key={i}
              row={rows[i]!}
              a={a}
              b={b}
              number={i}
              selected={i === at}
              folded={folded}
              onSelect={() => setCurrent(i)}
              onOpen={() => openRow(rows[i]!)}
            />
          )}
        </PairGrid>
      </div>
      <button type="button" hidden data-place="next-difference" onClick={toDifference} />
    </>
  );
}

interface CompareHeadProps extends CompareViewProps {
  readonly by: AlignBy;
  readonly onAlign: (by: AlignBy) => void;
}

function CompareHead({ session, comparison, by, onAlign }: CompareHeadProps) {
  const names: Readonly<Record<AlignBy, string>> = {
    answer: t('Answer'),
    kinds: t('Kinds'),
    order: t('Order'),
  };
  return (
    <header class="compare-head">
      <ToolButton name={t('Back')} icon="back" onClick={() => runAction(session, 'showList')} />
      <h1>{t('Compare')}</h1>
      <span class="muted question" title={comparison.promptStart ?? undefined}>
        {comparison.promptStart === null
          ? ''
          : comparison.samePrompt === true
            ? t('Same prompt: {0}', comparison.promptStart)
            : comparison.promptStart}
      </span>
      <span aria-hidden="true">{t('Align by')}</span>
      <Choice
        label={t('Align by')}
        options={(['answer', 'kinds', 'order'] as const).map((choice) => [choice, names[choice]])}
        value={by}
        onChange={onAlign}
      />
      <Link onClick={() => runAction(session, 'swapSides')}>
        <Icon name="swap" /> {t('Swap')}
      </Link>
    </header>
  );
}
