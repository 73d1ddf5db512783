import { formatCount, formatDecimal, formatShare, formatUsd } from '../ui/format';
import { ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import { shortModel } from '../ui/modelName';
import { flagsOf, type ListColumns, type SortColumn, type TraceRow } from '../../core/list/list';
import { KindBar } from '../ui/kinds';
import { expectedOf, flagLabel, FlagMark, OutcomeMark } from './listParts';
import type { ListUi } from './ui';

interface HeadProps {
  readonly list: ListUi;
  readonly columns: ListColumns;
  readonly setList: (patch: Partial<ListUi>) => void;
}

/** The heads, which sort. */
export function ColumnHeads({ list, columns, setList }: HeadProps) {
  const head = (
    column: SortColumn,
    label: string,
    className: string,
    dot?: 'measured' | 'derived',
  ) => (
    <span
      class={className}
      title={label}
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
        {columns.prompt && head('prompt', t('Prompt'), 'prompt')}
        <span class="kinds-cell" role="columnheader">
          {t('Kinds')} <ProvenanceDot provenance="estimated" />
        </span>
        {/* Recorded or estimated: each figure tells for itself. */}
        {head('tokens', t('Tokens'), 'number')}
        {columns.cost && head('cost', t('Cost'), 'number usd', 'derived')}
        {columns.seconds && head('seconds', t('Time s'), 'number seconds', 'measured')}
        {columns.answerAt && head('answerAt', t('Answer at'), 'number answer-at')}
        {columns.outcome && head('outcome', t('Outcome'), 'outcome', 'measured')}
        {columns.flags && (
          <span class="flags" role="columnheader" title={t('Flags')}>
            {t('Flags')}
          </span>
        )}
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
  readonly columns: ListColumns;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

/** One trace. */
export function TraceLine(props: LineProps) {
  const { row, top, index, selected, marked, columns, onSelect, onOpen } = props;
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
      <span class="model" role="gridcell" title={row.model ?? undefined}>
        {row.model === null ? t('unknown') : shortModel(row.model)}
        {row.effort !== null && <span class="muted"> {row.effort}</span>}
      </span>
      {columns.prompt && (
        <span class="prompt" role="gridcell" title={row.promptStart ?? undefined}>
          {row.promptStart ?? <span class="muted">{t('prompt not recorded')}</span>}
        </span>
      )}
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
      {columns.cost && (
        <span class="number usd" role="gridcell">
          {cost.figure !== null ? (
            `${cost.bound === 'at-least' ? '≥ ' : ''}${formatUsd(cost.figure.value)}`
          ) : (
            <span class="muted">{cost.missing === 'no-price' ? t('no price') : '–'}</span>
          )}
        </span>
      )}
      {columns.seconds && (
        <span class="number seconds" role="gridcell">
          {row.seconds === null ? (
            <span class="muted">–</span>
          ) : (
            formatDecimal(row.seconds.value, 1)
          )}
        </span>
      )}
      {columns.answerAt && (
        <span class="number answer-at" role="gridcell">
          {analysed === null ? (
            <span class="muted">{row.fidelity === 'raw' ? '…' : t('unknown')}</span>
          ) : analysed.answerAt === null ? (
            <span class="muted">{t('not found')}</span>
          ) : (
            formatShare(analysed.answerAt)
          )}
        </span>
      )}
      {columns.outcome && (
        <span class="outcome" role="gridcell" title={expectedOf(row.outcome)}>
          {row.outcome === null ? <span class="muted">–</span> : <OutcomeMark {...row.outcome} />}
        </span>
      )}
      {columns.flags && (
        <span class="flags" role="gridcell" title={flagsOf(row).map(flagLabel).join(', ')}>
          {flagsOf(row).map((flag) => (
            <FlagMark key={flag} flag={flag} />
          ))}
        </span>
      )}
    </div>
  );
}
