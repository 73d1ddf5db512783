import { MessageReader, NOTHING, together, type ReadMessages } from './messages';
import { CLIENTS, HOSTS, MODEL_ARGUMENTS, PASSES, TEXT_ARGUMENTS, bare } from './callWords';
import { givenByCallers, parameterScope } from './callers';
import { sendersOf } from './sendersOf';
import {
  MODEL_ID,
  isAgentName,
  isVariable,
  looksUpModel,
  modelIn,
  type NamedModel,
} from './modelIds';
import { calledName, pathOf, type Reading } from './resolve';
import { Evaluator, plainString } from './evaluate';
import { hasWord, isContext } from './site';
import type { CallValue, Entry, RecordValue, Scope, Value } from './syntax/value';

/** What is known of the object whose method is called: the client, model, chain or agent. */
export interface Receiver {
  readonly model: NamedModel | null;
  /** Arguments of the constructors it was made by, for the effort in them. */
  readonly entries: readonly Entry[];
  /** Texts that it puts before or around what is sent: an agent's instructions, a chain's template. */
  readonly messages: ReadMessages;
  /** Whether it is made by a call of the document that names a model or texts. */
  readonly known: boolean;
  readonly vendor: string | null;
}

export const NO_RECEIVER: Receiver = {
  model: null,
  entries: [],
  messages: NOTHING,
  known: false,
  vendor: null,
};

const MAX_DEPTH = 10;
/** Arguments that are looked through for a chain. */
const MAX_ASSIGNED = 20;
const ADDRESS = /^(?:base_?url|endpoint|azure_?endpoint|api_?base|url|host|base_?path)$/i;
/** Arguments that hold a model, a chain or an agent. */
const PARTS =
  /^(?:llm(?:_?(?:service|client|provider))?|(?:streaming_?)?(?:chat_?)?(?:language_?)?model|chain|agent|starting_?agent|client|model_?client|first|middle|last|steps|lm|llm_?config|service_?context|config|(?:default_?|chat_?)?options|planner|(?:chat_?)?generator)$/i;

/** Functions that make a chain of the model they are given (`createExtractionChainFromZod(schema, model)`). */
const MAKES_CHAIN = /^(?:create|load)_?\w{0,40}[Cc]hain/;
/** Classes of chains, which are given a model and a prompt and send nothing where they are made. */
const CHAIN_CLASS = /^(?:LLM|Conversation|StuffDocuments)Chain$/;
/** Methods that give a client what it says before all else. */
const SAYS_FIRST = /^(?:defaultSystem|with_instructions)$/;
/** Calls that make a chat whatever they are given. */
const MAKES_CHAT =
  /^RubyLLM\.chat$|(?:^|\.)(?:ClaudeSDKClient|unstable_v2_(?:create|resume)Session)$/;
/** Options that name the model (`openai.WithModel("gpt-4o")`). */
const NAMES_MODEL = /^[Ww]ith_?(?:Default)?[Mm]odel(?:_?[Nn]ame)?$/;

/** Whose client a constructor makes. */
const clientIn = (path: readonly string[]): string | null =>
  CLIENTS.find(([made]) => made.test(path.join('.')))?.[1] ?? null;

/** The vendor whose address stands in a constructor or request. */
export function vendorIn(entries: readonly Entry[], path: readonly string[]): string | null {
  const address = entries.find((e) => e.name !== null && ADDRESS.test(e.name))?.value;
  const text = plainString(address) ?? '';
  const host = HOSTS.find(([word]) => text.includes(word));
  if (host !== undefined) return host[1];
  const client = clientIn(path);
  if (client !== null) return client;
  return path.some((part) => /azure/i.test(part)) ? 'azure' : null;
}

/** Reads what is known of an object by following its name to the calls that made it. */
export function receiverOf(value: Value, messages: MessageReader, depth = 0): Receiver {
  const { reading } = messages.texts;
  if (depth > MAX_DEPTH || !reading.spend()) return NO_RECEIVER;
  const known = reading.follow(value);
  if (known === null) return givenAlike(value, messages, depth);
  if (known.kind === 'list')
    return merged(known.items.map((t) => receiverOf(t, messages, depth + 1)));
  if (known.kind === 'pipe') {
    const all = known.terms.map((term) => receiverOf(term, messages, depth + 1));
    // What gathers beside the chain (`RunnablePassthrough.assign(question=rewrites) | prompt | llm`) is not the chain itself.
    const own = all.filter((_, i) => !assigns(reading.follow(known.terms[i]!)));
    const beside = own.some((r) => r.known) ? undefined : all.findLast((r) => r.known);
    return beside ?? merged(all.some((r) => r.known) ? own : all);
  }
  if (known.kind === 'record') return configured(known, messages, depth);
  if (known.kind === 'choice') {
    for (const option of known.options) {
      const made = receiverOf(option, messages, depth + 1);
      if (made.known) return made;
    }
    return NO_RECEIVER;
  }
  if (known.kind === 'function') {
    const first = known.returns.at(-1);
    return first === undefined ? NO_RECEIVER : receiverOf(first, messages, depth + 1);
  }
  if (known.kind === 'foreign') return abroad(known, messages, depth);
  if (known.kind !== 'call') return NO_RECEIVER;
  const made = madeBy(known, messages, depth, reading);
  if (!made.known && assigns(known)) return assigned(known, messages, depth) ?? made;
  // A function of the project that makes the chain: `makeChain(retriever)`.
  const maker = made.known ? null : reading.follow(known.callee);
  const fn = maker?.kind === 'foreign' ? maker.value : maker;
  // What has no parameters stands for what it gives back.
  const isBack = fn?.kind === 'function' || (fn?.kind === 'call' && known.args.length === 0);
  return isBack && maker !== null ? receiverOf(maker, messages, depth + 1) : made;
}

/** Whether a value is LangChain's call that puts what chains answer beside what they are given. */
const assigns = (value: Value | null): value is CallValue =>
  value?.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'assign';

/** The only chain in `RunnableParallel({...}).assign(answer=chain)`; null where there is none, or several are. */
function assigned({ args }: CallValue, messages: MessageReader, depth: number): Receiver | null {
  const all = args.slice(0, MAX_ASSIGNED).flatMap((e) => {
    const given = e.name === null ? NO_RECEIVER : receiverOf(e.value, messages, depth + 1);
    return given.known ? [given] : [];
  });
  return all.length === 1 ? all[0]! : null;
}

/** A configuration that names the model, or lists several of which the first is asked: `{"config_list": [{"model": "gpt-4o"}]}`. */
function configured(value: RecordValue, messages: MessageReader, depth: number): Receiver {
  const { reading } = messages.texts;
  const entries = reading.entries(value.entries);
  const list = entries.find((e) => e.name === 'config_list');
  if (list !== undefined) return receiverOf(list.value, messages, depth + 1);
  const named = entries.find((e) => MODEL_ARGUMENTS.has(bare(e.name ?? '')));
  const model = named === undefined ? null : modelIn(named.value, reading);
  // The Codex SDK's `config: { developer_instructions: "..." }`.
  const told = entries.find((e) => bare(e.name ?? '') === 'developerinstructions');
  const said = told === undefined ? NOTHING : messages.read(told.value, 'system');
  return model === null && !said.known
    ? NO_RECEIVER
    : { ...NO_RECEIVER, model, entries, messages: said, known: true };
}

/** What each parameter is given, where it was asked for: each is looked at once, also where functions pass it on in a circle. */
const alike = new WeakMap<MessageReader, Map<Scope, Map<string, Receiver>>>();

/** What all calls in the document give to a parameter (`def solve(agent, task)`); nothing where they give several models. */
function givenAlike(value: Value, messages: MessageReader, depth: number): Receiver {
  const scope = parameterScope(value);
  if (scope === null || value.kind !== 'name') return NO_RECEIVER;
  const scopes = alike.get(messages) ?? new Map<Scope, Map<string, Receiver>>();
  const known = scopes.get(scope) ?? new Map<string, Receiver>();
  alike.set(messages, scopes.set(scope, known));
  const before = known.get(value.name);
  if (before !== undefined) return before;
  known.set(value.name, NO_RECEIVER);
  const all = givenByCallers(scope, value.name, messages.texts.reading).map((given) =>
    receiverOf(given, messages, depth + 1),
  );
  const [first] = all;
  const isOne = all.every((r) => r.known && r.model?.id === first?.model?.id);
  const receiver = first === undefined || !isOne ? NO_RECEIVER : first;
  known.set(value.name, receiver);
  return receiver;
}

/** What is made in another document: nothing of it stands here. */
function abroad(
  value: Value & { kind: 'foreign' },
  messages: MessageReader,
  depth: number,
): Receiver {
  const there = new MessageReader(new Evaluator(messages.texts.reading.abroad(value.program)));
  const receiver = receiverOf(value.value, there, depth + 1);
  const pieces = receiver.messages.pieces.map((p) => ({ ...p, range: null }));
  return {
    ...receiver,
    model: receiver.model && { ...receiver.model, declared: null },
    entries: [],
    messages: { ...receiver.messages, pieces, from: [] },
  };
}

/** Whether a client is made for a model whose id is known as one, and is no key or address. */
export const hasModelId = ({ model }: Receiver): boolean =>
  model !== null && MODEL_ID.test(model.id);

/** The client before a method (`client.chat.completions` is of `client`), where it says its vendor or its model. */
export function clientOf(callee: Value, messages: MessageReader): Receiver {
  let object = callee;
  for (let depth = 0; object.kind === 'member' && depth < MAX_DEPTH; depth++) {
    object = object.object;
    const made = receiverOf(object, messages);
    if (made.vendor !== null || hasModelId(made)) return made;
  }
  return NO_RECEIVER;
}

function madeBy(
  call: CallValue,
  messages: MessageReader,
  depth: number,
  reading: Reading,
): Receiver {
  const path = pathOf(call.callee);
  const args = reading
    .entries(call.args)
    .flatMap((e) =>
      e.name === null && e.value.kind === 'record' ? reading.entries(e.value.entries) : [e],
    );
  const rows = sendersOf(path).filter(
    (s) =>
      s.defines !== undefined &&
      (s.words === undefined || hasWord(s.words, reading.program) || s.defines === 'template'),
  );
  const row = rows.at(0);
  // VS Code's models are chosen by their family.
  const chooses = calledName(call) === 'selectChatModels';
  const names = (e: Entry): boolean =>
    MODEL_ARGUMENTS.has(bare(e.name ?? '')) ||
    (chooses && e.name === 'family') ||
    // `GenerativeModel(name: "gemini-2.5-flash")`
    (e.name === 'name' && MODEL_ID.test(plainString(e.value) ?? ''));
  const option = args.find((e) => e.value.kind === 'call' && NAMES_MODEL.test(calledName(e.value)));
  const named = (args.find(names) ?? option)?.value ?? null;
  const positional = args.find((e) => e.name === null && !isContext(e.value))?.value ?? null;
  const maker =
    row?.defines !== 'template' &&
    /^[A-Z]|^new$|[Mm]odel|[Cc]hat|init|[Cc]lient|[Aa]gent|[Pp]rovider/.test(calledName(call));
  const isNamed =
    maker &&
    !(looksUpModel(call) && !MODEL_ID.test(plainString(positional) ?? '')) &&
    !isVariable(plainString(positional) ?? '') &&
    !rows.some((r) => isAgentName(positional, r));
  const model = named ?? (isNamed ? positional : null);
  const isChain = CHAIN_CLASS.test(calledName(call));
  // A method of Spring's builder: `builder.defaultSystem("...")`.
  const role = positional !== null && SAYS_FIRST.test(calledName(call)) ? 'system' : null;
  const texts =
    row?.defines === 'template'
      ? messages.read(call)
      : together([
          ...(role === null ? [] : [messages.read(positional!, role)]),
          ...args.flatMap((e) => {
            const name = bare(e.name ?? '');
            const role = rows.some((r) => r.system?.some((s) => bare(s) === name))
              ? 'system'
              : TEXT_ARGUMENTS.get(name);
            // The prompt of a chain is a template, read as one of its parts.
            const holds = role === 'system' || (role === 'user' && name === 'prompt' && !isChain);
            return holds ? [messages.read(e.value, role)] : [];
          }),
        ]);
  const inner = args.filter((e) => e.name !== null && PARTS.test(e.name) && e.value !== model);
  // What a template is made of is read with it.
  const passes = row?.defines !== 'template' && PASSES.test(calledName(call));
  const parts = [
    ...inner.map((e) => e.value),
    ...(passes && call.callee.kind === 'member' ? [call.callee.object] : []),
    ...(passes ? call.args.filter((a) => a.name === null).map((a) => a.value) : []),
    ...(model === null ? [] : [model]),
    ...(MAKES_CHAIN.test(calledName(call))
      ? args.filter((e) => e.name === null && e.value !== model).map((e) => e.value)
      : []),
    ...(isChain ? args.filter((e) => e.name === 'prompt').map((e) => e.value) : []),
  ].map((part) => receiverOf(part, messages, depth + 1));
  const read = model === null ? null : modelIn(model, reading);
  const own: Receiver = {
    model: read,
    entries: args,
    // The chain itself sends nothing more.
    messages: isChain ? { ...texts, from: [...texts.from, call.start] } : texts,
    known: read !== null || texts.known || row !== undefined || MAKES_CHAT.test(path.join('.')),
    vendor: vendorIn(args, path),
  };
  return merged([own, ...parts]);
}

function merged(all: readonly Receiver[]): Receiver {
  return {
    model: all.find((r) => r.model !== null)?.model ?? null,
    entries: all.flatMap((r) => r.entries),
    messages: together(
      all.map((r) => r.messages).filter((m) => m.pieces.length > 0 || m.from.length > 0),
    ),
    known: all.some((r) => r.known),
    vendor: all.find((r) => r.vendor !== null)?.vendor ?? null,
  };
}
