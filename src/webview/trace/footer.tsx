import type { ComponentChildren } from 'preact';
import type { OpenSession } from '../session/openSession';
import { BANDS } from '../../core/steps/bands';
import { traceActions, type TraceAction } from '../../protocol/traceActions';
import { Dialog } from '../ui/dialog';
import { ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';

/** A key as it stands on a keyboard. */
const keyNames: Readonly<Record<string, string>> = {
  space: 'Space',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
};

/** A keybinding of `traceActions` as caps: "shift+a" becomes Shift A. */
export function Keys({ binding }: { readonly binding: string }) {
  return (
    <>
      {(binding === 'shift+/' ? ['?'] : binding.split('+')).map((key) => (
        <kbd key={key}>{keyNames[key] ?? key.toUpperCase()}</kbd>
      ))}
    </>
  );
}

function Key({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <span>
      {name.split(' ').map((key) => (key === '–' ? key : <kbd key={key}>{key}</kbd>))} {children}
    </span>
  );
}

/** The keys that matter now, and what the dots mean. */
export function Footer({
  view,
  opened,
}: {
  readonly view: 'session' | 'list' | 'trace' | 'compare';
  readonly opened: OpenSession | null;
}) {
  return (
    <footer class="foot">
      <div class="foot-keys">
        {view === 'trace' && (
          <>
            <Key name="↑ ↓">{t('step')}</Key>
            <Key name="← →">{t('fold')}</Key>
            <Key name="Enter">{t('open')}</Key>
            <Key name="Space">{t('play')}</Key>
            <Key name="/">{t('find')}</Key>
            <Key name="A">{t('answer')}</Key>
            <Key name="B">{t('follow link back')}</Key>
            <Key name="1 – 6">{t('relabel')}</Key>
          </>
        )}
        {view === 'session' && opened !== null && <opened.FootKeys />}
        {view === 'list' && (
          <>
            <Key name="↑ ↓">{t('trace')}</Key>
            <Key name="Enter">{t('open')}</Key>
            <Key name="[ ]">{t('previous, next trace')}</Key>
            <Key name="Space">{t('mark for compare')}</Key>
            <Key name="/">{t('find')}</Key>
          </>
        )}
        {view === 'compare' && (
          <>
            <Key name="↑ ↓">{t('pair')}</Key>
            <Key name="D">{t('next difference')}</Key>
            <Key name="Enter">{t('open step')}</Key>
            <Key name="X">{t('swap')}</Key>
          </>
        )}
      </div>
      {view !== 'session' && <Key name="?">{t('all keys')}</Key>}
      <span class="legend">
        {view === 'trace' && (
          <span title={t(BANDS[2].about)}>
            <b aria-hidden="true">?</b> {t(BANDS[2].label)}
          </span>
        )}
        <ProvenanceDot provenance="measured" silent /> {t('measured')}
        <ProvenanceDot provenance="derived" silent /> {t('derived')}
        <ProvenanceDot provenance="estimated" silent /> {t('estimated')}
      </span>
    </footer>
  );
}

/** All actions with their default keys. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const names = Object.keys(traceActions) as TraceAction[];
  return (
    <Dialog title={t('Keys of the trace viewer')} onClose={onClose}>
      <dl class="key-list">
        {names
          .filter((name) => traceActions[name].key !== '')
          .map((name) => (
            <div key={name}>
              <dt>
                <Keys binding={traceActions[name].key} />
              </dt>
              <dd>{t(traceActions[name].title)}</dd>
            </div>
          ))}
      </dl>
      <p class="muted">
        {t('Every action is a command: change its key in Keyboard Shortcuts, under “LRM Lens”.')}
      </p>
    </Dialog>
  );
}
