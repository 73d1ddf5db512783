import type { ShownGroup } from '../../protocol/why';
import { Button } from '../ui/button';
import { formatCount, formatDay } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { CommitLine } from './commitLine';
import type { WhyPartProps } from './whyPage';
import { Certainty } from './certainty';
import { Link } from '../ui/link';

/** No recorded edit: what was looked through, and the commit of the line as a fact. */
export function NoAnswer({
  group,
  index,
  ...part
}: WhyPartProps & { group: ShownGroup; index: number }) {
  const { state, host, ask } = part;
  const { searched, nearest, folders } = state;
  const byPerson = group.marks.some(({ by }) => by === 'person');
  const add = (): void => {
    ask(host.request('runCommand', { command: 'lrmLens.savedTraces.addSessions', args: [] }));
  };
  return (
    <section>
      <h1 tabIndex={-1}>
        {byPerson
          ? t(
              'A person wrote line {0}, says a note of its commit.',
              formatCount(group.lines[0] ?? state.from),
            )
          : t(
              'No recorded edit wrote line {0}. Nothing is guessed.',
              formatCount(group.lines[0] ?? state.from),
            )}
      </h1>
      <Certainty of="none" text={t('not in any session that was read')} />
      <ul class="looked" aria-label={t('Where was looked')}>
        {searched !== null && (
          <li>
            <Icon name="done" />
            <span>
              {searched.from === null || searched.to === null
                ? t(
                    searched.logs === 1 ? '1 session with edits' : '{0} sessions with edits',
                    formatCount(searched.logs),
                  )
                : t(
                    searched.logs === 1
                      ? '1 session with edits, {1} to {2}'
                      : '{0} sessions with edits, {1} to {2}',
                    formatCount(searched.logs),
                    formatDay(searched.from),
                    formatDay(searched.to),
                  )}
              <span class="quiet below">
                {t(
                  '{0} edits of {1}, none that left this line',
                  formatCount(searched.ofFile),
                  state.file,
                )}
              </span>
            </span>
          </li>
        )}
        <li>
          <Icon name="hidden" />
          <span>
            {t(
              'Sessions outside the {0} folders of Saved Traces: not looked at',
              formatCount(folders),
            )}
          </span>
        </li>
      </ul>
      <CommitLine {...part} group={group} index={index} />
      <p class="buttons">
        <Button onClick={add}>{t('Add a session folder…')}</Button>
      </p>
      {nearest !== null && (
        <p class="foot">
          {t('Nearest line with a recorded edit:')}{' '}
          <Link onClick={() => ask(host.request('askLine', { line: nearest }))}>
            {t('line {0}', formatCount(nearest))}
          </Link>
        </p>
      )}
    </section>
  );
}
