import type { NoteBody, SessionNote } from '../../model/sessionNote';
import { at, bool, list, num, str, text, time } from '../../text/json';
import { contentText } from '../../trace/build/content';
import type { FileRecord } from '../../trace/format';
import { noted, type SessionReader } from '../reader';
import { runCounts } from '../../trace/formats/agents/agentEvents';
import { countedTotalNotes, openHandsTotalNotes, shutdownNotes } from './runTotals';

/** What one line of a log says of the session. */
type LineNotes = (value: unknown) => readonly NoteBody[];

/** A reader of logs each of whose lines can be understood alone. `agentOf` gives the sub-agent's thread of a line. */
export function lineReader(
  notesOf: LineNotes,
  timeOf: (value: unknown) => number | null = (value) => time(value, 'timestamp'),
  agentOf: (value: unknown) => string | null = () => null,
): SessionReader {
  return {
    read(record: FileRecord): readonly SessionNote[] {
      const bodies = notesOf(record.value);
      if (bodies.length === 0) return [];
      const when = timeOf(record.value);
      const agent = agentOf(record.value);
      return bodies.map((body) => noted(record, when, body, agent));
    },
  };
}

const user = (words: string, injected: string | null = null): readonly NoteBody[] =>
  words === '' ? [] : [{ kind: 'user', text: words, injected }];
const event = (
  kind: Extract<NoteBody, { kind: 'event' }>['event'],
  words: string | null,
): readonly NoteBody[] => [{ kind: 'event', event: kind, text: words ?? '' }];

/** Qwen Code: Claude Code's frame around Gemini's parts. */
export function qwenNotes(value: unknown): readonly NoteBody[] {
  const type = str(value, 'type');
  const subtype = str(value, 'subtype') ?? '';
  if (type === 'user') {
    const origin = subtype === 'notification' || subtype === 'cron' ? subtype : null;
    return user(contentText(at(value, 'message', 'parts')), origin);
  }
  if (type !== 'system') return [];
  if (subtype === 'rewind') return event('rewind', null);
  if (subtype === 'chat_compression') return event('compaction', null);
  const told = at(value, 'systemPayload', 'uiEvent');
  if (subtype === 'ui_telemetry' && /\bapi_error$/.test(str(told, 'event.name') ?? '')) {
    const words = text(told, 'error_message') ?? text(told, 'error');
    const kind = `${text(told, 'error_type') ?? ''} ${(words ?? '').slice(0, 400)}`;
    const limited = num(told, 'status_code') === 429 || /rate.?limit|\b429\b/i.test(kind);
    return event(limited ? 'rate-limit' : 'api-error', words);
  }
  const title = text(value, 'systemPayload', 'customTitle');
  return subtype === 'custom_title' && title !== null ? [{ kind: 'title', text: title }] : [];
}

/** Kimi CLI's wire log, in either protocol. */
export function kimiNotes(value: unknown): readonly NoteBody[] {
  const legacy = str(value, 'message', 'type');
  const type = legacy ?? str(value, 'type') ?? '';
  switch (type) {
    case 'context.append_message': {
      if (str(value, 'message', 'role') !== 'user') return [];
      const origin = str(value, 'message', 'origin', 'kind') ?? 'user';
      const words = contentText(at(value, 'message', 'content'));
      // In its own file a sub-agent is told its task by its client.
      const isTask = str(value, 'message', 'origin', 'name') === 'subagent';
      return user(words, origin === 'user' || isTask ? null : origin);
    }
    case 'config.update':
      return folderOf(text(value, 'cwd'));
    case 'context.append_loop_event':
      return kimiAgent(at(value, 'event'));
    case 'TurnBegin':
      return user(contentText(at(value, 'message', 'payload', 'user_input')));
    case 'CompactionBegin':
    case 'context.compaction':
    case 'full_compaction.complete':
      return event('compaction', null);
    case 'StepInterrupted':
    case 'turn.cancel':
      return event('interruption', null);
    default:
      return [];
  }
}

/** A sub-agent as it is started, and as the result of its tool names it: `agent_id: agent-0` above what it says. */
function kimiAgent(event: unknown): readonly NoteBody[] {
  const callId = text(event, 'toolCallId');
  const type = str(event, 'type');
  if (callId === null) return [];
  if (type === 'tool.call' && str(event, 'name') === 'Agent') {
    const name = text(event, 'args', 'subagent_type');
    return [{ kind: 'agent', id: null, name, callId, task: text(event, 'args', 'prompt') }];
  }
  if (type !== 'tool.result') return [];
  const head = (str(event, 'result', 'output') ?? '').slice(0, 300);
  const id = /^agent_id: ([\w-]+)$/m.exec(head)?.[1];
  return id === undefined ? [] : [{ kind: 'agent', id, name: null, callId, task: null }];
}

/** Copilot CLI's events. */
export function copilotNotes(value: unknown): readonly NoteBody[] {
  const data = at(value, 'data');
  switch (str(value, 'type') ?? '') {
    case 'user.message': {
      const source = text(data, 'source');
      const injected = source === null || source === 'user' ? null : source;
      return user(str(data, 'content') ?? '', injected);
    }
    case 'assistant.message':
      return [{ kind: 'generation', synthetic: false }];
    case 'subagent.started':
      return [
        {
          kind: 'agent',
          id: text(data, 'toolCallId'),
          name: text(data, 'agentDisplayName') ?? text(data, 'agentName'),
          callId: text(data, 'toolCallId'),
          task: null,
        },
      ];
    case 'session.shutdown':
      return shutdownNotes(data);
    case 'tool.execution_complete': {
      const callId = text(data, 'toolCallId');
      const durationMs = num(data, 'toolTelemetry', 'metrics', 'durationMs');
      const success = bool(data, 'success');
      const failed = success === null ? null : !success;
      return callId === null ? [] : [{ kind: 'tool', callId, durationMs, failed }];
    }
    case 'session.start':
      return folderOf(text(data, 'context', 'cwd'));
    case 'session.compaction_complete':
    case 'session.truncation':
      return event('compaction', null);
    case 'abort':
      return event('interruption', text(data, 'reason'));
    case 'session.error': {
      const limited = num(data, 'statusCode') === 429 || text(data, 'errorType') === 'rate_limit';
      return event(limited ? 'rate-limit' : 'api-error', text(data, 'message'));
    }
    default:
      return [];
  }
}

export const copilotAgent = (value: unknown): string | null =>
  text(value, 'data', 'parentToolCallId');

/** pi, OpenClaw and Factory's droid. */
export function piNotes(value: unknown): readonly NoteBody[] {
  switch (str(value, 'type') ?? '') {
    case 'message':
    case 'message_end': {
      if (str(value, 'message', 'role') !== 'user') return [];
      const content = at(value, 'message', 'content');
      const isResult = list(content).some((block) => str(block, 'type') === 'tool_result');
      return isResult ? [] : user(contentText(content));
    }
    case 'session':
      return folderOf(text(value, 'cwd'));
    case 'session_info':
      return text(value, 'name') === null
        ? []
        : [{ kind: 'title', text: text(value, 'name') ?? '' }];
    case 'compaction':
      return event('compaction', null);
    default:
      return [];
  }
}

/** Events that agents print: what went wrong, and at the end what the run counted. */
export function eventNotes(value: unknown): readonly NoteBody[] {
  switch (str(value, 'type') ?? '') {
    case 'error':
      return event('api-error', text(value, 'message'));
    case 'result':
    case 'completion':
      return countedTotalNotes(runCounts(value));
    default:
      return folderOf(text(value, 'cwd'));
  }
}

/** Antigravity's trajectory. */
export function antigravityNotes(value: unknown): readonly NoteBody[] {
  const words = str(value, 'content') ?? '';
  switch (str(value, 'type') ?? '') {
    case 'USER_INPUT':
      return user(words);
    case 'CHECKPOINT':
      return event('compaction', words);
    case 'ERROR_MESSAGE':
      return event('api-error', words);
    default:
      return [];
  }
}

/** Events of OpenHands, old and new; in a document that holds all of them they have no place among its calls. */
export function openHandsNotes(value: unknown): readonly NoteBody[] {
  switch (str(value, 'kind') ?? str(value, 'action') ?? str(value, 'observation') ?? '') {
    case 'Condensation':
    case 'condensation':
      return event('compaction', text(value, 'summary'));
    case 'PauseEvent':
      return event('interruption', null);
    case 'ConversationStateUpdateEvent':
      // Of the run so far, or of the whole state with it.
      return openHandsTotalNotes(at(value, 'value', 'stats') ?? at(value, 'value'));
    case 'ConversationErrorEvent':
      return event('api-error', text(value, 'detail') ?? text(value, 'code'));
    default:
      return [];
  }
}

/** The end of what Cline prints: what all iterations counted. */
export function clineNotes(value: unknown): readonly NoteBody[] {
  return str(value, 'type') === 'run_result' ? countedTotalNotes(at(value, 'usage')) : [];
}

/** Where a task of Cline, Roo or Kilo works, which the client tells the model beside what the user says. */
const WORKS_IN = /^# Current (?:Working|Workspace) Directory \(([^()\n]{1,400})\)/m;

/** The folder of the first message that tells it; a task is one list of messages. */
export function clineHistoryNotes(value: unknown): readonly NoteBody[] {
  const messages = Array.isArray(value) ? list(value) : [value];
  for (const message of messages.slice(0, 20)) {
    if (str(message, 'role') !== 'user') continue;
    for (const block of list(message, 'content')) {
      const words = str(block, 'text') ?? '';
      if (!words.includes('<environment_details>')) continue;
      const folder = WORKS_IN.exec(words)?.[1];
      if (folder !== undefined) return folderOf(folder);
    }
  }
  return [];
}

function folderOf(folder: string | null): readonly NoteBody[] {
  return folder === null ? [] : [{ kind: 'folder', text: folder }];
}
