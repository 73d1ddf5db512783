import { useMemo } from 'preact/hooks';
import { GRID_ROW, useGrid } from '../ui/grid';
import { formatCount } from '../ui/format';
import { ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import { listHeight, rowTop } from '../ui/virtualList';
import { runAction } from './actions';
import { Opened } from './opened';
import { decodeRow, rowIndex } from './rows';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import type { ShownSteps } from './shownRows';
import { StepRow } from './stepRow';
import type { TraceModel } from './traceModel';
import { noteOf } from './words';
import { moveBy, select, toggleFold } from './selection';

interface StepListProps {
  readonly session: TraceSession;
  readonly state: PageState;
  readonly model: TraceModel;
  readonly shown: ShownSteps;
  /** The details stand under the opened step. */
  readonly narrow: boolean;
}

/**
 * The steps as a treegrid with one tab stop: the grid keeps the focus and names its current row, which is always
 * drawn; of the others only what is in view.
 */
export function StepList({ session, state, model, shown, narrow }: StepListProps) {
  const { ui } = state;
  const { rows } = shown;
  const current = useMemo(() => rowIndex(model, rows, ui.selected), [model, rows, ui.selected]);
  const isOpen = ui.open && current >= 0 && rows[current] === ui.selected && opens(ui.selected);
  const { scroller, geometry, page, drawn, isInView, setOpenHeight } = useGrid({
    ...{ count: rows.length, current, isOpen },
    moved: [ui.selected, model.outline.index],
  });
  // Rows that scroll out lend their elements to those that scroll in.
  const slots = Math.max(128, drawn.length);
  const slotOf = (i: number): string | number => (isInView(i) ? i % slots : 'current');

  const { firstConcluded } = model.outline.answer;
  const total = model.tokensBefore.at(-1)!;
  const answerAt =
    firstConcluded === null || total === 0
      ? null
      : `${(model.tokensBefore[firstConcluded + 1]! / total) * 100}%`;

  return (
    <div
      class={`steps${model.hasCost ? '' : ' no-cost'}${model.hasTime ? '' : ' no-time'}`}
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      style={{ '--number': `${numberWidth(model.count)}px` }}
      data-place="steps"
      aria-label={t('Steps')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={current >= 0 ? rowId(rows[current]!) : undefined}
      onKeyDown={(event) => onListKey(event, session, current, page)}
    >
      <Head model={model} />
      {rows.length === 0 && (
        <p class="nothing">{t('No step matches. Clear the search or the filters.')}</p>
      )}
      <div
        class={answerAt === null ? 'rows' : 'rows answered'}
        role="rowgroup"
        style={{ height: `${listHeight(geometry)}px`, '--answer': answerAt ?? '0' }}
      >
        {drawn.map((i) => (
          <StepRow
            key={slotOf(i)}
            id={rowId(rows[i]!)}
            session={session}
            model={model}
            code={rows[i]!}
            top={rowTop(geometry, i)}
            index={i + 2}
            selected={rows[i] === ui.selected}
            open={i === geometry.openRow}
            folded={ui.folded}
            hits={ui.query === '' ? null : state.hits}
            line={lineOf(session, rows[i]!)}
          />
        ))}
        {isOpen && (
          <Opened
            key={`open ${ui.selected}`}
            session={session}
            state={state}
            model={model}
            top={rowTop(geometry, current) + GRID_ROW}
            narrow={narrow}
            onHeight={setOpenHeight}
          />
        )}
      </div>
    </div>
  );
}

/** Width of the number column, in pixels: wide enough for the last number. */
function numberWidth(count: number): number {
  return Math.max(40, formatCount(count).length * 8 + 14);
}

function lineOf(session: TraceSession, code: number): string | undefined {
  return code >= 0 ? session.line(code) : undefined;
}

export function rowId(code: number): string {
  return `row${code}`;
}

/** A phase folds; a step or item opens. */
function opens(code: number): boolean {
  return decodeRow(code).kind !== 'phase';
}

function onListKey(
  event: KeyboardEvent,
  session: TraceSession,
  current: number,
  page: number,
): void {
  // Keys of what is inside an opened step are its own.
  if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey)
    return;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  };
  const move = moves[event.key];
  const { rows } = session.shown();
  const code = rows[current];
  if (move !== undefined) moveBy(session, move);
  else if (code === undefined) return;
  else if (event.key === 'Enter') press(session, code);
  else if (event.key === 'ArrowRight') unfold(session, code);
  else if (event.key === 'ArrowLeft') fold(session, code, current);
  else if (event.key === 'Escape' && session.state.ui.open) session.setUi({ open: false });
  else if (event.key === 'Escape' && session.state.file?.isSession === true) {
    runAction(session, 'showList');
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function press(session: TraceSession, code: number): void {
  const row = decodeRow(code);
  if (row.kind === 'phase') toggleFold(session, row.phase);
  else if (code === session.state.ui.selected) runAction(session, 'openStep');
  else select(session, code, { open: true });
}

function unfold(session: TraceSession, code: number): void {
  const row = decodeRow(code);
  if (row.kind !== 'phase') select(session, code, { open: true });
  else if (session.state.ui.folded.includes(row.phase)) toggleFold(session, row.phase, false);
  else moveBy(session, 1);
}

function fold(session: TraceSession, code: number, current: number): void {
  const row = decodeRow(code);
  const { ui, model } = session.state;
  if (row.kind === 'phase') toggleFold(session, row.phase, true);
  else if (ui.open) session.setUi({ open: false });
  else if (row.kind === 'step' && (model?.phaseOf[row.step] ?? -1) >= 0) {
    select(session, -2 * model!.phaseOf[row.step]! - 1);
  } else if (current > 0) moveBy(session, -1);
}

function Head({ model }: { readonly model: TraceModel }) {
  const { tokens, cost, seconds } = model.outline.steps;
  return (
    <div class="thead" role="rowgroup">
      <div class="row head-row" role="row" aria-rowindex={1}>
        <span class="no" role="columnheader">
          #
        </span>
        <span
          class="kind"
          role="columnheader"
          title={t(
            'Kind of step, and how sure its label is: sure (about nine of ten right), likely (six), unsure (four; with a question mark)',
          )}
        >
          <span class="label">{t('Kind')}</span>
          <span class="confidence band">
            {t('How sure')}
            <ProvenanceDot provenance="estimated" />
          </span>
        </span>
        <span class="text" role="columnheader">
          {t('Step')}
        </span>
        <span class="number" role="columnheader" title={noteOf(tokens)}>
          {t('Tokens')} <ProvenanceDot provenance={tokens.provenance} />
        </span>
        {model.hasCost && (
          <span class="number usd" role="columnheader" title={noteOf(cost)}>
            {t('Cost ¢')} {cost !== null && <ProvenanceDot provenance={cost.provenance} />}
          </span>
        )}
        {model.hasTime && (
          <span class="number seconds" role="columnheader" title={noteOf(seconds)}>
            {t('Time s')} {seconds !== null && <ProvenanceDot provenance={seconds.provenance} />}
          </span>
        )}
        <span class="place" role="columnheader" title={t('Cumulative')}>
          {t('Cumulative')}
        </span>
      </div>
    </div>
  );
}
