import type { NoteBody, SessionNote } from '../../model/sessionNote';
import { at, bool, has, isObject, list, num, str, text } from '../../text/json';
import { contentText } from '../../trace/build/content';
import type { FileRecord } from '../../trace/format';
import { claudeTime } from '../../trace/formats/agents/claudeCode';
import { PrintedLines } from '../../trace/formats/agents/claudePrinted';
import { queuedWords } from '../../trace/formats/agents/claudeGrouper';
import { noted, type SessionReader } from '../reader';
import { ClaudeTotals } from './runTotals';

/** Tools that start a sub-agent; what they are given is the first message of the sub-agent. */
const STARTERS = new Set(['Task', 'Agent']);

/** System lines by subtype; others say nothing of the session's course. */
const SYSTEM: Readonly<Record<string, 'compaction' | 'api-error' | 'refusal'>> = {
  compact_boundary: 'compaction',
  microcompact_boundary: 'compaction',
  api_error: 'api-error',
  error: 'api-error',
  api_refusal: 'refusal',
  model_refusal_fallback: 'refusal',
};

/**
 * Notes of a Claude Code log: the user's messages, sub-agents (`agentId` in newer logs and in files of their own,
 * `parent_tool_use_id` in streams, sidechains by their chain of parents in older ones), compactions, errors.
 */
export class ClaudeNotes implements SessionReader {
  readonly #uuids = new Set<string>();
  /** Thread of each line of a sidechain without a name. */
  readonly #chains = new Map<string, string>();
  readonly #agents = new Set<string>();
  readonly #totals = new ClaudeTotals();

  read(record: FileRecord): readonly SessionNote[] {
    const { value } = record;
    const uuid = str(value, 'uuid');
    // A resumed session repeats lines of the old one.
    if (uuid !== null && this.#uuids.has(uuid)) return [];
    if (uuid !== null) this.#uuids.add(uuid);
    const agent = this.#threadOf(value, uuid);
    const note = (body: NoteBody) => noted(record, claudeTime(value), body, agent);
    switch (str(value, 'type') ?? '') {
      case 'assistant':
        return this.#assistant(value, agent).map(note);
      case 'user':
        return this.#user(value, agent, uuid).map(note);
      case 'attachment':
        return queued(value).map(note);
      case 'system':
        return systemNotes(value).map(note);
      case 'result':
        return this.#totals.read(value).map(note);
      case 'summary':
        return titled(text(value, 'summary')).map(note);
      case 'custom-title':
      case 'ai-title':
        return titled(
          text(value, 'customTitle') ?? text(value, 'aiTitle') ?? text(value, 'title'),
        ).map(note);
      default:
        return [];
    }
  }

  #threadOf(value: unknown, uuid: string | null): string | null {
    const named = text(value, 'agentId') ?? text(value, 'parent_tool_use_id');
    if (named !== null) return named;
    if (bool(value, 'isSidechain') !== true) return null;
    const parent = text(value, 'parentUuid');
    const chain = (parent === null ? undefined : this.#chains.get(parent)) ?? uuid ?? 'sidechain';
    if (uuid !== null) this.#chains.set(uuid, chain);
    return chain;
  }

  #assistant(value: unknown, agent: string | null): readonly NoteBody[] {
    const synthetic = str(value, 'message', 'model') === '<synthetic>';
    const notes: NoteBody[] = [{ kind: 'generation', synthetic }];
    if (synthetic) {
      const words = contentText(at(value, 'message', 'content'));
      const failed = bool(value, 'isApiErrorMessage') === true || words.startsWith('API Error');
      const limited = /(?:usage|rate) limit|limit reached|\b429\b/i.test(words.slice(0, 400));
      if (failed || limited) {
        notes.push({ kind: 'event', event: limited ? 'rate-limit' : 'api-error', text: words });
      }
    }
    for (const block of list(value, 'message', 'content')) {
      const name = str(block, 'name') ?? '';
      const id = text(block, 'id');
      if (str(block, 'type') !== 'tool_use' || !STARTERS.has(name) || id === null) continue;
      notes.push({
        kind: 'agent',
        id: null,
        name: text(block, 'input', 'subagent_type') ?? text(block, 'input', 'description'),
        callId: id,
        task: text(block, 'input', 'prompt'),
      });
    }
    return [...this.#folder(value), ...notes, ...this.#introduced(value, agent)];
  }

  /** A sub-agent's line may say what kind of agent it is. */
  #introduced(value: unknown, agent: string | null): readonly NoteBody[] {
    if (agent === null || this.#agents.has(agent)) return [];
    this.#agents.add(agent);
    const name = text(value, 'agentName') ?? text(value, 'slug');
    const callId = text(value, 'parent_tool_use_id');
    return [{ kind: 'agent', id: agent, name, callId, task: null }];
  }

  #folderSeen = false;

  #folder(value: unknown): readonly NoteBody[] {
    const folder = text(value, 'cwd');
    if (this.#folderSeen || folder === null) return [];
    this.#folderSeen = true;
    return [{ kind: 'folder', text: folder }];
  }

  #user(value: unknown, agent: string | null, uuid: string | null): readonly NoteBody[] {
    const content = at(value, 'message', 'content');
    const results = list(content).filter((block) => str(block, 'type') === 'tool_result');
    if (results.length > 0) return resultNotes(value, results);
    const words = contentText(content);
    if (words === '' && !list(content).some((b) => str(b, 'type') === 'image')) return [];
    if (words.startsWith('[Request interrupted by user')) {
      return [{ kind: 'event', event: 'interruption', text: words }];
    }
    const folder = this.#folder(value);
    const user: NoteBody = { kind: 'user', text: words, injected: injectedRule(value) };
    if (agent === null || this.#agents.has(agent)) return [...folder, user];
    this.#agents.add(agent);
    // The first message of a sub-agent is its task: it says which call started it.
    const isChain = uuid !== null && agent === uuid;
    const task = isChain || text(value, 'agentId') !== null ? words : null;
    const name = text(value, 'agentName');
    const callId = text(value, 'parent_tool_use_id') ?? text(value, 'toolUseId');
    return [...folder, { kind: 'agent', id: agent, name, callId, task }, user];
  }
}

/** Lines in the user's name that the client wrote. */
function injectedRule(value: unknown): string | null {
  if (bool(value, 'isCompactSummary') === true) return 'summary';
  if (bool(value, 'isMeta') === true) return 'meta';
  const origin = text(value, 'origin', 'kind');
  if (origin !== null && origin !== 'human' && origin !== 'user') return origin;
  return bool(value, 'isVisibleInTranscriptOnly') === true ? 'transcript-only' : null;
}

/** A tool's result tells how long it took, which sub-agent answered it, and whether the user refused. */
function resultNotes(value: unknown, results: readonly unknown[]): readonly NoteBody[] {
  const result = at(value, 'toolUseResult');
  const callId = text(results[0], 'tool_use_id');
  if (callId === null || results.length > 1) return [];
  const notes: NoteBody[] = [];
  const agentId = text(result, 'agentId');
  if (agentId !== null) {
    const name = text(result, 'agentType');
    notes.push({ kind: 'agent', id: agentId, name, callId, task: null });
  }
  const durationMs = num(result, 'totalDurationMs') ?? num(result, 'durationMs');
  if (durationMs !== null) notes.push({ kind: 'tool', callId, durationMs, failed: null });
  if (isObject(result) && bool(result, 'interrupted') === true) {
    notes.push({ kind: 'event', event: 'interruption', text: '' });
  }
  return notes;
}

function systemNotes(value: unknown): readonly NoteBody[] {
  const subtype = str(value, 'subtype') ?? '';
  const event = Object.hasOwn(SYSTEM, subtype) ? SYSTEM[subtype] : undefined;
  if (event === undefined) return [];
  const message =
    text(value, 'error', 'message') ?? text(value, 'error', 'error', 'error', 'message');
  const words = message ?? text(value, 'error', 'formatted') ?? text(value, 'content') ?? '';
  if (event !== 'api-error') return [{ kind: 'event', event, text: words }];
  const limited = num(value, 'error', 'status') === 429 || /rate.?limit/i.test(words.slice(0, 400));
  const retries = has(value, 'retryAttempt') && (num(value, 'retryInMs') ?? 0) > 0;
  const kind = limited ? 'rate-limit' : retries ? 'retry' : 'api-error';
  return [{ kind: 'event', event: kind, text: words }];
}

function queued(value: unknown): readonly NoteBody[] {
  const words = queuedWords(value);
  return words === '' ? [] : [{ kind: 'user', text: words, injected: null }];
}

function titled(title: string | null): readonly NoteBody[] {
  return title === null ? [] : [{ kind: 'title', text: title }];
}

/** Notes of the lines that a program printed as objects of the Claude Agent SDK. */
export class ClaudePrintedNotes implements SessionReader {
  readonly #lines = new PrintedLines();
  readonly #notes = new ClaudeNotes();

  read(record: FileRecord): readonly SessionNote[] {
    return this.#notes.read(this.#lines.line(record));
  }
}
