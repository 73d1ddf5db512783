import type { Message } from '../model/message';
import type { RunTotals, Session } from '../model/session';
import type { SessionNote } from '../model/sessionNote';
import type { FileRecord } from '../trace/format';
import type { Trace } from '../model/trace';
import { assemble } from './assemble';
import { callFacts } from './callFacts';
import type {
  AgentFacts,
  EventFacts,
  FoundSession,
  MessageFacts,
  LogPlace,
  PlacedCall,
  ToolNote,
} from './found';
import type { SessionFormat } from './format';
import { isAgentLog, sessionFormat } from './formats';
import type { PriceOf } from './money';
import type { SessionReader } from './reader';
import { rulesFor, takeApart, injectedBy, type WordRules } from './words';

/** Own words of one message that are kept. */
const MAX_WORDS = 20_000;
const MAX_TASK = 2_000;
const EVENT_TEXT = 300;

/** What the last call of a thread was asked. */
interface Heard {
  readonly messages: readonly object[];
  readonly words: string | null;
}

/**
 * Takes what is read of a file, step by step, and makes the session of it. Holds a few hundred bytes a call, never the
 * traces.
 */
export class SessionBuilder {
  readonly #format: { readonly id: string; readonly title: Message };
  readonly #session: SessionFormat | null;
  readonly #reader: SessionReader | null;
  /** Whether the prompts of the traces tell the turns, not the reader. */
  readonly #fromPrompts: boolean;
  readonly #rules: WordRules;
  readonly #priceOf: PriceOf;
  readonly #items: (MessageFacts | EventFacts)[] = [];
  readonly #calls: PlacedCall[] = [];
  readonly #agents: AgentFacts[] = [];
  readonly #tools = new Map<string, ToolNote>();
  readonly #threads = new Map<number, string>();
  readonly #synthetic = new Set<number>();
  /** Messages in the user's name after an answer are what commands printed. */
  #observed = false;
  #title: string | null = null;
  #folder: string | null = null;
  #totals: RunTotals | null = null;
  #nth = 0;
  #record = 0;
  /** What each thread was last asked, to tell new messages. */
  #heard = new Map<string | null, Heard>();

  constructor(format: { readonly id: string; readonly title: Message }, priceOf: PriceOf) {
    this.#format = format;
    this.#session = sessionFormat(format.id);
    this.#reader = this.#session?.reader?.() ?? null;
    const tells = this.#session?.sharesMessages ?? this.#session?.tellsPrompts;
    this.#fromPrompts = this.#reader === null || tells === true;
    this.#rules = rulesFor(format.id);
    this.#priceOf = priceOf;
  }

  /** The records of the file, in order, as they are read. */
  listen(records: readonly FileRecord[]): void {
    if (this.#reader === null) return;
    for (const record of records) for (const note of this.#reader.read(record)) this.#note(note);
  }

  /** The traces of the file, in order. */
  add(traces: readonly Trace[]): void {
    for (const trace of traces) {
      const facts = callFacts(trace, this.#priceOf);
      const record = facts.record ?? this.#record;
      const agent = this.#reader?.threadOf?.(trace) ?? this.#threads.get(record) ?? null;
      if (this.#fromPrompts) this.#prompt(trace, agent);
      this.#record = record;
      this.#calls.push({ kind: 'call', place: this.#place(this.#record), agent, facts });
    }
  }

  /** The session as it is now. The builder stays usable: a log that grows goes on from here. */
  build(open: readonly Trace[] = []): Session {
    const settled = this.#calls.length;
    const items = this.#items.length;
    const heard = new Map(this.#heard);
    this.add(open);
    const calls = this.#calls.filter(({ place }) => !this.#synthetic.has(place.record));
    const found: FoundSession = {
      format: this.#format.id,
      formatTitle: this.#format.title,
      lacks: this.#session?.lacks ?? null,
      isAgentLog: isAgentLog(this.#format.id),
      unattended: this.#session?.unattended === true,
      title: this.#title,
      folder: this.#folder,
      totals: this.#totals,
      items: [...this.#timed(calls), ...calls].sort(byPlace),
      agents: this.#agents,
      tools: this.#tools,
    };
    this.#calls.length = settled;
    if (this.#fromPrompts) this.#items.length = items;
    this.#heard = heard;
    return assemble(found);
  }

  #timed(calls: readonly PlacedCall[]): readonly (MessageFacts | EventFacts)[] {
    return this.#fromPrompts ? timed(this.#items, calls) : this.#items;
  }

  #place(record: number): LogPlace {
    return { record, nth: this.#nth++ };
  }

  #note(note: SessionNote): void {
    const { record, at, agent } = note;
    switch (note.kind) {
      case 'user':
        this.#message(note.text, note.injected, record, at, agent);
        break;
      case 'generation':
        if (agent !== null) this.#threads.set(record, agent);
        if (note.synthetic) this.#synthetic.add(record);
        break;
      case 'agent':
        this.#agents.push({
          id: note.id,
          name: note.name,
          callId: note.callId,
          task: note.task?.slice(0, MAX_TASK) ?? null,
        });
        break;
      case 'tool':
        this.#tools.set(note.callId, note);
        break;
      case 'event': {
        const text = note.text.slice(0, EVENT_TEXT);
        this.#items.push({
          kind: 'event',
          place: this.#place(record),
          at,
          agent,
          event: note.event,
          text,
        });
        break;
      }
      case 'observed':
        this.#observed = true;
        break;
      case 'totals':
        this.#totals = note.totals;
        break;
      case 'title':
        this.#title = note.text;
        break;
      case 'folder':
        this.#folder ??= note.text;
        break;
    }
  }

  #message(
    text: string,
    rule: string | null,
    record: number,
    at: number | null,
    agent: string | null,
  ): void {
    const words =
      rule === null
        ? takeApart(text, this.#rules)
        : { own: '', injected: [injectedBy(rule, text)], command: null };
    this.#items.push({
      kind: 'message',
      place: this.#place(record),
      at,
      agent,
      ...words,
      own: words.own.slice(0, MAX_WORDS),
    });
  }

  /** Without a reader: the messages of the user in a trace's prompt that its thread's call before did not answer. */
  #prompt(trace: Trace, thread: string | null): void {
    const messages = (trace.prompt ?? []).filter((m) => m.role === 'user');
    const words = messages.at(-1)?.text ?? null;
    const shares = this.#session?.sharesMessages === true;
    const before = this.#heard.get(thread);
    const known = new Set(before?.messages);
    const again = words === before?.words;
    const fresh = shares ? messages.filter((m) => !known.has(m)) : again ? [] : messages.slice(-1);
    const rule = this.#observed && this.#calls.length > 0 ? 'observation' : null;
    for (const { text } of fresh) {
      this.#message(text, rule, this.#record, trace.timing.startedAt, thread);
    }
    this.#heard.set(thread, { messages, words });
  }
}

/** Events that a document tells before all of its calls stand after those that began before them. */
function timed(
  items: readonly (MessageFacts | EventFacts)[],
  calls: readonly PlacedCall[],
): readonly (MessageFacts | EventFacts)[] {
  const started = calls.toSorted((a, b) => startOf(a) - startOf(b));
  const events = items.flatMap((item) =>
    item.kind === 'event' && item.at !== null ? [{ item, at: item.at }] : [],
  );
  const moved = new Map<MessageFacts | EventFacts, EventFacts>();
  let next = 0;
  for (const { item, at } of events.toSorted((a, b) => a.at - b.at)) {
    while (next < started.length && startOf(started[next]!) <= at) next++;
    const before = started[next - 1]?.place;
    if (before?.record !== item.place.record || before.nth < item.place.nth) continue;
    moved.set(item, { ...item, place: { ...item.place, nth: before.nth + 0.5 } });
  }
  return items.map((item) => moved.get(item) ?? item);
}

const startOf = ({ facts }: PlacedCall): number => facts.call.startedAt ?? Infinity;

function byPlace(a: { readonly place: LogPlace }, b: { readonly place: LogPlace }): number {
  // A message or event of a record was noted before its generation: only their order in the log counts.
  return a.place.record - b.place.record || a.place.nth - b.place.nth;
}
