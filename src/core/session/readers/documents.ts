import type { NoteBody } from '../../model/sessionNote';
import { list, text } from '../../text/json';
import { cursorResultNotes, gooseTotalNotes, modelStatsNotes } from './runTotals';

/** What a whole document says of its session beside the messages, by format. */
export function opencodeNotes(value: unknown): readonly NoteBody[] {
  return headOf(text(value, 'info', 'title'), text(value, 'info', 'directory'));
}

/** SWE-agent's trajectory: what it tells its model after the task stands in the user's name. */
export function trajectoryNotes(value: unknown): readonly NoteBody[] {
  const isRun = list(value, 'trajectory').length > 0 || list(value, 'history').length > 0;
  return isRun ? [{ kind: 'observed' }, ...modelStatsNotes(value)] : [];
}

/** Goose's session, or the first line of its file. */
export function gooseNotes(value: unknown): readonly NoteBody[] {
  const title = text(value, 'title') ?? text(value, 'name') ?? text(value, 'description');
  const folder = text(value, 'working_dir');
  return folder === null ? [] : [...headOf(title, folder), ...gooseTotalNotes(value)];
}

/** A conversation of Cursor's database. */
export function cursorNotes(value: unknown): readonly NoteBody[] {
  return text(value, 'composerId') === null ? [] : headOf(text(value, 'title'), null);
}

/** The first line of what Cursor's agent prints, and the last. */
export function cursorStreamNotes(value: unknown): readonly NoteBody[] {
  if (text(value, 'type') === 'result') return cursorResultNotes(value);
  return headOf(null, text(value, 'cwd'));
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
