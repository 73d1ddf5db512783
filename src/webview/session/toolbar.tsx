import { useMemo } from 'preact/hooks';
import { formatCount, formatShort } from '../ui/format';
import { FindBox } from '../ui/findBox';
import { Icon, type IconName } from '../ui/icons';
import { t } from '../ui/l10n';
import { ToolButton } from '../ui/toolButton';
import { chipCounts } from './rows';
import type { SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { families, traits } from './sessionUi';
import { familyIcons, familyLabel, traitIcons, traitLabel } from './words';

interface ToolbarProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly following: boolean;
}

/** Find, what to show only, and what can be done with the whole session. */
export function SessionToolbar({ page, model, following }: ToolbarProps) {
  const { ui, context } = page;
  const counts = useMemo(() => chipCounts(model), [model]);
  const toggled = <T,>(list: readonly T[], one: T): T[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  return (
    <div class="toolbar" role="toolbar" aria-label={t('Find and filter')}>
      <CallFindBox page={page} />
      <div class="kinds session-chips" role="group" aria-label={t('Show only')}>
        {families.map((family) => {
          const count = counts.families.get(family) ?? 0;
          return count === 0 ? null : (
            <Chip
              key={family}
              icon={familyIcons[family]}
              label={familyLabel(family)}
              count={count}
              pressed={ui.families.includes(family)}
              onClick={() => context.setUi({ families: toggled(ui.families, family) })}
            />
          );
        })}
        {traits.map((trait) => {
          const count = counts.traits.get(trait) ?? 0;
          return count === 0 ? null : (
            <Chip
              key={trait}
              icon={traitIcons[trait]}
              label={traitLabel(trait)}
              count={count}
              bad={trait === 'failed'}
              pressed={ui.traits.includes(trait)}
              onClick={() => context.setUi({ traits: toggled(ui.traits, trait) })}
            />
          );
        })}
      </div>
      <span class="spacer" />
      <div class="tools last">
        <ToolButton name={t('Fold all turns')} icon="fold" onClick={() => page.foldAll()} />
        <ToolButton
          name={t('Compare with another session')}
          icon="compare"
          onClick={context.compare}
        />
        <ToolButton name={t('Export the session')} icon="export" onClick={context.exportSession} />
        <ToolButton
          name={t('Follow Growing File')}
          icon="follow"
          pressed={following}
          onClick={() => context.setFollowing(!following)}
        />
        <ToolButton name={t('Keys of the session page')} icon="help" onClick={context.showHelp} />
      </div>
    </div>
  );
}

interface ChipProps {
  readonly icon: IconName;
  readonly label: string;
  readonly count: number;
  readonly pressed: boolean;
  readonly bad?: boolean;
  readonly onClick: () => void;
}

function Chip({ icon, label, count, pressed, bad = false, onClick }: ChipProps) {
  return (
    <button
      type="button"
      class={`kind-filter session-chip${bad ? ' bad' : ''}`}
      aria-pressed={pressed}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span class="label">{label}</span>
      <span class="count">{formatShort(count)}</span>
    </button>
  );
}

/** Moves the keyboard to the list. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[data-place="steps"]')?.focus();
}

function CallFindBox({ page }: { readonly page: SessionPage }) {
  const { ui, context } = page;
  const count = ui.query === '' ? null : page.shown().calls.length;
  const found =
    count === null ? '' : count === 1 ? t('1 call') : t('{0} calls', formatCount(count));
  return (
    <FindBox
      label={t('Find in the session')}
      query={ui.query}
      found={found}
      isStatus
      onInput={(query) => context.setUi({ query })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') context.setUi({ query: '' });
        else if (event.key === 'Enter') page.jump('call', event.shiftKey ? -1 : 1);
        else if (event.key !== 'ArrowDown') return;
        if (event.key !== 'Enter') focusList();
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
