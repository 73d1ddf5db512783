import { useEffect, useRef } from 'preact/hooks';
import type { ShownGroup, whyProtocol, ShownWhy } from '../../protocol/why';
import type { Peer } from '../../protocol/rpc';
import { Button } from '../ui/button';
import { askingFor, Failure, type WithFailure } from '../ui/failure';
import { formatCount } from '../ui/format';
import { Icon } from '../ui/icons';
import { restKeyboardOn } from '../ui/keyboard';
import { t } from '../ui/l10n';
import { useStore, type Store } from '../ui/store';
import { Answer } from './answer';
import { NoAnswer } from './noAnswer';

export type WhyHost = Peer<typeof whyProtocol.host>;

/** Everything the page shows. */
export interface WhyPageState extends WithFailure {
  /** The answer as far as it is known; `null` until the host has told it. */
  readonly why: ShownWhy | null;
}

interface Props {
  readonly host: WhyHost;
  readonly store: Store<WhyPageState>;
}

/** Why a line is there: the way from the line back to the words of the user. */
export function WhyPage({ host, store }: Props) {
  const { why: state, failure } = useStore(store);
  const main = useRef<HTMLElement>(null);
  const ask = askingFor(store);
  useEffect(() => ask(host.request('getState', null).then((why) => store.set({ why }))), []);
  // Each question puts the keyboard on its answer.
  const question = state === null ? '' : `${state.file}:${state.from}-${state.to}`;
  const title = (): HTMLElement | null => main.current?.querySelector('h1') ?? null;
  useEffect(() => {
    if (document.hasFocus()) title()?.focus();
  }, [question]);
  // The title of the answer is another than the one that stood there while logs were read.
  useEffect(() => restKeyboardOn(title()), [state]);

  if (state === null) return null;
  const back = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    ask(host.request('goBack', null));
  };
  return (
    <main ref={main} onKeyDown={back}>
      <p class="tools">
        <button
          class="icon-button"
          aria-pressed={state.following}
          aria-label={t('Follow the cursor')}
          title={t('Follow the cursor')}
          onClick={() => ask(host.request('follow', { on: !state.following }))}
        >
          <Icon name="follow" />
        </button>
      </p>
      <Failure failure={failure ?? state.failure} />
      {state.groups.length === 0 ? (
        <Waiting state={state} host={host} ask={ask} />
      ) : (
        state.groups.map((group, i) => (
          <Group key={i} state={state} group={group} index={i} host={host} ask={ask} />
        ))
      )}
      {state.more > 0 && (
        <p class="quiet">
          {t('{0} more edits wrote lines of this selection.', formatCount(state.more))}
        </p>
      )}
      {state.git === 'untrusted' && (
        <p class="quiet">
          {t(
            'Restricted Mode: git was not asked. Commits, renames and copies are only known in a trusted workspace.',
          )}
        </p>
      )}
    </main>
  );
}

export interface WhyPartProps {
  readonly state: ShownWhy;
  readonly host: WhyHost;
  readonly ask: (request: Promise<unknown>) => void;
}

function Group({ group, index, ...part }: WhyPartProps & { group: ShownGroup; index: number }) {
  return group.kind === 'none' ? (
    <NoAnswer group={group} index={index} {...part} />
  ) : (
    <Answer group={group} index={index} {...part} />
  );
}

function Waiting({ state, host, ask }: WhyPartProps) {
  const reading = state.status === 'reading';
  const [read, logs] = [formatCount(state.read), formatCount(state.logs)];
  return (
    <>
      <h1 tabIndex={-1}>{t('Why is line {0} here?', formatCount(state.from))}</h1>
      <p class="code">{state.line.trim()}</p>
      <p role="status" class="quiet">
        {reading
          ? t('Reading logs: {0} of {1}', read, logs)
          : t('Stopped after {0} of {1} logs', read, logs)}
      </p>
      {reading && (
        <p class="buttons">
          <Button onClick={() => ask(host.request('stop', null))}>{t('Stop')}</Button>
        </p>
      )}
    </>
  );
}
