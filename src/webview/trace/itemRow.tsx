import type { ComponentChildren } from 'preact';
import type { TraceItem } from '../../protocol/traceData';
import { formatCount, formatDecimal, formatRowCost } from '../ui/format';
import { Icon, type IconName } from '../ui/icons';
import { t } from '../ui/l10n';
import { plainLine } from '../ui/plainLine';
import type { RowProps } from './stepRow';
import type { TraceModel } from './traceModel';
import { itemLabel } from './words';
import { select } from './selection';

const itemIcons: Readonly<Record<TraceItem['kind'], IconName | null>> = {
  prompt: null,
  answer: null,
  toolCall: 'tool',
  toolResult: 'result',
  hidden: 'hidden',
  raw: 'raw',
};

/** What stands between steps: a prompt, an answer, a tool call or its result, hidden reasoning. */
export function Item(props: RowProps & { readonly item: number }) {
  const { id, session, model, code, top, index, selected, open } = props;
  const item = model.outline.items[props.item]!;
  const icon = itemIcons[item.kind];
  const named = item.kind === 'toolCall' || item.kind === 'raw';
  return (
    <div
      id={id}
      class={`row item item-${item.kind}${item.isError ? ' error' : ''}`}
      role="row"
      style={{ top: `${top}px` }}
      aria-rowindex={index}
      aria-level={1}
      aria-selected={selected}
      aria-expanded={open}
      data-vscode-context={JSON.stringify({ webviewSection: 'item', lrmItem: props.item })}
      onClick={() => select(session, code, { open: selected ? !open : session.state.ui.open })}
      onDblClick={() => select(session, code, { open: true })}
    >
      <span class="no" role="gridcell" />
      <span class="kind" role="gridcell">
        {icon !== null && <Icon name={icon} />}
        <span class="item-label">{itemLabel(item)}</span>
      </span>
      <span class="text" role="gridcell">
        {named && <b class="tool-name">{item.title}</b>}
        {item.kind === 'hidden' ? (
          <span class="gap-bar">{hiddenText(item, model)}</span>
        ) : (
          plainLine(item.line)
        )}
      </span>
      <span class="number" role="gridcell">
        {item.tokens === null ? '' : formatCount(item.tokens.value)}
      </span>
      {model.hasCost && (
        <span class="number usd" role="gridcell">
          {item.cost === null ? '' : formatRowCost(item.cost.value)}
        </span>
      )}
      {model.hasTime && (
        <span class="number seconds" role="gridcell">
          {item.seconds === null ? '' : formatDecimal(item.seconds.value, 1)}
        </span>
      )}
      <span class="place" role="gridcell" />
    </div>
  );
}

/** The trace's own count stands for its only hidden block. */
function hiddenText(item: TraceItem, { outline, count }: TraceModel): ComponentChildren {
  const alone = count === 0 && outline.items.filter((i) => i.kind === 'hidden').length === 1;
  const tokens = item.tokens ?? (alone ? outline.header.reasoningTokens : null);
  return tokens === null
    ? t('Reasoning without its text')
    : t('{0} reasoning tokens without their text', formatCount(tokens.value));
}
