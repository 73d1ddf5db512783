import type { FileRecord } from '../../format';
import { roleOf } from '../../build/content';
import { carriedReasoning } from '../../build/reasoningKeys';
import { at, isObject, list, num, obj, str, text, type JsonObject } from '../../../text/json';

/**
 * The pieces of one streamed message of LangChain as that message. Its models give a chunk for each delta, all under one
 * id: words, reasoning and calls go on where the chunk before ended, facts are in the first or the last one, and counts
 * add up, as `AIMessageChunk` adds them.
 */
export function joinedChunks(chunks: readonly FileRecord[]): FileRecord {
  const [first] = chunks;
  if (first === undefined) throw new RangeError('A message has a chunk.');
  const message = new ChunkedMessage();
  for (const { value } of chunks) message.add(value);
  return { ...first, value: message.whole() };
}

/** Whether two records in a row are chunks of one message. */
export function areOfOne(one: unknown, next: unknown): boolean {
  return isChunk(one) && isChunk(next) && text(one, 'id') === text(next, 'id');
}

/** A message that names the class of chunks, or of which Python printed the fields and not the class. */
function isChunk(value: unknown): boolean {
  if (roleOf(str(value, 'role')) !== 'assistant' || text(value, 'id') === null) return false;
  const named = str(value, 'type') ?? str(value, '_type');
  if (named !== null) return named === 'AIMessageChunk';
  return isObject(at(value, 'additional_kwargs')) && isObject(at(value, 'response_metadata'));
}

/** Fields that are put together from the pieces, and are no facts of the message. */
const PIECES = new Set([
  'content',
  'additional_kwargs',
  'response_metadata',
  'tool_calls',
  'tool_call_chunks',
  'invalid_tool_calls',
  'function_call',
  'usage_metadata',
]);

class ChunkedMessage {
  readonly #facts = new Map<string, unknown>();
  readonly #metadata = new Map<string, unknown>();
  readonly #usage = new Counts();
  readonly #content = new BlockList();
  readonly #calls = new CallList();
  readonly #thought: string[] = [];
  #digest = true;

  add(chunk: unknown): void {
    const carried = carriedReasoning(chunk);
    if (carried !== null) {
      this.#thought.push(carried.text);
      this.#digest &&= carried.meaning === 'summary';
    }
    for (const [key, value] of Object.entries(obj(chunk) ?? {})) {
      if (PIECES.has(key) || key === carried?.key || isEmpty(value)) continue;
      this.#facts.set(key, value);
    }
    for (const [key, value] of Object.entries(obj(chunk, 'response_metadata') ?? {}))
      if (!isEmpty(value)) this.#metadata.set(key, value);
    const content = at(chunk, 'content');
    const words = typeof content === 'string' && content !== '' ? [content] : list(content);
    for (const block of words) this.#content.add(block);
    this.#calls.add(chunk);
    const usage = obj(chunk, 'usage_metadata');
    if (usage !== null) this.#usage.add(usage);
  }

  whole(): JsonObject {
    const calls = this.#calls.all();
    const blocks = this.#content.all();
    const content = blocks.filter((b) => calls.length === 0 || !CALL_BLOCK.test(typeOf(b)));
    const words = blocks.every((b) => typeOf(b) === 'text') && content.length < 2;
    const thought = this.#thought.join('');
    const key = this.#digest ? 'reasoning_summary' : 'reasoning_content';
    return {
      ...Object.fromEntries(this.#facts),
      response_metadata: Object.fromEntries(this.#metadata),
      role: 'assistant',
      content: words ? (text(content[0], 'text') ?? '') : content,
      ...(thought === '' ? {} : { [key]: thought }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
      ...(this.#usage.isNone ? {} : { usage_metadata: this.#usage.all() }),
    };
  }
}

const typeOf = (block: unknown): string => str(block, 'type') ?? '';

/** Blocks of which LangChain repeats the call beside the content. */
const CALL_BLOCK = /^(?:tool_use|tool_call|tool_call_chunk|input_json_delta|function_call)$/;

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && isBare(value);
}

const isBare = (value: object): boolean => Object.keys(value).length === 0;

/** Fields of a block that go on in the next piece of it. */
const GROWING = ['text', 'thinking', 'reasoning', 'signature', 'refusal', 'partial_json'];

/** Blocks of a content in pieces: those of one index are one, and so are texts in a row without one. */
class BlockList {
  readonly #blocks: Record<string, unknown>[] = [];
  readonly #byIndex = new Map<string, Record<string, unknown>>();
  readonly #summaries = new Map<object, BlockList>();

  add(piece: unknown): void {
    const next = typeof piece === 'string' ? { type: 'text', text: piece } : obj(piece);
    if (next === null) return;
    const index = text(next, 'index') ?? num(next, 'index');
    const key = index === null ? null : String(index);
    const last = this.#blocks.at(-1);
    const alike = last !== undefined && key === null && typeOf(last) === typeOf(next);
    const open =
      key === null
        ? alike && at(last, 'index') === undefined
          ? last
          : undefined
        : this.#byIndex.get(key);
    const own = open ?? {};
    if (open === undefined) {
      this.#blocks.push(own);
      if (key !== null) this.#byIndex.set(key, own);
    }
    for (const [name, value] of Object.entries(next)) {
      if (name === 'summary' && Array.isArray(value)) this.#summaryOf(own, list(value));
      else if (GROWING.includes(name) && typeof value === 'string')
        own[name] = `${str(own, name) ?? ''}${value}`;
      else own[name] ??= value;
    }
  }

  #summaryOf(own: object, parts: readonly unknown[]): void {
    const summary = this.#summaries.get(own) ?? new BlockList();
    this.#summaries.set(own, summary);
    for (const part of parts) summary.add({ ...obj(part), summary: null });
  }

  all(): readonly JsonObject[] {
    return this.#blocks.map((block) => {
      const summary = this.#summaries.get(block);
      return summary === undefined ? block : { ...block, summary: summary.all() };
    });
  }
}

/** Calls in pieces: a piece has the name and the id at first, then text of the arguments. */
class CallList {
  readonly #calls: { id: string | null; name: string | null; args: string[] }[] = [];
  readonly #byIndex = new Map<number, { id: string | null; name: string | null; args: string[] }>();
  readonly #whole: unknown[] = [];

  add(chunk: unknown): void {
    for (const call of list(chunk, 'tool_calls')) this.#whole.push(call);
    for (const piece of list(chunk, 'tool_call_chunks')) {
      const index = num(piece, 'index');
      const [id, name] = [text(piece, 'id'), text(piece, 'name')];
      const goesOn = id === null && name === null;
      const open =
        index !== null ? this.#byIndex.get(index) : goesOn ? this.#calls.at(-1) : undefined;
      const own = open ?? { id: null, name: null, args: [] };
      if (open === undefined) this.#calls.push(own);
      if (index !== null) this.#byIndex.set(index, own);
      own.id ??= id;
      own.name ??= name;
      own.args.push(str(piece, 'args') ?? '');
    }
  }

  all(): readonly unknown[] {
    if (this.#calls.length === 0) return this.#whole;
    return this.#calls.map(({ id, name, args }) => ({
      id,
      type: 'tool_call',
      name,
      args: args.join(''),
    }));
  }
}

/** Counts of chunks, each added up, with those of the details in them. */
class Counts {
  readonly #sums = new Map<string, number>();
  readonly #details = new Map<string, Counts>();

  /** The details have none of their own. */
  add(usage: JsonObject, isDetail = false): void {
    for (const [key, value] of Object.entries(usage)) {
      if (typeof value === 'number') this.#sums.set(key, (this.#sums.get(key) ?? 0) + value);
      else if (isObject(value) && !isDetail) {
        const own = this.#details.get(key) ?? new Counts();
        this.#details.set(key, own);
        own.add(value, true);
      }
    }
  }

  get isNone(): boolean {
    return this.#sums.size === 0;
  }

  all(): JsonObject {
    const details = [...this.#details].map(([key, own]) => [key, own.all()] as const);
    return { ...Object.fromEntries(this.#sums), ...Object.fromEntries(details) };
  }
}
