import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { contentText } from '../../build/content';
import { callIdOf, inputOf } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf, type RecordedPlace } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { carriedReasoning } from '../../build/reasoningKeys';
import type { TraceBuilder } from '../../build/traceBuilder';
import { SSE_DONE } from '../../reader/sse';
import { at, isObject, list, str, text } from '../../../text/json';
import { chatFacts } from '../apis/chatFacts';
import { isChunk } from '../apis/chatStream';

/**
 * Log of GitHub's Copilot coding agent (what `gh agent-task view --log` reads): chunks of Chat Completions, each of which is
 * whole. Where one calls a tool its content is what the tool gave out; the chunk may come again when that is known. Newer
 * logs have messages of the user and of tools between them. Shape from the code of its readers.
 */
export const copilotAgent: Format = {
  id: 'copilot-agent',
  title: msg('Copilot coding agent log'),
  unit: 'file',
  detect({ records }) {
    // Streams that were saved one after another end each with a mark of its own.
    if (records.some(({ value }) => value === SSE_DONE)) return false;
    const chunks = records.map(({ value }) => value).filter(isChunk);
    const ids = new Set(chunks.map((chunk) => text(chunk, 'id')));
    const finished = chunks.filter((c) => text(c, 'choices', 0, 'finish_reason') !== null);
    return ids.size > 1 && finished.length * 2 > chunks.length && chunks.some(holdsOutput);
  },
  parse(records) {
    const reader = new ChunkReader();
    for (const record of records) reader.take(record);
    return parsed(...reader.conversation.build());
  },
};

/** The thread of a sub-agent. */
export const copilotTaskThread = (value: unknown): string | null => text(value, 'agentId');

/** A whole call, finished in the chunk that has it, with content beside it. */
function holdsOutput(chunk: unknown): boolean {
  const choice = at(chunk, 'choices', 0);
  const [call] = list(choice, 'delta', 'tool_calls');
  const input = unpacked(at(call, 'function', 'arguments'));
  const isWhole = isObject(input) && text(call, 'function', 'name') !== null;
  return (
    isWhole && text(choice, 'finish_reason') !== null && text(choice, 'delta', 'content') !== null
  );
}

class ChunkReader {
  readonly conversation = new Conversation();
  readonly #traces = new Map<string, TraceBuilder>();
  /** Words that were taken, and calls that were answered: both are told again. */
  readonly #seen = new Set<string>();

  take(record: FileRecord): void {
    const { value } = record;
    if (isChunk(value)) this.#chunk(record);
    else if (str(value, 'role') === 'user')
      this.conversation.prompt('user', contentText(at(value, 'content')));
    else if (str(value, 'role') === 'tool') {
      const id = callIdOf(value);
      this.#result(contentText(at(value, 'content')), id, placeOf(record));
    }
  }

  #chunk(record: FileRecord): void {
    const facts = chatFacts([record.value]);
    const where = placeOf(record, facts.timing.startedAt);
    for (const choice of list(record.value, 'choices')) {
      const trace = this.#traceOf(facts.id);
      trace.id ??= facts.id;
      trace.model = facts.model ?? trace.model;
      if (facts.usage.outputTokens !== null) trace.usage = facts.usage;
      if (trace.timing.startedAt === undefined) trace.timing = facts.timing;
      trace.finishReason = text(choice, 'finish_reason') ?? trace.finishReason;
      this.#delta(trace, at(choice, 'delta'), where);
    }
  }

  #traceOf(id: string | null): TraceBuilder {
    const known = id === null ? undefined : this.#traces.get(id);
    if (known !== undefined) return known;
    const trace = this.conversation.begin();
    if (id !== null) this.#traces.set(id, trace);
    return trace;
  }

  #delta(trace: TraceBuilder, delta: unknown, where: RecordedPlace): void {
    const carried = carriedReasoning(delta);
    if (carried !== null && this.#isNew(`${trace.id ?? ''} reasoning ${carried.text}`))
      trace.reasoning(carried.text, carried.meaning === 'summary' ? 'summary' : null, where);
    const words = contentText(at(delta, 'content'));
    const calls = list(delta, 'tool_calls');
    if (calls.length === 0) {
      if (this.#isNew(`${trace.id ?? ''} words ${words}`)) trace.answer(words, where);
      return;
    }
    for (const call of calls) {
      const id = callIdOf(call);
      const fn = at(call, 'function');
      if (id === null || !trace.hasCall(id))
        trace.toolCall(text(fn, 'name'), inputOf(fn), id, where);
      this.#result(str(fn, 'result') ?? '', id, where);
    }
    // With several calls nothing tells which of them gave it out: the last one before it.
    this.#result(words, callIdOf(calls.at(-1)), where);
  }

  #result(words: string, id: string | null, where: RecordedPlace): void {
    if (words === '' || (id !== null && !this.#isNew(`result ${id}`))) return;
    this.conversation.result(words, id, false, where);
  }

  #isNew(what: string): boolean {
    if (this.#seen.has(what)) return false;
    this.#seen.add(what);
    return true;
  }
}
