import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Comparison } from '../../protocol/traceData';
import { formatCount, stepNumber, stepRange } from '../ui/format';
import { Icon, KindGlyph } from '../ui/icons';
import { t } from '../ui/l10n';
import { plainLine } from '../ui/plainLine';
import { listHeight, rowsInView, scrollToRow, useViewport } from '../ui/virtualList';
import { runAction } from './actions';
import { CompareLanes } from './compareLanes';
import {
  compareRows,
  nextDifference,
  pairsBy,
  stretchTokens,
  type AlignBy,
  type CompareRow,
  type Stretch,
} from './compareModel';
import { CompareSummary } from './compareSummary';
import type { Session } from './session';
import { kindOf, traceModel, type TraceModel } from './traceModel';
import { kindLabel } from './words';

const ROW = 22;
const HEAD = 24;

interface CompareViewProps {
  readonly session: Session;
  readonly comparison: Comparison;
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
  const scroller = useRef<HTMLDivElement>(null);
  const geometry = { count: rows.length, rowHeight: ROW, openRow: -1, openHeight: 0 };
  const viewport = useViewport(scroller, ROW);
  const [first, last] = rowsInView(geometry, viewport.top, viewport.height);
  const at = Math.min(current, Math.max(0, rows.length - 1));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = scrollToRow(geometry, at, element.scrollTop, element.clientHeight, HEAD);
  }, [at]);
  useLayoutEffect(() => scroller.current?.focus({ preventScroll: true }), []);

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
    if (next === null) session.say(t('No more differences.'));
    else setCurrent(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget)
      return;
    const page = Math.max(1, Math.floor(viewport.height / ROW) - 6);
    const row = rows[at];
    const last = rows.length - 1;
    if (event.key === 'ArrowDown') setCurrent(Math.min(last, at + 1));
    else if (event.key === 'ArrowUp') setCurrent(Math.max(0, at - 1));
    else if (event.key === 'PageDown') setCurrent(Math.min(last, at + page));
    else if (event.key === 'PageUp') setCurrent(Math.max(0, at - page));
    else if (event.key === 'Home') setCurrent(0);
    else if (event.key === 'End') setCurrent(last);
    else if (event.key === 'Enter' && row !== undefined) openRow(row);
    else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && row?.kind === 'group') {
      if (folded.has(row.group) === (event.key === 'ArrowRight')) toggle(row.group);
    } else if (event.key === 'Escape') runAction(session, 'showList');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const drawn: number[] = [];
  for (let i = first; i <= last; i++) drawn.push(i);
  if (rows.length > 0 && (at < first || at > last)) drawn.push(at);
  return (
    <>
      <CompareHead session={session} comparison={comparison} by={by} onAlign={setBy} />
      <div class="compare-body">
        <CompareSummary comparison={comparison} a={a} b={b} />
        <CompareLanes a={a} b={b} rows={all} />
        <div
          class="pairs"
          ref={scroller}
          role="treegrid"
          tabIndex={0}
          data-place="steps"
          aria-label={t('Aligned steps')}
          aria-rowcount={rows.length + 1}
          aria-activedescendant={rows.length > 0 ? `pair${at}` : undefined}
          onKeyDown={onKeyDown}
        >
          <PairHead names={comparison.names} />
          <div class="rows" role="rowgroup" style={{ height: `${listHeight(geometry)}px` }}>
            {drawn.map((i) => (
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
            ))}
          </div>
        </div>
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
      <button
        type="button"
        class="tool"
        title={t('Back')}
        aria-label={t('Back')}
        onClick={() => runAction(session, 'showList')}
      >
        <Icon name="back" />
      </button>
      <h1>{t('Compare')}</h1>
      <span class="muted question">
        {comparison.promptStart === null
          ? ''
          : comparison.samePrompt === true
            ? t('Same prompt: {0}', comparison.promptStart)
            : comparison.promptStart}
      </span>
      <span id="align-by">{t('Align by')}</span>
      <div class="choice" role="group" aria-labelledby="align-by">
        {(['answer', 'kinds', 'order'] as const).map((choice) => (
          <button
            type="button"
            key={choice}
            aria-pressed={by === choice}
            onClick={() => onAlign(choice)}
          >
            {names[choice]}
          </button>
        ))}
      </div>
      <button type="button" class="link" onClick={() => runAction(session, 'swapSides')}>
        <Icon name="swap" /> {t('Swap')}
      </button>
    </header>
  );
}

function PairHead({ names }: { readonly names: readonly [string, string] }) {
  return (
    <div class="thead" role="rowgroup">
      <div class="pair head-row" role="row" aria-rowindex={1}>
        {(['A', 'B'] as const).map((side, n) => (
          <>
            <span class={n === 0 ? 'no' : 'no second'} role="columnheader">
              {side}
            </span>
            <span class="kind" role="columnheader">
              {t('Kind')}
            </span>
            <span class="text" role="columnheader">
              {names[n as 0 | 1]}
            </span>
            <span class="number" role="columnheader">
              {t('Tokens')}
            </span>
          </>
        ))}
      </div>
    </div>
  );
}

interface PairRowProps {
  readonly row: CompareRow;
  readonly a: TraceModel;
  readonly b: TraceModel;
  readonly number: number;
  readonly selected: boolean;
  readonly folded: ReadonlySet<number>;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

function PairRow({ row, a, b, number, selected, folded, onSelect, onOpen }: PairRowProps) {
  const common = {
    id: `pair${number}`,
    role: 'row' as const,
    style: { top: `${number * ROW}px` },
    'aria-rowindex': number + 2,
    'aria-selected': selected,
    onClick: onSelect,
    onDblClick: onOpen,
  };
  if (row.kind === 'group') {
    const side = (name: string, model: TraceModel, stretch: Stretch): string | null =>
      stretch === null
        ? null
        : t(
            '{0} {1}, {2} tokens',
            name,
            stepRange(...stretch),
            formatCount(stretchTokens(model, stretch)),
          );
    return (
      <div {...common} class="group" aria-level={1} aria-expanded={!folded.has(row.group)}>
        <span class="group-cell" role="gridcell">
          <button type="button" class="fold" tabIndex={-1} aria-hidden="true" onClick={onOpen}>
            <Icon name="chevron" class="chevron" />
          </button>
          <b>{row.title}</b>
          <span class="muted">{side('A', a, row.a)}</span>
          <span class="muted">{side('B', b, row.b)}</span>
          {row.b === null && <span class="muted">{t('only in A')}</span>}
          {row.a === null && <span class="muted">{t('only in B')}</span>}
        </span>
      </div>
    );
  }
  if (row.kind === 'part') {
    return (
      <div {...common} class="part" aria-level={2}>
        <span class="group-cell" role="gridcell">
          <strong>{t('They part here.')}</strong> {partText(row, a, b)}
        </span>
      </div>
    );
  }
  const concludes =
    row.a === a.outline.answer.firstConcluded && row.b === b.outline.answer.firstConcluded;
  return (
    <div {...common} class={concludes ? 'pair concludes' : 'pair'} aria-level={2}>
      <Side model={a} step={row.a} />
      <Side model={b} step={row.b} second />
    </div>
  );
}

/** How long each goes alone from where they part. */
function partText(
  row: Extract<CompareRow, { kind: 'part' }>,
  a: TraceModel,
  b: TraceModel,
): string {
  const alone = (name: string, model: TraceModel, stretch: typeof row.a): string[] =>
    stretch === null
      ? []
      : [
          t(
            '{0} goes alone for steps {1}, {2} tokens',
            name,
            stepRange(...stretch),
            formatCount(stretchTokens(model, stretch)),
          ),
        ];
  return `${[...alone('A', a, row.a), ...alone('B', b, row.b)].join('; ')}.`;
}

interface SideProps {
  readonly model: TraceModel;
  readonly step: number;
  readonly second?: boolean;
}

function Side({ model, step, second = false }: SideProps) {
  const start = second ? ' second' : '';
  if (step < 0) {
    return (
      <span class={`no gap${start}`} role="gridcell">
        –
      </span>
    );
  }
  const kind = kindOf(model, step);
  return (
    <>
      <span class={`no${start}`} role="gridcell">
        {stepNumber(step)}
      </span>
      <span class="kind" role="gridcell">
        <KindGlyph kind={kind} />
        <span class="label">{kindLabel(kind)}</span>
      </span>
      <span class="text" role="gridcell">
        {plainLine(model.outline.lines[step] ?? '…')}
      </span>
      <span class="number" role="gridcell">
        {formatCount(model.outline.steps.tokens.values[step]!)}
      </span>
    </>
  );
}
