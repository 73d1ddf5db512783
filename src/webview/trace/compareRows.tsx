import { formatCount, stepNumber, stepRange } from '../ui/format';
import { Icon, KindGlyph } from '../ui/icons';
import { t } from '../ui/l10n';
import { pairRow } from '../ui/pairGrid';
import { plainLine } from '../ui/plainLine';
import { stretchTokens, type CompareRow, type StepStretch } from './compareModel';
import { kindOf, type TraceModel } from './traceModel';
import { kindLabel } from '../ui/kinds';

/** Heads of both sides. */
export function PairHead({ names }: { readonly names: readonly [string, string] }) {
  return (
    <div class="thead" role="rowgroup">
      <div class="pair head-row" role="row" aria-rowindex={1}>
        {(['A', 'B'] as const).map((side, n) => (
          <>
            <span class={n === 0 ? 'no' : 'no second'} role="columnheader">
              {side}
            </span>
            <span class="kind" role="columnheader" title={t('Kind')}>
              {t('Kind')}
            </span>
            <span class="text" role="columnheader" title={names[n as 0 | 1]}>
              {names[n as 0 | 1]}
            </span>
            <span class="number" role="columnheader" title={t('Tokens')}>
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

/** A group, where the sides part, or a pair of steps. */
export function PairRow({ row, a, b, number, selected, folded, onSelect, onOpen }: PairRowProps) {
  const common = pairRow({ number, selected, onSelect, onOpen });
  if (row.kind === 'group') {
    const side = (name: string, model: TraceModel, stretch: StepStretch): string | null =>
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
          <b title={row.title}>{row.title}</b>
          <span class="muted" title={side('A', a, row.a) ?? undefined}>
            {side('A', a, row.a)}
          </span>
          <span class="muted" title={side('B', b, row.b) ?? undefined}>
            {side('B', b, row.b)}
          </span>
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
          <strong>{t('They part here.')}</strong>
          <span class="apart" title={partText(row, a, b)}>
            {partText(row, a, b)}
          </span>
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
