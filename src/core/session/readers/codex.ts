import type { NoteBody, SessionNote } from '../../model/sessionNote';
import { at, bool, has, num, str, text, time } from '../../text/json';
import { contentText } from '../../trace/build/content';
import { callIdOf, resultText } from '../../trace/build/contentBlocks';
import { isModelItem, isToolOutput, itemOf } from '../../trace/formats/agents/codexGrouper';
import type { FileRecord } from '../../trace/format';
import { noted, type SessionReader } from '../reader';

/**
 * Notes of a Codex rollout. A message of the user is logged as an item of the model's input and as an event of the
 * client; the client's own context only as an item. Sub-agents have files of their own, named when they are started.
 */
export class CodexNotes implements SessionReader {
  /** The words of the message before, which are logged twice: as an item and, before or after it, as an event. */
  #item: string | null = null;
  #eventWords: string | null = null;
  #folder = false;

  read(record: FileRecord): readonly SessionNote[] {
    const { value } = record;
    const at = time(value, 'timestamp');
    return this.#bodies(value).map((body) => noted(record, at, body));
  }

  #bodies(value: unknown): readonly NoteBody[] {
    const type = str(value, 'type');
    const item = itemOf(value);
    if (type === 'event_msg') return this.#event(item);
    if (type === 'session_meta' || (type === null && has(value, 'instructions'))) {
      return this.#where(text(item, 'cwd'));
    }
    if (type === 'turn_context') return this.#where(text(item, 'cwd'));
    if (type === 'compacted')
      return [{ kind: 'event', event: 'compaction', text: text(item, 'message') ?? '' }];
    if (isModelItem(value)) this.#eventWords = null;
    if (isToolOutput(value)) return outputNote(item);
    const isMessage = str(item, 'type') === 'message' && str(item, 'role') === 'user';
    return isMessage ? this.#message(contentText(at(item, 'content'))) : [];
  }

  #message(words: string): readonly NoteBody[] {
    const repeated = this.#eventWords !== null && words.includes(this.#eventWords);
    this.#eventWords = null;
    this.#item = repeated ? null : words;
    return repeated ? [] : [{ kind: 'user', text: words, injected: null }];
  }

  #where(folder: string | null): readonly NoteBody[] {
    if (this.#folder || folder === null) return [];
    this.#folder = true;
    return [{ kind: 'folder', text: folder }];
  }

  #event(item: unknown): readonly NoteBody[] {
    switch (str(item, 'type') ?? '') {
      case 'user_message': {
        const words = text(item, 'message') ?? '';
        const known = this.#item?.includes(words) === true;
        this.#item = null;
        this.#eventWords = known || words === '' ? null : words;
        return known || words === '' ? [] : [{ kind: 'user', text: words, injected: null }];
      }
      case 'turn_aborted':
        return [{ kind: 'event', event: 'interruption', text: text(item, 'reason') ?? '' }];
      case 'stream_error':
        return [{ kind: 'event', event: 'retry', text: text(item, 'message') ?? '' }];
      case 'error': {
        const words = text(item, 'message') ?? '';
        const limited = /usage limit|rate limit|\b429\b/i.test(words.slice(0, 400));
        return [{ kind: 'event', event: limited ? 'rate-limit' : 'api-error', text: words }];
      }
      case 'thread_rolled_back':
        return [{ kind: 'event', event: 'rewind', text: '' }];
      case 'thread_name_updated':
        return titleOf(text(item, 'thread_name'));
      case 'exec_command_end':
      case 'mcp_tool_call_end':
      case 'patch_apply_end':
        return toolNote(item);
      case 'collab_agent_spawn_end':
        return agentNote(item);
      default:
        return [];
    }
  }
}

function titleOf(title: string | null): readonly NoteBody[] {
  return title === null ? [] : [{ kind: 'title', text: title }];
}

/** An output tells how long its command ran: in its JSON, or in the lines before it. Both lines have one time. */
function outputNote(item: unknown): readonly NoteBody[] {
  const callId = callIdOf(item);
  const words = resultText(item);
  const told =
    /"duration_seconds":\s*(\d+(?:\.\d+)?)/.exec(words.slice(-200))?.[1] ??
    /^Wall time: (\d+(?:\.\d+)?) seconds/m.exec(words.slice(0, 300))?.[1];
  if (callId === null || told === undefined) return [];
  return [{ kind: 'tool', callId, durationMs: Math.round(Number(told) * 1000), failed: null }];
}

function toolNote(item: unknown): readonly NoteBody[] {
  const callId = text(item, 'call_id');
  if (callId === null) return [];
  const seconds = num(item, 'duration', 'secs');
  const durationMs =
    seconds === null ? null : seconds * 1000 + (num(item, 'duration', 'nanos') ?? 0) / 1e6;
  const code = num(item, 'exit_code');
  const success = bool(item, 'success');
  const failed = code !== null ? code !== 0 : success === null ? null : !success;
  return [{ kind: 'tool', callId, durationMs, failed }];
}

function agentNote(item: unknown): readonly NoteBody[] {
  const id = text(item, 'new_thread_id');
  if (id === null) return [];
  const name = text(item, 'new_agent_nickname') ?? text(item, 'new_agent_role');
  const callId = text(item, 'call_id');
  return [{ kind: 'agent', id, name, callId, task: text(item, 'prompt') }];
}
