import { declaredAs } from './declared';
import { foundAt, type FoundAt } from './foundPrompt';
import { NOTHING, together } from './messages';
import type { DocumentLanguage } from './model';
import { NO_RECEIVER, receiverOf } from './receiver';
import { calledName, pathOf, type Reading } from './resolve';
import type { Sender } from './sender';
import { siteOf } from './site';
import { systemFirst, type SiteReader } from './siteTexts';
import type { CallValue, Program, Value } from './syntax/value';

/** An interface that a model answers for: LangChain4j makes it from its name, Quarkus and Spring from its annotation. */
const MADE_OF =
  /\bAiServices\s{0,40}\.\s{0,5}(?:create|builder)\s{0,5}(?:<\s{0,5}(\w{1,60})\s{0,5}>\s{0,5})?\((?:\s{0,40}(\w{1,60})(?:\.|::)class)?/g;
const ANNOTATED =
  /@(?:RegisterAiService|AiService)\b(?:\s{0,5}\([^()]{0,400}\))?(?:\s{1,40}@?\w{1,40}){0,4}?\s{1,40}interface\s{1,10}(\w{1,60})/g;
const MAX_SERVICES = 50;
const OF_OBJECTS =
  /^(?:equals|hashCode|toString|getClass|build|close|wait|notify|notifyAll|let|also|apply|run)$/;

const SERVICE: Sender = {
  library: 'langchain4j',
  vendor: null,
  calls: '',
  positional: ['prompt'],
};

/** The interfaces of a document that a model answers for. */
interface Services {
  /** The names that stand for one, with its own name. */
  readonly names: ReadonlyMap<string, string>;
  /** What the annotations over its methods say, by `Interface.method`. */
  readonly told: ReadonlyMap<string, readonly CallValue[]>;
}

const NONE: Services = { names: new Map(), told: new Map() };
const known = new WeakMap<Program, Services>();

function servicesOf(program: Program): Services {
  const before = known.get(program);
  if (before !== undefined) return before;
  const { text } = program;
  const types = new Set(
    [...text.matchAll(MADE_OF), ...text.matchAll(ANNOTATED)]
      .map((m) => m[1] ?? m[2] ?? '')
      .filter((type) => /^[A-Z]/.test(type))
      .slice(0, MAX_SERVICES),
  );
  const all = new RegExp(`\\b(?:${[...types].join('|')})\\b`, 'g');
  const services =
    types.size === 0 ? NONE : { names: declaredAs(text, all), told: toldIn(program) };
  known.set(program, services);
  return services;
}

const METHOD = /(?<![@\w.])(\w{1,60})\s{0,5}\(/;
const MAX_SIGNATURE = 600;

/** The annotations that give a method its texts. */
function toldIn({ text, calls }: Program): ReadonlyMap<string, readonly CallValue[]> {
  const told = new Map<string, CallValue[]>();
  const interfaces = [...text.matchAll(/\binterface\s{1,10}(\w{1,60})/g)];
  let next: { start: number; key: string } | null = null;
  for (const call of calls.toReversed()) {
    if (!/^@(?:User|System)Message$/.test(calledName(call))) continue;
    const until = Math.min(next?.start ?? Infinity, call.end + MAX_SIGNATURE);
    const between = text.slice(call.end, until).split(/[;{}]/, 1)[0]!;
    const method = METHOD.exec(between)?.[1];
    while ((interfaces.at(-1)?.index ?? 0) > call.start) interfaces.pop();
    const own = `${interfaces.at(-1)?.[1] ?? ''}.${method ?? ''}`;
    const isSame: boolean =
      method === undefined && next !== null && between.length === until - call.end;
    next = { start: call.start, key: isSame && next !== null ? next.key : own };
    told.set(next.key, [call, ...(told.get(next.key) ?? [])]);
  }
  return told;
}

/** The call that made an object for an interface; null for others. */
function maker(object: Value, reading: Reading): CallValue | null {
  const made = reading.follow(object);
  return made?.kind === 'call' && pathOf(made.callee)[0] === 'AiServices' ? made : null;
}

/** A call of a method of an interface that a model answers for: `assistant.translate(text)`; null for other calls. */
export function serviceCall(
  call: CallValue,
  reader: SiteReader & { readonly language: DocumentLanguage },
): FoundAt | null {
  const { callee } = call;
  const { reading, messages } = reader;
  if (callee.kind !== 'member' || OF_OBJECTS.test(callee.name)) return null;
  const { object } = callee;
  const services = servicesOf(reading.program);
  const type = services.names.get(pathOf(object).at(-1) ?? '') ?? null;
  const made = maker(object, reading);
  if ((type === null && made === null) || object.kind === 'call') return null;
  const own = type ?? made?.args.map((a) => pathOf(a.value)[0] ?? '')[0] ?? '';
  const told = together(
    (services.told.get(`${own}.${callee.name}`) ?? []).map((annotation) => {
      const read = messages.read(annotation);
      return { ...read, from: [...read.from, annotation.start] };
    }),
  );
  const site = siteOf(call, SERVICE, reading);
  const last = site.positional.at(-1);
  const isSaid = told.pieces.some((p) => p.role === 'user');
  const given = last === undefined || isSaid ? NOTHING : messages.read(last);
  // Models are given by a method of the builder, or behind the interface.
  const model = made?.args.find((a, i) => a.name === null && i > 0)?.value ?? null;
  const receiver =
    model === null
      ? made === null
        ? NO_RECEIVER
        : receiverOf(made, messages)
      : receiverOf(model, messages);
  const sent = together([receiver.messages, told, given].filter((m) => m.pieces.length > 0));
  return sent.pieces.length === 0 ? null : foundAt(site, systemFirst(sent), receiver, reader);
}
