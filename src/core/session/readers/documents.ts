import type { NoteBody } from '../../model/sessionNote';
import { list, text } from '../../text/json';

/** What a whole document says of its session beside the messages, by format. */
export function opencodeNotes(value: unknown): readonly NoteBody[] {
  return headOf(text(value, 'info', 'title'), text(value, 'info', 'directory'));
}

/** SWE-agent's trajectory: its history has what commands printed as messages of the user. */
export function trajectoryNotes(value: unknown): readonly NoteBody[] {
  const [first] = list(value, 'trajectory');
  const isTrajectory = text(first, 'observation') !== null || text(first, 'action') !== null;
  return isTrajectory ? [{ kind: 'observed' }] : [];
}

/** A saved chat, or the first line of its patch log. */
export function vscodeNotes(value: unknown): readonly NoteBody[] {
  return headOf(text(value, 'customTitle') ?? text(value, 'v', 'customTitle'), null);
}

function headOf(title: string | null, folder: string | null): readonly NoteBody[] {
  return [
    ...(title === null ? [] : [{ kind: 'title' as const, text: title }]),
    ...(folder === null ? [] : [{ kind: 'folder' as const, text: folder }]),
  ];
}
