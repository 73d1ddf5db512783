import type { NoteBody } from '../../model/sessionNote';
import { at, str, text, time } from '../../text/json';
import { contentText } from '../../trace/build/content';
import { copilotTaskThread } from '../../trace/formats/agents/copilotAgent';
import { junieAnswers, junieEvent, junieThread } from '../../trace/formats/agents/junie';
import { isJunieCompaction, junieKind } from '../../trace/formats/agents/junieBlocks';
import { isKiroEcho, kiroThread } from '../../trace/formats/agents/kiro';
import { openedMessage } from '../../trace/formats/apis/taggedMessages';
import type { SessionReader } from '../reader';
import { lineReader } from './lines';

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

/** Session of Kiro's command line, whose words of the user alone have times. */
export function kiroCliNotes(line: unknown): readonly NoteBody[] {
  const kind = str(line, 'kind');
  if (kind === 'Prompt') {
    const message = openedMessage(line);
    return message === line ? [] : saidByUser(contentText(at(message, 'content')));
  }
  if (kind !== 'Compaction') return [];
  return [{ kind: 'event', event: 'compaction', text: str(line, 'data', 'summary') ?? '' }];
}

/** Junie's session. When a task ends all of its blocks are told again: a compaction counts once. */
export function junieReader(): SessionReader {
  const compacted = new Set<string>();
  return lineReader(
    (line) => {
      const event = junieEvent(line);
      if (event === null || !isJunieCompaction(event)) return junieNotes(line);
      const id = text(event, 'stepId') ?? '';
      if (compacted.has(id)) return [];
      compacted.add(id);
      return [{ kind: 'event', event: 'compaction', text: '' }];
    },
    (line) => time(line, 'timestampMs'),
    junieThread,
  );
}

function junieNotes(value: unknown): readonly NoteBody[] {
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
