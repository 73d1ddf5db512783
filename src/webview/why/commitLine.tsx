import type { WriterMark } from '../../core/why/marks';
import type { ShownGroup } from '../../protocol/why';
import { formatDay } from '../ui/format';
import { t } from '../ui/l10n';
import type { WhyPartProps } from './whyPage';
import { Link } from '../ui/link';

/** The commit in which the line came in, and what it or a note says of its writer. */
export function CommitLine({
  group: { commit, marks },
  index,
  host,
  ask,
}: WhyPartProps & { group: ShownGroup; index: number }) {
  if (commit === null) return null;
  return (
    <div class="commit">
      <p>
        {t(
          'The line came in with commit {0} on {1}:',
          commit.id.slice(0, 10),
          formatDay(commit.at),
        )}{' '}
        <q>{commit.subject}</q>{' '}
        <Link onClick={() => ask(host.request('showCommit', { group: index }))}>
          {t('Show commit')}
        </Link>
      </p>
      {marks.map((mark, i) => (
        <p key={i} class="quiet">
          {markText(mark)}
        </p>
      ))}
    </div>
  );
}

function markText({ source, by, tool, model, id }: WriterMark): string {
  const facts = [tool, model, id].filter((x) => x !== null).join(', ');
  switch (source) {
    case 'git-ai':
      return by === 'person' ? t('git-ai: written by a person') : t('git-ai: {0}', facts);
    case 'agent-trace':
      return by === 'person' ? t('Agent Trace: written by a person') : t('Agent Trace: {0}', facts);
    case 'entire':
      return t('Entire checkpoint {0}', facts);
    case 'co-author':
      return t('Co-author of the commit: {0}', facts);
  }
}
