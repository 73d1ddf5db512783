import { bandWords } from '../../core/steps/bands';
import { memo } from '../ui/memo';
import { stepFlags, type FindResult } from '../../protocol/traceData';
import { formatCount, formatDecimal, formatRowCost, stepNumber, stepRange } from '../ui/format';
import { Icon, KindGlyph, type IconName } from '../ui/icons';
import { t } from '../ui/l10n';
import { plainLine } from '../ui/plainLine';
import { goTo } from './actions';
import { Item } from './itemRow';
import { decodeRow } from './rows';
import type { TraceSession } from './session';
import { isDead, kindOf, linkBack, sumOf, type TraceModel } from './traceModel';
import { kindLabel } from '../ui/kinds';
import { select, toggleFold } from './selection';

/** Characters shown before a hit. */
const BEFORE_HIT = 32;

/** What every kind of row is drawn from. */
export interface RowProps {
  readonly id: string;
  readonly session: TraceSession;
  readonly model: TraceModel;
  readonly code: number;
  readonly top: number;
  readonly index: number;
  readonly selected: boolean;
  readonly open: boolean;
  readonly folded: readonly number[];
  readonly hits: FindResult | null;
  /** First characters of a step, once they have come. */
  readonly line: string | undefined;
}

/** One line of the list. */
export const StepRow = memo(function StepRow(props: RowProps) {
  const row = decodeRow(props.code);
  switch (row.kind) {
    case 'step':
      return <Step {...props} step={row.step} />;
    case 'phase':
      return <PhaseHead {...props} phase={row.phase} />;
    case 'item':
      return <Item {...props} item={row.item} />;
  }
});

function Step(props: RowProps & { readonly step: number }) {
  const { id, session, model, code, top, index, selected, open, step, hits } = props;
  const { steps, answer, phases, loopStart, labellings } = model.outline;
  const kind = kindOf(model, step);
  const band = bandWords(steps.confidence[step]!);
  const flags = steps.flags[step]!;
  const run = labellings[steps.labelling[step]! - 1];
  const back = linkBack(model, step);
  const dead = isDead(model, step);
  const phase = model.phaseOf[step]!;
  const classes = [
    'row step',
    dead ? 'dead' : '',
    dead && phases[phase]!.last === step ? 'dead-end' : '',
    answer.firstConcluded === step ? 'answer-step' : '',
  ];
  return (
    <div
      id={id}
      class={classes.filter(Boolean).join(' ')}
      role="row"
      style={{ top: `${top}px` }}
      aria-rowindex={index}
      aria-level={phase >= 0 ? phases[phase]!.depth + 2 : 1}
      aria-selected={selected}
      aria-expanded={open}
      data-vscode-context={JSON.stringify({ webviewSection: 'step', lrmStep: step })}
      onClick={() => select(session, code, { open: selected ? !open : session.state.ui.open })}
      onDblClick={() => select(session, code, { open: true })}
    >
      <span class="no" role="gridcell">
        {stepNumber(step)}
      </span>
      <span class="kind" role="gridcell">
        <KindGlyph kind={kind} />
        <span class="label">
          {kindLabel(kind)}
          {band.id === 'unsure' && '?'}
        </span>
        {(flags & stepFlags.corrected) !== 0 ? (
          <LabelMark icon="pencil" text={t('labelled by hand')} />
        ) : run !== undefined ? (
          <LabelMark icon="label" text={t('labelled by {0}', run.by)} />
        ) : (
          <span class="confidence band" title={t(band.about)}>
            {t(band.label)}
          </span>
        )}
      </span>
      <span class="text" role="gridcell">
        {back !== null && kind === 'rethink' && (
          <span
            class="reference"
            onClick={(event) => {
              event.stopPropagation();
              goTo(session, back);
            }}
          >
            {t('to {0}', stepNumber(back))}
          </span>
        )}
        {(flags & stepFlags.noted) !== 0 && <Mark icon="note" text={t('has a note')} />}
        {answer.firstMentioned === step && answer.firstConcluded !== step && (
          <span class="tag">{t('first mentioned')}</span>
        )}
        {answer.firstConcluded === step && <span class="tag strong">{t('first concluded')}</span>}
        {loopStart === step && <span class="tag warn">{t('loop from here')}</span>}
        {(flags & stepFlags.truncated) !== 0 && <span class="tag warn">{t('cut off here')}</span>}
        {model.titles.has(step) && <b class="step-title">{model.titles.get(step)}</b>}
        <StepText line={props.line} hits={hits} step={step} />
      </span>
      <span class="number" role="gridcell">
        {formatCount(steps.tokens.values[step]!)}
      </span>
      {model.hasCost && (
        <span class="number usd" role="gridcell">
          {formatRowCost(steps.cost === null ? null : steps.cost.values[step]!)}
        </span>
      )}
      {model.hasTime && (
        <span class="number seconds" role="gridcell">
          {steps.seconds === null ? '–' : formatDecimal(steps.seconds.values[step]!, 1)}
        </span>
      )}
      <Place model={model} first={step} last={step} class={`back-${kind}`} />
    </div>
  );
}

/** Who set a label, in place of how sure it is. */
function LabelMark({ icon, text }: { readonly icon: IconName; readonly text: string }) {
  return (
    <span class="confidence" title={text}>
      <Icon name={icon} class="small" />
      <span class="visually-hidden">{text}</span>
    </span>
  );
}

function Mark({ icon, text }: { readonly icon: IconName; readonly text: string }) {
  return (
    <span class="row-mark" title={text}>
      <Icon name={icon} class="small" />
      <span class="visually-hidden">{text}</span>
    </span>
  );
}

/** The first line, or the text about the first hit with the hit marked. */
function StepText({ line, hits, step }: Pick<RowProps, 'line' | 'hits'> & { step: number }) {
  const at = hits === null ? -1 : hitNumber(hits.steps, step);
  const snippet = at < 0 ? undefined : hits?.snippets[at];
  if (snippet === undefined) return <>{line === undefined ? '…' : plainLine(line)}</>;
  const { text, from, to } = snippet;
  // The line is shifted so far that the hit is in sight.
  const start = Math.max(0, from - BEFORE_HIT);
  return (
    <>
      {start > 0 && '…'}
      {text.slice(start, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  );
}

/** Number of the hit in a step, by halving; -1 without one. */
function hitNumber(steps: Uint32Array, step: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = steps[middle]!;
    if (found === step) return middle;
    if (found < step) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function PhaseHead(props: RowProps & { readonly phase: number }) {
  const { id, session, model, top, index, selected, phase, folded } = props;
  const { title, first, last, depth, deadEnd, summary, by } = model.outline.phases[phase]!;
  const cost = model.costBefore;
  const seconds = model.secondsBefore;
  return (
    <div
      id={id}
      class={`row phase${depth > 0 ? ' branch' : ''}`}
      role="row"
      style={{ top: `${top}px` }}
      aria-rowindex={index}
      aria-level={depth + 1}
      aria-selected={selected}
      aria-expanded={!folded.includes(phase)}
      onClick={() => toggleFold(session, phase)}
    >
      <span class="no" role="gridcell">
        <Icon name="chevron" class="chevron" />
      </span>
      <span class="phase-name" role="gridcell">
        {depth > 0 && <Icon name="branch" class="muted" />}
        <b title={summary ?? undefined}>{title}</b>
        {by !== null && <LabelMark icon="label" text={t('named by {0}', by)} />}
        {deadEnd && (
          <span class="tag" title={t('An approach that was begun and given up')}>
            {t('dead end, left at {0}', stepNumber(last))}
          </span>
        )}
        <span class="range">{stepRange(first, last)}</span>
      </span>
      <span class="number" role="gridcell">
        {formatCount(sumOf(model.tokensBefore, first, last))}
      </span>
      {model.hasCost && (
        <span class="number usd" role="gridcell">
          {formatRowCost(cost === null ? null : sumOf(cost, first, last))}
        </span>
      )}
      {model.hasTime && (
        <span class="number seconds" role="gridcell">
          {seconds === null ? '–' : formatDecimal(sumOf(seconds, first, last), 1)}
        </span>
      )}
      <Place model={model} first={first} last={last} class="back-phase" />
    </div>
  );
}

interface PlaceProps {
  readonly model: TraceModel;
  readonly first: number;
  readonly last: number;
  readonly class: string;
}

/** Where the row lies on the whole trace; plain boxes, because every row has one. */
function Place({ model, first, last, class: className }: PlaceProps) {
  const total = model.tokensBefore.at(-1)! || 1;
  const left = (model.tokensBefore[first]! / total) * 100;
  const width = (sumOf(model.tokensBefore, first, last) / total) * 100;
  return (
    <span class="place" role="gridcell">
      <span class={`place-bar ${className}`} style={{ left: `${left}%`, width: `${width}%` }} />
    </span>
  );
}
