import type { FileRecord, Grouper } from '../../format';
import { contentText } from '../../build/content';
import { callIdOf } from '../../build/contentBlocks';
import { ClaudePartials, isPartial, type PartialMessage } from './claudePartials';
import { at, bool, list, str } from '../../../text/json';

/** Generations kept open in one thread, because their lines can be mixed with those of the next one. */
const OPEN_IN_THREAD = 3;
/** A generation that started a sub-agent is open until the sub-agent is done, or this many have begun meanwhile. */
const OPEN_AT_MOST = 64;
/** Lines of `claude -p` that tell the true counts: of one generation, and of the whole run. */
const isCount = (value: unknown) =>
  str(value, 'type') === 'result' || str(value, 'event', 'type') === 'message_delta';

/**
 * What the user typed while the agent worked, where it was taken into the turn: such words stand in an attachment and in no
 * line of the user. '' for all else, notices of background tasks too.
 */
export function queuedWords(value: unknown): string {
  const attachment = at(value, 'attachment');
  if (str(attachment, 'type') !== 'queued_command') return '';
  const origin = str(attachment, 'origin', 'kind') ?? 'human';
  const isTyped = (str(attachment, 'commandMode') ?? 'prompt') === 'prompt' && origin === 'human';
  return isTyped ? contentText(at(attachment, 'prompt')) : '';
}

/** The content of a message in the user's name. */
export function askedIn(value: unknown): unknown {
  return at(value, 'message', 'content') ?? queuedWords(value);
}

interface OpenGeneration {
  readonly id: string;
  readonly thread: string;
  readonly records: FileRecord[];
  readonly calls: Set<string>;
}

/** What a thread (the main conversation or a sub-agent) last heard from its user. */
interface Heard {
  prompt: FileRecord | null;
  /** The line that set off the next generation: the prompt, or the result of a tool. */
  trigger: FileRecord | null;
}

/**
 * Groups the lines of a Claude Code log by `message.id`: the prompt and the line that set the generation off, its own
 * lines, and the results of its tool calls, which arrive on user lines between or after them.
 */
export class ClaudeGrouper implements Grouper {
  readonly #open: OpenGeneration[] = [];
  readonly #heard = new Map<string, Heard>();
  readonly #uuids = new Set<string>();
  readonly #partials = new ClaudePartials();
  #anonymous = 0;
  /** Generations since the last `result`, which counts a whole run. */
  #inRun = 0;

  push(record: FileRecord): readonly (readonly FileRecord[])[] {
    const type = str(record.value, 'type');
    if (isCount(record.value)) this.#count(record);
    if (isPartial(record.value)) return this.#partial(record);
    const isUser = type === 'user' || queuedWords(record.value) !== '';
    if (!isUser && type !== 'assistant') return [];
    const uuid = str(record.value, 'uuid');
    // A resumed session repeats lines of the old one.
    if (uuid !== null && this.#uuids.has(uuid)) return [];
    if (uuid !== null) this.#uuids.add(uuid);
    if (type === 'assistant') return this.#assistant(record, uuid);
    this.#user(record);
    return [];
  }

  end(): readonly (readonly FileRecord[])[] {
    this.#addPartials(this.#partials.end());
    return this.#open.map((generation) => generation.records.slice());
  }

  #assistant(record: FileRecord, uuid: string | null): readonly (readonly FileRecord[])[] {
    const thread = threadOf(record.value);
    // Never by requestId: gateways and sub-agents leave it out.
    const id = str(record.value, 'message', 'id') ?? uuid ?? `anonymous ${this.#anonymous++}`;
    const generation = this.#generation(id, thread, () => this.#before(thread));
    this.#partials.whole(record.value, thread);
    generation.records.push(record);
    for (const block of list(record.value, 'message', 'content')) {
      const call = callIdOf(block);
      if (call !== null) generation.calls.add(call);
    }
    return this.#closeOldest();
  }

  #generation(id: string, thread: string, before: () => readonly FileRecord[]): OpenGeneration {
    const known = this.#open.find((open) => open.id === id && open.thread === thread);
    if (known) return known;
    const generation = { id, thread, records: [...before()], calls: new Set<string>() };
    this.#open.push(generation);
    this.#inRun += 1;
    return generation;
  }

  /** The prompt and the line that sets off the next generation of a thread. */
  #before(thread: string): readonly FileRecord[] {
    const { prompt, trigger } = this.#heardIn(thread);
    return [prompt, trigger === prompt ? null : trigger].filter((line) => line !== null);
  }

  #partial(record: FileRecord): readonly (readonly FileRecord[])[] {
    const thread = threadOf(record.value);
    this.#addPartials(this.#partials.push(record, thread, this.#before(thread)));
    return this.#closeOldest();
  }

  /** What never came whole joins the lines of its message, or stands for them. */
  #addPartials(partials: readonly PartialMessage[]): void {
    for (const { id, thread, before, records } of partials)
      this.#generation(id, thread, () => before).records.push(...records);
  }

  /** The counts that came last go to the generation that ended last; those of a run only when it was its only one. */
  #count(record: FileRecord): void {
    const ofRun = str(record.value, 'type') === 'result';
    const thread = threadOf(record.value);
    if (ofRun) this.#addPartials(this.#partials.end());
    else if (this.#partials.takesCount(record, thread)) return;
    const last = this.#open.findLast((open) => open.thread === thread);
    if (!ofRun || this.#inRun === 1) last?.records.push(record);
    if (ofRun) this.#inRun = 0;
  }

  /** Generations come out in the order in which they began, whatever their threads. */
  #closeOldest(): readonly (readonly FileRecord[])[] {
    let closed = 0;
    while (this.#isDone(closed)) closed += 1;
    return this.#open.splice(0, closed).map((generation) => generation.records);
  }

  #isDone(index: number): boolean {
    const generation = this.#open[index];
    if (!generation) return false;
    if (this.#open.length - index > OPEN_AT_MOST) return true;
    const later = this.#open.slice(index + 1);
    return later.filter((open) => open.thread === generation.thread).length >= OPEN_IN_THREAD;
  }

  #user(record: FileRecord): void {
    const thread = threadOf(record.value);
    const heard = this.#heardIn(thread);
    const content = askedIn(record.value);
    const results = list(content).filter((block) => str(block, 'type') === 'tool_result');
    if (results.length > 0) {
      for (const caller of new Set(results.map((result) => this.#callerOf(result, thread)))) {
        caller?.records.push(record);
      }
      heard.trigger = record;
    } else if (contentText(content) !== '' && bool(record.value, 'isMeta') !== true) {
      heard.prompt = record;
      heard.trigger = record;
    }
    this.#heard.set(thread, heard);
  }

  #heardIn(thread: string): Heard {
    return this.#heard.get(thread) ?? { prompt: null, trigger: null };
  }

  #callerOf(result: unknown, thread: string): OpenGeneration | undefined {
    const callId = callIdOf(result);
    const caller = callId === null ? undefined : this.#open.find((open) => open.calls.has(callId));
    return caller ?? this.#open.findLast((open) => open.thread === thread);
  }
}

/** Sub-agents have a thread of their own in the same file. */
function threadOf(value: unknown): string {
  return (
    str(value, 'agentId') ??
    str(value, 'parent_tool_use_id') ??
    (bool(value, 'isSidechain') === true ? 'sidechain' : 'main')
  );
}
