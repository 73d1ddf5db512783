import type { NoteBody } from '../../model/sessionNote';
import { at, str, text } from '../../text/json';
import { contentText } from '../../trace/build/content';
import { copilotTaskThread } from '../../trace/formats/agents/copilotAgent';
import { junieAnswers, junieEvent, junieThread } from '../../trace/formats/agents/junie';
import { junieKind } from '../../trace/formats/agents/junieBlocks';
import { isKiroEcho, kiroThread } from '../../trace/formats/agents/kiro';

/** Logs that have what an agent says in pieces: what they tell beside these. */

const GENERATION: NoteBody = { kind: 'generation', synthetic: false };

const saidByUser = (words: string): readonly NoteBody[] =>
  words === '' ? [] : [{ kind: 'user', text: words, injected: null }];

/** Kiro's session. Nothing ties a sub-agent's pieces, which name its execution, to the call that started it. */
export function kiroNotes(value: unknown): readonly NoteBody[] {
  const payload = at(value, 'payload');
  const ofAgent = kiroThread(value) === null ? [] : [GENERATION];
  if (str(payload, 'type') === 'user')
    return isKiroEcho(payload) ? [] : saidByUser(contentText(at(payload, 'content')));
  if (str(payload, 'operationType') === 'Summary')
    return [
      ...ofAgent,
      { kind: 'event', event: 'compaction', text: text(payload, 'content') ?? '' },
    ];
  return ofAgent;
}

/** Junie's session. */
export function junieNotes(value: unknown): readonly NoteBody[] {
  const event = junieEvent(value);
  const ofAgent = junieThread(value) === null ? [] : [GENERATION];
  switch (event === null ? junieKind(value) : junieKind(event)) {
    case 'UserPromptEvent':
    case 'UserResponseEvent':
      return saidByUser(str(value, 'prompt') ?? '');
    case 'UserAsyncResponseEvent':
      return saidByUser(junieAnswers(value));
    case 'SessionTitleSetEvent': {
      const title = text(value, 'name');
      return title === null ? [] : [{ kind: 'title', text: title }];
    }
    case 'CurrentDirectoryUpdatedEvent': {
      const folder = text(event, 'currentDirectory');
      return folder === null ? [] : [{ kind: 'folder', text: folder }];
    }
    case 'CancelAgentEvent':
      return [{ kind: 'event', event: 'interruption', text: '' }];
    case 'AgentFailureEvent':
      return [
        ...ofAgent,
        { kind: 'event', event: 'api-error', text: text(event, 'message') ?? '' },
      ];
    default:
      return ofAgent;
  }
}

/** The log of Copilot's coding agent. */
export function copilotTaskNotes(value: unknown): readonly NoteBody[] {
  return copilotTaskThread(value) === null ? [] : [GENERATION];
}
