import type { Edit } from '../../core/model/session';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { Standing, type EditQuestions } from './besideEdit';
import { diffLines } from './diff';
import { DiffBlock } from './diffBlock';
import { fileName } from './words';
import { Link } from '../ui/link';

const MAX_LINES = 400;

interface EditDiffProps {
  readonly context: EditQuestions;
  /** The folder of the session, from which paths are told. */
  readonly folder: string | null;
  readonly edit: Edit;
  readonly at: number | null;
  /** Of one that failed nothing can stand: what is there others wrote. */
  readonly wasMade: boolean;
}

/** What an edit changed, how much of it still stands, and the way to its place today. */
export function EditDiff({ context, folder, edit, at, wasMade }: EditDiffProps) {
  const lines = diffLines(edit);
  return (
    <section>
      <h3 title={edit.file}>
        {fileName(edit.file)} {edit.old === null && <span class="muted">{t('written whole')}</span>}
      </h3>
      <DiffBlock label={t('Change of {0}', edit.file)} lines={lines} most={MAX_LINES} />
      {wasMade && <Standing context={context} folder={folder} edit={edit} at={at} />}
      <p class="item-actions">
        <Link onClick={() => context.openEdit(edit, folder, at)}>
          <Icon name="file" /> {t('Open in file')}
        </Link>
      </p>
    </section>
  );
}
