import type { Problem } from '../../core/model/problem';
import type { FileView } from '../../protocol/traceData';
import { formatBytes, formatCount } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import type { Session } from './session';

/** Reading the file: how far, and a way to stop. */
export function Loading({
  session,
  file,
}: {
  readonly session: Session;
  readonly file: FileView | null;
}) {
  const share = file === null || file.bytesTotal === 0 ? null : file.bytesRead / file.bytesTotal;
  return (
    <div class="state" role="status">
      <p>{file === null ? t('Opening…') : t('Reading {0}…', file.name)}</p>
      {share === null ? (
        <progress aria-label={t('Reading')} />
      ) : (
        <progress aria-label={t('Reading')} value={share} max={1} />
      )}
      {file !== null && (
        <p class="muted numeric">
          {t(
            '{0} of {1}, {2} traces',
            formatBytes(file.bytesRead),
            formatBytes(file.bytesTotal),
            formatCount(file.count),
          )}
        </p>
      )}
      <button
        type="button"
        class="button secondary"
        onClick={() => void session.attempt(() => session.host.request('cancelOpening', null))}
      >
        {t('Cancel')}
      </button>
    </div>
  );
}

/** Why the file does not open, where it went wrong, and the way to its plain text. */
export function ProblemPage({
  session,
  file,
}: {
  readonly session: Session;
  readonly file: FileView;
}) {
  const problem = file.failure;
  return (
    <div class="state" role="alert">
      <h1>
        <Icon name="warning" />{' '}
        {problem === null ? t('No traces in {0}', file.name) : title(problem)}
      </h1>
      <p>{problem?.message ?? t('The file was read to its end and holds no model generation.')}</p>
      {problem?.at !== undefined && <p class="muted">{where(problem)}</p>}
      <p>
        <button
          type="button"
          class="button"
          onClick={() =>
            void session.attempt(() =>
              session.host.request('openAsText', { offset: problem?.at?.offset ?? null }),
            )
          }
        >
          {t('Open as text')}
        </button>
      </p>
    </div>
  );
}

function title(problem: Problem): string {
  switch (problem.code) {
    case 'unrecognised':
      return t('Not a trace that LRM Lens knows');
    case 'empty':
      return t('The file is empty');
    case 'malformed':
      return t('The file does not parse');
    case 'too-large':
      return t('The file is over a limit');
    case 'truncated':
      return t('The file ends too early');
    case 'not-understood':
      return t('Records that are not understood');
  }
}

/** Where a problem stands in the file. */
export function where({ at }: Problem): string {
  const record = at?.record === undefined ? '' : t('record {0}', formatCount(at.record + 1));
  const offset = at?.offset === undefined ? '' : t('byte {0}', formatCount(at.offset));
  return [record, offset].filter((part) => part !== '').join(', ');
}
