import { Evaluator, plainString } from './evaluate';
import {
  ASKS,
  KEEPERS,
  MODEL_NAME,
  MODEL_WORD,
  NO_CHAT,
  NO_MODEL,
  OTHER_WORD,
  SENDING_WORD,
  TEXT_ARGUMENTS,
  TRIGGERS,
  bare,
} from './callWords';
import { givenTo, helperOf, passesThrough, saysMore, type Helper } from './helpers';
import { sendersOf, type Sender } from './libraries';
import { MessageReader, NOTHING, roleOf, together, type ReadMessages } from './messages';
import type { DocumentLanguage, FoundPrompt, PromptNote, PromptPiece } from './model';
import { MODEL_ID, modelIn, modelInAddress, type NamedModel } from './modelIds';
import { NO_RECEIVER, clientVendor, receiverOf, vendorIn, type Receiver } from './receiver';
import { promptCall } from './request';
import { calledName, pathOf, type Reading } from './resolve';
import { namedHoles } from './templates';
import {
  effortOf,
  fits,
  modelEntry,
  nestedEntries,
  siteOf,
  thinkingEntries,
  type Site,
} from './site';
import type { CallValue, Entry, FunctionValue, RecordValue, Value } from './syntax/value';

interface Found {
  readonly prompt: FoundPrompt;
  readonly site: Site;
  readonly from: readonly number[];
}

const MAX_FOUND = 2_000;
/** Helpers that call helpers. */
const MAX_HELPERS = 3;
/** What an object is sent that is called like a function. */
const CALLED: Sender = { library: 'agents', vendor: null, calls: '', positional: ['prompt'] };
/** Arguments that only a request to a model has. */
const SETTINGS =
  /^(?:temperature|max\w{0,12}tokens|topp|topk|stream|tools|toolchoice|stop|system|n|seed|responseformat|reasoning\w{0,8}|thinking|anthropicversion|frequencypenalty|presencepenalty|logprobs|systeminstruction|generationconfig|safetysettings)$/;

/** Every call, request body and definition of a document that holds a prompt, in document order. */
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
  return found
    .filter((f) => f.site.sender?.defines === 'agent' || !taken.has(f.site.value.start))
    .map((f) => f.prompt);
}

/** Methods that only models have: what they are given is sent, known or not. */
const SENDS_ANYTHING = /^a?invoke$|^send_?request$|^send_?message|^create_?stream$|^respond$/i;
/** Names of what is said, where a model's method takes several texts: `llm.complete(system, user)`. */
const SAYS =
  /(?:^|_)(?:system|user|prompt|messages?|question|query|instructions?)(?:_?(?:prompt|message|text|content))?$/i;
const SYSTEM_NAME = /^system|_system|^instructions?$/i;
/** Calls of tests that compare. */
const EXPECTS =
  /^(?:expect|assert|toEqual|toBe|toHave|toMatch|toStrict|toContain|objectContaining)/;
/** Calls that send a body, or write it. */
const POSTS = /^(?:stringify|dumps|post|fetch|request)$/;
/** Functions that make the call they are given, with the arguments behind it. */
const PASSES_ON = /^(?:to_thread|partial|run_sync|run_in_threadpool|run_async|submit)$/;

/** The call that another function makes: `asyncio.to_thread(client.chat.complete, model=...)`. */
function passedOn(call: CallValue): CallValue {
  const [first, ...rest] = call.args;
  const isPassed =
    first?.name === null && first.value.kind === 'member' && PASSES_ON.test(calledName(call));
  return isPassed ? { ...call, callee: first.value, args: rest } : call;
}

class Finder {
  private readonly messages: MessageReader;
  /** Where records stand that belong to a call which says nothing. */
  private readonly refused = new Set<number>();

  /** The request in a function that says what the function is given; null where there is none. */
  private readonly inside = new Map<FunctionValue, CallValue | RecordValue | null>();

  constructor(
    private readonly reading: Reading,
    private readonly language: DocumentLanguage,
    private readonly depth = 0,
  ) {
    this.messages = new MessageReader(new Evaluator(reading));
  }

  read(written: CallValue | RecordValue): Found | null {
    if (!this.reading.spend()) return null;
    const value = written.kind === 'call' ? passedOn(written) : written;
    if (value.kind === 'call') {
      for (const sender of sendersOf(siteOf(value, null, this.reading).path)) {
        const site = siteOf(value, sender, this.reading);
        if (!fits(site, sender, this.reading.program.text)) continue;
        const found = this.known(site);
        if (found !== null) return found;
        if (sender.defines === undefined) continue;
        // A definition whose text stands elsewhere is no request either.
        for (const part of site.parts) this.refused.add(part);
        return null;
      }
    }
    return value.kind === 'call'
      ? (this.calledAgent(value) ?? this.helped(value) ?? this.unknown(value))
      : this.unknown(value);
  }

  /** An agent or model that is called itself: `agent("Book a table")`. */
  private calledAgent(call: CallValue): Found | null {
    const { callee, args } = call;
    const [first] = args;
    if (first?.name !== null || first.spread || pathOf(callee).length > 2) return null;
    const made =
      callee.kind === 'name' || callee.kind === 'member' ? this.reading.follow(callee) : null;
    if (made?.kind !== 'call' || !/Agent$|^Chat[A-Z]|LLM$/.test(calledName(made))) return null;
    const site = siteOf(call, CALLED, this.reading);
    const receiver = receiverOf(callee, this.messages);
    const sent = together([receiver.messages, this.texts(site)].filter((m) => m.pieces.length > 0));
    const says = sent.known || (receiver.model !== null && first.value.kind !== 'literal');
    return says ? this.found(site, systemFirst(sent), receiver) : null;
  }

  /** A call of a function that passes what it is given to a model: `ask(SYSTEM, "Sum up: " + text)`. */
  private helped(call: CallValue): Found | null {
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
    const own = this.found(site, NOTHING, NO_RECEIVER).prompt.call!;
    const { model, vendor } = said.prompt.call!;
    return {
      site,
      from: isHere ? said.from : [],
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
    const request = [...program.calls, ...program.records].find((c) => {
      if (c.start < fn.start || c.end > fn.end) return false;
      const found = finder.read(c);
      return found !== null && passesThrough(found.prompt, helper);
    });
    this.inside.set(fn, request ?? null);
    return request ?? null;
  }

  /** A call of a known library. */
  private known(site: Site): Found | null {
    const sender = site.sender!;
    const { callee } = site.value as CallValue;
    const object = callee.kind === 'member' ? callee.object : null;
    const needsModel = sender.receiver !== undefined || sender.words !== undefined;
    if (needsModel && NO_MODEL.test(ownerOf(site))) return null;
    const agent = sender.positional?.indexOf('agent') ?? -1;
    const before = agent >= 0 ? (site.positional[agent] ?? object) : object;
    const receiver = before === null ? NO_RECEIVER : receiverOf(before, this.messages);
    if (sender.receiver !== undefined && !receiver.known && !this.reads(site, object)) return null;
    const own = this.ownTexts(site);
    const template = receiver.messages;
    const filled = sender.variables === true && template.known ? NOTHING : own;
    const said = together([template, filled].filter((m) => m.pieces.length > 0));
    const isEmpty = said.pieces.length === 0 && said.attachments === 0;
    const sent = isEmpty ? this.spreadTexts(site) : said;
    if (sent.pieces.length === 0 && sent.attachments === 0) return null;
    // A template or agent whose text stands elsewhere says nothing, but for an agent with a model of its own.
    const named = sender.defines === 'agent' ? (modelEntry(site)?.value ?? null) : null;
    const hasModel = named !== null && modelIn(named, this.reading) !== null;
    if (sender.defines !== undefined && !sent.known && !hasModel) return null;
    return this.found(site, systemFirst(sent), receiver);
  }

  /** The texts of a call that no other library has, where all it is given is spread: `responses.create({ ...body })`. */
  private spreadTexts({ sender, rest, path }: Site): ReadMessages {
    const sure = sender?.vendor === 'openai' && sender.needs === undefined && path.length > 2;
    const [first] = rest;
    return sure && first !== undefined ? this.messages.read(first, 'user') : NOTHING;
  }

  /** Whether the object before a method is named like a model and is given something to say. */
  private reads(site: Site, object: Value | null): boolean {
    if (site.sender?.receiver !== 'model' || object === null) return false;
    const own = ownerOf(site);
    const messages = site.entries.find((e) => e.name === 'messages');
    if (messages !== undefined && this.texts(site).known) return true;
    if (!MODEL_WORD.test(own) || OTHER_WORD.test(own)) return false;
    const method = site.path.at(-1) ?? '';
    if (messages !== undefined && (this.isChat(messages.value) || /^create_?stream$/i.test(method)))
      return true;
    const [first] = site.positional;
    if (first === undefined || first.kind === 'record' || first.kind === 'literal') return false;
    const sends = SENDS_ANYTHING.test(method) || (MODEL_NAME.test(own) && ASKS.test(method));
    return sends || this.texts(site).known;
  }

  /** A template is read as such where it can be: its name tells its role. */
  private ownTexts(site: Site): ReadMessages {
    if (site.sender?.defines !== 'template') return this.texts(site);
    const template = this.messages.read(site.value);
    return template.known ? template : this.texts(site);
  }

  /** The texts in a site's arguments, named and positional. */
  private texts(site: Site): ReadMessages {
    const { sender } = site;
    const role = (e: Entry): PromptPiece['role'] | null => {
      const name = bare(e.name ?? '');
      if (sender?.system?.some((s) => bare(s) === name)) return 'system';
      if (sender?.prompt?.some((s) => bare(s) === name)) return 'user';
      const common = TEXT_ARGUMENTS.get(name) ?? null;
      return common === null && /^add[a-z]+message$/.test(name)
        ? roleOf(name.slice(3, -7))
        : common;
    };
    const named = nestedEntries(site.entries, this.reading).flatMap((e) => {
      const own = role(e);
      return own === null ? [] : [this.messages.read(e.value, own)];
    });
    const places = sender?.positional ?? [];
    const positional = site.positional.flatMap((value, i) => {
      const place = places[i] ?? (places.at(-1) === 'rest' ? 'rest' : 'skip');
      const named = sender?.receiver === 'model' && value.kind === 'name' ? value.name : '';
      if (place !== 'prompt' && place !== 'rest' && !SAYS.test(named)) return [];
      if (sender?.variables === true && value.kind === 'record') return [];
      return [this.messages.read(value, SYSTEM_NAME.test(named) ? 'system' : 'user')];
    });
    return together([...named, ...positional]);
  }

  /** A call or record of no known library: it must name a model, or hold a chat. */
  private unknown(value: CallValue | RecordValue): Found | null {
    if (this.refused.has(value.start)) return null;
    const entries = value.kind === 'call' ? value.args : value.entries;
    const flat = entries.flatMap((e) =>
      e.name === null && e.value.kind === 'record' ? e.value.entries : [e],
    );
    const name = value.kind === 'call' ? calledName(value) : '';
    const posts =
      POSTS.test(name) && entries.some((e) => e.name === null && this.isRecord(e.value));
    if (!posts && !flat.some((e) => e.name !== null && TRIGGERS.has(bare(e.name)))) return null;
    if (
      value.kind === 'call' &&
      (KEEPERS.test(name) || KEEPERS.test(siteOf(value, null, this.reading).path.at(-2) ?? ''))
    ) {
      // What a test holds against something is sent to nobody.
      if (EXPECTS.test(name)) for (const e of entries) this.refused.add(e.value.start);
      return null;
    }
    const site = siteOf(value, null, this.reading);
    const sent = this.texts(site);
    if (sent.pieces.length === 0) return null;
    const entry = modelEntry(site);
    const model = entry === null ? null : modelIn(entry.value, this.reading);
    const parts = value.kind === 'record' && site.entries.some((e) => this.hasParts(e));
    const chat =
      parts || site.entries.some((e) => bare(e.name ?? '') === 'messages' && this.isChat(e.value));
    const written = entry?.value.kind === 'string';
    if (model !== null && NO_CHAT.test(model.id)) return null;
    const named = model !== null && (MODEL_ID.test(model.id) || (!written && chat));
    const sends =
      entry !== null &&
      model === null &&
      !written &&
      (chat || (SENDING_WORD.test(name) && sent.known));
    const isData = value.kind === 'record' && ['json', 'yaml'].includes(this.language);
    // A record of messages alone may be the state of a program; with a setting beside them it is a request.
    const set = site.entries.some((e) => SETTINGS.test(bare(e.name ?? '')));
    const says =
      sent.known &&
      chat &&
      (SENDING_WORD.test(name) || isData || parts || (value.kind === 'record' && set));
    // A body that is posted, whatever its messages say.
    const body = posts && set && site.entries.some((e) => e.name === 'messages');
    if (!(named || sends || says || body || (isData && model !== null && chat))) return null;
    return this.found(site, systemFirst(sent), NO_RECEIVER);
  }

  /** Whether an entry is Google's way to write a chat: `contents: [{ parts: [{ text }] }]`. */
  private hasParts({ name, value }: Entry): boolean {
    if (bare(name ?? '') !== 'contents') return false;
    const known = this.reading.follow(value) ?? value;
    const items = known.kind === 'list' ? known.items : [known];
    return items.some(
      (item) => item.kind === 'record' && item.entries.some((e) => e.name === 'parts'),
    );
  }

  private isRecord(value: Value): boolean {
    return value.kind === 'record' || this.reading.follow(value)?.kind === 'record';
  }

  /** Whether a value is a list of messages with roles. */
  private isChat(value: Value): boolean {
    const known =
      value.kind === 'list' || value.kind === 'sum' ? value : this.reading.follow(value);
    const ways = known?.kind === 'choice' ? known.options : known === null ? [] : [known];
    const terms = ways.flatMap((way) => (way.kind === 'sum' ? way.terms : [way]));
    const items = terms.flatMap((t) => (t.kind === 'list' ? t.items : []));
    return items.some((item) => {
      const entries = item.kind === 'record' ? item.entries : item.kind === 'call' ? item.args : [];
      const role = entries.find((e) => e.name === 'role' || e.name === 'Role');
      const content = entries.some((e) => /^(?:content|parts)$/i.test(e.name ?? ''));
      return role !== undefined && content && roleOf(plainString(role.value) ?? 'user') !== null;
    });
  }

  private found(site: Site, sent: ReadMessages, receiver: Receiver): Found {
    const { reading, language } = this;
    const entry = modelEntry(site);
    const positional = site.sender?.positional?.indexOf('model') ?? -1;
    const written =
      entry?.value ?? (positional >= 0 ? (site.positional[positional] ?? null) : null);
    const own: NamedModel | null =
      written === null
        ? null
        : (modelIn(written, reading) ?? receiverOf(written, this.messages).model);
    const model =
      own ??
      receiver.model ??
      (site.sender === null ? modelInAddress(reading.program.text, site.value) : null);
    const thinking = thinkingEntries(site.entries, reading);
    const made = written?.kind === 'call' ? receiverOf(written, this.messages).entries : [];
    const effort =
      effortOf(thinking, reading) ??
      effortOf(thinkingEntries([...receiver.entries, ...made], reading), reading);
    const client =
      site.value.kind === 'call' ? clientVendor(site.value.callee, this.messages) : null;
    const vendor =
      receiver.vendor ?? client ?? vendorIn(site.entries, site.path) ?? site.sender?.vendor ?? null;
    const call = promptCall(site, { reading, model, written, thinking, vendor });
    // A template's own holes stand in its text as they are written.
    const isTemplate =
      site.sender?.defines === 'template' ||
      (site.sender?.variables === true && receiver.messages.known);
    const filledIn = isTemplate ? sent.pieces.flatMap((p) => namedHoles(p.text)) : [];
    const prompt: FoundPrompt = {
      kind: site.value.kind === 'call' ? 'call' : 'request',
      language,
      messages: sent.pieces,
      placeholders: [...new Set([...sent.placeholders, ...filledIn])],
      call,
      model: model?.id ?? null,
      effort,
      notes: this.notes(site, sent),
    };
    return { prompt, site, from: sent.from };
  }

  private notes(site: Site, sent: ReadMessages): readonly PromptNote[] {
    const tools = site.entries.find((e) =>
      /^(?:tools|functions|toolconfig)$/.test(bare(e.name ?? '')),
    );
    const toolChars = tools === undefined ? 0 : tools.value.end - tools.value.start;
    return [
      ...(sent.choices > 0 ? [{ code: 'longer-branch' as const, count: sent.choices }] : []),
      ...(sent.attachments > 0
        ? [{ code: 'attachments-uncounted' as const, count: sent.attachments }]
        : []),
      ...(toolChars > 0 ? [{ code: 'tools-uncounted' as const, count: toolChars }] : []),
    ];
  }
}

/** The name of the object whose method is called; empty for a function. */
const ownerOf = ({ path }: Site): string =>
  path.slice(0, -1).findLast((p) => !/^(?:this|self|cls)$/.test(p)) ?? '';

/** System texts are sent first, wherever they are written. */
function systemFirst(sent: ReadMessages): ReadMessages {
  const pieces = [...sent.pieces].sort(
    (a, b) => Number(b.role === 'system') - Number(a.role === 'system'),
  );
  return { ...sent, pieces };
}
