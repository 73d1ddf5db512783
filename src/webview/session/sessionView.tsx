import { useEffect } from 'preact/hooks';
import { Button } from '../ui/button';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { useMedia } from '../ui/useWidth';
import { Detail } from './detail';
import { Findings, SessionHeader } from './header';
import { onSessionKey } from './keys';
import { SessionList } from './sessionList';
import type { SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { Timeline } from './timelineView';
import { SessionToolbar } from './toolbar';

interface SessionViewProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly following: boolean;
}

/** A whole run of an agent: what it cost and where, what stands out, and every turn, call and tool. */
export function SessionView({ page, model, following }: SessionViewProps) {
  const narrow = useMedia('(max-width: 959px)');
  // Keys of the page are its own before VS Code's: it listens at the window.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => onSessionKey(event, page);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [page]);
  const row = page.row;
  return (
    <>
      <SessionHeader model={model} following={following} />
      <Findings page={page} model={model} />
      <Timeline page={page} model={model} />
      <SessionToolbar page={page} model={model} following={following} />
      <div class="main">
        <div class="list-side">
          <SessionList page={page} model={model} narrow={narrow} />
          {page.below > 0 && (
            <div class="session-below">
              <Button primary onClick={() => page.toEnd()}>
                <Icon name="compact" class="small" /> {t('{0} new below', page.below)}
              </Button>
            </div>
          )}
        </div>
        {!narrow && (
          <aside class="side" aria-label={t('Details')} tabIndex={0}>
            {row === undefined ? (
              <p class="muted">{t('Choose a line to see its details.')}</p>
            ) : (
              <Detail key={row.id} page={page} model={model} row={row} />
            )}
          </aside>
        )}
      </div>
    </>
  );
}
