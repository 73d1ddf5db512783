import { Dialog } from '../ui/dialog';
import { t } from '../ui/l10n';
import type { SessionPage } from './sessionPage';
import { usableUnits } from './timeline';

interface Key {
  readonly caps: readonly string[];
  readonly text: () => string;
}

/** The keys of the session page, for its help and its foot. */
const keys: readonly Key[] = [
  { caps: ['↑', '↓'], text: () => t('line') },
  { caps: ['←', '→'], text: () => t('fold') },
  { caps: ['Alt', '↑', '↓'], text: () => t('turn') },
  { caps: ['Enter'], text: () => t('open the reasoning of the call') },
  { caps: ['C'], text: () => t('costliest call') },
  { caps: ['N', 'P'], text: () => t('next, previous finding') },
  { caps: ['X'], text: () => t('next failure') },
  { caps: ['/'], text: () => t('find') },
  { caps: ['T'], text: () => t('timeline as table') },
  { caps: ['1', '2', '3'], text: () => t('width: cost, time, calls') },
  { caps: ['=', '-'], text: () => t('zoom the timeline') },
  { caps: ['M'], text: () => t('compare with another session') },
  { caps: ['E'], text: () => t('export') },
  { caps: ['F'], text: () => t('follow the growing file') },
  { caps: ['Esc'], text: () => t('back to everything') },
  { caps: ['?'], text: () => t('all keys') },
];

export function SessionKeys({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t('Keys of the session page')} onClose={onClose}>
      <dl class="key-list">
        {keys.map(({ caps, text }) => (
          <div key={caps.join(' ')}>
            <dt>
              <Caps caps={caps} />
            </dt>
            <dd>{text()}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function Caps({ caps }: { readonly caps: readonly string[] }) {
  return (
    <>
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </>
  );
}

/** The keys that matter now. */
export function SessionFootKeys() {
  return (
    <>
      {keys.map(({ caps, text }) => (
        <span key={caps.join(' ')}>
          <Caps caps={caps} /> {text()}
        </span>
      ))}
    </>
  );
}

type Act = (page: SessionPage) => void;

const setUnit =
  (nth: number): Act =>
  (page) => {
    const unit = (['cost', 'time', 'calls'] as const)[nth];
    if (unit !== undefined && page.model !== null && usableUnits(page.model).includes(unit)) {
      page.setUnit(unit);
    }
  };

const acts: Readonly<Record<string, Act>> = {
  n: (page) => page.goToFinding(1),
  p: (page) => page.goToFinding(-1),
  c: (page) => page.goToCostliest(),
  m: (page) => page.context.compare(),
  x: (page) => page.jump('failure', 1),
  X: (page) => page.jump('failure', -1),
  j: (page) => page.move(1),
  k: (page) => page.move(-1),
  t: (page) => page.context.setUi({ table: !page.ui.table }),
  '1': setUnit(0),
  '2': setUnit(1),
  '3': setUnit(2),
  '?': (page) => page.context.showHelp(),
};

/** What a key does on the page; keys of a text field, a dialog or the timeline are theirs. */
export function onSessionKey(event: KeyboardEvent, page: SessionPage): void {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return;
  if (target.closest('input, textarea, select, dialog') !== null) return;
  const act = event.altKey ? undefined : Object.hasOwn(acts, key) ? acts[key] : undefined;
  if (act !== undefined) act(page);
  else if (event.altKey && key === 'ArrowDown') page.jump('turn', 1);
  else if (event.altKey && key === 'ArrowUp') page.jump('turn', -1);
  else if (key === 'Escape') leave(page);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Closes what is open, one thing at a time: the details, then find and filters. */
function leave(page: SessionPage): void {
  const { ui, context } = page;
  if (ui.open) context.setUi({ open: false });
  else if (ui.query !== '' || ui.families.length > 0 || ui.traits.length > 0) {
    context.setUi({ query: '', families: [], traits: [] });
  } else if (ui.table) context.setUi({ table: false });
}
