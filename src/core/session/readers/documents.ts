import type { NoteBody } from '../../model/sessionNote';
import { at, list, text } from '../../text/json';
import { contentText } from '../../trace/build/content';
import { zedThread } from '../../trace/formats/agents/zed';
import { cursorResultNotes, gooseTotalNotes, modelStatsNotes, zedTotalNotes } from './runTotals';

/** What a whole document says of its session beside the messages, by format. */
export function opencodeNotes(value: unknown): readonly NoteBody[] {
  const parts = list(value, 'messages').flatMap((message) => list(message, 'parts'));
  const started = parts.flatMap((part): readonly NoteBody[] => {
    const id = text(part, 'state', 'metadata', 'sessionId');
    const name = text(part, 'state', 'input', 'subagent_type');
    if (id === null) return [];
    return [{ kind: 'agent', id, name, callId: text(part, 'callID'), task: null }];
  });
  const told = [...started, ...takenBack(value)];
  const id = opencodeAgent(value);
  if (id !== null) return [...nested(id, null), ...told];
  return [...headOf(text(value, 'info', 'title'), text(value, 'info', 'directory')), ...told];
}

/** The tools of messages that the user went back behind (`info.revert`): opencode undoes their changes, and keeps them until the next message. */
function takenBack(value: unknown): readonly NoteBody[] {
  const revert = at(value, 'info', 'revert');
  const [message, part] = [text(revert, 'messageID'), text(revert, 'partID')];
  if (message === null) return [];
  const messages = list(value, 'messages');
  const from = messages.findIndex((m) => text(m, 'info', 'id') === message);
  if (from < 0) return [];
  const parts = messages.slice(from).flatMap((m) => list(m, 'parts'));
  const first =
    part === null
      ? 0
      : Math.max(
          0,
          parts.findIndex((p) => text(p, 'id') === part),
        );
  return parts.slice(first).flatMap((p): readonly NoteBody[] => {
    const callId = text(p, 'callID');
    return callId === null
      ? []
      : [{ kind: 'tool', callId, durationMs: null, failed: null, undone: true }];
  });
}

/** The session of a sub-agent, which a database has among the others. */
export const opencodeAgent = (value: unknown): string | null =>
  text(value, 'info', 'parentID') === null ? null : text(value, 'info', 'id');

/** What is said of a sub-agent whose session is a document of its own. */
function nested(id: string, task: string | null): readonly NoteBody[] {
  return [
    { kind: 'agent', id, name: null, callId: null, task },
    { kind: 'generation', synthetic: false },
  ];
}

/** SWE-agent's trajectory: what it tells its model after the task stands in the user's name. */
export function trajectoryNotes(value: unknown): readonly NoteBody[] {
  const isRun = list(value, 'trajectory').length > 0 || list(value, 'history').length > 0;
  return isRun ? [{ kind: 'observed' }, ...modelStatsNotes(value)] : [];
}

/** Goose's session, or the first line of its file. */
export function gooseNotes(value: unknown): readonly NoteBody[] {
  const messages = list(value, 'messages');
  const started = messages.flatMap((message) => list(message, 'content')).flatMap(gooseStarts);
  const id = gooseAgent(value);
  if (id !== null) {
    const asked = messages.find((message) => text(message, 'role') === 'user');
    return [
      ...nested(id, asked === undefined ? null : contentText(at(asked, 'content'))),
      ...started,
    ];
  }
  return [...gooseHead(value), ...started];
}

/** Tools that start a sub-agent, which is told the instructions they are given. */
const STARTS = /^(?:.{1,60}__)?(?:delegate|subagent)$/;

function gooseStarts(block: unknown): readonly NoteBody[] {
  const call = at(block, 'toolCall', 'value');
  const task = text(call, 'arguments', 'instructions');
  if (!STARTS.test(text(call, 'name') ?? '') || task === null) return [];
  const name = text(call, 'arguments', 'source');
  return [{ kind: 'agent', id: null, name, callId: text(block, 'id'), task }];
}

/** The session of a sub-agent, which its database has among the others. */
export const gooseAgent = (value: unknown): string | null =>
  /^sub_?agent$/i.test(text(value, 'session_type') ?? '') ? text(value, 'id') : null;

function gooseHead(value: unknown): readonly NoteBody[] {
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

/** A session of Crush's database. That of a sub-agent is named after the call that started it, behind its message. */
export function crushNotes(value: unknown): readonly NoteBody[] {
  const id = crushAgent(value);
  if (id === null) return headOf(text(value, 'title'), null);
  const callId = id.split('$$').at(-1) ?? id;
  return [
    { kind: 'agent', id, name: null, callId, task: null },
    { kind: 'generation', synthetic: false },
  ];
}

/** The session of a sub-agent, which the database has among the others. */
export const crushAgent = (value: unknown): string | null =>
  text(value, 'parent_session_id') === null ? null : text(value, 'id');

/** A thread of Zed's agent. */
export function zedNotes(value: unknown): readonly NoteBody[] {
  const thread = zedThread(value);
  const title = text(thread, 'title') ?? text(thread, 'summary');
  const tree = at(thread, 'initial_project_snapshot', 'worktree_snapshots', 0);
  const folder = text(tree, 'worktree_path') ?? text(value, 'cwd');
  return [...headOf(title, folder), ...zedTotalNotes(thread)];
}

/** A session of Augment's command line. */
export function augmentNotes(value: unknown): readonly NoteBody[] {
  return headOf(text(value, 'customTitle'), null);
}

function headOf(title: string | null, folder: string | null): readonly NoteBody[] {
  return [
    ...(title === null ? [] : [{ kind: 'title' as const, text: title }]),
    ...(folder === null ? [] : [{ kind: 'folder' as const, text: folder }]),
  ];
}
