import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { TraceRow } from '../../protocol/traceData';
import { formatCount, formatDecimal, formatShare, formatUsd } from '../ui/format';
import { ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import { listHeight, rowsInView, scrollToRow, useViewport } from '../ui/virtualList';
import { ListHead } from './listHead';
import { flagsOf, listRows } from './listModel';
import { FlagMark, KindBar } from './listParts';
import type { PageState, Session } from './session';
import type { ListUi, SortColumn } from './ui';

const ROW = 22;
const HEAD = 24;

interface ListViewProps {
  readonly session: Session;
  readonly state: PageState;
}

/** The traces of a file: what each asked, cost and how it went. A grid with one tab stop, like the steps. */
export function ListView({ session, state }: ListViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = state.ui.list;
  const all = state.file?.rows ?? [];
  const rows = useMemo(() => listRows(all, list), [all, list]);
  const current = Math.max(0, rows.indexOf(list.current));
  const geometry = { count: rows.length, rowHeight: ROW, openRow: -1, openHeight: 0 };
  const viewport = useViewport(scroller, ROW);
  const [first, last] = rowsInView(geometry, viewport.top, viewport.height);
  const setList = (patch: Partial<ListUi>): void =>
    session.setUi({ list: { ...session.state.ui.list, ...patch } });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = scrollToRow(
      geometry,
      current,
      element.scrollTop,
      element.clientHeight,
      HEAD,
    );
  }, [list.current]);
  useLayoutEffect(() => scroller.current?.focus(), []);

  const move = (to: number): void => {
    const index = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (index !== undefined) setList({ current: index });
  };
  const mark = (index: number): void => {
    const marked = list.marked.includes(index)
      ? list.marked.filter((m) => m !== index)
      : [...list.marked, index].slice(-2);
    setList({ marked });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget)
      return;
    const page = Math.max(1, Math.floor(viewport.height / ROW) - 6);
    const index = rows[current];
    if (event.key === 'ArrowDown') move(current + 1);
    else if (event.key === 'ArrowUp') move(current - 1);
    else if (event.key === 'PageDown') move(current + page);
    else if (event.key === 'PageUp') move(current - page);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (index === undefined) return;
    else if (event.key === 'Enter' || event.key === 'ArrowRight') void session.openTrace(index);
    else if (event.key === ' ') mark(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const drawn: number[] = [];
  for (let i = first; i <= last; i++) drawn.push(i);
  if (rows.length > 0 && (current < first || current > last)) drawn.push(current);
  return (
    <>
      <ListHead session={session} state={state} shown={rows.length} setList={setList} />
      <div class="main">
        <div
          class="traces"
          ref={scroller}
          role="grid"
          tabIndex={0}
          data-place="steps"
          aria-label={t('Traces')}
          aria-rowcount={rows.length + 1}
          aria-multiselectable={false}
          aria-activedescendant={rows.length > 0 ? `trace${rows[current]!}` : undefined}
          onKeyDown={onKeyDown}
        >
          <ColumnHeads list={list} setList={setList} />
          <div class="rows" role="rowgroup" style={{ height: `${listHeight(geometry)}px` }}>
            {drawn.map((i) => (
              <TraceLine
                key={rows[i]!}
                row={all[rows[i]!]!}
                top={i * ROW}
                index={i + 2}
                selected={i === current}
                marked={list.marked.includes(rows[i]!)}
                onSelect={() => setList({ current: rows[i]! })}
                onOpen={() => void session.openTrace(rows[i]!)}
              />
            ))}
          </div>
          {rows.length === 0 && <p class="nothing">{t('No trace matches.')}</p>}
        </div>
      </div>
      {/* Actions that come as commands press these. */}
      <button type="button" hidden data-place="list-next" onClick={() => move(current + 1)} />
      <button type="button" hidden data-place="list-previous" onClick={() => move(current - 1)} />
    </>
  );
}

interface HeadProps {
  readonly list: ListUi;
  readonly setList: (patch: Partial<ListUi>) => void;
}

function ColumnHeads({ list, setList }: HeadProps) {
  const head = (
    column: SortColumn,
    label: string,
    className: string,
    dot?: 'measured' | 'derived',
  ) => (
    <span
      class={className}
      role="columnheader"
      aria-sort={list.sort !== column ? 'none' : list.descending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        onClick={() =>
          setList({
            sort: column,
            descending:
              list.sort === column
                ? !list.descending
                : column !== 'index' && column !== 'model' && column !== 'prompt',
          })
        }
      >
        {label}
        {list.sort === column && <span aria-hidden="true">{list.descending ? ' ↓' : ' ↑'}</span>}
      </button>
      {dot !== undefined && <ProvenanceDot provenance={dot} />}
    </span>
  );
  return (
    <div class="thead" role="rowgroup">
      <div class="trace-line head-row" role="row" aria-rowindex={1}>
        {head('index', '#', 'no')}
        {head('model', t('Model'), 'model')}
        {head('prompt', t('Prompt'), 'prompt')}
        <span class="kinds-cell" role="columnheader">
          {t('Kinds')} <ProvenanceDot provenance="estimated" />
        </span>
        {head('tokens', t('Tokens'), 'number', 'measured')}
        {head('cost', t('Cost'), 'number usd', 'derived')}
        {head('seconds', t('Time s'), 'number seconds', 'measured')}
        {head('answerAt', t('Answer at'), 'number answer-at')}
        <span class="flags" role="columnheader">
          {t('Flags')}
        </span>
      </div>
    </div>
  );
}

interface LineProps {
  readonly row: TraceRow;
  readonly top: number;
  readonly index: number;
  readonly selected: boolean;
  readonly marked: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

function TraceLine({ row, top, index, selected, marked, onSelect, onOpen }: LineProps) {
  const { cost, analysed } = row;
  return (
    <div
      id={`trace${row.index}`}
      class={marked ? 'trace-line marked' : 'trace-line'}
      role="row"
      style={{ top: `${top}px` }}
      aria-rowindex={index}
      aria-selected={selected}
      data-vscode-context={JSON.stringify({ webviewSection: 'trace', lrmTrace: row.index })}
      onClick={onSelect}
      onDblClick={onOpen}
    >
      <span class="no" role="gridcell">
        {marked && <span class="visually-hidden">{t('marked for compare')} </span>}
        {row.index + 1}
      </span>
      <span class="model" role="gridcell">
        {row.model ?? t('unknown')}
        {row.effort !== null && <span class="muted"> {row.effort}</span>}
      </span>
      <span class="prompt" role="gridcell">
        {row.promptStart ?? <span class="muted">{t('prompt not recorded')}</span>}
      </span>
      <span class="kinds-cell" role="gridcell">
        <KindBar
          shares={analysed?.kindShares ?? null}
          pending={analysed === null && (row.fidelity === 'raw' || row.fidelity === 'summary')}
        />
      </span>
      <span class="number" role="gridcell">
        {row.reasoningTokens === null ? (
          <span class="muted">{t('unknown')}</span>
        ) : (
          <>
            {row.reasoningTokens.provenance === 'estimated' && '≈ '}
            {formatCount(row.reasoningTokens.value)}
          </>
        )}
      </span>
      <span class="number usd" role="gridcell">
        {cost.figure !== null ? (
          formatUsd(cost.figure.value)
        ) : (
          <span class="muted">{cost.missing === 'no-price' ? t('no price') : '–'}</span>
        )}
      </span>
      <span class="number seconds" role="gridcell">
        {row.seconds === null ? <span class="muted">–</span> : formatDecimal(row.seconds.value, 1)}
      </span>
      <span class="number answer-at" role="gridcell">
        {analysed === null ? (
          <span class="muted">{row.fidelity === 'raw' ? '…' : t('unknown')}</span>
        ) : analysed.answerAt === null ? (
          <span class="muted">{t('not found')}</span>
        ) : (
          formatShare(analysed.answerAt)
        )}
      </span>
      <span class="flags" role="gridcell">
        {flagsOf(row).map((flag) => (
          <FlagMark key={flag} flag={flag} />
        ))}
      </span>
    </div>
  );
}
