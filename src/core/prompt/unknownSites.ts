import { KEEPERS, NO_CHAT, SENDING_WORD, TEXT_ARGUMENTS, TRIGGERS, bare } from './callWords';
import { endpointNear } from './endpoints';
import { plainString } from './evaluate';
import type { ReadMessages } from './messages';
import type { DocumentLanguage } from './model';
import { MODEL_ID, modelIn } from './modelIds';
import { calledName, pathOf, type Reading } from './resolve';
import { modelEntry, siteOf, type Site } from './site';
import { hasParts, isChat, textsOf, type SiteReader } from './siteTexts';
import type { CallValue, Entry, RecordValue, Value } from './syntax/value';

/** Arguments that only a request to a model has. */
const SETTINGS =
  /^(?:temperature|max\w{0,12}tokens|topp|topk|stream|tools|toolchoice|stop|system|n|seed|responseformat|reasoning\w{0,8}|thinking|anthropicversion|frequencypenalty|presencepenalty|logprobs|systeminstruction|generationconfig|safetysettings)$/;
/** Calls that send a body, or write it. */
const POSTS = /^(?:stringify|dumps|post|fetch|request|stream)$/;
/** What is told of a request that was answered, in price tables and counts: `{ model, input: 2.5, output: 10 }`. */
const ANSWERED = /^(?:output|completion|response)$/;
/** A word for the shape of an answer that is asked for: `output: 'array'`. */
const SHAPE = /^[a-z][a-z-]{0,30}$/;
/** Names of what was counted: `usage.prompt_tokens`. */
const COUNTED = /(?:^|[._])tokens?$|[a-z]Tokens?$|(?:^|\.)usage\./;
/** The arguments of such a call that hold all of a request. */
const BODY = { library: '', vendor: null, calls: '', bodies: ['json', 'body', 'data'] };

/** Whether a call keeps, shows or checks what it is given. */
export const isKept = ({ callee }: CallValue): boolean =>
  pathOf(callee)
    .slice(-2)
    .some((word) => KEEPERS.test(word));

/** A request of no known library: where it stands and what it sends. */
export interface UnknownRequest {
  readonly site: Site;
  readonly sent: ReadMessages;
}

/** What speaks for a site being a request. */
interface Evidence {
  readonly site: Site;
  readonly sent: ReadMessages;
  readonly name: string;
  readonly isRecord: boolean;
  /** The argument that names the model, and the id where it is known. */
  readonly entry: Entry | null;
  readonly model: string | null;
  /** Whether the model stands there as a text. */
  readonly written: boolean;
  /** Whether it holds a list of messages with roles, or Google's contents with parts. */
  readonly chat: boolean;
  readonly parts: boolean;
  /** Whether a setting stands in it that only a request to a model has. */
  readonly set: boolean;
  /** Whether the call posts what it is given, and whether that is its body. */
  readonly posts: boolean;
  readonly inBody: boolean;
  readonly isData: boolean;
}

/** How a call posts its arguments, where it does. */
function postedBy(value: CallValue | RecordValue, reading: Reading) {
  const name = value.kind === 'call' ? calledName(value) : '';
  const bodies =
    value.kind === 'call' && POSTS.test(name)
      ? value.args.filter((e) => isRecord(e.value, reading))
      : [];
  const inBody = bodies.some((e) => BODY.bodies.includes(e.name ?? ''));
  return { name, inBody, posts: inBody || bodies.some((e) => e.name === null) };
}

/** Whether a call or record posts something, or has an argument that carries a prompt. */
export function isWorthReading(value: CallValue | RecordValue, reading: Reading): boolean {
  const entries = value.kind === 'call' ? value.args : value.entries;
  const flat = entries.flatMap((e) =>
    e.name === null && e.value.kind === 'record' ? e.value.entries : [e],
  );
  return (
    flat.some((e) => e.name !== null && TRIGGERS.has(bare(e.name))) ||
    postedBy(value, reading).posts
  );
}

/** A call or record of no known library as a request: it must name a model, hold a chat, or be sent where a model answers. */
export function requestAt(
  value: CallValue | RecordValue,
  reader: SiteReader & { readonly language: DocumentLanguage },
): UnknownRequest | null {
  const { reading, language } = reader;
  const { name, inBody, posts } = postedBy(value, reading);
  const site = { ...siteOf(value, inBody ? BODY : null, reading), sender: null };
  const sent = textsOf(site, reader);
  if (sent.pieces.length === 0) return null;
  const entry = modelEntry(site);
  const parts = value.kind === 'record' && site.entries.some((e) => hasParts(e, reading));
  const evidence: Evidence = {
    ...{ site, sent, name, entry, parts, posts, inBody },
    isRecord: value.kind === 'record',
    model: entry === null ? null : (modelIn(entry.value, reading)?.id ?? null),
    written: entry?.value.kind === 'string',
    chat: parts || site.entries.some((e) => isMessages(e) && isChat(e.value, reading)),
    set: site.entries.some((e) => SETTINGS.test(bare(e.name ?? ''))),
    isData: value.kind === 'record' && ['json', 'yaml'].includes(language),
  };
  const { model } = evidence;
  if (model !== null && NO_CHAT.test(model)) return null;
  if (!evidence.chat && tellsOf(site, reading)) return null;
  const sends =
    says(evidence) || isBody(evidence) || isTold(evidence) || isAddressed(evidence, reading);
  return sends ? { site, sent } : null;
}

const isMessages = (e: Entry): boolean => bare(e.name ?? '') === 'messages';

/** Whether a site tells of what was asked, with its answer beside it or with the count of its tokens. */
const tellsOf = ({ entries }: Site, reading: Reading): boolean =>
  entries.some(({ name, value }) => {
    const own = bare(name ?? '');
    if (TEXT_ARGUMENTS.has(own)) return COUNTED.test(pathOf(value).join('.'));
    return ANSWERED.test(own) && isAnswer(value, reading);
  });

/** Whether a value may be an answer, rather than the shape of one that is asked for: a schema, a word, a switch. */
function isAnswer(value: Value, reading: Reading): boolean {
  const known = reading.follow(value) ?? value;
  if (known.kind === 'record' || known.kind === 'class') return false;
  if (known.kind === 'literal') return typeof known.value === 'number';
  return !SHAPE.test(plainString(known) ?? '') && known.kind !== 'call';
}

/** A model that is known by its id, or texts beside words that only a request has. */
function says(evidence: Evidence): boolean {
  const { sent, name, entry, model, written, chat, parts, set, isData } = evidence;
  if (model !== null && (MODEL_ID.test(model) || (!written && chat))) return true;
  if (isData && model !== null && chat) return true;
  const asks = SENDING_WORD.test(name) && sent.known;
  if (entry !== null && model === null && !written && (chat || asks)) return true;
  // A record of messages alone may be the state of a program; with a setting beside them it is a request.
  const isRequest = SENDING_WORD.test(name) || isData || parts || (evidence.isRecord && set);
  return sent.known && chat && isRequest;
}

/** A body that is posted or that has a model and a setting, whatever its messages say. */
function isBody({ site, entry, set, posts, inBody, parts, ...evidence }: Evidence): boolean {
  const both = entry !== null && evidence.isRecord && set;
  const posted = posts && (set || (inBody && entry !== null));
  // Google's contents stand in nothing else; the model is in the address.
  if (parts && set) return true;
  return (posted || both) && site.entries.some(isMessages);
}

/** Whatever it is called: what is given a system text and a prompt beside it sends both. */
function isTold({ site, sent, isRecord }: Evidence): boolean {
  const told = site.entries.map((e) => TEXT_ARGUMENTS.get(bare(e.name ?? '')));
  return (
    !isRecord &&
    told.includes('system') &&
    told.includes('user') &&
    sent.known &&
    sent.pieces.some((p) => p.role === 'system') &&
    sent.pieces.some((p) => p.role === 'user')
  );
}

/** A body near the address of a model (`/api/generate`, `:generateContent`), with the model or a setting beside its texts. */
function isAddressed(evidence: Evidence, reading: Reading): boolean {
  const { site, entry, set, posts, inBody, parts } = evidence;
  const isBody = evidence.isRecord || (posts && inBody);
  if (!isBody || (entry === null && !set && !parts)) return false;
  const near = endpointNear(reading, site.value);
  // A server of one's own is asked for pictures by the same words.
  const forText = site.entries.some((e) => {
    const name = bare(e.name ?? '');
    return SETTINGS.test(name) && !/^(?:n|seed)$/.test(name);
  });
  return near !== null && near.answers && (forText || parts || !near.relative);
}

const isRecord = (value: Value, reading: Reading): boolean =>
  value.kind === 'record' || reading.follow(value)?.kind === 'record';
