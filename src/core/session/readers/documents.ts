import type { NoteBody } from '../../model/sessionNote';
import { text } from '../../text/json';

/** What a whole document says of its session beside the messages, by format. */
export function opencodeNotes(value: unknown): readonly NoteBody[] {
  return headOf(text(value, 'info', 'title'), text(value, 'info', 'directory'));
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
