import type { FileView } from '../../protocol/traceData';
import { Button } from '../ui/button';
import { formatBytes, formatCount } from '../ui/format';
import { t } from '../ui/l10n';
import type { TraceSession } from './session';

/** Reading the file: how far, and a way to stop. */
export function Loading({
  session,
  file,
}: {
  readonly session: TraceSession;
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
      <Button
        onClick={() => void session.attempt(() => session.host.request('cancelOpening', null))}
      >
        {t('Cancel')}
      </Button>
    </div>
  );
}
