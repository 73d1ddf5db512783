import { useMemo } from 'preact/hooks';
import { editsOf } from '../../core/session/edits';
import { readInput } from '../../core/session/toolInput';
import { EditDiff } from '../session/editDiff';
import { t } from '../ui/l10n';
import type { TraceSession } from './session';
import { sessionContext } from './sessionContext';

interface EditsOfCallProps {
  readonly session: TraceSession;
  /** Name of the tool, and what it was asked, whole. */
  readonly tool: string;
  readonly input: string;
  /** When the call of the model began, epoch milliseconds. */
  readonly at: number | null;
  /** Its result is recorded and no failure. */
  readonly wasMade: boolean;
}

/** The changes of files that a tool call asked for; nothing for other tools. */
export function EditsOfCall({ session, tool, input, at, wasMade }: EditsOfCallProps) {
  const context = useMemo(() => sessionContext(session), [session]);
  const edits = useMemo(() => editsOf(tool, readInput(input, tool)), [tool, input]);
  const folder = session.run?.model?.session.folder ?? null;
  if (edits.length === 0) return null;
  return (
    <div class="details">
      <h2 class="visually-hidden">{t('Change')}</h2>
      {edits.map((edit, i) => (
        <EditDiff key={i} context={context} folder={folder} edit={edit} at={at} wasMade={wasMade} />
      ))}
    </div>
  );
}
