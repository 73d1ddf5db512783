import { Evaluator } from './evaluate';
import { MODEL_WORD, NO_MODEL, OTHER_WORD, TEXT_ARGUMENTS, bare } from './callWords';
import { askedAt } from './asking';
import { chainCall } from './chains';
import { findChatDefinitions } from './chatDefinitions';
import { filledModule } from './dspy';
import { dspyReceiver, isMadeModel, isNamedModel, kernelModel, settingsModel } from './engines';
import { foundAt, type FoundAt } from './foundPrompt';
import { givenTo, helperOf, passesThrough, saysMore, standingIn, type Helper } from './helpers';
import { sendersOf } from './sendersOf';
import { findLaravelAgents } from './laravelAgents';
import { MessageReader, NOTHING, together, type ReadMessages } from './messages';
import type { DocumentLanguage, FoundPrompt } from './model';
import { modelIn } from './modelIds';
import { postedCall } from './posted';
import { NO_RECEIVER, receiverOf } from './receiver';
import { calledName, pathOf, type Reading } from './resolve';
import type { Sender } from './sender';
import { serviceCall } from './services';
import { fits, modelEntry, siteOf, type Site } from './site';
import { isTemplate } from './templateCalls';
import { isChat, ownTexts, systemFirst, textsOf, wholeTexts, type SiteReader } from './siteTexts';
import { isKept, isWorthReading, requestAt } from './unknownSites';
import type { CallValue, FunctionValue, RecordValue, Value } from './syntax/value';

const MAX_FOUND = 2_000;
/** Helpers that call helpers. */
const MAX_HELPERS = 3;
/** What an object is sent that is called like a function. */
const CALLED: Sender = { library: 'agents', vendor: null, calls: '', positional: ['prompt'] };
/** Every call, request body and definition of a document that holds a prompt: calls in document order, then chats that none of them sends. */
export function findCalls(reading: Reading, language: DocumentLanguage): readonly FoundPrompt[] {
  const finder = new Finder(reading, language);
  const { calls, records } = reading.program;
  const found = [...calls, ...records]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .flatMap((value) => finder.read(value) ?? [])
    .slice(0, MAX_FOUND);
  // What a definition reads of itself takes nothing from others.
  const taken = new Set(
    found.flatMap((f) => [...f.from.filter((at) => at !== f.site.value.start), ...f.site.parts]),
  );
  const sent = found
    .filter((f) => f.site.sender?.defines === 'agent' || !taken.has(f.site.value.start))
    .map((f) => f.prompt);
  if (language === 'json' || language === 'yaml') return sent;
  const told = new Set([...taken, ...found.flatMap((f) => f.from)]);
  return [
    ...sent,
    ...findLaravelAgents(reading, finder.messages, language),
    ...findChatDefinitions(reading, finder.messages, language, told),
  ];
}

/** Methods that only models have: what they are given is sent, known or not. */
const SENDS_ANYTHING = /^a?invoke$|^send_?request$|^send_?message|^create_?stream$|^respond$/i;
/** Calls of tests that compare, and of programs that tell what was done: what they are given is sent to nobody. */
const TELLS_OF =
  /^(?:expect|assert|toEqual|toBe|toHave|toMatch|toStrict|toContain|objectContaining|record(?=[A-Z_])|(?:After|Before)[A-Z])/;
/** Calls that write down the records they are given, in a log or a database: `logger.info('asked', { model, prompt })`. */
const WRITES_DOWN =
  /^(?:log|info|debug|warn(?:ing)?|error|track|trace|insert|upsert)(?:$|[A-Z_]\w{0,60}$)|^(?:get|set|with|build)_?\w{0,30}[aA]ttributes?$/;
/** Functions that make the call they are given, with the arguments behind it. */
const PASSES_ON = /^(?:to_thread|partial|run_sync|run_in_threadpool|run_async|submit)$/;

/**
 * The call that another function makes: `asyncio.to_thread(client.chat.complete, model=...)`, or one of the project that is
 * given a call nothing else is called like (`self._safely(client.responses.create, **params)`).
 */
function passedOn(call: CallValue): CallValue {
  const at = call.args.findIndex((a) => a.name === null && a.value.kind === 'member');
  const given = call.args[at];
  if (given === undefined) return call;
  const rest = call.args.slice(at + 1);
  const name = calledName(call);
  const isPassed = at === 0 && PASSES_ON.test(name);
  const tells =
    rest.every((a) => a.name !== null || a.spread) &&
    rest.some((a) => a.spread || TEXT_ARGUMENTS.has(bare(a.name ?? '')));
  const wraps =
    tells &&
    !TELLS_OF.test(name) &&
    sendersOf(pathOf(given.value)).some((s) => s.whole !== undefined);
  return isPassed || wraps ? { ...call, callee: given.value, args: rest } : call;
}

class Finder implements SiteReader {
  readonly messages: MessageReader;
  /** Where records stand that belong to a call which says nothing. */
  private readonly refused = new Set<number>();

  /** The request in a function that says what the function is given; null where there is none. */
  private readonly inside = new Map<FunctionValue, CallValue | RecordValue | null>();

  constructor(
    readonly reading: Reading,
    readonly language: DocumentLanguage,
    private readonly depth = 0,
  ) {
    this.messages = new MessageReader(new Evaluator(reading));
  }

  read(written: CallValue | RecordValue): FoundAt | null {
    if (!this.reading.spend()) return null;
    const value = written.kind === 'call' ? passedOn(written) : written;
    if (value.kind === 'call') {
      const answered = serviceCall(value, this) ?? chainCall(value, this);
      if (answered !== null) return answered;
      for (const sender of sendersOf(siteOf(value, null, this.reading).path)) {
        const site = siteOf(value, sender, this.reading);
        if (!fits(site, sender, this.reading)) continue;
        const found = this.known(site);
        if (found !== null) return found;
        if (sender.defines === undefined) continue;
        // A definition whose text stands elsewhere is no request either.
        for (const part of site.parts) this.refused.add(part);
        return null;
      }
    }
    return value.kind === 'call'
      ? (this.calledAgent(value) ??
          this.helped(value) ??
          this.unknown(value) ??
          this.moduleOrHelper(value) ??
          postedCall(value, this))
      : this.unknown(value);
  }

  /** An agent or model that is called itself: `agent("Book a table")`. */
  private calledAgent(call: CallValue): FoundAt | null {
    const { callee, args } = call;
    const [first] = args;
    if (first?.name !== null || first.spread || pathOf(callee).length > 2) return null;
    const made =
      callee.kind === 'name' || callee.kind === 'member' ? this.reading.follow(callee) : null;
    if (
      made?.kind !== 'call' ||
      !/(?:^|_)agent$|Agent(?:Executor)?$|^Chat[A-Z]|LLM$/.test(calledName(made))
    )
      return null;
    const site = siteOf(call, CALLED, this.reading);
    const receiver = receiverOf(callee, this.messages);
    const sent = together(
      [receiver.messages, textsOf(site, this)].filter((m) => m.pieces.length > 0),
    );
    const says = sent.known || (receiver.model !== null && first.value.kind !== 'literal');
    return says ? foundAt(site, systemFirst(sent), receiver, this) : null;
  }

  /** A module of DSPy that is filled in, or a helper that stands in another file. */
  private moduleOrHelper(call: CallValue): FoundAt | null {
    const filled = filledModule(call, this);
    const asked = filled ?? askedAt(call, this);
    if (asked === null) return null;
    const receiver = filled === null ? NO_RECEIVER : dspyReceiver(this.messages);
    return foundAt(asked.site, systemFirst(asked.sent), receiver, this);
  }

  /** A call of a function that passes what it is given to a model: `ask(SYSTEM, "Sum up: " + text)`. */
  private helped(call: CallValue): FoundAt | null {
    const { reading, language, depth } = this;
    const helper = depth < MAX_HELPERS ? helperOf(call, reading) : null;
    if (helper === null) return null;
    const { fn, program } = helper;
    const isHere = program === reading.program;
    if (isHere && fn.start <= call.start && call.end <= fn.end) return null;
    const request = this.requestIn(helper);
    if (request === null) return null;
    const finder = (given: ReadonlyMap<string, Value>): Finder =>
      new Finder(reading.called(program, fn.scope, given), language, depth + 1);
    const plain = finder(new Map()).read(request);
    const said = finder(givenTo(helper, call, reading)).read(request);
    if (plain === null || said === null || !saysMore(said.prompt, plain.prompt)) return null;
    const site = siteOf(call, null, reading);
    const own = foundAt(site, NOTHING, NO_RECEIVER, this).prompt.call!;
    const { model, vendor } = said.prompt.call!;
    return {
      site,
      // Chats that are given to a helper elsewhere are told here.
      from: isHere ? said.from : call.args.flatMap((a) => this.messages.read(a.value).from),
      prompt: {
        ...said.prompt,
        kind: 'call',
        call: {
          ...own,
          library: 'helper',
          vendor,
          // The request itself stands in the helper: nothing can be set here.
          ...{ parameters: [], arguments: [], thinking: [] },
          model: model && { ...model, written: null, declared: isHere ? model.declared : null },
        },
      },
    };
  }

  private requestIn(helper: Helper): CallValue | RecordValue | null {
    const { fn, program } = helper;
    const before = this.inside.get(fn);
    if (before !== undefined) return before;
    this.inside.set(fn, null);
    const { reading, language, depth } = this;
    const finder = new Finder(reading.called(program, fn.scope, new Map()), language, depth + 1);
    // A body that is posted is a record.
    const inside = [...standingIn(program.calls, fn), ...standingIn(program.records, fn)];
    const request = inside.find((c) => {
      const found = finder.read(c);
      return found !== null && passesThrough(found.prompt, helper);
    });
    this.inside.set(fn, request ?? null);
    return request ?? null;
  }

  /** A call of a known library. */
  private known(site: Site): FoundAt | null {
    const sender = site.sender!;
    const { callee } = site.value as CallValue;
    const object = callee.kind === 'member' ? callee.object : null;
    const needsModel = sender.receiver !== undefined || sender.words !== undefined;
    if (needsModel && NO_MODEL.test(ownerOf(site))) return null;
    const agent = sender.positional?.indexOf('agent') ?? -1;
    const before = agent >= 0 ? (site.positional[agent] ?? object) : object;
    const made = before === null ? NO_RECEIVER : receiverOf(before, this.messages);
    const set =
      made.model === null && before !== null ? settingsModel(before, this.messages) : null;
    const isKernel = sender.library === 'semantic-kernel' && made.model === null;
    const kernel = isKernel ? kernelModel(this.reading) : null;
    const receiver = set ?? (kernel === null ? made : { ...made, model: kernel });
    if (sender.receiver !== undefined && !receiver.known && !this.reads(site, object)) return null;
    if (sender.library === 'langchain' && object !== null && this.onlyFills(object)) return null;
    const own = ownTexts(site, this);
    const template = receiver.messages;
    const filled = sender.variables === true && isFilledIn(site, template) ? NOTHING : own;
    const said = together([template, filled].filter((m) => m.pieces.length > 0));
    const isEmpty = said.pieces.length === 0 && said.attachments === 0;
    const sent = isEmpty ? wholeTexts(site, this) : said;
    if (sent.pieces.length === 0 && sent.attachments === 0) return null;
    // A template or agent whose text stands elsewhere says nothing, but for an agent with a model of its own.
    const named = sender.defines === 'agent' ? (modelEntry(site)?.value ?? null) : null;
    const hasModel = named !== null && modelIn(named, this.reading) !== null;
    if (sender.defines !== undefined && !sent.known && !hasModel) return null;
    return foundAt(site, systemFirst(sent), receiver, this);
  }

  /** Whether an object is a template alone: what its method gives back is sent by another call, if at all. */
  private onlyFills(object: Value): boolean {
    const made = this.reading.follow(object);
    return made?.kind === 'call' && isTemplate(made) && calledName(made) !== 'pipe';
  }

  /** Whether the object before a method is named like a model and is given something to say. */
  private reads(site: Site, object: Value | null): boolean {
    if (site.sender?.receiver !== 'model' || object === null) return false;
    const own = ownerOf(site);
    // A graph of steps is given a state, and none of it need be said to a model.
    const made = this.reading.follow(object);
    if (made?.kind === 'call' && calledName(made) === 'compile') return false;
    const messages = site.entries.find((e) => e.name === 'messages');
    if (messages !== undefined && textsOf(site, this).known) return true;
    const method = site.path.at(-1) ?? '';
    const isModel = isNamedModel(own, method) || isMadeModel(object, this.reading);
    if (!isModel && (!MODEL_WORD.test(own) || OTHER_WORD.test(own))) return false;
    if (
      messages !== undefined &&
      (isChat(messages.value, this.reading) || /^create_?stream$/i.test(method))
    )
      return true;
    const named = site.sender.prompt?.map(bare);
    const isAsked = site.entries.some((e) => named?.includes(bare(e.name ?? '')) === true);
    const [first] = site.positional;
    if (!isAsked && (first === undefined || first.kind === 'record' || first.kind === 'literal'))
      return false;
    return isModel || SENDS_ANYTHING.test(method) || textsOf(site, this).known;
  }

  /** A call or record of no known library. */
  private unknown(value: CallValue | RecordValue): FoundAt | null {
    if (this.refused.has(value.start)) return null;
    const isWorth = isWorthReading(value, this.reading);
    if (value.kind === 'call' && isKept(value)) {
      // What a test compares is sent to nobody.
      if (isWorth && TELLS_OF.test(calledName(value)))
        for (const e of value.args) this.refused.add(e.value.start);
      this.refuseWritten(value);
      return null;
    }
    if (!isWorth) return null;
    const request = requestAt(value, this);
    return request === null
      ? null
      : foundAt(request.site, systemFirst(request.sent), NO_RECEIVER, this);
  }

  /** The records that a log or a database is given are sent to nobody. */
  private refuseWritten(call: CallValue): void {
    const words = pathOf(call.callee).slice(-2);
    if (!words.some((word) => WRITES_DOWN.test(word))) return;
    const given = call.args.map((a) => a.value);
    for (let value = given.pop(); value !== undefined; value = given.pop()) {
      if (!this.reading.spend()) return;
      if (value.kind === 'list') given.push(...value.items);
      if (value.kind !== 'record') continue;
      this.refused.add(value.start);
      given.push(...value.entries.map((e) => e.value));
    }
  }
}

/** Whether what a site gives fills a template; an agent is given its chat beside what it is told: `agent.invoke({"messages": [...]})`. */
const isFilledIn = (site: Site, template: ReadMessages): boolean =>
  template.known &&
  (!site.entries.some((e) => e.name === 'messages') ||
    template.pieces.some((p) => /\{ ?messages ?\}/.test(p.text)));

/** The name of the object whose method is called; empty for a function. */
const ownerOf = ({ path }: Site): string =>
  path.slice(0, -1).findLast((p) => !/^(?:this|self|cls)$/.test(p)) ?? '';
