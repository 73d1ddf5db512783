import { useMemo } from 'preact/hooks';
import { formatCount, formatShare, stepRange } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { branches, type Branch } from './branches';
import { kindCounts } from './kindCounts';
import { sumOf, type TraceModel } from './traceModel';

interface StructureProps {
  readonly model: TraceModel;
  readonly selected: number;
  readonly onJump: (step: number) => void;
}

/** The argument as a tree: the main line, alternatives tried from it, and where they were given up. */
export function Structure({ model, selected, onJump }: StructureProps) {
  const { phases } = model.outline;
  const roots = useMemo(() => branches(phases), [phases]);
  const dead = phases.filter((phase) => phase.deadEnd).length;
  const deepest = phases.reduce((most, phase) => Math.max(most, phase.depth), 0);
  return (
    <div class="structure">
      <h2>
        <Icon name="tree" />
        <span>{t('Structure')}</span>
      </h2>
      <p class="muted">
        {deepest === 0
          ? t('One line of argument, no alternative was tried.')
          : dead === 1
            ? t('Suggested: {0} phases, one dead end.', formatCount(phases.length))
            : t(
                'Suggested: {0} phases, {1} dead ends.',
                formatCount(phases.length),
                formatCount(dead),
              )}
      </p>
      <Branches list={roots} model={model} selected={selected} onJump={onJump} />
    </div>
  );
}

function Branches({
  list,
  model,
  selected,
  onJump,
}: StructureProps & { readonly list: readonly Branch[] }) {
  const { phases, answer } = model.outline;
  const total = model.tokensBefore.at(-1)! || 1;
  return (
    <ol class="branches">
      {list.map(({ phase, children }) => {
        const { first, last, title, deadEnd, depth, summary, by } = phases[phase]!;
        const here = selected >= first && selected <= last;
        const concluded = answer.firstConcluded;
        const share = sumOf(model.tokensBefore, first, last) / total;
        return (
          <li key={phase} class={deadEnd ? 'branch-dead' : depth > 0 ? 'branch-side' : ''}>
            <button
              type="button"
              class={here ? 'branch-row here' : 'branch-row'}
              aria-current={here ? 'step' : undefined}
              title={kindCounts(model, first, last)}
              onClick={() => onJump(first)}
            >
              <span class="branch-title">{title}</span>
              {deadEnd && (
                <span class="tag" title={t('An approach that was begun and given up')}>
                  {t('dead end')}
                </span>
              )}
              {concluded !== null && concluded >= first && concluded <= last && (
                <span class="tag strong">{t('concludes')}</span>
              )}
              <span class="muted numeric">{stepRange(first, last)}</span>
              <span class="muted numeric branch-share">{formatShare(share)}</span>
            </button>
            {summary !== null && <p class="branch-summary">{summary}</p>}
            {by !== null && <p class="muted branch-summary">{t('named by {0}', by)}</p>}
            {children.length > 0 && (
              <Branches list={children} model={model} selected={selected} onJump={onJump} />
            )}
          </li>
        );
      })}
    </ol>
  );
}
