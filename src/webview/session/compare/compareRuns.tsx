import { useMemo, useState } from 'preact/hooks';
import type { ComparedLine } from '../../../core/model/sessionComparison';
import type { NamedComparison } from '../../../protocol/traceData';
import { Choice } from '../../ui/choice';
import { formatCount } from '../../ui/format';
import { Icon } from '../../ui/icons';
import { t } from '../../ui/l10n';
import { Link } from '../../ui/link';
import { PairGrid, pairRow } from '../../ui/pairGrid';
import { ToolButton } from '../../ui/toolButton';
import { familyIcons, moneyCell } from '../words';
import { Answers } from './answers';
import { likenessOf, nextDifference, runRows, type RunRow } from './compareRows';
import { RunSummary } from './runSummary';

/** What a comparison asks of its page. */
export interface CompareContext {
  readonly back: () => void;
  readonly swap: () => void;
  /** Says and shows what nothing else on the page does. */
  readonly tell: (said: string) => void;
  /** Goes to a call of one side. */
  readonly open: (side: 'a' | 'b', line: ComparedLine) => void;
}

interface CompareRunsProps {
  readonly comparison: NamedComparison;
  readonly context: CompareContext;
}

/** Two sessions side by side: what they cost, where they part, what each did, and what each said in the end. */
export function CompareRuns({ comparison, context }: CompareRunsProps) {
  const [current, setCurrent] = useState(0);
  const [answers, setAnswers] = useState(false);
  const rows = useMemo(() => runRows(comparison), [comparison]);
  const at = Math.min(current, Math.max(0, rows.length - 1));
  const open = (i: number): void => {
    const row = rows[i];
    if (row?.kind !== 'pair') return;
    const side = row.a >= 0 ? 'a' : 'b';
    const line = comparison[side].lines[row[side]];
    if (line !== undefined) context.open(side, line);
  };
  const toDifference = (): void => {
    const next = nextDifference(rows, comparison, at);
    if (next === null) context.tell(t('No more differences.'));
    else setCurrent(next);
  };
  return (
    <>
      <Head comparison={comparison} context={context} answers={answers} onAnswers={setAnswers} />
      <div class="compare-body">
        <RunSummary comparison={comparison} />
        {answers ? (
          <Answers comparison={comparison} />
        ) : (
          <PairGrid
            label={t('Aligned turns and tool calls')}
            count={rows.length}
            head={<RunHead names={comparison.names} />}
            current={at}
            onCurrent={setCurrent}
            onOpen={open}
            onLeave={context.back}
          >
            {(i) => (
              <Row
                key={i}
                row={rows[i]!}
                comparison={comparison}
                number={i}
                selected={i === at}
                onSelect={() => setCurrent(i)}
                onOpen={() => open(i)}
              />
            )}
          </PairGrid>
        )}
      </div>
      <button type="button" hidden data-place="next-difference" onClick={toDifference} />
    </>
  );
}

interface HeadProps extends CompareRunsProps {
  readonly answers: boolean;
  readonly onAnswers: (answers: boolean) => void;
}

function Head({ comparison, context, answers, onAnswers }: HeadProps) {
  const { title } = comparison.a;
  return (
    <header class="compare-head">
      <ToolButton name={t('Back')} icon="back" onClick={context.back} />
      <h1>{t('Compare sessions')}</h1>
      <span class="muted question" title={title ?? undefined}>
        {comparison.sameTask === true ? t('Same task: {0}', title ?? '') : (title ?? '')}
      </span>
      <Choice
        label={t('What is compared')}
        options={[
          ['course', t('Course')],
          ['answers', t('Last words')],
        ]}
        value={answers ? 'answers' : 'course'}
        onChange={(shown) => onAnswers(shown === 'answers')}
      />
      <Link onClick={context.swap}>
        <Icon name="swap" /> {t('Swap')}
      </Link>
    </header>
  );
}

function RunHead({ names }: { readonly names: readonly [string, string] }) {
  return (
    <div class="thead" role="rowgroup">
      <div class="pair run-pair head-row" role="row" aria-rowindex={1}>
        {(['A', 'B'] as const).map((side, n) => (
          <>
            <span class={n === 0 ? 'no' : 'no second'} role="columnheader">
              {side}
            </span>
            <span class="text" role="columnheader" title={names[n as 0 | 1]}>
              {names[n as 0 | 1]}
            </span>
            <span class="number" role="columnheader">
              {t('Cost')}
            </span>
          </>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: RunRow;
  readonly comparison: NamedComparison;
  readonly number: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

function Row({ row, comparison, number, selected, onSelect, onOpen }: RowProps) {
  const common = pairRow({ number, selected, onSelect, onOpen });
  if (row.kind === 'part') {
    const alone = t(
      'A goes alone for {0} lines, B for {1}.',
      formatCount(row.onlyA),
      formatCount(row.onlyB),
    );
    return (
      <div {...common} class="part" aria-level={1}>
        <span class="group-cell" role="gridcell">
          <strong>{t('They part here.')}</strong>
          <span class="apart" title={alone}>
            {alone}
          </span>
        </span>
      </div>
    );
  }
  const [a, b] = [comparison.a.lines[row.a], comparison.b.lines[row.b]];
  const likeness = likenessOf(a, b);
  const isTurn = (a ?? b)?.kind === 'turn';
  return (
    <div
      {...common}
      class={`pair run-pair ${likeness}${isTurn ? ' run-turn' : ''}`}
      aria-level={isTurn ? 1 : 2}
    >
      <Side line={a} />
      <Side line={b} second />
    </div>
  );
}

function Side({
  line,
  second = false,
}: {
  readonly line: ComparedLine | undefined;
  readonly second?: boolean;
}) {
  const start = second ? ' second' : '';
  if (line === undefined) {
    return (
      <span class={`no gap${start}`} role="gridcell">
        –
      </span>
    );
  }
  const icon =
    line.kind === 'turn'
      ? 'person'
      : line.kind === 'said'
        ? 'say'
        : familyIcons[line.family ?? 'other'];
  return (
    <>
      <span class={`no${start}`} role="gridcell">
        {line.label}
      </span>
      <span class="text" role="gridcell" title={line.text}>
        <Icon name={icon} class="small" /> {line.text}
        {line.failed && <span class="bad"> {t('failed')}</span>}
      </span>
      <span class="number" role="gridcell">
        {line.money === null ? '' : moneyCell(line.money)}
      </span>
    </>
  );
}
