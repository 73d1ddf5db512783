import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { PromptMessage } from '../../../model/trace';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { addBesideReasoning } from '../../build/besideReasoning';
import { commonUsage } from '../../build/commonUsage';
import { promptMessages } from '../../build/content';
import { parsed, placeOf, rangeOver } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { at, has, jsonText, list, num, str, text, time } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';
import { counted, countsOf, type Counts } from './difyCounts';

/** Events that carry words, thoughts or counts, or open and close the work (docs.dify.ai, "Send chat message"). */
const EVENT =
  /^(?:(?:agent_)?message|agent_thought|message_(?:end|file|replace)|text_chunk|error|(?:workflow|node)_(?:started|finished))$/;

const isNamed = (value: unknown): boolean => EVENT.test(str(value, 'event') ?? '');

/** What Dify's events hold; those of other programs (a task queue's log) have but the name and a task in common. */
const HELD = ['answer', 'data', 'metadata', 'thought', 'conversation_id', 'workflow_run_id'];

/** Relays leave out the task. */
const isEvent = (value: unknown): boolean =>
  isNamed(value) &&
  (text(value, 'task_id') ?? text(value, 'message_id')) !== null &&
  HELD.some((key) => has(value, key));

/** A message as `GET /messages` lists it: what was asked, what was answered, and the thoughts of the agent. */
const isStored = (value: unknown): boolean =>
  str(value, 'query') !== null &&
  str(value, 'answer') !== null &&
  has(value, 'conversation_id') &&
  ['agent_thoughts', 'retriever_resources', 'message_files'].some((key) => has(value, key));

const storedIn = (value: unknown): readonly unknown[] =>
  isStored(value) ? [value] : list(value, 'data').filter(isStored);

const idOf = (value: unknown): string | null =>
  text(value, 'message_id') ?? text(value, 'workflow_run_id') ?? text(value, 'task_id');

/**
 * Dify: the events of a message as they are streamed (server-sent, a line each, or a list; a response that came whole
 * is one such event), and messages as its API lists them. The events of one message are one generation.
 */
export const dify: Format = {
  id: 'dify',
  title: msg('Dify messages'),
  // Messages that were streamed at the same time take turns.
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isEvent(value) || storedIn(value).length > 0),
  parse(records) {
    const messages = new Map<string, FileRecord[]>();
    const traces: TraceDraft[] = [];
    // An event without an id is of the message before it.
    let id: string | null = null;
    for (const record of itemsOf(records)) {
      for (const value of storedIn(record.value)) traces.push(readStored({ ...record, value }));
      if (!isNamed(record.value)) continue;
      id = idOf(record.value) ?? id;
      if (id === null) continue;
      const own = messages.get(id);
      if (own === undefined) messages.set(id, [record]);
      else own.push(record);
    }
    for (const [id, events] of messages) traces.push(...new Message(id, events).build());
    return parsed(...traces);
  },
};

/** The calls of a thought: names with `;` between them, what they were given and gave as JSON by name. */
function addCalls(trace: TraceBuilder, thought: unknown, record: FileRecord): void {
  const where = placeOf(record, time(thought, 'created_at'));
  const names = (text(thought, 'tool') ?? '').split(';').filter((name) => name !== '');
  const [inputs, results] = ['tool_input', 'observation'].map((key) => unpacked(at(thought, key)));
  for (const [i, name] of names.entries()) {
    const id = text(thought, 'id');
    const callId = id === null || names.length === 1 ? id : `${id}#${i + 1}`;
    trace.toolCall(name, at(inputs, name) ?? inputs ?? '', callId, where);
    const result = at(results, name) ?? (i === 0 ? results : undefined);
    if (result !== undefined && result !== '')
      trace.toolResult(jsonText(result), callId, false, where);
  }
}

function readStored(record: FileRecord): TraceDraft {
  const { value } = record;
  const where = placeOf(record, time(value, 'created_at'));
  const trace = new TraceBuilder();
  trace.id = text(value, 'id');
  trace.model = text(value, 'model_id');
  trace.provider = text(value, 'model_provider');
  trace.prompt.push({ role: 'user', text: str(value, 'query') ?? '' });
  const answer = str(value, 'answer') ?? '';
  for (const thought of list(value, 'agent_thoughts')) {
    const words = str(thought, 'thought') ?? '';
    if (!answer.includes(words.trim()))
      addThought(trace, words, record, time(thought, 'created_at'));
    addCalls(trace, thought, record);
  }
  addTaggedText(trace, answer, where);
  // A message that was not counted is written as 0.
  if ((num(value, 'answer_tokens') ?? 0) > 0)
    trace.usage = commonUsage({
      input_tokens: at(value, 'message_tokens'),
      output_tokens: at(value, 'answer_tokens'),
    });
  trace.timing = { startedAt: where.at };
  const error = text(value, 'error');
  if (error !== null) trace.finishReason = 'error';
  return trace.build();
}

/** What an agent said before it called a tool: Dify's thought, where the model did not mark its own in tags. */
function addThought(
  trace: TraceBuilder,
  words: string,
  record: FileRecord,
  when: number | null,
): void {
  const where = placeOf(record, when);
  if (/<\w/.test(words)) addTaggedText(trace, words, where);
  else trace.reasoning(words.trim(), null, where);
}

/** A piece of the words as they were streamed. */
const piece = (value: unknown): string | null => str(value, 'answer') ?? str(value, 'data', 'text');

/** The events of one message, or of one run of a workflow: the nodes that asked a model are one generation together. */
class Message {
  readonly #trace = new TraceBuilder();
  /** What the workflow was asked. */
  #query: readonly PromptMessage[] = [];
  /** What each node that asked a model counts; `null` where it does not. */
  readonly #nodes: (Counts | null)[] = [];
  /** What is counted of the whole. */
  #told: Counts | null = null;
  /** Records of the words since the last thought that called a tool, and the words. */
  #pieces: FileRecord[] = [];
  #words = '';
  /** All words that came in pieces. */
  readonly #streamed: string;
  #started: number | null = null;

  constructor(id: string, events: readonly FileRecord[]) {
    this.#trace.id = id;
    this.#streamed = events.map(({ value }) => piece(value) ?? '').join('');
    const told = events.filter(({ value }) => str(value, 'event') === 'agent_thought');
    const thoughts = new Map(told.map((e) => [text(e.value, 'id') ?? e, e] as const));
    for (const event of events) {
      this.#started ??= time(event.value, 'created_at') ?? time(event.value, 'data', 'created_at');
      // A thought is sent when it begins, and again with what came of it.
      if (str(event.value, 'event') !== 'agent_thought') this.#add(event);
      else if (thoughts.get(text(event.value, 'id') ?? event) === event) this.#thought(event);
    }
    this.#flush();
    const { usage, costUsd, durationMs } = counted(this.#nodes, this.#told);
    this.#trace.usage = usage;
    this.#trace.costUsd = costUsd;
    this.#trace.timing = { startedAt: this.#started, durationMs };
  }

  build(): readonly TraceDraft[] {
    return this.#trace.isBlank ? [] : [this.#trace.build()];
  }

  #add(event: FileRecord): void {
    const { value } = event;
    const words = piece(value);
    switch (str(value, 'event') ?? '') {
      case 'message_replace':
      case 'message_file':
        this.#flush();
        this.#trace.raw(str(value, 'event'), value, placeOf(event));
        return;
      case 'error':
        this.#trace.finishReason = 'error';
        this.#trace.problems.push({
          code: 'truncated',
          message: say('The stream ends in an error: {0}', text(value, 'message') ?? ''),
        });
        return;
      case 'node_finished':
        this.#node(event);
        return;
      case 'workflow_started':
        this.#asked(text(value, 'data', 'inputs', 'sys.query'));
        return;
      default:
        if (words !== null && words !== '') {
          this.#pieces.push(event);
          this.#words += words;
        }
        this.#told = countsOf(at(value, 'metadata', 'usage')) ?? this.#told;
    }
  }

  #asked(words: string | null): void {
    if (words === null) return;
    this.#query = [{ role: 'user', text: words }];
    this.#trace.prompt.push(...this.#query);
  }

  /** A node of a workflow that asked a model tells which, with what, and what it thought beside its words. */
  #node(event: FileRecord): void {
    const data = at(event.value, 'data');
    if (str(data, 'node_type') !== 'llm') return;
    this.#askedBy(at(data, 'process_data'));
    const thought = text(data, 'outputs', 'reasoning_content');
    const said = str(data, 'outputs', 'text') ?? '';
    const isStreamed = this.#streamed.includes(said.trim());
    // Words of another node, which came before.
    if (!isStreamed) this.#flush();
    const where = placeOf(event);
    if (thought !== null && !this.#words.includes('<think'))
      this.#trace.reasoning(thought, null, where);
    if (isStreamed) this.#flush();
    else if (thought === null) addTaggedText(this.#trace, said, where);
    else addBesideReasoning(this.#trace, said, where);
    this.#nodes.push(countsOf(at(data, 'outputs', 'usage') ?? at(data, 'process_data', 'usage')));
  }

  /** The model and the prompt of a node: of several, a model that all of them asked, and what the whole was asked. */
  #askedBy(process: unknown): void {
    const trace = this.#trace;
    const [model, provider] = [text(process, 'model_name'), text(process, 'model_provider')];
    if (this.#nodes.length > 0) {
      if (trace.model !== model) trace.model = null;
      if (trace.provider !== provider) trace.provider = null;
      if (this.#query.length > 0) trace.prompt.splice(0, Infinity, ...this.#query);
      return;
    }
    trace.model = model;
    trace.provider = provider;
    const prompts = promptMessages(at(process, 'prompts'));
    if (prompts.length > 0) trace.prompt.splice(0, Infinity, ...prompts);
  }

  #thought(event: FileRecord): void {
    const { value } = event;
    const words = (str(value, 'thought') ?? '').trim();
    const said = this.#words.trim();
    const isCall = text(value, 'tool') !== null;
    // Words that came in pieces are in the thought once more.
    if (isCall && said === words) {
      this.#pieces = [];
      this.#words = '';
    }
    if (isCall) this.#flush();
    const isNew = said === words ? isCall : !this.#streamed.includes(words);
    if (isNew && isCall) addThought(this.#trace, words, event, time(value, 'created_at'));
    else if (isNew) addTaggedText(this.#trace, words, placeOf(event, time(value, 'created_at')));
    addCalls(this.#trace, value, event);
  }

  #flush(): void {
    const source = rangeOver(this.#pieces);
    const where = { ...placeOf(null, time(this.#pieces[0]?.value, 'created_at')), source };
    if (this.#words !== '') addTaggedText(this.#trace, this.#words, where);
    this.#pieces = [];
    this.#words = '';
  }
}
