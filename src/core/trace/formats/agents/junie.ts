import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { parsed, placeOf } from '../../build/draft';
import { Pieces } from '../../build/pieces';
import type { TraceBuilder } from '../../build/traceBuilder';
import { addCache, sum } from '../../build/usage';
import { at, count, isObject, list, num, str, text, time } from '../../../text/json';
import type { JsonObject } from '../../../text/json';
import { addJunieBlock, isJunieBlock, junieKind } from './junieBlocks';

/**
 * Session of JetBrains Junie (`~/.junie/sessions/SESSION/events.jsonl`): the words of the user, and events of its agents one
 * level down (`event.agentEvent`). A block is told again as it changes and once more when its task ends: by its `stepId` it
 * is one. Shapes from public catalogues of the events and tests of parsers.
 */
export const junie: Format = {
  id: 'junie',
  title: msg('Junie session'),
  unit: 'file',
  detect: ({ records }) => records.some(({ value }) => junieEvent(value) !== null),
  parse(records) {
    const reader = new EventReader();
    for (const record of records) reader.take(record);
    return parsed(...reader.finish());
  },
};

/** The event of an agent in a line; `null` in lines of the client. */
export function junieEvent(line: unknown): JsonObject | null {
  const event = at(line, 'event', 'agentEvent');
  return isObject(event) && str(event, 'kind') !== null ? event : null;
}

/** The thread of a sub-agent; `null` is the main agent's. */
export function junieThread(line: unknown): string | null {
  const agent = at(junieEvent(line), 'agent');
  if (!isObject(agent)) return null;
  const id = text(agent, 'id') ?? text(agent, 'name') ?? text(agent, 'kind');
  const isMain = str(agent, 'kind') === 'MainAgent' || id === 'main';
  return isMain ? null : id;
}

/** A block, where it was told first, as it was told last. */
interface Block {
  readonly trace: TraceBuilder;
  readonly record: FileRecord;
  readonly at: number | null;
  event: JsonObject;
}

class EventReader {
  readonly #pieces = new Pieces();
  readonly #blocks = new Map<string, Block>();
  #unnamed = 0;
  /** Counts that came before what they are of, by thread. */
  readonly #counts = new Map<string, unknown[]>();
  readonly #counted = new Set<TraceBuilder>();

  take(record: FileRecord): void {
    const { value } = record;
    const event = junieEvent(value);
    const thread = junieThread(value) ?? '';
    switch (event === null ? junieKind(value) : junieKind(event)) {
      case 'UserPromptEvent':
      case 'UserResponseEvent':
        this.#pieces.prompt('user', str(value, 'prompt') ?? '');
        break;
      case 'UserAsyncResponseEvent':
        this.#pieces.prompt('user', junieAnswers(value));
        break;
      case 'LlmResponseMetadataEvent':
        this.#count(event, thread);
        break;
      case 'AgentFailureEvent': {
        const open = this.#pieces.openIn(thread);
        if (open !== null) open.finishReason = 'error';
        break;
      }
      default:
        if (event !== null && isJunieBlock(event)) this.#block(event, thread, record);
    }
  }

  finish() {
    for (const { trace, record, at: when, event } of this.#blocks.values())
      addJunieBlock(trace, event, placeOf(record, when));
    for (const thread of this.#counts.keys()) this.#others(thread, null);
    return this.#pieces.conversation.build();
  }

  #block(event: JsonObject, thread: string, record: FileRecord): void {
    const id = text(event, 'stepId') ?? `unnamed ${this.#unnamed++}`;
    const known = this.#blocks.get(id);
    if (known !== undefined) {
      known.event = event;
      return;
    }
    const when = time(record.value, 'timestampMs');
    const counts = this.#counts.get(thread) ?? [];
    // The first piece: of what was counted since the last, the call that read most is the one that is spoken of.
    const isFirst = this.#pieces.openIn(thread) === null;
    const own = isFirst ? (counts.toSorted((a, b) => read(b) - read(a))[0] ?? null) : null;
    const trace = this.#pieces.said(placeOf(record, when), thread);
    if (own !== null) this.#setCounts(trace, own);
    // Behind it, as a call without words has no place of its own.
    if (isFirst) this.#others(thread, own);
    this.#blocks.set(id, { trace, record, at: when, event });
  }

  /** The client tells what a response cost before its blocks, or after them: then the open generation has no counts yet. */
  #count(event: unknown, thread: string): void {
    const usages = list(event, 'modelUsage');
    const counts = (usages.length > 0 ? usages : [event]).filter((u) => text(u, 'model') !== null);
    const open = this.#pieces.openIn(thread);
    const [first] = counts;
    if (open !== null && !this.#counted.has(open) && counts.length === 1) {
      this.#setCounts(open, first);
    } else {
      this.#counts.set(thread, [...(this.#counts.get(thread) ?? []), ...counts]);
    }
    this.#pieces.heard(thread);
  }

  #setCounts(trace: TraceBuilder, usage: unknown): void {
    this.#counted.add(trace);
    readUsage(trace, usage);
  }

  /** Calls whose words are not in the log (titles, summaries) are counted all the same. */
  #others(thread: string, own: unknown): void {
    for (const usage of this.#counts.get(thread) ?? []) {
      if (usage === own) continue;
      const trace = this.#pieces.conversation.begin();
      readUsage(trace, usage);
    }
    this.#counts.delete(thread);
  }
}

/** What the user answered to questions of the agent. */
export function junieAnswers(line: unknown): string {
  const entries = list(line, 'entries');
  const answers = (entries.length > 0 ? entries : [line]).map(
    (entry) => text(entry, 'response') ?? text(entry, 'answer') ?? '',
  );
  return answers.filter((words) => words !== '').join('\n');
}

function read(usage: unknown): number {
  const keys = ['inputTokens', 'cacheInputTokens', 'cacheCreateTokens'];
  return sum(...keys.map((key) => count(usage, key))) ?? 0;
}

function readUsage(trace: TraceBuilder, usage: unknown): void {
  trace.model = text(usage, 'model');
  trace.costUsd = num(usage, 'cost');
  trace.usage = addCache(
    {
      input: count(usage, 'inputTokens'),
      output: count(usage, 'outputTokens'),
      read: count(usage, 'cacheInputTokens'),
      written: count(usage, 'cacheCreateTokens'),
    },
    msg('Cache reads and writes are logged beside the input: added.'),
  );
}
