import type { TraceTarget } from '../../protocol/traceData';
import { t } from '../ui/l10n';
import { reveal } from '../ui/zoom';
import { decodeRow, encodeRow, firstStep, rowIn, rowIndex } from './rows';
import type { TraceSession } from './session';
import { stepRangeShare } from './traceModel';

// Where the reader stands in the rows of a trace, and how they are folded.

/** Selects a row; a step inside a folded phase unfolds it, one outside the zoom moves the zoom. */
export function select(
  session: TraceSession,
  wanted: number,
  options: { readonly open?: boolean; readonly say?: boolean } = {},
): void {
  const { model, ui } = session.state;
  if (model === null) return;
  const code = rowIn(model, wanted);
  const row = decodeRow(code);
  let { folded, zoom } = ui;
  if (row.kind === 'step' && row.step < model.count) {
    const phase = model.phaseOf[row.step] ?? -1;
    if (folded.includes(phase)) folded = folded.filter((p) => p !== phase);
    const [from, to] = stepRangeShare(model, ui.unit, row.step);
    const moved = reveal(zoom, from, to);
    if (moved !== zoom) zoom = [...moved];
    if (options.say === true) session.say(t('Step {0}', row.step + 1));
  }
  session.setUi({ selected: code, open: options.open ?? ui.open, folded, zoom });
}

/** Moves the selection by rows of the list. */
export function moveBy(session: TraceSession, rows: number): void {
  const { model, ui } = session.state;
  const shown = session.shown().rows;
  if (model === null || shown.length === 0) return;
  const at = rowIndex(model, shown, ui.selected);
  const to = Math.min(shown.length - 1, Math.max(0, at + rows));
  select(session, shown[to]!);
}

/** The step the selection stands at. */
export function selectedStep({ state: { model, ui } }: TraceSession): number {
  if (model === null) return Math.max(0, ui.selected);
  return Math.max(0, Math.min(firstStep(model, ui.selected), model.count - 1));
}

/** The selected row as the target of a request; a phase stands for its first step. */
export function selectedTarget(session: TraceSession): TraceTarget {
  const row = decodeRow(session.state.ui.selected);
  const item = row.kind === 'item' ? session.state.model?.outline.items[row.item] : undefined;
  if (item === undefined) return { kind: 'step', step: selectedStep(session) };
  return item.kind === 'prompt'
    ? { kind: 'prompt', message: item.source }
    : { kind: 'segment', segment: item.source };
}

/** Folds or unfolds a phase, the other way where none is named. */
export function toggleFold(session: TraceSession, phase: number, fold?: boolean): void {
  const { folded } = session.state.ui;
  const is = folded.includes(phase);
  if (fold === is) return;
  session.setUi({
    folded: is ? folded.filter((p) => p !== phase) : [...folded, phase],
    selected: encodeRow({ kind: 'phase', phase }),
  });
}
