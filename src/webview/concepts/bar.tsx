import type { JSX } from 'preact';
import type { ShownConcepts } from '../../protocol/concepts';
import { t } from '../ui/l10n';
import { Icon } from './icons';

interface Props {
  readonly shown: ShownConcepts;
  readonly searching: boolean;
  readonly onBack: () => void;
  readonly onForward: () => void;
  readonly onSearch: () => void;
}

/** Where the reader is, and the way back, on, and to other pages. */
export function Bar({ shown, searching, onBack, onForward, onSearch }: Props): JSX.Element {
  const { view } = shown;
  const crumb =
    view.kind === 'concept'
      ? t('{0}, {1} of {2} · {3} min', view.group, view.number, view.of, view.minutes)
      : t('The claim ledger');
  return (
    <nav class="bar" aria-label={t('Pages')}>
      <Way name={t('Back')} icon="back" disabled={!shown.canGoBack} onClick={onBack} />
      <Way name={t('Forward')} icon="forward" disabled={!shown.canGoForward} onClick={onForward} />
      <span class="crumb quiet" title={crumb}>
        {crumb}
      </span>
      <button
        type="button"
        class="tool"
        aria-label={t('Search the pages')}
        title={`${t('Search the pages')} (/)`}
        aria-expanded={searching}
        onClick={onSearch}
      >
        <Icon name={searching ? 'close' : 'search'} />
      </button>
    </nav>
  );
}

function Way(props: {
  readonly name: string;
  readonly icon: 'back' | 'forward';
  readonly disabled: boolean;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      aria-label={props.name}
      title={props.name}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
    </button>
  );
}
